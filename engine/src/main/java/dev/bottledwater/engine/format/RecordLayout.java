// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format;

import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One side of the records of a topic.
 *
 * @param topic the topic's name on the cluster, for formats that look schemas up by it
 * @param columns all columns of that side, in order
 */
public record RecordLayout(FormatSpec format, RecordSide side, String topic, List<Column> columns) {
    public RecordLayout {
        Objects.requireNonNull(format);
        Objects.requireNonNull(side);
        Objects.requireNonNull(topic);
        columns = List.copyOf(columns);
    }

    /** A side of a source's topic. */
    public static RecordLayout of(Source source, RecordSide side, String topic) {
        return switch (side) {
            case KEY -> new RecordLayout(source.keyFormat(), side, topic, source.schema().key());
            case VALUE ->
                    new RecordLayout(source.valueFormat(), side, topic, source.schema().value());
        };
    }

    /** Where a schema registry has the schemas of this side. */
    public String subject() {
        return SchemaRegistry.subject(topic, side == RecordSide.KEY);
    }

    /**
     * Whether the bytes are the bare value of the only column (KSQL reference, "single field
     * (un)wrapping"): by default keys are bare and values wrapped.
     */
    public boolean unwrapped() {
        return columns.size() == 1
                && switch (format.wrapping()) {
                    case DEFAULT -> side == RecordSide.KEY;
                    case WRAPPED -> false;
                    case UNWRAPPED -> true;
                };
    }

    /** Why this wrapping can't be, as KSQL says it; empty when it can. */
    public Optional<String> wrappingRefusal() {
        return format.wrapping() != Wrapping.DEFAULT
                        && side == RecordSide.VALUE
                        && columns.size() != 1
                ? Optional.of("'WRAP_SINGLE_VALUE' is only valid for single-field value schemas")
                : Optional.empty();
    }

    /** KSQL's text of the columns: {@code [`K` INTEGER KEY]}. */
    public String columnsText() {
        return columns.stream()
                .map(
                        c ->
                                "`%s` %s%s"
                                        .formatted(
                                                c.name(),
                                                c.type(),
                                                side == RecordSide.KEY ? " KEY" : ""))
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
