// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.KafkaAuth;
import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Settings;

import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.connect.runtime.rest.errors.BadRequestException;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

class NamedValuesTest {
    private static ConfigProvider configured(ConfigProvider provider, Map<String, String> values) {
        provider.configure(values);
        return provider;
    }

    private static String resolve(ConfigProvider env, ConfigProvider database, String value) {
        return new ConfigTransformer(Map.of("env", env, "database", database))
                .transform(Map.of("setting", value))
                .data()
                .get("setting");
    }

    @Test
    void settingsNameValues() {
        Settings settings =
                Settings.from(
                        ConfigVars.of(
                                Map.of(
                                        "KAFKA_URL",
                                        "kafka://a:1",
                                        "DATABASE_URL",
                                        "postgres://us:p%40ss@db.example.com:5433/d7?sslmode=require")));
        ConfigProvider database =
                configured(
                        new DatabaseProvider(),
                        DatabaseProvider.values(settings.database().orElseThrow()));
        ConfigProvider env = configured(new ConfigVarProvider(), Map.of("BUCKET", "archive"));

        assertThat(resolve(env, database, "s3://${env:BUCKET}/x")).isEqualTo("s3://archive/x");
        assertThat(
                        resolve(
                                env,
                                database,
                                "${database:user}|${database:password}|${database:host}|${database:port}|${database:database}|${database:sslmode}"))
                .isEqualTo("us|p@ss|db.example.com|5433|d7|require");
        assertThat(resolve(env, database, "${database:jdbcUrl}"))
                .isEqualTo("jdbc:postgresql://db.example.com:5433/d7?sslmode=require");
    }

    @Test
    void settingsNameHowKafkaIsReached() {
        KafkaSettings kafka =
                new KafkaSettings(
                        "KAFKA",
                        List.of("a:1"),
                        "",
                        KafkaAuth.CERTIFICATE,
                        Map.of(
                                "bootstrap.servers", "a:1",
                                "security.protocol", "SSL",
                                "ssl.keystore.key", "the key"));
        ConfigProvider listed =
                configured(
                        new KafkaProvider(),
                        KafkaProvider.values(kafka, Set.of("KAFKA_CLIENT_CERT_KEY")));
        assertThat(get(listed, "bootstrap.servers")).isEqualTo("a:1");
        assertThat(get(listed, "ssl.keystore.key")).isEqualTo("the key");

        ConfigProvider unlisted =
                configured(new KafkaProvider(), KafkaProvider.values(kafka, Set.of()));
        assertThat(get(unlisted, "security.protocol")).isEqualTo("SSL");
        assertThatThrownBy(() -> get(unlisted, "ssl.keystore.key"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage(
                        "Connectors may not read ssl.keystore.key of the Kafka client: it is a secret, and BW_CONNECTOR_VARS"
                                + " doesn't list KAFKA_CLIENT_CERT_KEY.");
        assertThatThrownBy(() -> get(unlisted, "bootstrap.server"))
                .hasMessage(
                        "The Kafka client has no setting 'bootstrap.server'. Did you mean bootstrap.servers?"
                                + " The settings are bootstrap.servers, security.protocol.");
    }

    private static String get(ConfigProvider provider, String name) {
        return provider.get("", Set.of(name)).data().get(name);
    }

    @Test
    void whatIsNotGivenOutIsRefusedInOneSentence() {
        ConfigProvider database = configured(new DatabaseProvider(), Map.of("host", "h"));
        ConfigProvider env = configured(new ConfigVarProvider(), Map.of("BUCKET", "archive"));
        assertThatThrownBy(() -> resolve(env, database, "${env:BW_PASSWORD}"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage(
                        "Connectors may not read the config var BW_PASSWORD: it isn't set, or BW_CONNECTOR_VARS doesn't list it.");
        assertThatThrownBy(() -> resolve(env, database, "${env:BUCKETS}"))
                .hasMessageEndingWith(" Did you mean BUCKET?");
        assertThatThrownBy(() -> resolve(env, database, "${env:/etc/passwd:BUCKET}"))
                .isInstanceOf(BadRequestException.class);
        assertThatThrownBy(() -> resolve(env, database, "${database:hst}"))
                .hasMessage(
                        "DATABASE_URL has no part 'hst'. Did you mean host? The parts are host.");
        assertThatThrownBy(
                        () ->
                                resolve(
                                        env,
                                        configured(new DatabaseProvider(), Map.of()),
                                        "${database:host}"))
                .hasMessage("${database:host} has no value, because DATABASE_URL isn't set.");
    }
}
