// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers.message;

import dev.bottledwater.peers.message.Remembered.Name;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the pieces of messages together again, and lets each message through once. Bounded: what
 * doesn't fit is dropped, oldest first, as are messages whose rest doesn't come. Not thread-safe.
 */
public final class Assembly {
    private static final int MOST_BYTES = 32 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int MOST_PIECES = MessageCodec.LARGEST / Piece.LARGEST + 1;

    private static final class Unfinished {
        private final byte[] @Nullable [] pieces;
        private final long since;
        private int missing;
        private int bytes;

        private Unfinished(int count, long since) {
            this.pieces = new byte[count][];
            this.since = since;
            this.missing = count;
        }
    }

    private final Clock clock;
    private final Map<Name, Unfinished> unfinished = new LinkedHashMap<>();
    private final Remembered finished = new Remembered();
    private int bytes;

    public Assembly(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes a piece.
     *
     * @return the message that it completes; empty when pieces are missing, when the message was
     *     there before, or when the pieces make no message
     */
    public Optional<Message> add(Piece piece) {
        long now = clock.millis();
        forget(now);
        var name = new Name(piece.message(), piece.to());
        if (finished.contains(name) || piece.count() > MOST_PIECES) {
            return Optional.empty();
        }
        var message = unfinished.computeIfAbsent(name, _ -> new Unfinished(piece.count(), now));
        if (message.pieces.length != piece.count() || message.pieces[piece.index()] != null) {
            return Optional.empty();
        }
        message.pieces[piece.index()] = piece.bytes();
        message.bytes += piece.bytes().length;
        bytes += piece.bytes().length;
        if (--message.missing > 0) {
            return Optional.empty();
        }
        drop(name);
        try {
            var whole = MessageCodec.decode(joined(message));
            finished.add(name, whole, now);
            return Optional.of(whole);
        } catch (IllegalArgumentException _) {
            // sealed by a newer program that knows other messages
            return Optional.empty();
        }
    }

    private static byte[] joined(Unfinished message) {
        var all = new byte[message.bytes];
        int at = 0;
        for (var piece : message.pieces) {
            if (piece != null) {
                System.arraycopy(piece, 0, all, at, piece.length);
                at += piece.length;
            }
        }
        return all;
    }

    private void forget(long now) {
        while (!unfinished.isEmpty()) {
            var oldest = unfinished.entrySet().iterator().next();
            if (bytes <= MOST_BYTES && now - oldest.getValue().since <= PATIENCE.toMillis()) {
                break;
            }
            drop(oldest.getKey());
        }
        finished.forget(now);
    }

    private void drop(Name name) {
        var message = unfinished.remove(name);
        if (message != null) {
            bytes -= message.bytes;
        }
    }
}
