// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.error;

/**
 * Why a statement was refused. The codes are stable: they stand in documentation and in users'
 * programs, so they are never given another meaning or removed.
 */
public enum ErrorCode {
    /** The text isn't a statement of the language. */
    SYNTAX("BW-1001"),
    /** A statement begins with a word that no statement begins with. */
    UNKNOWN_STATEMENT("BW-1002"),
    /** A string, a quoted name or a comment has no end. */
    UNCLOSED_TEXT("BW-1003"),
    /** The text holds more than may be parsed at once. */
    TEXT_TOO_LONG("BW-1004"),
    /** Expressions, types or statements are nested deeper than is supported. */
    NESTED_TOO_DEEPLY("BW-1005"),
    /** A number is out of the range of every type. */
    INVALID_NUMBER("BW-1006"),
    /** One statement was expected and another number of them was found. */
    STATEMENT_COUNT("BW-1007"),
    /** A variable is used that isn't defined, or can't be the name of one. */
    UNKNOWN_VARIABLE("BW-1008"),
    /** Clauses that can't stand together. */
    INVALID_CLAUSE("BW-1009"),
    /** A column declared in a way that its source doesn't allow. */
    INVALID_COLUMN("BW-1010"),
    /** A property that isn't known, set twice or has a value that it can't have. */
    INVALID_PROPERTY("BW-1011"),
    /** What was asked for is part of the language but not built yet. */
    NOT_SUPPORTED("BW-1012"),
    /** A stream or table that doesn't exist. */
    UNKNOWN_SOURCE("BW-1101"),
    /** A column that doesn't exist. */
    UNKNOWN_COLUMN("BW-1102"),
    /** A name that several columns answer to. */
    AMBIGUOUS_COLUMN("BW-1103"),
    /** A function that doesn't exist. */
    UNKNOWN_FUNCTION("BW-1104"),
    /** A type that doesn't exist. */
    UNKNOWN_TYPE("BW-1105"),
    /** A query that doesn't exist. */
    UNKNOWN_QUERY("BW-1106"),
    /** A name that is taken already. */
    ALREADY_EXISTS("BW-1107"),
    /** A name that comes more than once where it has to be unique. */
    DUPLICATE_NAME("BW-1108"),
    /** A topic that doesn't exist. */
    UNKNOWN_TOPIC("BW-1109"),
    /** A type that doesn't fit where it stands. */
    TYPE_MISMATCH("BW-1201"),
    /** A function doesn't take these arguments. */
    FUNCTION_ARGUMENTS("BW-1202"),
    /** A value that can't be read as the type it has to have. */
    INVALID_VALUE("BW-1203"),
    /** A query whose parts don't go together. */
    INVALID_QUERY("BW-1301"),
    /** A join that isn't possible. */
    INVALID_JOIN("BW-1302"),
    /** Grouping and aggregates that don't fit each other. */
    INVALID_AGGREGATION("BW-1303"),
    /** A key that is missing, comes twice or isn't possible. */
    INVALID_KEY("BW-1304"),
    /** A window that isn't possible. */
    INVALID_WINDOW("BW-1305"),
    /** A format that can't do what is asked of it. */
    INVALID_FORMAT("BW-1306"),
    /** A change to a source or query that can't be made in place. */
    INCOMPATIBLE_CHANGE("BW-1307"),
    /** A source that is in use, or that can't be written to. */
    SOURCE_RESTRICTED("BW-1308"),
    /** A schema that the registry doesn't have, or that doesn't fit. */
    INVALID_SCHEMA("BW-1309");

    private final String id;

    ErrorCode(String id) {
        this.id = id;
    }

    /** The code as users see it. */
    public String id() {
        return id;
    }
}
