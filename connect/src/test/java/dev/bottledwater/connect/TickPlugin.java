// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static java.util.stream.Collectors.joining;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.sink.SinkConnector;
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
 * Small connectors that are compiled into a plugin directory and are on no class path, so that only
 * Connect's isolated loader can find them. One of them has the name of Debezium's for Postgres.
 */
final class TickPlugin {
    static final String CONNECTOR_CLASS = "tick.TickSource";
    static final String SINK_CLASS = "tick.TickSink";
    static final String POSTGRES_CLASS = "io.debezium.connector.postgresql.PostgresConnector";

    private TickPlugin() {}

    /** Puts the plugin into a directory of its own under the plugin path. */
    static void install(Path pluginPath) {
        try {
            Path sources = Files.createDirectories(pluginPath.resolveSibling("tick-sources/tick"));
            Path source = source(sources, "TickSource");
            Path sink = source(sources, "TickSink");
            Path postgres =
                    Files.writeString(
                            sources.resolve("PostgresConnector.java"),
                            Files.readString(source)
                                    .replace(
                                            "package tick;",
                                            "package io.debezium.connector.postgresql;")
                                    .replace("TickSource", "PostgresConnector"));
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
                                    source.toString(),
                                    postgres.toString(),
                                    sink.toString());
            if (result != 0) {
                throw new IllegalStateException("The test plugin doesn't compile");
            }
            Path services = Files.createDirectories(classes.resolve("META-INF/services"));
            Files.writeString(
                    services.resolve(SourceConnector.class.getName()),
                    CONNECTOR_CLASS + "\n" + POSTGRES_CLASS + "\n");
            Files.writeString(services.resolve(SinkConnector.class.getName()), SINK_CLASS + "\n");
            pack(classes, Files.createDirectories(pluginPath.resolve("tick")).resolve("tick.jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path source(Path directory, String name) throws IOException {
        try (InputStream text =
                TickPlugin.class.getResourceAsStream("/tick-plugin/" + name + ".java.txt")) {
            return Files.write(
                    directory.resolve(name + ".java"), Objects.requireNonNull(text).readAllBytes());
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
