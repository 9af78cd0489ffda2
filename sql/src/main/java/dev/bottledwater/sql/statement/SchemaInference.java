// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.property.Formats;
import dev.bottledwater.sql.property.Formats.Side;
import dev.bottledwater.sql.property.PropertyName;
import dev.bottledwater.sql.property.WithClause;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;
import dev.bottledwater.sql.statement.SchemaFacts.Answer;
import dev.bottledwater.sql.statement.SchemaFacts.Request;
import dev.bottledwater.sql.type.SqlType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns that come from a schema registry (language reference, section 13). */
final class SchemaInference {
    private static final String BARE_KEY = "ROWKEY";
    private static final String BARE_VALUE = "ROWVAL";

    private final WithClause with;
    private final String topic;
    private final SchemaFacts schemas;
    private final SourceSpan statement;

    SchemaInference(WithClause with, String topic, SchemaFacts schemas, SourceSpan statement) {
        this.with = with;
        this.topic = topic;
        this.schemas = schemas;
        this.statement = statement;
    }

    /**
     * The columns of one side: those that are declared, or where there are none and the format has
     * schemas, those of the topic's schema.
     *
     * @param format with the properties of the clause
     */
    List<Column> columns(List<Column> declared, Side side, FormatSpec format) {
        if (with.has(schemaId(side))) {
            checkInfers(side, format);
            if (!declared.isEmpty()) {
                throw new SqlException(
                        ErrorCode.INVALID_COLUMN,
                        "Table elements and %s cannot both exist for create statement."
                                .formatted(schemaId(side)),
                        with.span(schemaId(side)),
                        "Leave out one of them: the schema has the columns.");
            }
        } else if (!declared.isEmpty() || !Formats.hasSchemas(format.name())) {
            return declared;
        }
        return read(side, format);
    }

    /**
     * Checks that the schema that the clause asks for can hold the columns of a query: it begins
     * with them.
     */
    void checkHolds(List<Column> columns, Side side, FormatSpec format) {
        if (!with.has(schemaId(side))) {
            return;
        }
        checkInfers(side, format);
        var physical = read(side, format);
        boolean bare = bare(side, physical);
        var different =
                IntStream.range(0, columns.size())
                        .filter(
                                i ->
                                        i >= physical.size()
                                                || !(bare
                                                        ? physical.get(i)
                                                                .type()
                                                                .equals(columns.get(i).type())
                                                        : physical.get(i).equals(columns.get(i))))
                        .mapToObj(columns::get)
                        .toList();
        if (!different.isEmpty()) {
            throw new SqlException(
                    ErrorCode.INVALID_SCHEMA,
                    "The following %s columns are changed, missing or reordered: [%s]. Schema from schema registry is [%s]"
                            .formatted(word(side), text(different, side), text(physical, side)),
                    with.span(schemaId(side)),
                    "Select the schema's columns in their order, with their names and types.");
        }
    }

    private static boolean bare(Side side, List<Column> columns) {
        return columns.size() == 1
                && columns.getFirst().name().equals(side == Side.KEY ? BARE_KEY : BARE_VALUE);
    }

    private static PropertyName schemaId(Side side) {
        return switch (side) {
            case KEY -> PropertyName.KEY_SCHEMA_ID;
            case VALUE -> PropertyName.VALUE_SCHEMA_ID;
        };
    }

    private void checkInfers(Side side, FormatSpec format) {
        if (!Formats.hasSchemas(format.name())) {
            throw new SqlException(
                    ErrorCode.INVALID_FORMAT,
                    "%s_FORMAT should support schema inference when %s is provided. Current format is %s."
                            .formatted(side.name(), schemaId(side), format.name()),
                    with.span(schemaId(side)),
                    "Formats with schemas are AVRO, JSON_SR and PROTOBUF.");
        }
    }

    private List<Column> read(Side side, FormatSpec format) {
        return switch (schemas.find(new Request(topic, side, format))) {
            case Answer.Found(var type) -> named(type, side, format);
            case Answer.Missing _ -> throw missing(side);
            case Answer.Unusable(var reason) ->
                    throw failure(
                            "Unable to verify if the %s schema for topic: %s is compatible with ksqlDB.\nReason: %s"
                                    .formatted(word(side), topic, reason),
                            side,
                            "Declare the columns that you need.");
            case Answer.Unavailable(var reason) ->
                    throw failure(
                            "The schema of the %ss of topic '%s' can't be looked up. %s"
                                    .formatted(word(side), topic, reason),
                            side,
                            null);
        };
    }

    /**
     * Names of a schema that is given by its id stay as they are, since rows are written with it;
     * other names fold as SQL's do.
     */
    private List<Column> named(SqlType type, Side side, FormatSpec format) {
        var folded = with.has(schemaId(side)) ? type : folded(type);
        if (folded instanceof SqlType.Struct(var fields) && !unwrapped(side, format)) {
            return fields.stream().map(f -> new Column(f.name(), f.type())).toList();
        }
        if (side == Side.VALUE
                && Formats.canUnwrap(format.name())
                && format.wrapping() != Wrapping.UNWRAPPED) {
            throw failure(
                    "Unable to verify if the value schema for topic: %s is compatible with ksqlDB.\nReason: the schema is of a bare %s and not of a record with columns"
                            .formatted(topic, type),
                    side,
                    "Add WRAP_SINGLE_VALUE=false to have it as the column ROWVAL.");
        }
        return List.of(new Column(side == Side.KEY ? BARE_KEY : BARE_VALUE, folded));
    }

    /** Whether a record is the value of one column: keys are bare where the format allows it. */
    private static boolean unwrapped(Side side, FormatSpec format) {
        return switch (side) {
            case KEY -> Formats.canUnwrap(format.name());
            case VALUE -> format.wrapping() == Wrapping.UNWRAPPED;
        };
    }

    private static SqlType folded(SqlType type) {
        return switch (type) {
            case SqlType.Primitive _, SqlType.Decimal _ -> type;
            case SqlType.Array(var element) -> new SqlType.Array(folded(element));
            case SqlType.Map(var key, var value) -> new SqlType.Map(folded(key), folded(value));
            case SqlType.Struct(var fields) -> {
                var upper = new ArrayList<SqlType.Field>();
                for (var field : fields) {
                    upper.add(
                            new SqlType.Field(
                                    field.name().toUpperCase(Locale.ROOT), folded(field.type())));
                }
                yield new SqlType.Struct(upper);
            }
        };
    }

    private SqlException missing(Side side) {
        var what =
                with.number(schemaId(side))
                        .map("Schema Id: %d"::formatted)
                        .orElse("Subject: %s-%s".formatted(topic, word(side)));
        return failure(
                """
                Schema for message %ss on topic '%s' does not exist in the Schema Registry.
                %s
                Possible causes include:
                - The topic itself does not exist
                	-> Use SHOW TOPICS; to check
                - Messages on the topic are not serialized using a format Schema Registry supports
                	-> Use PRINT '%s' FROM BEGINNING; to verify
                - The schema is registered on a different instance of the Schema Registry
                	-> Use the REST API to list available subjects"""
                        .formatted(word(side), topic, what, topic),
                side,
                side == Side.KEY
                        ? "Declare the key columns, or write KEY_FORMAT='NONE' if there is no key."
                        : "Declare the columns, or register a schema.");
    }

    private SqlException failure(
            String message, Side side, @org.jspecify.annotations.Nullable String hint) {
        var id = schemaId(side);
        return new SqlException(
                ErrorCode.INVALID_SCHEMA, message, with.has(id) ? with.span(id) : statement, hint);
    }

    private static String word(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    private static String text(List<Column> columns, Side side) {
        return columns.stream()
                .map(c -> "`%s` %s%s".formatted(c.name(), c.type(), side == Side.KEY ? " KEY" : ""))
                .collect(Collectors.joining(", "));
    }
}
