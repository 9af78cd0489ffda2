// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static java.util.stream.Collectors.joining;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.source.SourceConnector;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import javax.tools.ToolProvider;

/**
 * A small connector that is compiled into a plugin directory and is on no class path, so that only
 * Connect's isolated loader can find it.
 */
final class TickPlugin {
    static final String CONNECTOR_CLASS = "tick.TickSource";

    private TickPlugin() {}

    /** Puts the plugin into a directory of its own under the plugin path. */
    static void install(Path pluginPath) {
        try (InputStream source =
                TickPlugin.class.getResourceAsStream("/tick-plugin/TickSource.java.txt")) {
            Path sources = Files.createDirectories(pluginPath.resolveSibling("tick-sources/tick"));
            Path file = sources.resolve("TickSource.java");
            Files.write(file, Objects.requireNonNull(source).readAllBytes());
            Path classes = Files.createDirectories(pluginPath.resolveSibling("tick-classes"));
            int result =
                    ToolProvider.getSystemJavaCompiler()
                            .run(
                                    null,
                                    null,
                                    null,
                                    "-proc:none",
                                    "-cp",
                                    classPath(),
                                    "-d",
                                    classes.toString(),
                                    file.toString());
            if (result != 0) {
                throw new IllegalStateException("The test plugin doesn't compile");
            }
            Path services = Files.createDirectories(classes.resolve("META-INF/services"));
            Files.writeString(
                    services.resolve(SourceConnector.class.getName()), CONNECTOR_CLASS + "\n");
            pack(classes, Files.createDirectories(pluginPath.resolve("tick")).resolve("tick.jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                out.putNextEntry(new ZipEntry(name));
                out.write(Files.readAllBytes(file));
                out.closeEntry();
            }
        }
    }

    private static String classPath() {
        return Stream.of(SourceConnector.class, ConfigDef.class)
                .map(TickPlugin::jarOf)
                .collect(joining(File.pathSeparator));
    }

    private static String jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
