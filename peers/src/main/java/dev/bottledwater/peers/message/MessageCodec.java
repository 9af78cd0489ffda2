// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Messages as bytes, compressed: small Kafka plans are metered by bytes. */
public final class MessageCodec {
    /** The largest message before compression; what is longer is no message. */
    public static final int LARGEST = 8 << 20;

    private static final int ANNOUNCEMENT = 1;
    private static final int FAREWELL = 2;
    private static final int REQUEST = 3;
    private static final int REPLY = 4;

    private MessageCodec() {}

    /**
     * @throws IllegalArgumentException for a message of more than {@link #LARGEST} bytes
     */
    public static byte[] encode(Message message) {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_SPEED, true);
        try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            write(message, out);
            if (out.size() > LARGEST) {
                throw new IllegalArgumentException(
                        "a message of %,d bytes; %,d are allowed".formatted(out.size(), LARGEST));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static void write(Message message, DataOutputStream out) throws IOException {
        switch (message) {
            case Message.Announcement m -> {
                begin(out, ANNOUNCEMENT, m);
                out.writeLong(m.sentAt());
                out.writeUTF(m.url());
            }
            case Message.Farewell m -> {
                begin(out, FAREWELL, m);
                out.writeLong(m.sentAt());
            }
            case Message.Request m -> {
                begin(out, REQUEST, m);
                out.writeUTF(m.to());
                out.writeUTF(m.service());
                out.writeLong(m.expiresAt());
                writeBody(out, m.body());
            }
            case Message.Reply m -> {
                begin(out, REPLY, m);
                out.writeUTF(m.to());
                out.writeByte(m.outcome().ordinal());
                writeBody(out, m.body());
            }
        }
    }

    private static void begin(DataOutputStream out, int kind, Message message) throws IOException {
        out.writeByte(kind);
        out.writeLong(message.id().high());
        out.writeLong(message.id().low());
        out.writeUTF(message.from());
    }

    private static void writeBody(DataOutputStream out, byte[] body) throws IOException {
        out.writeInt(body.length);
        out.write(body);
    }

    /**
     * @throws IllegalArgumentException for bytes that hold no message
     */
    public static Message decode(byte[] bytes) {
        try (var in =
                new DataInputStream(
                        new InflaterInputStream(
                                new ByteArrayInputStream(bytes),
                                new java.util.zip.Inflater(true)))) {
            int kind = in.readUnsignedByte();
            var id = new MessageId(in.readLong(), in.readLong());
            var from = in.readUTF();
            return switch (kind) {
                case ANNOUNCEMENT -> new Message.Announcement(id, from, in.readLong(), readUrl(in));
                case FAREWELL -> new Message.Farewell(id, from, in.readLong());
                case REQUEST ->
                        new Message.Request(
                                id, from, in.readUTF(), in.readUTF(), in.readLong(), readBody(in));
                case REPLY -> new Message.Reply(id, from, in.readUTF(), outcome(in), readBody(in));
                default -> throw new IllegalArgumentException("a message of kind " + kind);
            };
        } catch (IOException e) {
            throw new IllegalArgumentException("bytes that are no message", e);
        }
    }

    /** Programs of before there were URLs end here. */
    private static String readUrl(DataInputStream in) throws IOException {
        try {
            return in.readUTF();
        } catch (EOFException _) {
            return "";
        }
    }

    private static Message.Outcome outcome(DataInputStream in) throws IOException {
        int ordinal = in.readUnsignedByte();
        var outcomes = Message.Outcome.values();
        if (ordinal >= outcomes.length) {
            throw new IllegalArgumentException("a reply with outcome " + ordinal);
        }
        return outcomes[ordinal];
    }

    private static byte[] readBody(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST) {
            throw new IllegalArgumentException("a body of %,d bytes".formatted(length));
        }
        // grows with what is there, whatever the length says
        var body = in.readNBytes(length);
        if (body.length < length) {
            throw new IllegalArgumentException("a body that ends early");
        }
        return body;
    }
}
