// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.serde;

import dev.bottledwater.engine.format.Format;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.format.SchemaFormat;
import dev.bottledwater.engine.format.ValueUse;
import dev.bottledwater.engine.format.avro.AvroFormat;
import dev.bottledwater.engine.format.delimited.DelimitedFormat;
import dev.bottledwater.engine.format.json.JsonFormat;
import dev.bottledwater.engine.format.json.JsonSchemaFormat;
import dev.bottledwater.engine.format.protobuf.ProtobufFormat;
import dev.bottledwater.engine.format.protobuf.ProtobufNoSrFormat;
import dev.bottledwater.engine.registry.SchemaRegistry;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The formats that sources may have. */
public final class Formats {
    private static final Format NONE = new NoneFormat();

    private final TreeMap<String, Format> byName = new TreeMap<>();

    /**
     * The formats that are built in.
     *
     * @param registry where AVRO, JSON_SR and PROTOBUF have their schemas
     */
    public static Formats builtIn(SchemaRegistry registry) {
        return new Formats(
                List.of(
                        new AvroFormat(registry),
                        new DelimitedFormat(),
                        new JsonFormat(),
                        new JsonSchemaFormat(registry),
                        new KafkaFormat(),
                        NONE,
                        new ProtobufFormat(registry),
                        new ProtobufNoSrFormat()));
    }

    /** Those that are built in, for an engine without a schema registry. */
    public static Formats builtIn() {
        return builtIn(SchemaRegistry.none());
    }

    /** A format that has its schemas in a registry; empty for any other. */
    public Optional<SchemaFormat> withSchemas(String name) {
        return Optional.ofNullable(byName.get(name) instanceof SchemaFormat format ? format : null);
    }

    public Formats(Collection<Format> formats) {
        formats.forEach(f -> byName.put(f.name(), f));
    }

    /** Why there can't be a topic of this layout; empty when there can. */
    public Optional<String> refusal(RecordLayout layout) {
        var format = byName.get(layout.format().name());
        if (format == null) {
            return Optional.of(unknown(layout.format().name()));
        }
        return layout.wrappingRefusal().or(() -> format.refusal(layout));
    }

    /**
     * A reader of some columns of a topic.
     *
     * @param wanted indexes of columns of the layout, in the order in which their values are wanted
     * @throws IllegalArgumentException with the {@link #refusal}, or for a column that is wanted
     *     twice
     */
    public RowReader reader(RecordLayout layout, int[] wanted) {
        return reader(layout, wanted, Collections.nCopies(wanted.length, ValueUse.WHOLE));
    }

    /**
     * As {@link #reader(RecordLayout, int[])}, of columns that perhaps not all is read of.
     *
     * @param uses one per wanted column
     */
    public RowReader reader(RecordLayout layout, int[] wanted, List<ValueUse> uses) {
        if (uses.size() != wanted.length) {
            throw new IllegalArgumentException("a use per wanted column is needed");
        }
        if (IntStream.of(wanted).distinct().count() != wanted.length) {
            throw new IllegalArgumentException(
                    "a column is wanted twice: " + Arrays.toString(wanted));
        }
        return usable(layout).reader(layout, wanted.clone(), uses);
    }

    /** A reader of all columns of a topic, in order. */
    public RowReader reader(RecordLayout layout) {
        return reader(layout, IntStream.range(0, layout.columns().size()).toArray());
    }

    /**
     * A writer of a topic.
     *
     * @throws IllegalArgumentException with the {@link #refusal}
     */
    public RowWriter writer(RecordLayout layout) {
        return usable(layout).writer(layout);
    }

    private Format usable(RecordLayout layout) {
        var format = byName.get(layout.format().name());
        var refusal = refusal(layout);
        if (format == null || refusal.isPresent()) {
            throw new IllegalArgumentException(refusal.orElse(unknown(layout.format().name())));
        }
        // a source without key columns has keys of no interest, whatever their format
        return layout.side() == RecordSide.KEY && layout.columns().isEmpty() ? NONE : format;
    }

    private String unknown(String name) {
        return "Unknown format: %s; use one of %s."
                .formatted(name, String.join(", ", byName.keySet()));
    }
}
