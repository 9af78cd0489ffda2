// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.sibling;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request to a worker's REST API, or its answer, as bytes. */
sealed interface Exchange {

    /** Headers by name. */
    Map<String, String> headers();

    /** Empty for none. */
    byte[] body();

    /**
     * A request.
     *
     * @param target path and query
     */
    record Request(String method, String target, Map<String, String> headers, byte[] body)
            implements Exchange {
        public Request {
            headers = Map.copyOf(headers);
        }
    }

    /** An answer. */
    record Answer(int status, Map<String, String> headers, byte[] body) implements Exchange {
        public Answer {
            headers = Map.copyOf(headers);
        }
    }

    default byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            switch (this) {
                case Request r -> {
                    out.writeUTF(r.method());
                    out.writeUTF(r.target());
                }
                case Answer a -> out.writeShort(a.status());
            }
            out.writeShort(headers().size());
            for (var header : headers().entrySet()) {
                out.writeUTF(header.getKey());
                out.writeUTF(header.getValue());
            }
            out.write(body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * @throws IllegalArgumentException for bytes that hold none
     */
    static Request request(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new Request(in.readUTF(), in.readUTF(), headers(in), in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("bytes that are no request", e);
        }
    }

    /**
     * @throws IllegalArgumentException for bytes that hold none
     */
    static Answer answer(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new Answer(in.readUnsignedShort(), headers(in), in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("bytes that are no answer", e);
        }
    }

    private static Map<String, String> headers(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        var headers = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            headers.put(in.readUTF(), in.readUTF());
        }
        return headers;
    }
}
