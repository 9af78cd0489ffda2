// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Lays the connectors of this package into a plugin path. */
public final class TrialPlugins {
    /** A source with any number of tasks. */
    public static final String SOURCE = SequenceSource.class.getName();

    /** A sink with any number of tasks. */
    public static final String SINK = CountingSink.class.getName();

    private TrialPlugins() {}

    /**
     * Packs them as a plugin of its own.
     *
     * @param pluginPath the directory that holds one directory per plugin
     */
    public static void install(Path pluginPath) throws IOException {
        var directory = Files.createDirectories(pluginPath.resolve("trial"));
        try (var jar = new JarOutputStream(Files.newOutputStream(directory.resolve("trial.jar")))) {
            for (var type :
                    List.of(
                            SequenceSource.class,
                            SequenceTask.class,
                            CountingSink.class,
                            CountingTask.class)) {
                var name = type.getName().replace('.', '/') + ".class";
                try (InputStream in = type.getResourceAsStream("/" + name)) {
                    put(jar, name, Objects.requireNonNull(in).readAllBytes());
                }
            }
            put(
                    jar,
                    "META-INF/services/" + SourceConnector.class.getName(),
                    SOURCE.getBytes(UTF_8));
            put(jar, "META-INF/services/" + SinkConnector.class.getName(), SINK.getBytes(UTF_8));
        }
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
