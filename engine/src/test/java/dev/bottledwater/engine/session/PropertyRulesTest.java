// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class PropertyRulesTest {
    private final PropertyRules rules =
            new PropertyRules(
                    Map.of(
                            "ksql.properties.overrides.denylist",
                            "ksql.streams.num.stream.threads"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auto.offset.reset",
                "ksql.streams.auto.offset.reset",
                "commit.interval.ms",
                "ksql.functions.collect_list.limit",
                "ksql.query.pull.max.allowed.offset.lag",
                "ksql.query.pull.table.scan.enabled",
                "ksql.query.push.v2.enabled",
                "ksql.streams.producer.compression.type"
            })
    void clientsMaySetWhatChangesHowAQueryRuns(String name) {
        assertThat(rules.isOverridable(name)).isTrue();
        assertThat(rules.isKnown(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ksql.service.id",
                "bootstrap.servers",
                "ksql.streams.bootstrap.servers",
                "ssl.keystore.location",
                "consumer.interceptor.classes",
                "ksql.streams.producer.interceptor.classes",
                "ksql.streams.default.deserialization.exception.handler",
                "state.dir",
                "application.id",
                "num.stream.threads"
            })
    void whatNamesCodeFilesHostsOrIdentitiesIsTheServersAlone(String name) {
        assertThat(rules.isKnown(name)).isTrue();
        assertThat(rules.isOverridable(name)).isFalse();
    }

    @Test
    void otherNamesAreUnknown() {
        assertThat(rules.isKnown("nosuch.prop")).isFalse();
        assertThat(rules.isKnown("ksql.streams.nosuch")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "auto.offset.reset, earliest, true",
        "auto.offset.reset, early, false",
        "ksql.streams.commit.interval.ms, 100, true",
        "ksql.streams.commit.interval.ms, soon, false",
        "producer.compression.type, zstd, true",
        "producer.compression.type, zip, false",
        "consumer.max.poll.records, 10, true",
        "consumer.max.poll.records, 0, false",
        "ksql.functions.collect_set.limit, 10, true",
        "ksql.functions.collect_set.limit, many, false",
        "ksql.query.pull.max.allowed.offset.lag, 0, true",
        "ksql.query.pull.max.allowed.offset.lag, 9223372036854775807, true",
        "ksql.query.pull.max.allowed.offset.lag, -1, false",
    })
    void valuesAreChecked(String name, String value, boolean good) {
        assertThat(rules.problem(name, value).isEmpty()).isEqualTo(good);
    }

    @Test
    void clientsCanNotOpenWhatTheServerHasClosed() {
        var name = "ksql.query.pull.stream.enabled";
        var closed = new PropertyRules(Map.of(name, "false"));
        assertThat(closed.problem(name, "true"))
                .contains("Property " + name + " is false on the server: clients can't turn it on");
        assertThat(closed.problem(name, "false")).isEmpty();
        assertThat(rules.problem(name, "true")).isEmpty();
    }
}
