// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

class DataDirectoryTest {

    @Test
    void aTemporaryDirectoryIsDeletedWithAllInIt() throws IOException {
        DataDirectory directory = DataDirectory.of(null, "devkit-test-");
        Files.createDirectories(directory.path().resolve("a/b"));
        Files.writeString(directory.path().resolve("a/b/c"), "text");
        directory.close();
        assertThat(directory.path()).doesNotExist();
        directory.close();
    }

    @Test
    void linksAreDeletedAndNotFollowed(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("precious"), "text");
        try (DataDirectory directory = DataDirectory.temporary("devkit-test-")) {
            Files.createSymbolicLink(directory.path().resolve("link"), elsewhere);
        }
        assertThat(elsewhere.resolve("precious")).hasContent("text");
    }

    @Test
    void aChosenDirectoryIsMadeAndKept(@TempDir Path parent) {
        Path chosen = parent.resolve("x/y");
        try (DataDirectory directory = DataDirectory.of(chosen, "unused-")) {
            assertThat(directory.path()).isEqualTo(chosen).isDirectory();
        }
        assertThat(chosen).isDirectory();
    }

    @Test
    void aChosenDirectoryThatCannotBeMadeIsNamed(@TempDir Path parent) throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "text");
        Path chosen = file.resolve("below");
        assertThatThrownBy(() -> DataDirectory.of(chosen, "unused-"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(chosen.toString());
    }
}
