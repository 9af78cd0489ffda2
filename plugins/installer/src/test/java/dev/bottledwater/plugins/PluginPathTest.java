// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

class PluginPathTest {
    @TempDir private Path files;
    private Path one;
    private Path two;

    @BeforeEach
    void jars() throws IOException {
        one = jar("one.jar", "META-INF/services/org.apache.kafka.connect.sink.SinkConnector");
        two = jar("two.jar", "org/example/Sink.class");
    }

    @Test
    void aPluginsDirectoryHoldsItsJarsAndNothingElse() throws IOException {
        PluginPath path = new PluginPath(files.resolve("plugins"));
        path.install("sink", List.of(one, two));
        path.install("sink", List.of(two));
        path.install("source", List.of(one));

        assertThat(names(path.directory().resolve("sink"))).containsExactly("two.jar");
        assertThat(path.keepOnly(List.of("source"))).containsExactly("sink");
        assertThat(names(path.directory())).containsExactly("source");
    }

    /** What {@code sha256sum *.jar | sha256sum} prints of files that hold "1" and "2". */
    @Test
    void theChecksumIsWhatTheShellPrints() throws IOException {
        Path a = Files.writeString(files.resolve("a.jar"), "1");
        Path b = Files.writeString(files.resolve("b.jar"), "2");
        assertThat(Checksum.of(List.of(b, a)))
                .isEqualTo(
                        "sha256:9ca8d426fb7946a13c4ba3b758511bbd8ac7d904f6750a3b40c7d4659648a9c7")
                .isNotEqualTo(Checksum.of(List.of(a)));
    }

    @Test
    void tellsWhetherAPluginCanBeFound() throws IOException {
        assertThat(ServiceFiles.anyIn(List.of(two, one))).isTrue();
        assertThat(ServiceFiles.anyIn(List.of(two))).isFalse();
    }

    private Path jar(String name, String entry) throws IOException {
        Path file = files.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new ZipEntry(entry));
            jar.closeEntry();
        }
        return file;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
