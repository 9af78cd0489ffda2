// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.binary.BinaryRowCodec;
import dev.bottledwater.engine.registry.MemorySchemaRegistry;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.type.SqlType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A column that is just a call of GREATEST may have values of a smaller scale than its type's. */
class DecimalScaleTest {
    private static final List<Column> COLUMNS =
            List.of(new Column("D", new SqlType.Decimal(10, 3)));
    private static final Row SHORT = Row.of(new BigDecimal("-1.5"));
    private static final BigDecimal WHOLE = new BigDecimal("-1.500");

    private final Formats formats = Formats.builtIn(new MemorySchemaRegistry());

    private static RecordLayout layout(String format) {
        return new RecordLayout(FormatSpec.of(format), RecordSide.VALUE, "t", COLUMNS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AVRO", "JSON_SR", "PROTOBUF", "PROTOBUF_NOSR", "JSON", "DELIMITED"})
    void formatsWriteTheNumberThatItIs(String format) {
        var layout = layout(format);
        var bytes = formats.writer(layout).write(SHORT, 0);
        var target = new Object[1];

        formats.reader(layout).read(bytes, target, 0);

        assertThat(target[0]).isEqualTo(WHOLE);
    }

    @Test
    void storesKeepTheNumberThatItIs() {
        var codec = BinaryRowCodec.ofValue(COLUMNS);
        var target = new Object[1];

        codec.read(codec.write(SHORT, 0), target, 0);

        assertThat(target[0]).isEqualTo(WHOLE);
    }

    @Test
    void jsonShowsTheScaleInWhichItCame() {
        var bytes = formats.writer(layout("JSON")).write(SHORT, 0);

        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("{\"D\":-1.5}");
    }
}
