// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.KafkaAuth;
import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.Settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class WorkerSettingsTest {
    private static final KafkaSettings KAFKA =
            new KafkaSettings(
                    "KAFKA",
                    List.of("a:9096", "b:9096"),
                    "smooth-1.",
                    KafkaAuth.CERTIFICATE,
                    Map.of(
                            "bootstrap.servers", "a:9096,b:9096",
                            "security.protocol", "SSL",
                            "ssl.keystore.key", "very-secret-key",
                            "ssl.endpoint.identification.algorithm", ""));

    private static WorkerSettings settings(Map<String, String> overrides) {
        return with(List.of(Path.of("plugins")), overrides);
    }

    private static WorkerSettings with(List<Path> pluginPath, Map<String, String> overrides) {
        return new WorkerSettings(
                KAFKA,
                new Names("smooth-1.", "shop"),
                pluginPath,
                new AdvertisedName("web-1-abc"),
                overrides);
    }

    @Test
    void repeatsSecurityForEveryKindOfClientOfAConnector() {
        Map<String, String> properties = settings(Map.of()).toWorkerProperties();

        for (String client : List.of("", "producer.", "consumer.", "admin.")) {
            assertThat(properties)
                    .containsEntry(client + "security.protocol", "SSL")
                    .containsEntry(client + "ssl.keystore.key", "very-secret-key")
                    .containsEntry(client + "ssl.endpoint.identification.algorithm", "");
        }
        assertThat(properties)
                .containsEntry("bootstrap.servers", "a:9096,b:9096")
                .doesNotContainKey("producer.bootstrap.servers");
    }

    @Test
    void listensOnLoopbackOnly() {
        assertThat(settings(Map.of()).toWorkerProperties())
                .containsEntry("listeners", "http://127.0.0.1:0")
                .containsEntry("rest.advertised.host.name", "web-1-abc")
                .doesNotContainKey("admin.listeners");
    }

    @Test
    void setsWhatADynoForces() {
        assertThat(settings(Map.of()).toWorkerProperties())
                .containsEntry("plugin.discovery", "service_load")
                .containsEntry("plugin.path", Path.of("plugins").toAbsolutePath().toString())
                .containsEntry("scheduled.rebalance.max.delay.ms", "0")
                .containsEntry("task.shutdown.graceful.timeout.ms", "15000")
                .containsEntry("exactly.once.source.support", "disabled")
                .containsEntry("value.converter.schemas.enable", "false")
                .containsEntry("config.providers", "env,database,kafka");
    }

    @Test
    void overridesWin() {
        assertThat(settings(Map.of("offset.flush.interval.ms", "1234")).toWorkerProperties())
                .containsEntry("offset.flush.interval.ms", "1234");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listeners",
                "group.id",
                "bootstrap.servers",
                "rest.extension.classes",
                "admin.listeners"
            })
    void refusesOverridesOfWhatIsFixed(String name) {
        assertThatThrownBy(() -> settings(Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The worker property '%s' can't be overridden: it is derived from the process's own settings.",
                        name);
    }

    @Test
    void neverShowsSecrets() {
        assertThat(settings(Map.of("producer.sasl.jaas.config", "other-secret")).toString())
                .contains("a:9096", "shop", "web-1-abc", "producer.sasl.jaas.config")
                .doesNotContain("very-secret-key", "other-secret");
    }

    @Test
    void usesThePrefixedNamesOfThisCluster() {
        assertThat(settings(Map.of()).toWorkerProperties())
                .containsEntry("group.id", "smooth-1.bottled-water-shop-connect")
                .containsEntry(
                        "config.storage.topic", "smooth-1._bottled-water-shop-connect-configs")
                .containsEntry(
                        "offset.storage.topic", "smooth-1._bottled-water-shop-connect-offsets")
                .containsEntry(
                        "status.storage.topic", "smooth-1._bottled-water-shop-connect-status");
    }

    @Test
    void readsTheConfigVars() {
        WorkerSettings settings =
                WorkerSettings.from(
                        Settings.from(
                                ConfigVars.of(
                                        Map.of(
                                                "KAFKA_URL", "kafka://127.0.0.1:9092",
                                                "DYNO", "web.1",
                                                "BW_CLUSTER", "shop",
                                                "BW_PASSWORD", "long-enough-password")),
                                Path.of("home")));

        assertThat(settings.names().connectGroup()).isEqualTo("bottled-water-shop-connect");
        assertThat(settings.advertisedName().value()).startsWith("web-1-");
        assertThat(settings.pluginPath())
                .containsExactly(Path.of("home", "plugins").toAbsolutePath());
        assertThat(settings.toWorkerProperties())
                .containsEntry("bootstrap.servers", "127.0.0.1:9092");
    }

    @Test
    void refusesAPluginDirectoryThatCantBeWritten() {
        assertThatThrownBy(() -> with(List.of(Path.of("a,b")), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a,b' has a comma");
    }

    @Test
    void givesConnectorsTheValuesThatAreMeantForThem() {
        Map<String, String> vars =
                Map.of(
                        "KAFKA_URL",
                        "kafka://a:1",
                        "DATABASE_URL",
                        "postgres://u:hush@db/d",
                        "BUCKET",
                        "archive",
                        "BW_CONNECTOR_VARS",
                        "BUCKET",
                        "CONNECT_CONFIG_PROVIDERS",
                        "vault",
                        "CONNECT_CONFIG_PROVIDERS_VAULT_CLASS",
                        "com.acme.Vault");
        WorkerSettings settings =
                WorkerSettings.from(
                        dev.bottledwater.platform.Settings.from(
                                dev.bottledwater.platform.ConfigVars.of(vars)));
        assertThat(settings.toWorkerProperties())
                .containsEntry("config.providers", "vault,env,database,kafka")
                .containsEntry("config.providers.vault.class", "com.acme.Vault")
                .containsEntry("config.providers.env.param.BUCKET", "archive")
                .containsEntry("config.providers.database.param.password", "hush");
        assertThat(settings.toString()).doesNotContain("hush", "archive");
    }
}
