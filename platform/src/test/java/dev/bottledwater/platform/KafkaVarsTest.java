// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaVarsTest {
    private static final String FORM =
            "Write it as kafka+ssl://host:port,kafka+ssl://host:port (or kafka:// for brokers without TLS).";

    private static Vars without(String... names) {
        Vars vars = Vars.local();
        for (String name : names) {
            vars.without(name);
        }
        return vars;
    }

    @Test
    void readsPlainBrokers() {
        KafkaSettings kafka =
                Vars.local()
                        .with("KAFKA_URL", " kafka://a:9092, kafka://[::1]:9093/ ,,")
                        .with("KAFKA_PREFIX", "smoothboulder-1234.")
                        .settings()
                        .kafka();
        assertThat(kafka.attachment()).isEqualTo("KAFKA");
        assertThat(kafka.bootstrapServers()).containsExactly("a:9092", "[::1]:9093");
        assertThat(kafka.prefix()).isEqualTo("smoothboulder-1234.");
        assertThat(kafka.tls()).isFalse();
        assertThat(kafka.clientProperties())
                .containsOnlyKeys("bootstrap.servers", "security.protocol")
                .containsEntry("bootstrap.servers", "a:9092,[::1]:9093")
                .containsEntry("security.protocol", "PLAINTEXT");
    }

    @Test
    void saysHowToAttachAClusterWhereThereIsNone() {
        Problem problem = without("KAFKA_URL").problem();
        assertThat(problem.variable()).isEqualTo("KAFKA_URL");
        assertThat(problem.message())
                .isEqualTo("KAFKA_URL isn't set, and there is no other Kafka attachment.");
        assertThat(problem.remedy())
                .contains("heroku addons:create heroku-kafka", "KAFKA_URL=kafka://host:9092");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            localhost:9092             | Entry 1 of KAFKA_URL has no scheme such as kafka+ssl://.
            kafka://a:1,b:2            | Entry 2 of KAFKA_URL has no scheme such as kafka+ssl://.
            kafka+sll://a:1            | Entry 1 of KAFKA_URL has the scheme kafka+sll://, where kafka+ssl:// and kafka:// are known.
            http://a:1                 | Entry 1 of KAFKA_URL has the scheme http://, where kafka+ssl:// and kafka:// are known.
            kafka://a                  | Entry 1 of KAFKA_URL is 'kafka://a', which isn't a host name with a port from 1 to 65535.
            kafka://a:0                | Entry 1 of KAFKA_URL is 'kafka://a:0', which isn't a host name with a port from 1 to 65535.
            kafka://a:65536            | Entry 1 of KAFKA_URL is 'kafka://a:65536', which isn't a host name with a port from 1 to 65535.
            kafka://:9092              | Entry 1 of KAFKA_URL is 'kafka://:9092', which isn't a host name with a port from 1 to 65535.
            kafka://a:1/topic          | Entry 1 of KAFKA_URL is 'kafka://a:1/topic', which isn't a host name with a port from 1 to 65535.
            kafka://u:hunter2@a:1      | Entry 1 of KAFKA_URL holds a user or password, which would be shown wherever addresses are.
            kafka+ssl://a:1,kafka://b:1 | KAFKA_URL mixes kafka:// and kafka+ssl://, and a client can use only one.
            ','                        | KAFKA_URL names no broker.
            """)
    void refusesUrls(String url, String message) {
        Problem problem = Vars.local().with("KAFKA_URL", url).problem();
        assertThat(problem.variable()).isEqualTo("KAFKA_URL");
        assertThat(problem.message()).isEqualTo(message);
        assertThat(problem.remedy()).endsWith(FORM);
    }

    @Test
    void suggestsTheSchemeThatWasMeant() {
        assertThat(Vars.local().with("KAFKA_URL", "kafka+sll://a:1").problem().remedy())
                .isEqualTo("Did you mean kafka+ssl? " + FORM);
    }

    @Test
    void refusesAPrefixThatNoTopicCanBeginWith() {
        Problem problem = Vars.local().with("KAFKA_PREFIX", "a/b.").problem();
        assertThat(problem.variable()).isEqualTo("KAFKA_PREFIX");
        assertThat(problem.message())
                .isEqualTo("KAFKA_PREFIX is 'a/b.', which can't begin a topic's name.");
        assertThat(problem.remedy()).contains("heroku kafka:info");
    }

    @Test
    void prefersTheFirstAttachment() {
        KafkaSettings kafka =
                Vars.local().with("HEROKU_KAFKA_TEAL_URL", "kafka://b:1").settings().kafka();
        assertThat(kafka.bootstrapServers()).containsExactly("localhost:9092");
    }

    @Test
    void findsTheOnlyAttachmentByAnyName() {
        KafkaSettings kafka =
                without("KAFKA_URL")
                        .with("HEROKU_KAFKA_TEAL_URL", "kafka://b:1")
                        .with("HEROKU_KAFKA_TEAL_PREFIX", "teal-1.")
                        .with("KAFKA_PREFIX", "left-over.")
                        .with("OTHER_URL", "https://example.com")
                        .settings()
                        .kafka();
        assertThat(kafka.attachment()).isEqualTo("HEROKU_KAFKA_TEAL");
        assertThat(kafka.bootstrapServers()).containsExactly("b:1");
        assertThat(kafka.prefix()).isEqualTo("teal-1.");
        assertThat(kafka.variable("URL")).isEqualTo("HEROKU_KAFKA_TEAL_URL");
        assertThat(
                        without("KAFKA_URL")
                                .with("EVENTS_URL", "kafka://c:1")
                                .settings()
                                .kafka()
                                .attachment())
                .isEqualTo("EVENTS");
    }

    @Test
    void asksWhichOfSeveralAttachmentsToUse() {
        Vars vars =
                without("KAFKA_URL")
                        .with("HEROKU_KAFKA_TEAL_URL", "kafka://b:1")
                        .with("HEROKU_KAFKA_COPPER_URL", "kafka://c:1");
        assertThat(vars.problem())
                .isEqualTo(
                        new Problem(
                                "BW_KAFKA",
                                "Several Kafka clusters are attached: HEROKU_KAFKA_COPPER, HEROKU_KAFKA_TEAL.",
                                "Say which to use: set BW_KAFKA=HEROKU_KAFKA_COPPER."));
        for (String name :
                new String[] {"HEROKU_KAFKA_TEAL", "HEROKU_KAFKA_TEAL_URL", "heroku_kafka_teal"}) {
            assertThat(vars.with("BW_KAFKA", name).settings().kafka().bootstrapServers())
                    .containsExactly("b:1");
        }
    }

    @Test
    void namesTheAttachmentsWhereTheChosenOneIsAbsent() {
        Vars vars =
                Vars.local()
                        .with("HEROKU_KAFKA_TEAL_URL", "kafka://b:1")
                        .with("BW_KAFKA", "HEROKU_KAFKA_TEEL");
        assertThat(vars.problem())
                .isEqualTo(
                        new Problem(
                                "BW_KAFKA",
                                "BW_KAFKA is 'HEROKU_KAFKA_TEEL', but there is no variable HEROKU_KAFKA_TEEL_URL.",
                                "Did you mean HEROKU_KAFKA_TEAL? The attachments are HEROKU_KAFKA_TEAL, KAFKA."));
    }

    @Test
    void namesTheVariablesOfTheAttachmentThatAreMissing() {
        Vars vars = without("KAFKA_URL").with("HEROKU_KAFKA_TEAL_URL", "kafka+ssl://b:1");
        assertThat(vars.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "HEROKU_KAFKA_TEAL_TRUSTED_CERT isn't set, and HEROKU_KAFKA_TEAL_URL asks for TLS (kafka+ssl://).",
                        "HEROKU_KAFKA_TEAL_CLIENT_CERT isn't set, and HEROKU_KAFKA_TEAL_URL asks for TLS (kafka+ssl://).",
                        "HEROKU_KAFKA_TEAL_CLIENT_CERT_KEY isn't set, and HEROKU_KAFKA_TEAL_URL asks for TLS (kafka+ssl://).");
    }
}
