// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.plugins;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * One checksum for all files of a plugin, so that a jar that the plugin depends on is held as fast
 * as the plugin itself. It is what {@code LC_ALL=C sha256sum *.jar | sha256sum} prints in the
 * plugin's directory.
 */
final class Checksum {
    private Checksum() {}

    /** Of {@code files}, whose names differ, in any order: {@code sha256:} and 64 digits. */
    static String of(Collection<Path> files) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            lines.put(name, hex(Files.readAllBytes(file)) + "  " + name + "\n");
        }
        return "sha256:" + hex(String.join("", lines.values()).getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
