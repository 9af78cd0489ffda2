// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.jar.JarFile;

/**
 * The files in jars that tell Connect of a plugin (KIP-898). The worker reads nothing else:
 * searching all classes of all plugins, as older workers did, takes more memory at the start than a
 * small dyno has.
 */
final class ServiceFiles {
    private static final List<String> NAMES =
            List.of(
                    "org.apache.kafka.connect.source.SourceConnector",
                    "org.apache.kafka.connect.sink.SinkConnector",
                    "org.apache.kafka.connect.transforms.Transformation",
                    "org.apache.kafka.connect.transforms.predicates.Predicate",
                    "org.apache.kafka.connect.storage.Converter",
                    "org.apache.kafka.connect.storage.HeaderConverter",
                    "org.apache.kafka.connect.rest.ConnectRestExtension",
                    "org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy",
                    "org.apache.kafka.common.config.provider.ConfigProvider");

    private ServiceFiles() {}

    /** Whether one of {@code jars} names a plugin of any kind. */
    static boolean anyIn(Collection<Path> jars) throws IOException {
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                if (NAMES.stream()
                        .anyMatch(name -> file.getEntry("META-INF/services/" + name) != null)) {
                    return true;
                }
            }
        }
        return false;
    }
}
