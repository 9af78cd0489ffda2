// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.registry;

/** The languages of schemas, by the registry's names for them. */
public enum SchemaType {
    AVRO,
    JSON,
    PROTOBUF
}
