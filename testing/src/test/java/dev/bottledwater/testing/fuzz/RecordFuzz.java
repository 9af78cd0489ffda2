// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.fuzz;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.registry.MemorySchemaRegistry;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Random and damaged records through the readers of a format. A finding is anything but a row or a
 * refusal in a sentence, and a record of the format's own writer that it can't read.
 */
final class RecordFuzz {
    private static final int SECONDS = 30;
    private static final int RECORDS_PER_LAYOUT = 100;

    private final String format;
    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();
    private final Formats formats = Formats.builtIn(registry);
    private final Map<String, String> findings = new TreeMap<>();
    private int records;
    private int damaged;
    private int damagedRead;

    RecordFuzz(String format) {
        this.format = format;
    }

    /**
     * What came of it.
     *
     * @param damagedRead how many of the damaged ones are still rows
     */
    record Outcome(int records, int damaged, int damagedRead, Map<String, String> findings) {}

    /** Half of the records are damaged. */
    Outcome run(long seed, int count) throws InterruptedException {
        try (var worker = Executors.newSingleThreadExecutor()) {
            for (int i = 0; records < count && i < count; i++) {
                var random = new SplittableRandom(seed + i);
                int layout = i;
                var done = worker.submit(() -> layout(random, layout, count));
                try {
                    done.get(SECONDS, TimeUnit.SECONDS);
                } catch (TimeoutException _) {
                    findings.putIfAbsent("no end within %d s".formatted(SECONDS), "layout " + i);
                    worker.shutdownNow();
                    break;
                } catch (ExecutionException e) {
                    findings.putIfAbsent(kind(e.getCause()), "layout " + i);
                    records++;
                }
            }
        }
        return new Outcome(records, damaged, damagedRead, Map.copyOf(findings));
    }

    private static String kind(Throwable thrown) {
        var trace = thrown.getStackTrace();
        return thrown + " at " + (trace.length == 0 ? "?" : trace[0].toString());
    }

    private void layout(RandomGenerator random, int index, int count) {
        var rows = new RandomRows(random);
        var layout =
                new RecordLayout(
                        FormatSpec.of(format),
                        RecordSide.VALUE,
                        "t" + index,
                        rows.columns(format.equals("KAFKA") ? 1 : 5));
        if (formats.refusal(layout).isPresent()) {
            return;
        }
        formats.withSchemas(format)
                .ifPresent(f -> registry.register(layout.subject(), f.schema(layout)));
        var writer = formats.writer(layout);
        var reader = formats.reader(layout);
        for (int i = 0; i < RECORDS_PER_LAYOUT && records < count; i++) {
            records++;
            var bytes = written(writer, Row.of(rows.row(layout.columns())), layout);
            if (bytes == null) {
                continue;
            }
            if (i % 2 == 0) {
                if (!read(reader, bytes, layout)) {
                    findings.putIfAbsent("its own record is refused", text(bytes, layout));
                }
            } else {
                damaged++;
                damagedRead += read(reader, damage(random, bytes), layout) ? 1 : 0;
            }
        }
    }

    private byte @Nullable [] written(RowWriter writer, Row row, RecordLayout layout) {
        try {
            return writer.write(row, 0);
        } catch (RowFormatException _) {
            return null; // nulls and numbers that the format has no place for
        } catch (RuntimeException | StackOverflowError e) {
            findings.putIfAbsent(kind(e), "writing %s as %s".formatted(row, layout.columnsText()));
            return null;
        }
    }

    private boolean read(RowReader reader, byte[] bytes, RecordLayout layout) {
        try {
            reader.read(bytes, new @Nullable Object[layout.columns().size()], 0);
            return true;
        } catch (RowFormatException e) {
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                findings.putIfAbsent("a refusal without a word", text(bytes, layout));
            }
            return false;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            findings.putIfAbsent(kind(e), text(bytes, layout));
            return false;
        }
    }

    private static String text(byte[] bytes, RecordLayout layout) {
        return "reading %s as %s"
                .formatted(Base64.getEncoder().encodeToString(bytes), layout.columnsText());
    }

    /** Whether there is such a format. */
    boolean isAvailable() {
        return formats.refusal(
                        new RecordLayout(
                                FormatSpec.of(format),
                                RecordSide.VALUE,
                                "t",
                                List.of(new Column("C", Primitive.BIGINT))))
                .isEmpty();
    }

    /** Changes, inserts, drops or cuts a byte or a few. */
    private static byte[] damage(RandomGenerator random, byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> {
                var copy = bytes.clone();
                copy[at] ^= (byte) (1 << random.nextInt(8));
                yield copy;
            }
            case 1 -> {
                var copy = bytes.clone();
                copy[at] = (byte) random.nextInt();
                yield copy;
            }
            case 2 -> {
                var copy = bytes.clone();
                copy[at] = (byte) (copy[at] + 1);
                yield copy;
            }
            case 3 -> {
                var copy = Arrays.copyOf(bytes, bytes.length + 1);
                copy[bytes.length] = (byte) " \n0,}".charAt(random.nextInt(5));
                yield copy;
            }
            default -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : digits(random, bytes);
        };
    }

    /** Changes digits and small letters into others: damage that looks right. */
    private static byte[] digits(RandomGenerator random, byte[] bytes) {
        var copy = bytes.clone();
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] >= '0' && copy[i] <= '9' && random.nextInt(4) == 0) {
                copy[i] = (byte) ('0' + random.nextInt(10));
            } else if (copy[i] >= 'a' && copy[i] <= 'z' && random.nextInt(20) == 0) {
                copy[i] = (byte) ('a' + random.nextInt(26));
            }
        }
        return copy;
    }
}
