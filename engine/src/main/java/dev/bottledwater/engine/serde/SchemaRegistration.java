// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.serde;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaRegistryException;
import dev.bottledwater.engine.registry.SchemaRegistryException.Reason;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.schema.FormatSpec;

import java.util.HashMap;
import java.util.Optional;

/** Keeps the schemas of topics in the registry as statements come and go. */
public record SchemaRegistration(Formats formats, SchemaRegistry registry, TopicNames names) {

    /**
     * Registers the schemas of a declared source where its topic has none yet: what others
     * registered describes their data better than our columns do.
     *
     * @throws SchemaRegistryException when the registry doesn't take one
     */
    public void registerMissing(Source source) {
        for (var side : RecordSide.values()) {
            var layout = layout(source, side);
            schema(layout)
                    .filter(_ -> registry.latest(layout.subject()).isEmpty())
                    .ifPresent(schema -> registry.register(layout.subject(), schema));
        }
    }

    /**
     * Registers the schemas that a query's rows are written with.
     *
     * @throws SchemaRegistryException when the registry doesn't take one
     */
    public void register(Source sink) {
        for (var side : RecordSide.values()) {
            var layout = layout(sink, side);
            schema(layout).ifPresent(schema -> registry.register(layout.subject(), schema));
        }
    }

    /**
     * The layout for writing rows into a topic that others may write to as well: with the newest
     * schema that the topic has, so that no other one is registered.
     *
     * @throws SchemaRegistryException when the registry can't say
     */
    public RecordLayout withNewestSchema(RecordLayout layout) {
        var format = layout.format();
        var known = formats.withSchemas(format.name());
        if (known.isEmpty()
                || layout.columns().isEmpty()
                || format.property(FormatSpec.SCHEMA_ID).isPresent()) {
            return layout;
        }
        return registry.latest(layout.subject())
                .filter(newest -> newest.schema().type() == known.get().schemaType())
                .map(
                        newest -> {
                            var properties = new HashMap<>(format.properties());
                            properties.put(FormatSpec.SCHEMA_ID, String.valueOf(newest.id()));
                            return new RecordLayout(
                                    new FormatSpec(format.name(), properties, format.wrapping()),
                                    layout.side(),
                                    layout.topic(),
                                    layout.columns());
                        })
                .orElse(layout);
    }

    /** Removes the schemas of a topic that is gone. */
    public void delete(Source source) {
        for (var side : RecordSide.values()) {
            var layout = layout(source, side);
            if (formats.withSchemas(layout.format().name()).isPresent()) {
                registry.delete(layout.subject());
            }
        }
    }

    private RecordLayout layout(Source source, RecordSide side) {
        return RecordLayout.of(source, side, names.physicalTopic(source.topic()));
    }

    /** The schema of rows of the layout; empty for a format without schemas, and no columns. */
    private Optional<SchemaText> schema(RecordLayout layout) {
        if (layout.columns().isEmpty()) {
            return Optional.empty();
        }
        return formats.withSchemas(layout.format().name())
                .map(
                        format ->
                                layout.format()
                                        .property(FormatSpec.SCHEMA_ID)
                                        .map(id -> byId(Integer.parseInt(id)))
                                        .orElseGet(() -> format.schema(layout)));
    }

    private SchemaText byId(int id) {
        return registry.byId(id)
                .orElseThrow(
                        () ->
                                new SchemaRegistryException(
                                        Reason.REFUSED,
                                        "The schema registry has no schema with the id %d."
                                                .formatted(id),
                                        null));
    }
}
