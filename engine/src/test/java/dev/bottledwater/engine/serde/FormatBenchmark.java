// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.serde;

import dev.bottledwater.engine.eval.Evaluator;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.ir.ArithmeticOperator;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program that prints nanoseconds per record: of reading 3 of 12 JSON columns, a filter, a
 * projection and writing; and of one row there and back in each format that internal topics could
 * have. Run its main method; it is no test.
 */
final class FormatBenchmark {
    private static final int RECORDS = 200_000;
    private static final int ROUNDS = 8;
    private static final SqlType MONEY = new SqlType.Decimal(12, 2);
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("ID", Primitive.BIGINT),
                    new Column("CUSTOMER", Primitive.STRING),
                    new Column("REGION", Primitive.STRING),
                    new Column("AMOUNT", MONEY),
                    new Column("QUANTITY", Primitive.INTEGER),
                    new Column("PRICE", Primitive.DOUBLE),
                    new Column("STATUS", Primitive.STRING),
                    new Column("PAID", Primitive.BOOLEAN),
                    new Column("CREATED", Primitive.TIMESTAMP),
                    new Column("NOTE", Primitive.STRING),
                    new Column("TAGS", new SqlType.Array(Primitive.STRING)),
                    new Column("LSN", Primitive.BIGINT));

    private FormatBenchmark() {}

    private interface Work {
        /** Handles record {@code i} and returns something that depends on all of it. */
        int run(int i);
    }

    public static void main(String[] args) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < 1_000; i++) {
            rows.add(row(i));
        }
        var formats = Formats.builtIn();
        var json = RowSerdes.of(formats, layout(COLUMNS));
        var records = bytes(json, rows);
        System.out.printf("one JSON record: %d bytes%n", records[0].length);
        measure("read 3 of 12, filter, project, write", pipeline(formats, records));
        var binary = RowSerdes.internalValue(COLUMNS);
        compare("12 columns", json, binary, rows);
        var three = COLUMNS.subList(2, 5);
        var slim = rows.stream().map(r -> Row.of(Arrays.copyOfRange(r.toArray(), 2, 5))).toList();
        compare(
                "3 columns",
                RowSerdes.of(formats, layout(three)),
                RowSerdes.internalValue(three),
                slim);
    }

    private static Work pipeline(Formats formats, byte[][] records) {
        var reader = formats.reader(layout(COLUMNS), new int[] {2, 3, 4});
        TypedExpression region = new TypedExpression.ColumnRef(0, "REGION", Primitive.STRING);
        TypedExpression amount = new TypedExpression.ColumnRef(1, "AMOUNT", MONEY);
        TypedExpression quantity = new TypedExpression.ColumnRef(2, "QUANTITY", Primitive.INTEGER);
        var compiler = ExpressionCompiler.interpreter();
        var filter =
                compiler.compilePredicate(
                        new TypedExpression.Comparison(
                                ComparisonOperator.GREATER,
                                quantity,
                                new TypedExpression.Literal(1, Primitive.INTEGER)),
                        "WHERE");
        var doubled =
                new TypedExpression.Arithmetic(
                        ArithmeticOperator.ADD, amount, amount, new SqlType.Decimal(13, 2));
        var projection =
                List.of(region, doubled, quantity).stream()
                        .map(e -> compiler.compile(e, "column"))
                        .toArray(Evaluator[]::new);
        var writer =
                formats.writer(
                        layout(
                                List.of(
                                        new Column("REGION", Primitive.STRING),
                                        new Column("DOUBLED", doubled.type()),
                                        new Column("QUANTITY", Primitive.INTEGER))));
        return i -> {
            var values = new @Nullable Object[3];
            reader.read(records[i % records.length], values, 0);
            var row = Row.of(values);
            if (!filter.test(row, FormatBenchmark::fail)) {
                return 0;
            }
            var out = new @Nullable Object[3];
            for (int c = 0; c < out.length; c++) {
                out[c] = projection[c].evaluate(row, FormatBenchmark::fail);
            }
            var bytes = writer.write(Row.of(out), 0);
            return bytes == null ? 0 : bytes.length;
        };
    }

    private static void fail(String sentence, @Nullable Throwable cause) {
        throw new AssertionError(sentence, cause);
    }

    private static void compare(
            String what, Serde<@Nullable Row> json, Serde<@Nullable Row> binary, List<Row> rows) {
        for (var serde : List.of(json, binary)) {
            var name = what + (serde == json ? " as JSON" : " in the engine's format");
            var records = bytes(serde, rows);
            System.out.printf(
                    "%s: %d bytes%n",
                    name, Arrays.stream(records).mapToInt(r -> r.length).sum() / records.length);
            measure(
                    name + ", write",
                    i -> serde.serializer().serialize("t", rows.get(i % rows.size())).length);
            measure(
                    name + ", read",
                    i -> {
                        var row =
                                serde.deserializer().deserialize("t", records[i % records.length]);
                        return row == null ? 0 : row.size();
                    });
        }
    }

    private static void measure(String name, Work work) {
        long best = Long.MAX_VALUE;
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < RECORDS; i++) {
                sum += work.run(i);
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.printf("%s: %d ns per record (checksum %d)%n", name, best / RECORDS, sum);
    }

    private static byte[][] bytes(Serde<@Nullable Row> serde, List<Row> rows) {
        return rows.stream().map(r -> serde.serializer().serialize("t", r)).toArray(byte[][]::new);
    }

    private static RecordLayout layout(List<Column> columns) {
        return new RecordLayout(FormatSpec.of("JSON"), RecordSide.VALUE, "t", columns);
    }

    private static Row row(int i) {
        return Row.of(
                1_000_000L + i,
                "customer-" + i,
                new String("region-" + i % 7),
                BigDecimal.valueOf(100 + 37L * i, 2),
                i % 10 + 2,
                i * 0.37,
                "shipped",
                i % 2 == 0,
                Instant.ofEpochMilli(1_700_000_000_000L + i * 977L),
                new String(new byte[40], StandardCharsets.US_ASCII).replace('\0', 'n'),
                List.of("a", "tag-" + i),
                23_000_000L + i * 64L);
    }
}
