// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import java.util.Map;
import java.util.TreeMap;

/**
 * Properties of Connect and KSQL that config vars set under the names that the well-known container
 * images have for them ({@code CONNECT_OFFSET_FLUSH_INTERVAL_MS}, {@code
 * KSQL_KSQL_STREAMS_NUM_STREAM_THREADS}). They win over what this program chooses itself.
 *
 * @param connect of the Connect worker; may hold secrets
 * @param ksql of the SQL server, by KSQL's names; may hold secrets
 */
public record PassedProperties(Map<String, String> connect, Map<String, String> ksql) {
    public PassedProperties {
        connect = Map.copyOf(connect);
        ksql = Map.copyOf(ksql);
    }

    /** Names only. */
    @Override
    public String toString() {
        return "PassedProperties[connect=%s, ksql=%s]"
                .formatted(new TreeMap<>(connect).keySet(), new TreeMap<>(ksql).keySet());
    }
}
