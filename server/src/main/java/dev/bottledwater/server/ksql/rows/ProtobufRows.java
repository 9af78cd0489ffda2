// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.ProtobufNoSrFormat;
import dev.bottledwater.engine.format.protobuf.ProtobufSchemas;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;

import org.jspecify.annotations.Nullable;

/** The rows of a result as Protobuf messages, with fields as PROTOBUF_NOSR has them. */
public final class ProtobufRows {
    private final String schema;
    private final RowWriter writer;

    /**
     * @throws UnusableSchemaException with a sentence, when Protobuf can't hold the columns
     */
    public ProtobufRows(RowStream rows) {
        var format = new ProtobufNoSrFormat();
        var layout =
                new RecordLayout(
                        FormatSpec.of(format.name()),
                        RecordSide.VALUE,
                        "",
                        rows.columns().stream().map(c -> new Column(c.name(), c.type())).toList());
        this.schema = ProtobufSchemas.of(layout).text();
        this.writer = format.writer(layout);
    }

    /** The text of the schema, of whose first message the rows are. */
    String schema() {
        return schema;
    }

    byte[] message(@Nullable Object[] values) {
        var bytes = writer.write(Row.of(values), 0);
        return bytes == null ? new byte[0] : bytes;
    }
}
