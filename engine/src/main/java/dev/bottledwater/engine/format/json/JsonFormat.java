// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;

import dev.bottledwater.engine.format.Format;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.format.ValueUse;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.List;
import java.util.Optional;

/**
 * JSON (language reference, section 11): an object with a member per column, or the bare value of
 * the only column. Names match in any case. An envelope of schema and payload, as Connect's
 * JsonConverter writes it by default, is an object like any other and is not opened.
 */
public final class JsonFormat implements Format {
    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
                    .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build();

    @Override
    public String name() {
        return "JSON";
    }

    @Override
    public Optional<String> refusal(RecordLayout layout) {
        return layout.columns().stream().anyMatch(c -> hasOtherKeys(c.type()))
                ? Optional.of("JSON only supports MAP types with STRING keys")
                : Optional.empty();
    }

    private static boolean hasOtherKeys(SqlType type) {
        return switch (type) {
            case SqlType.Map(var key, var value) -> key != Primitive.STRING || hasOtherKeys(value);
            case SqlType.Array(var element) -> hasOtherKeys(element);
            case SqlType.Struct(var fields) ->
                    fields.stream().anyMatch(f -> hasOtherKeys(f.type()));
            case Primitive _, SqlType.Decimal _ -> false;
        };
    }

    @Override
    public RowReader reader(RecordLayout layout, int[] wanted) {
        return new JsonRowReader(layout, wanted);
    }

    @Override
    public RowReader reader(RecordLayout layout, int[] wanted, List<ValueUse> uses) {
        return new JsonRowReader(layout, wanted, uses);
    }

    @Override
    public RowWriter writer(RecordLayout layout) {
        return new JsonRowWriter(layout);
    }
}
