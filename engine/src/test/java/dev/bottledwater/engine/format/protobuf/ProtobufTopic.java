// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.registry.MemorySchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;
import dev.bottledwater.sql.type.SqlType;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A topic of records with schemas in a registry of its own. */
abstract class ProtobufTopic {
    final MemorySchemaRegistry registry = new MemorySchemaRegistry();
    final ProtobufFormat format = new ProtobufFormat(registry);

    static RecordLayout layout(List<Column> columns, Map<String, String> properties) {
        return new RecordLayout(
                new FormatSpec("PROTOBUF", properties, Wrapping.DEFAULT),
                RecordSide.VALUE,
                "t",
                columns);
    }

    static Column column(String name, SqlType type) {
        return new Column(name, type);
    }

    int register(String text) {
        return registry.register("t-value", SchemaText.of(SchemaType.PROTOBUF, text));
    }

    byte[] write(RecordLayout layout, Object... values) {
        return format.writer(layout).write(Row.of(values), 0);
    }

    Row read(RecordLayout layout, byte[] data) {
        var target = new Object[layout.columns().size()];
        int[] wanted = IntStream.range(0, target.length).toArray();
        assertThat(format.reader(layout, wanted).read(data, target, 0)).isTrue();
        return Row.of(target);
    }

    /** Hexadecimal digits behind a header. */
    static byte[] record(int id, String hex) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {0, 0, 0, 0, (byte) id});
        bytes.writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
        return bytes.toByteArray();
    }
}
