// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format;

import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaRegistryException;
import dev.bottledwater.engine.registry.SchemaText;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What a reader does with records of a schema, made once per schema id and kept. Thread-safe.
 *
 * <p>A schema that can't be looked up now says nothing about the record: that is a {@link
 * SchemaRegistryException}, which fails the query so that it tries again. A schema that doesn't
 * exist, or that can't be read, makes the record a bad one.
 */
public final class SchemaPlans<P> {
    private final SchemaRegistry registry;
    private final RecordSide side;
    private final Function<SchemaText, P> plan;
    private final ConcurrentHashMap<Integer, Entry<P>> entries = new ConcurrentHashMap<>();
    private volatile @Nullable Entry<P> latest;

    /** A plan, or why there is none; schemas of an id never change. */
    private record Entry<P>(int id, @Nullable P plan, @Nullable String refusal) {}

    /**
     * @param plan makes a plan; may throw {@link UnusableSchemaException}
     */
    public SchemaPlans(SchemaRegistry registry, RecordSide side, Function<SchemaText, P> plan) {
        this.registry = registry;
        this.side = side;
        this.plan = plan;
    }

    /**
     * The plan of a schema.
     *
     * @throws RowFormatException for an id that the registry doesn't know, or an unusable schema
     * @throws SchemaRegistryException when the registry can't say
     */
    public P of(int id) {
        var entry = latest;
        if (entry == null || entry.id != id) {
            entry = entries.get(id);
            if (entry == null) {
                entry = entry(id);
                entries.put(id, entry);
            }
            latest = entry;
        }
        if (entry.plan == null) {
            throw new RowFormatException(String.valueOf(entry.refusal));
        }
        return entry.plan;
    }

    private Entry<P> entry(int id) {
        var schema =
                registry.byId(id)
                        .orElseThrow(
                                () ->
                                        new RowFormatException(
                                                "the %s was written with schema %d, which the schema registry doesn't have"
                                                        .formatted(side, id)));
        try {
            return new Entry<>(id, plan.apply(schema), null);
        } catch (UnusableSchemaException e) {
            return new Entry<>(
                    id,
                    null,
                    "the %s was written with schema %d, which can't be used: %s"
                            .formatted(side, id, e.getMessage()));
        }
    }
}
