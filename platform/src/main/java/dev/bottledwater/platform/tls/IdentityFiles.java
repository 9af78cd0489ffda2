// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The files that a server's identity was read from, which are replaced when it is renewed. */
public final class IdentityFiles {
    private final List<Path> files;
    private final Supplier<ServerIdentity> reader;
    private List<FileTime> known;

    /**
     * @param reader reads them; throws {@link TlsMaterialException} where they don't fit, as they
     *     may for a moment
     */
    public IdentityFiles(List<Path> files, Supplier<ServerIdentity> reader) {
        this.files = List.copyOf(files);
        this.reader = reader;
        this.known = times();
    }

    /**
     * Reads the files anew if they have changed since they were read last.
     *
     * @throws TlsMaterialException if they can't be used; the next call tries again
     */
    public synchronized Optional<ServerIdentity> renewed() {
        List<FileTime> now = times();
        if (now.equals(known)) {
            return Optional.empty();
        }
        ServerIdentity identity = reader.get();
        known = now;
        return Optional.of(identity);
    }

    private List<FileTime> times() {
        List<FileTime> times = new ArrayList<>();
        for (Path file : files) {
            try {
                times.add(Files.getLastModifiedTime(file));
            } catch (IOException e) {
                times.add(FileTime.fromMillis(0));
            }
        }
        return times;
    }
}
