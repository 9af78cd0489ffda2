// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The SQL types of Avro schemas: enum is STRING, fixed is BYTES, float is DOUBLE, a union of
 * several types is a STRUCT with a field per type. Of the logical types only those that Kafka
 * Connect knows mean something. What has no SQL type, and a record within itself, is left out.
 */
final class AvroTypes {
    private AvroTypes() {}

    /**
     * @throws UnusableSchemaException when nothing is left
     */
    static SqlType of(Schema schema) {
        return type(schema, new HashSet<>())
                .orElseThrow(
                        () ->
                                new UnusableSchemaException(
                                        "the Avro schema has no part that SQL has a type for"));
    }

    private static Optional<SqlType> type(Schema schema, Set<String> within) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, within);
            case ARRAY -> array(schema, within);
            case MAP ->
                    type(schema.getValueType(), within)
                            .map(value -> new SqlType.Map(Primitive.STRING, value));
            case UNION -> union(schema, within);
            case ENUM, STRING -> Optional.of(Primitive.STRING);
            case BYTES, FIXED ->
                    schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
                            ? Optional.of(
                                    new SqlType.Decimal(decimal.getPrecision(), decimal.getScale()))
                            : Optional.of(Primitive.BYTES);
            case INT ->
                    Optional.of(
                            schema.getLogicalType() instanceof LogicalTypes.Date
                                    ? Primitive.DATE
                                    : schema.getLogicalType() instanceof LogicalTypes.TimeMillis
                                            ? Primitive.TIME
                                            : Primitive.INTEGER);
            case LONG ->
                    Optional.of(
                            schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                                    ? Primitive.TIMESTAMP
                                    : Primitive.BIGINT);
            case FLOAT, DOUBLE -> Optional.of(Primitive.DOUBLE);
            case BOOLEAN -> Optional.of(Primitive.BOOLEAN);
            case NULL -> Optional.empty();
        };
    }

    private static Optional<SqlType> record(Schema schema, Set<String> within) {
        if (!within.add(schema.getFullName())) {
            return Optional.empty();
        }
        var fields = new ArrayList<SqlType.Field>();
        for (var field : schema.getFields()) {
            type(field.schema(), within)
                    .ifPresent(t -> fields.add(new SqlType.Field(field.name(), t)));
        }
        within.remove(schema.getFullName());
        return fields.isEmpty() ? Optional.empty() : Optional.of(new SqlType.Struct(fields));
    }

    private static Optional<SqlType> array(Schema schema, Set<String> within) {
        var element = schema.getElementType();
        if (!isMapEntry(element)) {
            return type(element, within).map(SqlType.Array::new);
        }
        return type(element.getField("key").schema(), within)
                .flatMap(
                        key ->
                                type(element.getField("value").schema(), within)
                                        .map(value -> new SqlType.Map(key, value)));
    }

    /** Whether an element of an array is an entry of a map, as Connect writes maps. */
    static boolean isMapEntry(Schema element) {
        return AvroSchemas.MAP_ENTRY.equals(element.getObjectProp(AvroSchemas.INTERNAL_TYPE))
                && hasKeyAndValue(element);
    }

    /** Whether this is a record of a key and a value and nothing else. */
    static boolean hasKeyAndValue(Schema element) {
        return element.getType() == Schema.Type.RECORD
                && element.getFields().size() == 2
                && element.getField("key") != null
                && element.getField("value") != null;
    }

    private static Optional<SqlType> union(Schema schema, Set<String> within) {
        var branches = branches(schema);
        if (branches.size() == 1) {
            return type(branches.getFirst(), within);
        }
        var fields = new ArrayList<SqlType.Field>();
        for (var branch : branches) {
            type(branch, within).ifPresent(t -> fields.add(new SqlType.Field(branch.getName(), t)));
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(new SqlType.Struct(fields));
    }

    /** The types of a union but null. */
    static List<Schema> branches(Schema union) {
        return union.getTypes().stream().filter(s -> s.getType() != Schema.Type.NULL).toList();
    }

    /**
     * Which field of a struct each type of a union goes to, -1 for none: a struct stands for a
     * union of several types when its fields are named like them.
     *
     * @return empty when the struct doesn't stand for the union
     */
    static int[] unionFields(SqlType type, Schema union) {
        if (!(type instanceof SqlType.Struct(var fields)) || branches(union).size() < 2) {
            return new int[0];
        }
        int[] targets = new int[union.getTypes().size()];
        int found = 0;
        for (int i = 0; i < targets.length; i++) {
            targets[i] = -1;
            for (int j = 0; j < fields.size(); j++) {
                if (fields.get(j).name().equalsIgnoreCase(union.getTypes().get(i).getName())) {
                    targets[i] = j;
                    found++;
                }
            }
        }
        return found == fields.size() ? targets : new int[0];
    }

    /** The index of the first record in a union; -1 for a schema that is no union. */
    static int recordIndex(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return -1;
        }
        int index =
                schema.getTypes().stream()
                        .map(Schema::getType)
                        .toList()
                        .indexOf(Schema.Type.RECORD);
        if (index < 0) {
            throw new UnusableSchemaException(
                    "the Avro schema is a union without a record that could hold the columns");
        }
        return index;
    }

    /** A schema as sentences name it. */
    static String describe(Schema schema) {
        var logical = schema.getLogicalType();
        var name =
                switch (schema.getType()) {
                    case RECORD, ENUM, FIXED ->
                            schema.getType().getName() + " " + schema.getFullName();
                    default -> schema.getType().getName();
                };
        return logical == null ? name : name + " (" + logical.getName() + ")";
    }
}
