// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.function.AggregateSignature.Binding;
import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.FunctionTexts;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

class TestAggregatesTest {

    private static Aggregator create(
            String signature, List<SqlType> types, @Nullable Object... literals) {
        return TestAggregates.all().stream()
                .filter(f -> FunctionTexts.describe(f).startsWith(signature))
                .findFirst()
                .orElseThrow()
                .factory()
                .create(new Binding(types, Arrays.asList(literals), Map.of()));
    }

    private static @Nullable Object merged(
            Aggregator aggregator, @Nullable Object[] first, @Nullable Object[] then) {
        return aggregator.result(
                aggregator.merge(
                        aggregator.add(aggregator.initial(), i -> first[i], 0),
                        aggregator.add(aggregator.initial(), i -> then[i], 0)));
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    @Test
    void literalsCountOnceInMergedSessions() {
        List<SqlType> types = List.of(Primitive.BIGINT, Primitive.STRING);
        assertThat(merged(create("MULTI_ARG(", types, 5, "ab"), row(1L, "x"), row(null, "yz")))
                .isEqualTo(11L);
        assertThat(merged(create("MID_VAR_ARG(", types, 7, 3), row(1L, "x"), row(2L, null)))
                .isEqualTo(14L);
    }

    @Test
    void structsAreAddedFieldByField() {
        var struct =
                new SqlType.Struct(
                        List.of(
                                new SqlType.Field("A", Primitive.INTEGER),
                                new SqlType.Field("B", Primitive.INTEGER)));
        var sum = create("TEST_UDAF(STRUCT", List.of(struct));
        assertThat(sum.stateType()).isEqualTo(struct);
        assertThat(merged(sum, row(StructValue.of(1, 2)), row(StructValue.of(3, 4))))
                .isEqualTo(StructValue.of(4, 6));
    }

    @Test
    void onlyRowsWithoutNullsAreCollected() {
        List<SqlType> types = List.of(Primitive.INTEGER, Primitive.STRING, Primitive.BOOLEAN);
        var collect = create("OBJ_COL_ARG(", types);
        assertThat(merged(collect, row(1, "a", true), row(2, null, true))).isEqualTo(List.of(1));
        assertThat(merged(collect, row(1, "a", true), row(2, "b", true))).isEqualTo(List.of(1, 2));
    }
}
