// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Moves behind a value of one schema without making anything of it. */
@FunctionalInterface
interface AvroSkipper {
    void skip(AvroInput in);

    /** The skipper of a schema, which may contain itself. */
    static AvroSkipper of(Schema schema) {
        return of(schema, new HashMap<>());
    }

    private static AvroSkipper of(Schema schema, Map<String, RecordSkipper> records) {
        return switch (schema.getType()) {
            case RECORD -> {
                var known = records.get(schema.getFullName());
                if (known != null) {
                    yield known;
                }
                var made = new RecordSkipper();
                records.put(schema.getFullName(), made);
                made.fields =
                        schema.getFields().stream()
                                .map(f -> of(f.schema(), records))
                                .toArray(AvroSkipper[]::new);
                yield made;
            }
            case UNION -> {
                var branches =
                        schema.getTypes().stream()
                                .map(s -> of(s, records))
                                .toArray(AvroSkipper[]::new);
                yield in -> branches[in.readIndex(branches.length)].skip(in);
            }
            case ARRAY -> {
                var element = of(schema.getElementType(), records);
                yield in -> {
                    for (long n = in.skipBlocks(); n > 0; n = in.skipBlocks()) {
                        for (long i = 0; i < n; i++) {
                            element.skip(in);
                        }
                    }
                };
            }
            case MAP -> {
                var value = of(schema.getValueType(), records);
                yield in -> {
                    for (long n = in.skipBlocks(); n > 0; n = in.skipBlocks()) {
                        for (long i = 0; i < n; i++) {
                            in.skipBytes();
                            value.skip(in);
                        }
                    }
                };
            }
            case STRING, BYTES -> AvroInput::skipBytes;
            case ENUM, INT, LONG -> AvroInput::readLong;
            case FIXED -> {
                int size = schema.getFixedSize();
                yield in -> in.skip(size);
            }
            case FLOAT -> in -> in.skip(Float.BYTES);
            case DOUBLE -> in -> in.skip(Double.BYTES);
            case BOOLEAN -> in -> in.skip(1);
            case NULL -> _ -> {};
        };
    }

    /** Known before its fields are, since one of them may be such a record. */
    final class RecordSkipper implements AvroSkipper {
        private AvroSkipper @Nullable [] fields;

        private RecordSkipper() {}

        @Override
        public void skip(AvroInput in) {
            for (var field : Objects.requireNonNull(fields)) {
                field.skip(in);
            }
        }
    }
}
