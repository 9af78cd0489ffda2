// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import dev.bottledwater.platform.KafkaSettings;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Opens admin clients that give up in time. */
final class AdminClients {
    private AdminClients() {}

    static Admin open(KafkaSettings kafka, Duration timeout) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        int millis = Math.toIntExact(timeout.toMillis());
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "bottled-water-preflight");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 100);
        properties.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000);
        return Admin.create(properties);
    }
}
