// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.router;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The request line and the header fields of an HTTP/1.1 request (RFC 9112).
 *
 * @param line such as {@code GET / HTTP/1.1}
 * @param fields one text each
 */
record RequestHead(String line, List<String> fields) {
    private static final int MOST = 64 << 10;

    /** Of one connection only (RFC 9110, 7.6.1), or written by the router. */
    private static final Set<String> NOT_FORWARDED =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "http2-settings",
                    "upgrade",
                    "via",
                    "x-request-start",
                    "x-forwarded-proto",
                    "x-forwarded-port");

    /**
     * Reads one.
     *
     * @return null at the end of the stream
     * @throws IOException if it is too long or none
     */
    static @Nullable RequestHead read(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int newLines = 0;
        while (newLines < 2) {
            int next = in.read();
            if (next < 0) {
                if (bytes.size() == 0) {
                    return null;
                }
                throw new IOException("The request ends within its header fields.");
            }
            if (bytes.size() == MOST) {
                throw new IOException("The header fields have more than " + MOST + " bytes.");
            }
            bytes.write(next);
            newLines = next == '\n' ? newLines + 1 : next == '\r' ? newLines : 0;
        }
        var lines = bytes.toString(ISO_8859_1).lines().filter(l -> !l.isEmpty()).toList();
        if (lines.isEmpty() || lines.getFirst().split(" ").length != 3) {
            throw new IOException("This isn't a request of HTTP/1.1.");
        }
        return new RequestHead(lines.getFirst(), lines.subList(1, lines.size()));
    }

    String method() {
        return line.split(" ")[0];
    }

    String target() {
        return line.split(" ")[1];
    }

    /** The first value of a field. */
    Optional<String> value(String name) {
        return fields.stream()
                .filter(field -> name(field).equals(name))
                .map(field -> field.substring(field.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static String name(String field) {
        return field.substring(0, Math.max(0, field.indexOf(':'))).toLowerCase(Locale.ROOT);
    }

    /** WebSocket; other upgrades, such as to HTTP/2, end at the router. */
    private boolean upgrades() {
        return value("upgrade").filter("websocket"::equalsIgnoreCase).isPresent();
    }

    /**
     * What the dyno gets: one request per connection, and who asked.
     *
     * @param client the client's address, which is put behind those that it names itself
     */
    byte[] forwarded(String client, int port, String id) {
        var sent = new ArrayList<String>();
        sent.add(line);
        for (var field : fields) {
            var name = name(field);
            if (!NOT_FORWARDED.contains(name)
                    && !name.equals("x-forwarded-for")
                    && !name.equals("x-request-id")) {
                sent.add(field);
            }
        }
        sent.add(upgrades() ? "Connection: Upgrade" : "Connection: close");
        if (upgrades()) {
            sent.add("Upgrade: websocket");
        }
        var before = value("x-forwarded-for").map(value -> value + ", ").orElse("");
        sent.add("X-Forwarded-For: " + before + client);
        sent.add("X-Forwarded-Proto: https");
        sent.add("X-Forwarded-Port: " + port);
        sent.add("X-Request-Id: " + id);
        sent.add("X-Request-Start: " + System.currentTimeMillis());
        sent.add("Via: 1.1 heroku-router");
        return (String.join("\r\n", sent) + "\r\n\r\n").getBytes(ISO_8859_1);
    }
}
