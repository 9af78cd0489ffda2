// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.ir.TypedExpression.Literal;
import dev.bottledwater.sql.ir.TypedExpression.MakeStruct;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.SqlType.Struct;

import org.junit.jupiter.api.Test;

import java.util.List;

class ValueCoercionTest {
    private static final SqlType COLUMN =
            new Struct(
                    List.of(
                            new Struct.Field("VOTES", Primitive.BIGINT),
                            new Struct.Field("EMAIL", Primitive.STRING)));
    private static final MakeStruct VALUE =
            new MakeStruct(
                    List.of(
                            new Literal("a@b", Primitive.STRING),
                            new Literal("foo", Primitive.STRING)),
                    new Struct(
                            List.of(
                                    new Struct.Field("EMAIL", Primitive.STRING),
                                    new Struct.Field("UNKNOWN", Primitive.STRING))));

    @Test
    void insertedStructsLoseFieldsThatTheColumnDoesntHave() {
        assertThat(ValueCoercion.inserted(VALUE, COLUMN))
                .contains(
                        new MakeStruct(
                                List.of(
                                        new Literal(null, Primitive.BIGINT),
                                        new Literal("a@b", Primitive.STRING)),
                                COLUMN));
    }

    @Test
    void thoseOfQueriesMustFit() {
        assertThat(ValueCoercion.coerce(VALUE, COLUMN)).isEmpty();
    }
}
