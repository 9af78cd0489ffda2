// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.database;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The Postgres driver that a connector brings along, which is on no class path of this process.
 * Looked for once, when it is first asked for.
 */
public final class PluginDriver implements Supplier<Optional<Driver>> {
    private static final Logger LOG = LoggerFactory.getLogger(PluginDriver.class);
    private static final String CLASS = "org.postgresql.Driver";
    private static final int DEPTH = 3;

    private final Path plugins;
    private boolean looked;
    private @Nullable Driver driver;

    /**
     * @param plugins the directory that holds one directory per plugin
     */
    public PluginDriver(Path plugins) {
        this.plugins = plugins;
    }

    @Override
    public synchronized Optional<Driver> get() {
        if (!looked) {
            looked = true;
            driver = jar().map(PluginDriver::load).orElse(null);
        }
        return Optional.ofNullable(driver);
    }

    private Optional<Path> jar() {
        if (!Files.isDirectory(plugins)) {
            return Optional.empty();
        }
        try (var files =
                Files.find(
                        plugins,
                        DEPTH,
                        (file, _) ->
                                file.getFileName()
                                        .toString()
                                        .matches("postgresql-[0-9].*\\.jar"))) {
            return files.sorted().findFirst();
        } catch (IOException e) {
            LOG.debug("The plugins can't be looked at", e);
            return Optional.empty();
        }
    }

    /** The loader stays open as long as the driver is used: to the end. */
    private static @Nullable Driver load(Path jar) {
        try {
            var loader =
                    new URLClassLoader(
                            new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            return loader.loadClass(CLASS)
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | IOException | LinkageError e) {
            LOG.debug("The driver in {} can't be used", jar, e);
            return null;
        }
    }
}
