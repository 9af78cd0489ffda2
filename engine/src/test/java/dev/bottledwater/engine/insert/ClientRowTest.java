// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.insert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Field;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class ClientRowTest {
    private static final SqlType DECIMAL = new SqlType.Decimal(6, 2);
    private static final SqlType ADDRESS =
            new SqlType.Struct(
                    List.of(
                            new Field("CITY", Primitive.STRING),
                            new Field("ZIP", Primitive.INTEGER)));

    @Test
    void valuesGoToTheirColumnsWhateverTheCaseOfTheirNames() {
        var columns = new LinkedHashMap<String, Object>();
        columns.put("n", 7);
        columns.put("`K`", "key");
        columns.put("rowtime", 12);

        var row = ClientRow.of(columns, source(SourceKind.STREAM, "N", Primitive.BIGINT));

        assertThat(row).isEqualTo(new ClientRow(Row.of("key", 7L), 12L));
    }

    @Test
    void columnsThatAreLeftOutAreNull() {
        assertThat(ClientRow.of(Map.of(), source(SourceKind.STREAM, "N", Primitive.BIGINT)))
                .isEqualTo(new ClientRow(Row.of(null, null), null));
    }

    @Test
    void everyTypeHasItsForm() {
        assertThat(typed("yes", Primitive.BOOLEAN)).isEqualTo(true);
        assertThat(typed(7, Primitive.INTEGER)).isEqualTo(7);
        assertThat(typed("8", Primitive.BIGINT)).isEqualTo(8L);
        assertThat(typed(new BigDecimal("1.5"), Primitive.DOUBLE)).isEqualTo(1.5);
        assertThat(typed("1.5", DECIMAL)).isEqualTo(new BigDecimal("1.50"));
        assertThat(typed(new BigDecimal("1200"), DECIMAL)).isEqualTo(new BigDecimal("1200.00"));
        assertThat(typed("AQI=", Primitive.BYTES)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
        assertThat(typed("2026-01-02", Primitive.DATE)).isEqualTo(LocalDate.of(2026, 1, 2));
        assertThat(typed("10:11:12", Primitive.TIME)).isEqualTo(LocalTime.of(10, 11, 12));
        assertThat(typed("2026-01-02T00:00:00.5", Primitive.TIMESTAMP))
                .isEqualTo(Instant.parse("2026-01-02T00:00:00.500Z"));
        assertThat(typed(Arrays.asList(1, null), new SqlType.Array(Primitive.BIGINT)))
                .isEqualTo(Arrays.asList(1L, null));
        assertThat(typed(Map.of("a", 1), new SqlType.Map(Primitive.STRING, Primitive.DOUBLE)))
                .isEqualTo(Map.of("a", 1.0));
        assertThat(typed(Map.of("city", "Oslo"), ADDRESS)).isEqualTo(StructValue.of("Oslo", null));
    }

    @ParameterizedTest
    @CsvSource({
        "2147483648, INTEGER",
        "1.5, BIGINT",
        "x, DOUBLE",
        "x, DATE",
        "25:00, TIME",
        "?, BYTES",
        "1e400, DOUBLE"
    })
    void valuesOfOtherTypesAreRefused(String text, Primitive type) {
        assertThatThrownBy(() -> typed(text, type))
                .hasMessage(
                        "Expected type %s for field `V` but got STRING(%s)".formatted(type, text));
    }

    @Test
    void nothingIsRoundedOrCut() {
        assertThatThrownBy(() -> typed("1.005", DECIMAL)).isInstanceOf(UnfitRowException.class);
        assertThatThrownBy(() -> typed("10000", DECIMAL)).isInstanceOf(UnfitRowException.class);
        assertThatThrownBy(() -> typed(BigInteger.TWO.pow(64), Primitive.BIGINT))
                .isInstanceOf(UnfitRowException.class);
        assertThatThrownBy(() -> typed(5, Primitive.STRING)).isInstanceOf(UnfitRowException.class);
    }

    @Test
    void aHugeExponentCostsNothing() {
        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () ->
                        assertThatThrownBy(() -> typed("1e9999", DECIMAL))
                                .isInstanceOf(UnfitRowException.class));
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(
                        () ->
                                ClientRow.of(
                                        Map.of("NN", 1),
                                        source(SourceKind.STREAM, "N", Primitive.BIGINT)))
                .hasMessageStartingWith("Column name `NN` does not exist.");
        assertThatThrownBy(() -> typed(Map.of("TOWN", "Oslo"), ADDRESS))
                .hasMessageContaining("`V` has no field of the name TOWN");
    }

    @Test
    void tablesNeedTheirKey() {
        assertThatThrownBy(
                        () ->
                                ClientRow.of(
                                        Map.of("N", 1),
                                        source(SourceKind.TABLE, "N", Primitive.BIGINT)))
                .hasMessage("Value for primary key column(s) `K` is required for tables");
    }

    private static Object typed(Object value, SqlType type) {
        return ClientRow.of(Map.of("V", value), source(SourceKind.STREAM, "V", type))
                .values()
                .get(1);
    }

    private static Source source(SourceKind kind, String column, SqlType type) {
        return new Source(
                "S",
                kind,
                RowSchema.of(
                        List.of(new Column("K", Primitive.STRING)),
                        List.of(new Column(column, type))),
                "s",
                FormatSpec.of("KAFKA"),
                FormatSpec.of("JSON"),
                null,
                null,
                false,
                "",
                null);
    }
}
