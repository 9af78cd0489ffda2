// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.platform.CertificateExpiry;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class CertificateWatchTest {
    private static final Instant END = Instant.parse("2026-12-24T12:00:00Z");

    private static PartHealth daysBefore(int days) {
        try (CertificateWatch watch =
                new CertificateWatch(
                        List.of(new CertificateExpiry("KAFKA_CLIENT_CERT", END)),
                        () -> END.minus(Duration.ofDays(days)))) {
            return watch.health();
        }
    }

    @Test
    void warnsInTimeAndIsDegradedAfterTheEnd() {
        assertThat(daysBefore(31)).isEqualTo(PartHealth.ready("certificates"));
        assertThat(daysBefore(12).level()).isEqualTo(PartHealth.Level.READY);
        assertThat(daysBefore(12).reason())
                .startsWith(
                        "The certificate in KAFKA_CLIENT_CERT expires on 2026-12-24, in 12 days. ");
        assertThat(daysBefore(-1).level()).isEqualTo(PartHealth.Level.DEGRADED);
        assertThat(daysBefore(-1).reason())
                .startsWith("The certificate in KAFKA_CLIENT_CERT expired on 2026-12-24. ");
    }
}
