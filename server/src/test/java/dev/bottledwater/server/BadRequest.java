// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A request and what it deserves.
 *
 * @param answer parts of the answer in their order
 */
record BadRequest(String name, Request request, int status, String... answer) {
    static final String EDITOR = "Authorization: Basic " + base64("ed:edit");
    static final String VIEWER = "Authorization: Basic " + base64("vi:view");

    @Override
    public String toString() {
        return name;
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Request get(String path) {
        return new Request("GET " + path, List.of(EDITOR), new byte[0]);
    }

    static Request post(String path, String body) {
        return post(path, body.getBytes(StandardCharsets.UTF_8));
    }

    static Request post(String path, byte[] body) {
        return new Request("POST " + path, List.of(EDITOR), body);
    }

    /** The editor's, unless somebody else is named. */
    record Request(String line, List<String> headers, byte[] body) {
        Request with(String... more) {
            var all = new ArrayList<>(headers);
            all.addAll(Arrays.asList(more));
            return new Request(line, all, body);
        }

        /**
         * Somebody else's.
         *
         * @param authorization empty for nobody's
         */
        Request as(String authorization) {
            var all = new ArrayList<>(headers);
            all.remove(EDITOR);
            if (!authorization.isEmpty()) {
                all.add(authorization);
            }
            return new Request(line, all, body);
        }

        /** Byte for byte: clients of libraries tidy requests up. */
        String send(int port) throws IOException {
            try (Socket socket = new Socket("localhost", port)) {
                socket.setSoTimeout(20_000);
                var head = new StringBuilder(line).append(" HTTP/1.1\r\nHost: localhost\r\n");
                headers.forEach(header -> head.append(header).append("\r\n"));
                if (headers.stream().noneMatch(h -> h.startsWith("Content-Length"))) {
                    head.append("Content-Length: ").append(body.length).append("\r\n");
                }
                head.append("Connection: close\r\n\r\n");
                OutputStream out = socket.getOutputStream();
                try {
                    out.write(latin1(head.toString()));
                    out.write(body);
                    out.flush();
                } catch (IOException _) {
                    // It is answered already; the answer says why.
                    return read(socket);
                }
                return read(socket);
            }
        }

        private static String read(Socket socket) throws IOException {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
