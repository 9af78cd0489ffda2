// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import java.util.Map;
import java.util.Optional;

/**
 * Files that compilers bring along, so that registries hold no references to them. Those of {@link
 * WellKnownTypes} need no text.
 */
final class StandardImports {
    private static final Map<String, String> TEXTS =
            Map.of(
                    "google/protobuf/any.proto",
                    """
                    syntax = "proto3";
                    package google.protobuf;
                    message Any { string type_url = 1; bytes value = 2; }
                    """,
                    "google/protobuf/duration.proto",
                    """
                    syntax = "proto3";
                    package google.protobuf;
                    message Duration { int64 seconds = 1; int32 nanos = 2; }
                    """,
                    "google/protobuf/empty.proto",
                    """
                    syntax = "proto3";
                    package google.protobuf;
                    message Empty {}
                    """,
                    "google/protobuf/field_mask.proto",
                    """
                    syntax = "proto3";
                    package google.protobuf;
                    message FieldMask { repeated string paths = 1; }
                    """,
                    "google/protobuf/struct.proto",
                    """
                    syntax = "proto3";
                    package google.protobuf;
                    message Struct { map<string, Value> fields = 1; }
                    message Value {
                      oneof kind {
                        NullValue null_value = 1;
                        double number_value = 2;
                        string string_value = 3;
                        bool bool_value = 4;
                        Struct struct_value = 5;
                        ListValue list_value = 6;
                      }
                    }
                    enum NullValue { NULL_VALUE = 0; }
                    message ListValue { repeated Value values = 1; }
                    """,
                    "google/type/latlng.proto",
                    """
                    syntax = "proto3";
                    package google.type;
                    message LatLng { double latitude = 1; double longitude = 2; }
                    """,
                    "google/type/money.proto",
                    """
                    syntax = "proto3";
                    package google.type;
                    message Money { string currency_code = 1; int64 units = 2; int32 nanos = 3; }
                    """);

    private StandardImports() {}

    /** The text of a file; empty for one that isn't known, or that has nothing to say here. */
    static Optional<String> text(String file) {
        return Optional.ofNullable(TEXTS.get(file));
    }
}
