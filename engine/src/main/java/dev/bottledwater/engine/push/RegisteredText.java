// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.WireFormat;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaRegistryException;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;
import dev.bottledwater.sql.type.SqlType;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Keys or values that were written with a schema registry, as JSON text. For one thread. */
final class RegisteredText {
    private final Formats formats;
    private final SchemaRegistry registry;
    private final RecordSide side;
    private final String topic;
    private final Map<Integer, @Nullable Printer> printers = new HashMap<>();
    private @Nullable Boolean hasSubject;

    /** What prints the values of a schema. */
    private record Printer(String format, RowReader reader, RowWriter writer, int width) {}

    /** What a value was recognised as. */
    record Recognised(String format, String text) {}

    /**
     * @param topic the cluster's name of the topic
     */
    RegisteredText(Formats formats, SchemaRegistry registry, RecordSide side, String topic) {
        this.formats = formats;
        this.registry = registry;
        this.side = side;
        this.topic = topic;
    }

    /** The format and text of a value; empty for one that no known schema explains. */
    Optional<Recognised> recognise(byte @Nullable [] data) {
        if (data == null || data.length <= WireFormat.HEADER || data[0] != 0) {
            return Optional.empty();
        }
        try {
            // a number may look like a schema's id
            if (data.length == Long.BYTES && !hasSubject()) {
                return Optional.empty();
            }
            int id = WireFormat.schemaId(data, side);
            if (!printers.containsKey(id)) {
                printers.put(id, registry.byId(id).flatMap(this::printer).orElse(null));
            }
            var printer = printers.get(id);
            return printer == null ? Optional.empty() : text(printer, data);
        } catch (SchemaRegistryException e) {
            return Optional.empty();
        }
    }

    private boolean hasSubject() {
        if (hasSubject == null) {
            hasSubject =
                    registry.latest(SchemaRegistry.subject(topic, side == RecordSide.KEY))
                            .isPresent();
        }
        return hasSubject;
    }

    private static Optional<Recognised> text(Printer printer, byte[] data) {
        var target = new @Nullable Object[printer.width];
        try {
            if (!printer.reader.read(data, target, 0)) {
                return Optional.of(new Recognised(printer.format, "<null>"));
            }
            var json = printer.writer.write(Row.of(target), 0);
            return Optional.of(
                    new Recognised(
                            printer.format,
                            json == null ? "<null>" : new String(json, StandardCharsets.UTF_8)));
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }

    private Optional<Printer> printer(SchemaText schema) {
        var name =
                switch (schema.type()) {
                    case AVRO -> "AVRO";
                    case JSON -> "JSON_SR";
                    case PROTOBUF -> "PROTOBUF";
                };
        try {
            return formats.withSchemas(name)
                    .map(f -> printer(name, f.type(schema, FormatSpec.of(name))));
        } catch (UnusableSchemaException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Printer printer(String name, SqlType type) {
        boolean record = type instanceof SqlType.Struct;
        var columns =
                type instanceof SqlType.Struct(var fields)
                        ? fields.stream().map(f -> new Column(f.name(), f.type())).toList()
                        : List.of(new Column("", type));
        var wrapping = record ? Wrapping.WRAPPED : Wrapping.UNWRAPPED;
        return new Printer(
                name,
                formats.reader(
                        layout(name, columns.size() == 1 ? wrapping : Wrapping.DEFAULT, columns),
                        IntStream.range(0, columns.size()).toArray()),
                formats.writer(
                        layout("JSON", columns.size() == 1 ? wrapping : Wrapping.DEFAULT, columns)),
                columns.size());
    }

    private RecordLayout layout(String format, Wrapping wrapping, List<Column> columns) {
        return new RecordLayout(new FormatSpec(format, Map.of(), wrapping), side, topic, columns);
    }
}
