// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.property.Formats.Side;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.type.SqlType;

import java.util.Objects;

/** What the statements need to know of a schema registry. */
@FunctionalInterface
public interface SchemaFacts {
    /** An engine without a registry. */
    SchemaFacts NONE =
            _ ->
                    new Answer.Unavailable(
                            "There is no schema registry: set the config var SCHEMA_REGISTRY_URL.");

    /** Looks a schema up; failures are answers, too. */
    Answer find(Request request);

    /**
     * One side of a topic.
     *
     * @param topic logical name, without the platform's prefix
     * @param format with {@link FormatSpec#SCHEMA_ID} for that schema, else the newest of the
     *     topic's subject is meant; with {@link FormatSpec#FULL_SCHEMA_NAME} for a part of it
     */
    record Request(String topic, Side side, FormatSpec format) {
        public Request {
            Objects.requireNonNull(topic);
            Objects.requireNonNull(side);
            Objects.requireNonNull(format);
        }
    }

    /** What came of it. */
    sealed interface Answer {

        /**
         * A schema.
         *
         * @param type a struct for a record, anything else for a bare value; names as they are
         *     there
         */
        record Found(SqlType type) implements Answer {}

        /** The registry has no such schema. */
        record Missing() implements Answer {}

        /**
         * There is one, which SQL can't use.
         *
         * @param reason a sentence
         */
        record Unusable(String reason) implements Answer {}

        /**
         * The registry can't be asked.
         *
         * @param reason a sentence
         */
        record Unavailable(String reason) implements Answer {}
    }
}
