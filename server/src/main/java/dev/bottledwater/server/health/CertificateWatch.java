// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.health;

import dev.bottledwater.platform.CertificateExpiry;
import dev.bottledwater.platform.Problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells of certificates that end within 30 days: at each look at the health, and once a day in the
 * log of a process that runs for long. What there is to say at the start, the settings say.
 */
public final class CertificateWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final Duration DAY = Duration.ofDays(1);

    private final List<CertificateExpiry> certificates;
    private final InstantSource clock;
    private final Thread thread;

    /** Watches certificates, of which there may be none. */
    public CertificateWatch(List<CertificateExpiry> certificates, InstantSource clock) {
        this.certificates = List.copyOf(certificates);
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("certificate-watch").unstarted(this::run);
    }

    /** Begins to tell. */
    public void start() {
        if (!certificates.isEmpty()) {
            thread.start();
        }
    }

    /** Whether there is anything to watch. */
    public boolean isEmpty() {
        return certificates.isEmpty();
    }

    /** Degraded once one has ended: no connection is made with it from then on. */
    public PartHealth health() {
        Instant now = clock.instant();
        String warnings =
                warnings(now).stream().map(Problem::toString).collect(Collectors.joining(" "));
        return certificates.stream().anyMatch(one -> one.expired(now))
                ? PartHealth.degraded("certificates", warnings)
                : PartHealth.ready("certificates", warnings);
    }

    private List<Problem> warnings(Instant now) {
        return certificates.stream()
                .map(certificate -> certificate.warning(now))
                .flatMap(Optional::stream)
                .toList();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(DAY);
                warnings(clock.instant()).forEach(warning -> LOG.warn("{}", warning));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
