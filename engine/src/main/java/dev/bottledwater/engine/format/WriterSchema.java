// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format;

import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaRegistryException;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.sql.schema.FormatSpec;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * What a writer does with the schema of its topic, made when the first row is written and kept. The
 * schema is the one that the format names by {@link FormatSpec#SCHEMA_ID}, else the layout's own,
 * which is registered. Thread-safe.
 */
public final class WriterSchema<P> {
    private final RecordLayout layout;
    private final SchemaRegistry registry;
    private final Supplier<SchemaText> own;
    private final Maker<P> maker;
    private volatile @Nullable P plan;

    /** Makes what writes rows. */
    @FunctionalInterface
    public interface Maker<P> {

        /**
         * @param id for the header of records
         * @throws UnusableSchemaException when rows of the layout can't be written with the schema
         */
        P make(int id, SchemaText schema);
    }

    /**
     * @param own the layout's own schema
     */
    public WriterSchema(
            RecordLayout layout,
            SchemaRegistry registry,
            Supplier<SchemaText> own,
            Maker<P> maker) {
        this.layout = layout;
        this.registry = registry;
        this.own = own;
        this.maker = maker;
    }

    /**
     * What the maker made.
     *
     * @throws UnusableSchemaException when no row can be written with the schema
     * @throws SchemaRegistryException when the registry doesn't take or have it
     */
    public P get() {
        var made = plan;
        if (made == null) {
            made =
                    layout.format()
                            .property(FormatSpec.SCHEMA_ID)
                            .map(this::given)
                            .orElseGet(this::ours);
            plan = made;
        }
        return made;
    }

    private P given(String id) {
        int number = Integer.parseInt(id);
        var schema =
                registry.byId(number)
                        .orElseThrow(
                                () ->
                                        new UnusableSchemaException(
                                                "the schema registry has no schema with the id "
                                                        + number));
        return maker.make(number, schema);
    }

    private P ours() {
        var schema = own.get();
        return maker.make(registry.register(layout.subject(), schema), schema);
    }
}
