// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The files that keys or certificates were read from, which are replaced when those are renewed.
 *
 * @param <T> what is read from them
 */
public final class MaterialFiles<T> {
    private final List<Path> files;
    private final Supplier<T> reader;

    /** By content: times say nothing of files that were copied with theirs. */
    private List<Optional<ByteBuffer>> known;

    /**
     * @param reader reads them; throws {@link TlsMaterialException} where they don't fit, as they
     *     may for a moment
     */
    public MaterialFiles(List<Path> files, Supplier<T> reader) {
        this.files = List.copyOf(files);
        this.reader = reader;
        this.known = contents();
    }

    /**
     * Reads the files anew if they have changed since they were looked at last.
     *
     * @throws TlsMaterialException if they can't be used; they are tried again when they have
     *     changed again
     */
    public synchronized Optional<T> renewed() {
        var now = contents();
        if (now.equals(known)) {
            return Optional.empty();
        }
        known = now;
        return Optional.of(reader.get());
    }

    private List<Optional<ByteBuffer>> contents() {
        return files.stream().map(MaterialFiles::content).toList();
    }

    /** Empty for a file that isn't there or can't be read. */
    private static Optional<ByteBuffer> content(Path file) {
        try {
            return Optional.of(ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
