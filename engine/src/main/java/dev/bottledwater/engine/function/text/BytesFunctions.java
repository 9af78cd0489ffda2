// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.text;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Functions of BYTES. Results may share memory with arguments. */
@FunctionCategory("STRING")
public final class BytesFunctions {
    /** A record is far shorter: Kafka takes one megabyte unless told otherwise. */
    private static final int LONGEST_PADDING = 10_000_000;

    private BytesFunctions() {}

    @ScalarFunction(name = "LEN", description = "The number of bytes.")
    @Example(sql = "LEN(TO_BYTES('0a0b', 'hex'))", result = "2")
    public static int len(ByteBuffer input) {
        return input.remaining();
    }

    @ScalarFunction(
            name = "SUBSTRING",
            description =
                    "The bytes from a position on, counted from 1; a negative one counts"
                            + " from the end.")
    @Example(sql = "FROM_BYTES(SUBSTRING(TO_BYTES('0a0b0c', 'hex'), 2), 'hex')", result = "'0B0C'")
    public static ByteBuffer substring(ByteBuffer bytes, int pos) {
        return substring(bytes, pos, Integer.MAX_VALUE);
    }

    @ScalarFunction(
            name = "SUBSTRING",
            description =
                    "At most so many bytes from a position on, counted from 1; a negative one counts from the end.")
    public static ByteBuffer substring(ByteBuffer bytes, int pos, int length) {
        int start = StringFunctions.start(pos, bytes.remaining());
        return slice(bytes, start, StringFunctions.end(start, length, bytes.remaining()));
    }

    private static ByteBuffer slice(ByteBuffer bytes, int start, int end) {
        return bytes.slice(bytes.position() + start, end - start);
    }

    @ScalarFunction(
            name = "CONCAT",
            description = "The bytes one after another; nulls are left out.",
            acceptsNulls = true)
    @Example(
            sql = "FROM_BYTES(CONCAT(TO_BYTES('0a', 'hex'), TO_BYTES('0b', 'hex')), 'hex')",
            result = "'0A0B'")
    public static ByteBuffer concat(@Nullable ByteBuffer... inputs) {
        return join(null, inputs, 0);
    }

    @ScalarFunction(
            name = "CONCAT_WS",
            description =
                    "The bytes after the first, with the first between them; nulls are left out.",
            acceptsNulls = true)
    public static @Nullable ByteBuffer concatWs(@Nullable ByteBuffer... inputs) {
        return inputs.length == 0 || inputs[0] == null ? null : join(inputs[0], inputs, 1);
    }

    private static ByteBuffer join(
            @Nullable ByteBuffer separator, @Nullable ByteBuffer[] inputs, int from) {
        var parts = new ArrayList<ByteBuffer>();
        for (int i = from; i < inputs.length; i++) {
            var input = inputs[i];
            if (input != null) {
                if (separator != null && !parts.isEmpty()) {
                    parts.add(separator);
                }
                parts.add(input);
            }
        }
        var out = ByteBuffer.allocate(parts.stream().mapToInt(ByteBuffer::remaining).sum());
        parts.forEach(p -> out.put(p.duplicate()));
        return out.flip();
    }

    @ScalarFunction(
            name = "SPLIT",
            description = "The parts between delimiters; an empty delimiter splits bytes.")
    public static List<ByteBuffer> split(ByteBuffer bytes, ByteBuffer delimiter) {
        int size = bytes.remaining();
        int step = delimiter.remaining();
        var parts = new ArrayList<ByteBuffer>();
        int from = 0;
        if (step == 0) {
            for (; from < size - 1; from++) {
                parts.add(slice(bytes, from, from + 1));
            }
        } else {
            for (int at = 0; at <= size - step; ) {
                if (slice(bytes, at, at + step).equals(delimiter)) {
                    parts.add(slice(bytes, from, at));
                    at += step;
                    from = at;
                } else {
                    at++;
                }
            }
        }
        parts.add(slice(bytes, from, size));
        return parts;
    }

    @ScalarFunction(
            name = "LPAD",
            description =
                    "The bytes at a length: padded in front, or cut behind; null for a negative"
                            + " length or an empty padding.")
    @Example(
            sql = "FROM_BYTES(LPAD(TO_BYTES('0a', 'hex'), 3, TO_BYTES('0102', 'hex')), 'hex')",
            result = "'01020A'")
    public static @Nullable ByteBuffer lpad(ByteBuffer input, int targetLen, ByteBuffer padding) {
        var pad = padding(input, targetLen, padding);
        return pad == null ? null : concat(pad, cut(input, targetLen - pad.remaining()));
    }

    @ScalarFunction(
            name = "RPAD",
            description =
                    "The bytes at a length: padded or cut behind; null for a negative length or an"
                            + " empty padding.")
    public static @Nullable ByteBuffer rpad(ByteBuffer input, int targetLen, ByteBuffer padding) {
        var pad = padding(input, targetLen, padding);
        return pad == null ? null : concat(cut(input, targetLen - pad.remaining()), pad);
    }

    private static ByteBuffer cut(ByteBuffer input, int length) {
        return slice(input, 0, length);
    }

    /** What the input lacks to the length, of the repeated padding; null if there is no such. */
    private static @Nullable ByteBuffer padding(
            ByteBuffer input, int targetLen, ByteBuffer padding) {
        if (targetLen < 0 || !padding.hasRemaining()) {
            return null;
        }
        int missing = Math.max(0, targetLen - input.remaining());
        if (missing > LONGEST_PADDING) {
            throw new FunctionException("the padding has more than " + LONGEST_PADDING + " bytes");
        }
        var out = new byte[missing];
        for (int i = 0; i < out.length; i++) {
            out[i] = padding.get(padding.position() + i % padding.remaining());
        }
        return ByteBuffer.wrap(out);
    }
}
