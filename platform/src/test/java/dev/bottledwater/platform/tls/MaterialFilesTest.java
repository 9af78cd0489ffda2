// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

class MaterialFilesTest {
    @TempDir Path directory;
    private Path file;
    private MaterialFiles<String> files;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("f"), "old");
        files = new MaterialFiles<>(List.of(file), this::read);
    }

    private String read() {
        try {
            var text = Files.readString(file);
            if (text.equals("broken")) {
                throw new TlsMaterialException("V", "it is broken.", "Mend it.");
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatHasTheTimeOfTheOldFileIsNewAllTheSame() throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        assertThat(files.renewed()).isEmpty();

        Files.writeString(file, "new");
        Files.setLastModifiedTime(file, time);

        assertThat(files.renewed()).contains("new");
        assertThat(files.renewed()).isEmpty();
    }

    @Test
    void aBrokenFileIsToldOfOnce() throws IOException {
        Files.writeString(file, "broken");
        assertThatThrownBy(files::renewed).hasMessage("it is broken.");
        assertThat(files.renewed()).isEmpty();

        Files.writeString(file, "mended");
        assertThat(files.renewed()).contains("mended");
    }

    /** As Kubernetes replaces the directory that a link names. */
    @Test
    void aLinkThatNamesAnotherFileIsFollowed() throws IOException {
        Files.createDirectory(directory.resolve("1"));
        Files.createDirectory(directory.resolve("2"));
        Files.writeString(directory.resolve("1/f"), "first");
        Files.writeString(directory.resolve("2/f"), "second");
        var data = Files.createSymbolicLink(directory.resolve("data"), Path.of("1"));
        file = data.resolve("f");
        files = new MaterialFiles<>(List.of(file), this::read);
        assertThat(files.renewed()).isEmpty();

        Files.delete(data);
        assertThatThrownBy(files::renewed).isInstanceOf(UncheckedIOException.class);
        Files.createSymbolicLink(data, Path.of("2"));

        assertThat(files.renewed()).contains("second");
    }
}
