// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassedVarsTest {
    @Test
    void namesArePropertiesAsInTheContainerImages() {
        var passed =
                Vars.local()
                        .with("CONNECT_OFFSET_FLUSH_INTERVAL_MS", "5000")
                        .with("CONNECT_PRODUCER_MAX_REQUEST_SIZE", "2000000")
                        .with("KSQL_BW_DEAD_LETTER_TOPIC", "bad-records")
                        .with("KSQL_KSQL_STREAMS_NUM_STREAM_THREADS", "2")
                        .with("KSQL_KSQL_FUNCTIONS_COLLECT__LIST_LIMIT", "10")
                        .with("CONNECT_BLANK", " ")
                        .settings()
                        .passed();
        assertThat(passed.connect())
                .containsOnly(
                        entry("offset.flush.interval.ms", "5000"),
                        entry("producer.max.request.size", "2000000"));
        assertThat(passed.ksql())
                .containsOnly(
                        entry("bw.dead.letter.topic", "bad-records"),
                        entry("ksql.streams.num.stream.threads", "2"),
                        entry("ksql.functions.collect_list.limit", "10"));
        assertThat(PassedVars.property("CONNECT_A__B___C_D", "CONNECT_")).isEqualTo("a_b-c.d");
    }

    @Test
    void whatThisProgramDerivesIsLeftAloneWithAWarning() {
        var settings =
                Vars.local()
                        .with("CONNECT_BOOTSTRAP_SERVERS", "elsewhere:9092")
                        .with("KSQL_KSQL_SERVICE_ID", "other_")
                        .with("KSQL_RESPONSE_HTTP_HEADERS_CONFIG", "http://0.0.0.0:8088")
                        .settings();
        assertThat(settings.passed().connect()).isEmpty();
        assertThat(settings.passed().ksql()).isEmpty();
        assertThat(settings.warnings())
                .containsExactly(
                        new Problem(
                                "CONNECT_BOOTSTRAP_SERVERS",
                                "CONNECT_BOOTSTRAP_SERVERS has no effect.",
                                "KAFKA_URL says where Kafka is."),
                        new Problem(
                                "KSQL_KSQL_SERVICE_ID",
                                "KSQL_KSQL_SERVICE_ID has no effect.",
                                "BW_CLUSTER keeps apps on one Kafka apart."),
                        new Problem(
                                "KSQL_RESPONSE_HTTP_HEADERS_CONFIG",
                                "KSQL_RESPONSE_HTTP_HEADERS_CONFIG has no effect.",
                                "Only properties that begin with ksql. or bw. are passed on."));
    }

    @Test
    void secretsAreNotShown() {
        var vars =
                Vars.local()
                        .with("CONNECT_CONFIG_PROVIDERS_VAULT_PARAM_TOKEN", "hunter2")
                        .with("CONNECT_PRODUCER_SASL_JAAS_CONFIG", "hunter2")
                        .with("CONNECT_X_URL", "https://ann:hunter2@host")
                        .with("CONNECT_OFFSET_FLUSH_INTERVAL_MS", "5000");
        var settings = vars.settings();
        var report = SettingsReport.of(settings, vars.vars());
        assertThat(report.toString()).doesNotContain("hunter2");
        assertThat(report.entries())
                .contains(
                        new SettingsReport.Entry(
                                "connect: offset.flush.interval.ms",
                                "5000",
                                "CONNECT_OFFSET_FLUSH_INTERVAL_MS"));
        assertThat(settings.toString()).doesNotContain("hunter2").contains("jaas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "-1", "1.5", "2147483648"})
    void refusesLimitsThatAreNoNumbers(String value) {
        assertThat(Vars.local().with("KSQL_KSQL_QUERY_PULL_MAX_QPS", value).problem().message())
                .isEqualTo(
                        "KSQL_KSQL_QUERY_PULL_MAX_QPS is '%s', which isn't a whole number from 0 to 2147483647.",
                        value);
    }
}
