// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.certs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.cli.Run;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

class CertsCommandTest {
    private static final Map<String, String> PLAIN = Map.of("KAFKA_URL", "kafka://localhost:9092");

    @TempDir Path directory;

    @Test
    void wantsADirectoryAndAKnownFormat() {
        assertThat(Run.of(PLAIN, "certs").err()).startsWith("Missing required option: '--out=DIR'");
        Run run = Run.of(PLAIN, "certs", "--out", directory.toString(), "--format", "der");
        assertThat(run.status()).isEqualTo(64);
        assertThat(run.err()).contains("--format");
    }

    @Test
    void refusesAShortPasswordAndAClusterWithoutTls() {
        Run weak = Run.of(PLAIN, "certs", "--out", directory.toString(), "--password", "short");
        assertThat(weak.status()).isEqualTo(64);
        assertThat(weak.err()).contains("fewer than 6 letters").doesNotContain("short,");
        Run plain = Run.of(PLAIN, "certs", "--out", directory.toString());
        assertThat(plain.status()).isEqualTo(78);
        assertThat(plain.err()).contains("know this client by no certificate");
        assertThat(directory).isEmptyDirectory();
    }
}
