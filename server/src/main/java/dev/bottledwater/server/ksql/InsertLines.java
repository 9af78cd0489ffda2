// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of an inserts stream, as they come. */
final class InsertLines implements AutoCloseable {
    /** A row is one record, and brokers take no larger ones. */
    static final int LONGEST = RequestJson.LIMIT;

    private final InputStream body;

    /** Whether a line was given up before its end. */
    private boolean within;

    InsertLines(InputStream body) {
        this.body = new BufferedInputStream(body);
    }

    /** A line was too long. It isn't kept, and the next one can be read. */
    static final class TooLongException extends Exception {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("a line of more than %d bytes".formatted(LONGEST), null, false, false);
        }
    }

    /**
     * The next line without its end; null behind the last one.
     *
     * @throws TooLongException when it has more than {@link #LONGEST} bytes
     */
    byte @Nullable [] next() throws IOException, TooLongException {
        if (within) {
            skipRest();
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = body.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = body.read()) {
            if (line.size() == LONGEST) {
                within = true;
                throw new TooLongException();
            }
            line.write(next);
        }
        byte[] bytes = line.toByteArray();
        return bytes.length > 0 && bytes[bytes.length - 1] == '\r'
                ? Arrays.copyOf(bytes, bytes.length - 1)
                : bytes;
    }

    /** Only when somebody wants to go on: who is refused needn't send the rest. */
    private void skipRest() throws IOException {
        int next = body.read();
        while (next >= 0 && next != '\n') {
            next = body.read();
        }
        within = false;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
