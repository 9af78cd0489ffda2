// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/** A kept connection that costs little beside the server: HTTP/1.1 over a plain socket. */
final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** The bytes of a request for the rows of a query. */
    static byte[] request(String sql) {
        var body = "{\"sql\":\"" + sql.replace("\"", "\\\"") + "\"}";
        return ("POST /query-stream HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.getBytes(UTF_8).length
                        + "\r\n\r\n"
                        + body)
                .getBytes(UTF_8);
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @return its body
     * @throws IOException for any status but 200
     */
    byte[] exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        var status = line();
        int length = -1;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
        }
        var body = length < 0 ? chunks() : exactly(length);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(status + ": " + new String(body, UTF_8));
        }
        return body;
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream(512);
        while (true) {
            int size = Integer.parseInt(line(), 16);
            body.write(exactly(size));
            line();
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] exactly(int size) throws IOException {
        var bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("The server ended the connection");
        }
        return bytes;
    }

    private String line() throws IOException {
        line.reset();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("The server ended the connection");
            }
            if (next == '\n') {
                return line.toString(ISO_8859_1);
            }
            if (next != '\r') {
                line.write(next);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
