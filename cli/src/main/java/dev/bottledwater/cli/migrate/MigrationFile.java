// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file {@code V000001__name.sql}.
 *
 * @param version from 1
 * @param name as in the file's name
 * @param path where it is
 * @param text what it holds
 * @param down the file that takes it back, {@code V000001__name.down.sql}; null when there is none
 */
record MigrationFile(int version, String name, Path path, String text, @Nullable Path down) {

    /** Returns the file's name without its directory. */
    String fileName() {
        return fileName(path);
    }

    static String fileName(Path path) {
        Path last = path.getFileName();
        return last == null ? path.toString() : last.toString();
    }

    /** Returns what is compared later to see whether the file was changed. */
    String checksum() {
        return checksum(text);
    }

    /** MD5, as ksql-migrations takes: it guards against mistakes, not against forgers. */
    static String checksum(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java platform has MD5", absent);
        }
    }
}
