// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;

import dev.bottledwater.wire.WireJson;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** JSON and text that wait to be sent together. */
final class ResultBuffer {
    private static final int INITIAL = 1024;

    /** A buffer that one large row has made larger isn't kept. */
    private static final int MOST_KEPT = 64 << 10;

    /** Separators between elements are the business of each form. */
    private static final JsonFactory JSON =
            new JsonFactoryBuilder()
                    .rootValueSeparator((String) null)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build();

    private final Bytes bytes = new Bytes();
    private final JsonGenerator json;

    ResultBuffer() throws IOException {
        json = JSON.createGenerator(bytes);
    }

    /** Writes values one after the other, without anything between those at the top. */
    JsonGenerator json() {
        return json;
    }

    /** Appends text as it is. */
    void text(String text) throws IOException {
        json.writeRaw(text);
    }

    /** Appends the JSON of one of the wire's documents. */
    void document(Object document) throws IOException {
        json.writeRaw(WireJson.write(document));
    }

    int size() throws IOException {
        json.flush();
        return bytes.size();
    }

    /** Hands over what is there; it is valid until the next write. */
    ByteBuffer take() throws IOException {
        json.flush();
        return bytes.take();
    }

    private static final class Bytes extends ByteArrayOutputStream {
        Bytes() {
            super(INITIAL);
        }

        ByteBuffer take() {
            ByteBuffer all = ByteBuffer.wrap(buf, 0, count);
            count = 0;
            if (buf.length > MOST_KEPT) {
                buf = new byte[INITIAL];
            }
            return all;
        }
    }
}
