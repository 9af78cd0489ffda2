// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;

/**
 * Tells whether the record that the config store reads at the moment is a copy of what the store
 * has. The store shows nobody its records but for their values, so the value has a mark too: a line
 * feed at its end, which JSON allows and Connect never writes.
 */
final class MarkedConverter implements Converter {
    private static final byte MARK = '\n';

    private final Converter json;

    /** Written and read by the thread that reads the topic. */
    private volatile boolean copy;

    MarkedConverter(Converter json) {
        this.json = json;
    }

    static byte[] mark(byte[] value) {
        if (marked(value)) {
            return value;
        }
        byte[] longer = Arrays.copyOf(value, value.length + 1);
        longer[value.length] = MARK;
        return longer;
    }

    static byte[] withoutMark(byte[] value) {
        return marked(value) ? Arrays.copyOf(value, value.length - 1) : value;
    }

    private static boolean marked(byte @Nullable [] value) {
        return value != null && value.length > 0 && value[value.length - 1] == MARK;
    }

    /** Whether the value that was converted last is marked. */
    boolean readsCopy() {
        return copy;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        json.configure(configs, isKey);
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return json.fromConnectData(topic, schema, value);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        copy = marked(value);
        return json.toConnectData(topic, value);
    }

    @Override
    public byte[] fromConnectData(String topic, Headers headers, Schema schema, Object value) {
        return json.fromConnectData(topic, headers, schema, value);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, Headers headers, byte[] value) {
        copy = marked(value);
        return json.toConnectData(topic, headers, value);
    }

    @Override
    public ConfigDef config() {
        return json.config();
    }
}
