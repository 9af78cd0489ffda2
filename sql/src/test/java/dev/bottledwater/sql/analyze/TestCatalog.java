// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.ScalarSignature;
import dev.bottledwater.sql.function.SignatureTexts;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Sources and functions for tests. */
public final class TestCatalog {
    public static final SqlType ADDRESS =
            new SqlType.Struct(
                    List.of(
                            new SqlType.Field("CITY", Primitive.STRING),
                            new SqlType.Field("ZIP", Primitive.INTEGER)));

    /** A stream ORDERS, a keyless stream EVENTS, a table CUSTOMERS, a windowed stream and table. */
    public static final Catalog CATALOG =
            Catalog.EMPTY
                    .withSource(
                            source(
                                    "ORDERS",
                                    SourceKind.STREAM,
                                    List.of(new Column("CUSTOMER", Primitive.STRING)),
                                    List.of(
                                            new Column("ID", Primitive.BIGINT),
                                            new Column("AMOUNT", new SqlType.Decimal(10, 2)),
                                            new Column("ITEM", Primitive.STRING),
                                            new Column("ADDR", ADDRESS),
                                            new Column("TAGS", new SqlType.Array(Primitive.STRING)),
                                            new Column("N", Primitive.INTEGER)),
                                    null))
                    .withSource(
                            source(
                                    "EVENTS",
                                    SourceKind.STREAM,
                                    List.of(),
                                    List.of(new Column("V", Primitive.INTEGER)),
                                    null))
                    .withSource(
                            source(
                                    "CUSTOMERS",
                                    SourceKind.TABLE,
                                    List.of(new Column("ID", Primitive.BIGINT)),
                                    List.of(
                                            new Column("REGION", Primitive.STRING),
                                            new Column("SPENT", Primitive.DOUBLE)),
                                    null))
                    .withSource(
                            source(
                                    "TWO_KEYS",
                                    SourceKind.STREAM,
                                    List.of(
                                            new Column("A", Primitive.INTEGER),
                                            new Column("B", Primitive.INTEGER)),
                                    List.of(new Column("C", Primitive.INTEGER)),
                                    null))
                    .withSource(
                            source(
                                    "WIN_STREAM",
                                    SourceKind.STREAM,
                                    List.of(new Column("K", Primitive.STRING)),
                                    List.of(new Column("V", Primitive.INTEGER)),
                                    new KeyWindow(KeyWindow.Type.TUMBLING, 1000L)))
                    .withSource(
                            source(
                                    "WIN_TABLE",
                                    SourceKind.TABLE,
                                    List.of(new Column("K", Primitive.STRING)),
                                    List.of(new Column("V", Primitive.INTEGER)),
                                    new KeyWindow(KeyWindow.Type.TUMBLING, 1000L)));

    public static final FunctionRegistry FUNCTIONS =
            new FunctionRegistry(scalars(), tables(), aggregates());

    public static final Analyzer ANALYZER = new Analyzer(FUNCTIONS);

    private TestCatalog() {}

    private static List<ScalarSignature> scalars() {
        var all = new ArrayList<ScalarSignature>();
        for (var s :
                List.of(
                        "UCASE(VARCHAR input) → VARCHAR",
                        "ABS(DECIMAL val) → DECIMAL",
                        "ABS(DOUBLE val) → DOUBLE",
                        "ABS(INT val) → INT",
                        "ABS(BIGINT val) → BIGINT",
                        "SQRT(DOUBLE value) → DOUBLE",
                        "SQRT(INT value) → DOUBLE",
                        "COALESCE(T first, T... others) → T",
                        "CONCAT(VARCHAR... inputs) → VARCHAR",
                        "CONCAT(BYTES... inputs) → BYTES",
                        "GREATEST(INT val, INT... vals) → INT",
                        "GREATEST(BIGINT val, BIGINT... vals) → BIGINT",
                        "GREATEST(DOUBLE val, DOUBLE... vals) → DOUBLE",
                        "GREATEST(DATE val, DATE... vals) → DATE",
                        "GREATEST(VARCHAR val, VARCHAR... vals) → VARCHAR",
                        "MOST(DECIMAL val, DECIMAL... vals) → DECIMAL",
                        "DATEADD(INTERVAL UNIT unit, INT interval, DATE date) → DATE",
                        "TRANSFORM(ARRAY<T> array, LAMBDA (T) => R function) → ARRAY<R>",
                        "REDUCE(ARRAY<T> list, S initialState, LAMBDA (S, T) => S f) → S",
                        "FILTER(ARRAY<T> array, LAMBDA (T) => BOOLEAN function) → ARRAY<T>",
                        "RANDOM() → DOUBLE")) {
            int open = s.indexOf('(');
            all.add(SignatureTexts.scalar(s.substring(0, open), s.substring(open)));
        }
        return all;
    }

    private static List<ScalarSignature> tables() {
        return List.of(
                SignatureTexts.scalar("EXPLODE", "(ARRAY<DECIMAL> input) → ARRAY<DECIMAL>"),
                SignatureTexts.scalar("EXPLODE", "(ARRAY<T> list) → ARRAY<T>"));
    }

    private static List<AggregateSignature> aggregates() {
        return List.of(
                SignatureTexts.aggregate("COUNT", "(T val) → BIGINT", 0, true),
                SignatureTexts.aggregate("SUM", "(DECIMAL val1) → DECIMAL", 0, true),
                SignatureTexts.aggregate("SUM", "(DOUBLE val1) → DOUBLE", 0, true),
                SignatureTexts.aggregate("SUM", "(INT val1) → INT", 0, true),
                SignatureTexts.aggregate("SUM", "(BIGINT val1) → BIGINT", 0, true),
                SignatureTexts.aggregate("AVG", "(DOUBLE val1) → DOUBLE", 0, true),
                SignatureTexts.aggregate("MAX", "(DOUBLE val1) → DOUBLE", 0, false),
                SignatureTexts.aggregate("MAX", "(INT val1) → INT", 0, false),
                SignatureTexts.aggregate("TOPK", "(INT val1, INT k) → ARRAY<INT>", 1, false));
    }

    public static Source source(
            String name,
            SourceKind kind,
            List<Column> key,
            List<Column> value,
            @Nullable KeyWindow window) {
        return new Source(
                name,
                kind,
                RowSchema.of(key, value),
                name.toLowerCase(java.util.Locale.ROOT),
                FormatSpec.of(key.isEmpty() ? "NONE" : "KAFKA"),
                FormatSpec.of("JSON"),
                window,
                null,
                false,
                "CREATE " + kind + " " + name + ";",
                null);
    }

    /** The query of a SELECT. */
    public static Query query(String sql) {
        return ((DataStatement.Select) SqlParser.parseSingle(sql + ";")).query();
    }
}
