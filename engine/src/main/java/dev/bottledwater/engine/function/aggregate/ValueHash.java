// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/**
 * 64-bit hashes of SQL values. Equal values have equal hashes in every process and version: they
 * are stored.
 */
final class ValueHash {
    private static final long SEED = 0x9e3779b97f4a7c15L;

    private ValueHash() {}

    static long of(@Nullable Object value) {
        return switch (value) {
            case null -> mix(SEED);
            case Boolean b -> mix(b ? 1 : 2);
            case Integer i -> mix(i);
            case Long l -> mix(l);
            case Double d -> mix(Double.doubleToLongBits(d));
            case String text -> text(text);
            case BigDecimal d -> bytes(ByteBuffer.wrap(d.unscaledValue().toByteArray()));
            case ByteBuffer bytes -> bytes(bytes);
            case LocalDate date -> mix(date.toEpochDay());
            case LocalTime time -> mix(time.toNanoOfDay());
            case Instant instant -> mix(instant.toEpochMilli());
            case List<?> list -> {
                long hash = list.size();
                for (@Nullable Object element : list) {
                    hash = mix(hash * 31 + of(element));
                }
                yield hash;
            }
            case Map<?, ?> map -> {
                long hash = 0; // entries have no order
                for (var entry : map.entrySet()) {
                    hash += mix(of(entry.getKey()) * 31 + of(entry.getValue()));
                }
                yield mix(hash);
            }
            case StructValue struct -> {
                long hash = struct.size();
                for (int i = 0; i < struct.size(); i++) {
                    hash = mix(hash * 31 + of(struct.get(i)));
                }
                yield hash;
            }
            default -> throw new IllegalArgumentException("no SQL value: " + value.getClass());
        };
    }

    private static long text(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = hash * SEED + text.charAt(i);
        }
        return mix(hash);
    }

    private static long bytes(ByteBuffer bytes) {
        long hash = bytes.remaining();
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            hash = hash * SEED + bytes.get(i);
        }
        return mix(hash);
    }

    /** Spreads every bit over all: the finaliser of SplitMix64. */
    private static long mix(long value) {
        long z = value + SEED;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
