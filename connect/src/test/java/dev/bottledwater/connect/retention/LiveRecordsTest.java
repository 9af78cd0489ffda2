// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

class LiveRecordsTest {
    private static final Uuid TOPIC = Uuid.fromString("AAAAAAAAQACAAAAAAAAAAQ");
    private static final Uuid OTHER = Uuid.fromString("AAAAAAAAQACAAAAAAAAAAg");

    private final LiveRecords records = new LiveRecords(TOPIC);

    private void add(long offset, String key, @Nullable String value) {
        add(offset, key, value, new RecordHeaders());
    }

    private void copy(long offset, String key, @Nullable String value, Uuid topic, long origin) {
        var headers = new RecordHeaders();
        headers.add(CopyHeader.of(topic, origin));
        add(offset, key, value, headers);
    }

    private void add(long offset, String key, @Nullable String value, RecordHeaders headers) {
        records.add(
                new ConsumerRecord<>(
                        "t",
                        0,
                        offset,
                        offset * 1000,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        key.getBytes(StandardCharsets.UTF_8),
                        value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                        headers,
                        Optional.empty()));
    }

    private static List<String> texts(List<LiveRecord> some) {
        return some.stream()
                .map(
                        r ->
                                r.key().text()
                                        + "="
                                        + (r.value() == null
                                                ? "null"
                                                : new String(r.value(), StandardCharsets.UTF_8)))
                .toList();
    }

    @Test
    void theLastValueOfAKeyIsItsValue() {
        add(1, "a", "1");
        add(2, "b", "1");
        add(3, "a", "2");
        add(4, "c", "1");
        add(5, "c", null);
        assertThat(texts(records.live())).containsExactly("b=1", "a=2");
        assertThat(records.overwritten()).isEmpty();
    }

    @Test
    void aCopyMakesAValueYoungerAndNotNewer() {
        add(1, "a", "1");
        add(2, "b", "1");
        copy(3, "a", "1", TOPIC, 1);
        assertThat(texts(records.live())).containsExactly("a=1", "b=1");
        assertThat(records.live().getFirst().age(10_000)).isEqualTo(7_000);
        add(4, "a", "2");
        assertThat(texts(records.live())).containsExactly("b=1", "a=2");
    }

    @Test
    void aCopyThatCameTooLateDoesNotWin() {
        add(1, "a", "1");
        add(2, "a", "2");
        copy(3, "a", "1", TOPIC, 1);
        assertThat(texts(records.overwritten())).containsExactly("a=2");
        copy(4, "a", "2", TOPIC, 2);
        assertThat(records.overwritten()).isEmpty();
        assertThat(texts(records.live())).containsExactly("a=2");
    }

    @Test
    void aDeletionOutlivesALateCopy() {
        add(1, "a", "1");
        add(2, "a", null);
        copy(3, "a", "1", TOPIC, 1);
        assertThat(texts(records.overwritten())).containsExactly("a=null");
        assertThat(records.live()).isEmpty();
        records.forgetDeletionsBefore(1_000_000);
        assertThat(records.overwritten()).as("still to be put right").hasSize(1);
        copy(4, "a", null, TOPIC, 2);
        records.forgetDeletionsBefore(1_000_000);
        add(5, "a", "3");
        assertThat(texts(records.live())).containsExactly("a=3");
    }

    @Test
    void whatWasRestoredFromAnotherTopicIsNoCopy() {
        add(1, "a", "2");
        copy(2, "a", "1", OTHER, 0);
        assertThat(texts(records.live())).containsExactly("a=1");
        copy(3, "b", "1", TOPIC, 9);
        add(4, "b", "2");
        assertThat(texts(records.live())).containsExactly("a=1", "b=2");
        assertThat(records.overwritten()).isEmpty();
    }

    @Test
    void recordsWithoutAKeyAreLeftAlone() {
        records.add(new ConsumerRecord<>("t", 0, 1, null, new byte[0]));
        assertThat(records.live()).isEmpty();
    }
}
