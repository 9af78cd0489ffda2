// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.delimited;

import dev.bottledwater.engine.format.Format;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.Optional;

/**
 * DELIMITED (language reference, section 11): the columns in their order between delimiters. A
 * field that holds a delimiter, a quote or a line break stands in double quotes, and a quote in it
 * is doubled (RFC 4180). An empty field is null.
 */
public final class DelimitedFormat implements Format {

    @Override
    public String name() {
        return "DELIMITED";
    }

    @Override
    public Optional<String> refusal(RecordLayout layout) {
        if (layout.format().wrapping() == Wrapping.WRAPPED) {
            return Optional.of(
                    "Format 'DELIMITED' does not support 'WRAP_SINGLE_VALUE' set to 'true'.");
        }
        return layout.columns().stream()
                .flatMap(c -> unsupported(c.type()).stream())
                .map(t -> "The 'DELIMITED' format does not support type '" + t + "'")
                .findFirst();
    }

    private static Optional<String> unsupported(SqlType type) {
        return switch (type) {
            case Primitive _, SqlType.Decimal _ -> Optional.empty();
            case SqlType.Array _ -> Optional.of("ARRAY");
            case SqlType.Map _ -> Optional.of("MAP");
            case SqlType.Struct _ -> Optional.of("STRUCT");
        };
    }

    @Override
    public RowReader reader(RecordLayout layout, int[] wanted) {
        return new DelimitedRowReader(layout, wanted, delimiter(layout.format()));
    }

    @Override
    public RowWriter writer(RecordLayout layout) {
        return new DelimitedRowWriter(layout, delimiter(layout.format()));
    }

    /** The delimiter: a character, TAB or SPACE; a comma where none is given. */
    private static char delimiter(FormatSpec format) {
        var text = format.property(FormatSpec.DELIMITER).orElse(",");
        return switch (text) {
            case "TAB" -> '\t';
            case "SPACE" -> ' ';
            default -> text.charAt(0);
        };
    }
}
