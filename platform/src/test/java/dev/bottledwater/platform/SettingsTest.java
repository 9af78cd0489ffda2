// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

class SettingsTest {

    @Test
    void takesDefaultsWhereNothingIsSaid() {
        Settings settings = Vars.local().settings();
        assertThat(settings.http()).isEqualTo(HttpSettings.onPort(8088));
        assertThat(settings.cluster()).isEqualTo("default");
        assertThat(settings.database()).isEmpty();
        assertThat(settings.dyno()).isEmpty();
        assertThat(settings.secrets()).isEmpty();
        assertThat(settings.pluginPath()).isEqualTo(Vars.HOME.resolve("plugins"));
        assertThat(settings.users())
                .containsExactly(new User("admin", new Secret("correct horse"), Role.ADMIN));
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.names()).isEqualTo(new Names("", "default"));
    }

    @Test
    void readsWhatADynoFinds() {
        Settings settings =
                Vars.dyno()
                        .with("HEROKU_APP_NAME", "calm-river-123")
                        .with("BW_SECRET", "0123456789abcdef")
                        .settings();
        assertThat(settings.cluster()).isEqualTo("shop");
        assertThat(settings.clusterChosen()).isTrue();
        assertThat(settings.http().port()).isEqualTo(41234);
        assertThat(settings.dyno()).contains("web.1");
        assertThat(settings.secrets()).containsExactly(new Secret("0123456789abcdef"));
        assertThat(settings.database())
                .contains(
                        new DatabaseSettings(
                                "db.example.com", 5432, "d7", "u5", new Secret("p@ss"), "require"));
        assertThat(settings.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ",,",
        "boulder-1.,,PT24H",
        "boulder-1.,7d,PT168H",
        "boulder-1.,forever,",
        ",36H,PT36H",
        ",90m,PT1H30M",
        ",45s,PT45S"
    })
    void knowsHowLongTopicsKeepRecords(
            @Nullable String prefix, @Nullable String value, @Nullable Duration retention) {
        Vars vars = Vars.local();
        if (prefix != null) {
            vars = vars.with("KAFKA_PREFIX", prefix);
        }
        if (value != null) {
            vars = vars.with("BW_TOPIC_RETENTION", value);
        }
        assertThat(vars.settings().topicRetention()).isEqualTo(Optional.ofNullable(retention));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 day", "0h", "-1", "86400000", "7w"})
    void refusesATopicRetentionThatIsNoTime(String value) {
        assertThat(Vars.local().with("BW_TOPIC_RETENTION", value).problems())
                .singleElement()
                .satisfies(
                        p ->
                                assertThat(p.message())
                                        .isEqualTo(
                                                "BW_TOPIC_RETENTION is '%s', which is no time such as 24h or 7d."
                                                        .formatted(value)));
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        Vars vars =
                Vars.none()
                        .with("PORT", "web")
                        .with("BW_USERS", "ann:secret")
                        .with("DATABASE_URL", "mysql://h/d")
                        .with("BW_CLUSTER", "a b")
                        .with("BW_SECRET", "short");
        assertThat(vars.problems())
                .extracting(Problem::variable)
                .containsExactly(
                        "KAFKA_URL", "PORT", "BW_USERS", "DATABASE_URL", "BW_CLUSTER", "BW_SECRET");
        assertThatThrownBy(vars::settings)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("KAFKA_URL isn't set")
                .hasMessageContaining("PORT is 'web', which isn't a number from 0 to 65535.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "-1", "65536", "80 80", "8088.0", "99999999999999"})
    void refusesPortsThatAreNone(String port) {
        Problem problem = Vars.local().with("PORT", port).problem();
        assertThat(problem.variable()).isEqualTo("PORT");
        assertThat(problem.message())
                .isEqualTo("PORT is '" + port + "', which isn't a number from 0 to 65535.");
        assertThat(problem.remedy())
                .isEqualTo(
                        "Set PORT to a free port, or to 0 for any free one; on a dyno leave it to Heroku.");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "65535, 65535", "' 80 ', 80", "'', 8088", "'  ', 8088"})
    void takesPorts(String port, int expected) {
        assertThat(Vars.local().with("PORT", port).settings().http().port()).isEqualTo(expected);
    }

    @Test
    void opensLoopbackForDevelopmentOnly() {
        Vars vars = Vars.local().without("BW_PASSWORD").with("BW_INSECURE_LOCAL", "TRUE");
        assertThat(vars.settings().http().insecureLocal()).isTrue();
        assertThat(vars.settings().warnings()).isEmpty();
        assertThat(
                        Vars.local()
                                .with("BW_INSECURE_LOCAL", "false")
                                .settings()
                                .http()
                                .insecureLocal())
                .isFalse();
        assertThat(vars.with("DYNO", "web.1").problem())
                .isEqualTo(
                        new Problem(
                                "BW_INSECURE_LOCAL",
                                "BW_INSECURE_LOCAL=true is refused on a dyno (DYNO is web.1): it is for development on one "
                                        + "machine only.",
                                "Unset BW_INSECURE_LOCAL and set BW_PASSWORD or BW_USERS."));
    }

    @Test
    void refusesAnInsecureLocalThatIsNeitherTrueNorFalse() {
        assertThat(Vars.local().with("BW_INSECURE_LOCAL", "yes").problem().message())
                .isEqualTo("BW_INSECURE_LOCAL is 'yes', which is neither true nor false.");
    }

    @Test
    void namesTheClusterByItsOwnVariableFirst() {
        Vars vars =
                Vars.local()
                        .with("HEROKU_APP_NAME", "calm-river-123")
                        .with("BW_CLUSTER", "blue.2_x-");
        assertThat(vars.settings().cluster()).isEqualTo("blue.2_x-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a/b",
                "ä",
                "a:b",
                "x12345678901234567890123456789012345678901234567890123456789012345"
            })
    void refusesClustersThatCantBePartOfATopicsName(String cluster) {
        Problem problem = Vars.local().with("BW_CLUSTER", cluster).problem();
        assertThat(problem.variable()).isEqualTo("BW_CLUSTER");
        assertThat(problem.message())
                .startsWith("BW_CLUSTER is '")
                .endsWith("', which can't be part of a topic's name.");
        assertThat(problem.remedy())
                .isEqualTo(
                        "Set BW_CLUSTER to 1 to 64 letters, digits, dots, underscores or hyphens.");
    }

    @Test
    void takesAPluginPathThatIsADirectory(@TempDir Path directory) {
        assertThat(
                        Vars.local()
                                .with("BW_PLUGIN_PATH", directory.toString())
                                .settings()
                                .pluginPath())
                .isEqualTo(directory);
        Path absent = directory.resolve("absent");
        assertThat(Vars.local().with("BW_PLUGIN_PATH", absent.toString()).problem())
                .isEqualTo(
                        new Problem(
                                "BW_PLUGIN_PATH",
                                "BW_PLUGIN_PATH is '" + absent + "', which isn't a directory.",
                                "Set BW_PLUGIN_PATH to a directory that holds one directory per connector plugin, or unset "
                                        + "it."));
    }

    @Test
    void takesAFunctionPathThatIsADirectory(@TempDir Path directory) {
        assertThat(Vars.local().settings().functionPath())
                .isEqualTo(Path.of("ext").toAbsolutePath());
        assertThat(
                        Vars.local()
                                .with("BW_FUNCTION_PATH", directory.toString())
                                .settings()
                                .functionPath())
                .isEqualTo(directory);
        Path absent = directory.resolve("absent");
        assertThat(Vars.local().with("BW_FUNCTION_PATH", absent.toString()).problem())
                .isEqualTo(
                        new Problem(
                                "BW_FUNCTION_PATH",
                                "BW_FUNCTION_PATH is '" + absent + "', which isn't a directory.",
                                "Set BW_FUNCTION_PATH to a directory that holds the jars with user-defined functions, or"
                                        + " unset it."));
    }

    @Test
    void refusesASecretThatCanBeGuessed() {
        Problem problem = Vars.local().with("BW_SECRET", "tooshort").problem();
        assertThat(problem.message())
                .isEqualTo("BW_SECRET has 8 letters, and fewer than 16 can be guessed.");
        assertThat(problem.toString()).doesNotContain("tooshort").contains("openssl rand -hex 32");
    }

    @Test
    void takesThePreviousSecretToo() {
        assertThat(
                        Vars.local()
                                .with("BW_SECRET", "0123456789abcdef")
                                .with("BW_SECRET_PREVIOUS", "fedcba9876543210")
                                .settings()
                                .secrets())
                .containsExactly(new Secret("0123456789abcdef"), new Secret("fedcba9876543210"));
        assertThat(Vars.local().with("BW_SECRET_PREVIOUS", "fedcba9876543210").problem().message())
                .isEqualTo("BW_SECRET_PREVIOUS is set, but BW_SECRET isn't.");
    }

    @Test
    void warnsOfMisspeltVariables() {
        Settings settings = Vars.local().with("BW_PASWORD", "x").with("BW_COLOUR", "x").settings();
        assertThat(settings.warnings())
                .containsExactly(
                        new Problem(
                                "BW_COLOUR",
                                "BW_COLOUR isn't a setting and has no effect.",
                                "Unset it, or see docs/config.md for the names."),
                        new Problem(
                                "BW_PASWORD",
                                "BW_PASWORD isn't a setting and has no effect.",
                                "Did you mean BW_PASSWORD? Unset it, or see docs/config.md for the names."));
    }

    @ParameterizedTest
    @CsvSource({"calm-river-123,calm-river-123", ",default"})
    void warnsOnADynoOfANameThatMayChange(@Nullable String app, String cluster) {
        Vars vars = Vars.dyno().without("BW_CLUSTER");
        if (app != null) {
            vars = vars.with("HEROKU_APP_NAME", app);
        }
        Settings settings = vars.settings();
        assertThat(settings.cluster()).isEqualTo(cluster);
        assertThat(settings.clusterChosen()).isFalse();
        assertThat(settings.warnings())
                .containsExactly(
                        new Problem(
                                "BW_CLUSTER",
                                "BW_CLUSTER isn't set, so topics and groups are named after '"
                                        + cluster
                                        + "', which changes when the app is renamed or is told its name.",
                                "Keep the name: heroku config:set BW_CLUSTER=" + cluster + "."));
    }

    @Test
    void warnsWhereNobodyMayUseTheServer() {
        Settings settings = Vars.local().without("BW_PASSWORD").settings();
        assertThat(settings.users()).isEmpty();
        assertThat(settings.warnings())
                .extracting(Problem::message)
                .containsExactly(
                        "No user is defined, so every request but /health is answered with 401.");
    }

    @Test
    void neverShowsASecret() {
        Vars vars =
                Vars.dyno()
                        .with("BW_USERS", "ann:hunter2:viewer")
                        .with("BW_SECRET", "0123456789abcdef");
        Settings settings = vars.settings();
        String key =
                Vars.CLIENT
                        .keyPem(dev.bottledwater.devkit.tls.PemKeyForm.PKCS8)
                        .lines()
                        .toList()
                        .get(3);
        assertThat(settings.kafka().clientProperties().get("ssl.keystore.key")).contains(key);
        for (Object shown :
                new Object[] {
                    settings,
                    settings.kafka(),
                    settings.users(),
                    settings.database(),
                    vars.vars(),
                    SettingsReport.of(settings, vars.vars())
                }) {
            assertThat(shown.toString())
                    .doesNotContain(
                            "p@ss", "p%40ss", "hunter2", "0123456789abcdef", "correct horse", key)
                    .contains("****");
        }
        assertThat(vars.vars().toString()).contains("DATABASE_URL=****");
    }

    @Test
    void reportsEachSettingWithItsOrigin() {
        Vars vars = Vars.dyno().with("BW_USERS", "ann:hunter2:viewer").with("BW_CLUSTER", "blue");
        assertThat(SettingsReport.of(vars.settings(), vars.vars()).entries())
                .contains(
                        new SettingsReport.Entry(
                                "kafka brokers",
                                "ec2-1.example.com:9096,ec2-2.example.com:9096",
                                "KAFKA_URL"),
                        new SettingsReport.Entry(
                                "kafka client key", "****", "KAFKA_CLIENT_CERT_KEY"),
                        new SettingsReport.Entry("kafka prefix", "-", "default"),
                        new SettingsReport.Entry("port", "41234", "PORT"),
                        new SettingsReport.Entry(
                                "users",
                                "admin (admin, ****), ann (viewer, ****)",
                                "BW_PASSWORD, BW_USERS"),
                        new SettingsReport.Entry(
                                "database",
                                "jdbc:postgresql://db.example.com:5432/d7?sslmode=require as u5 with ****",
                                "DATABASE_URL"),
                        new SettingsReport.Entry("cluster", "blue", "BW_CLUSTER"));
    }
}
