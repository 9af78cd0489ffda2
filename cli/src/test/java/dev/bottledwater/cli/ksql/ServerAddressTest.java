// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://localhost, http://localhost:8088",
        "localhost, http://localhost:8088",
        "127.0.0.1:5000, http://127.0.0.1:5000",
        "HTTPS://app.example.com/, https://app.example.com:443",
        "https://app.example.com/sql, https://app.example.com:443/sql",
        "http://u:p@host:1, http://host:1",
        "http://[::1]:9, http://[::1]:9"
    })
    void schemesAndPortsHaveDefaults(String written, String meant) {
        assertThat(ServerAddress.of(written).uri()).hasToString(meant);
    }

    @Test
    void onlyPlainHttpToOtherMachinesCanBeRead() {
        assertThat(ServerAddress.of("http://example.com").plainAcrossNetwork()).isTrue();
        assertThat(ServerAddress.of("https://example.com").plainAcrossNetwork()).isFalse();
        assertThat(ServerAddress.of("http://127.0.0.1").plainAcrossNetwork()).isFalse();
        assertThat(ServerAddress.of("http://[::1]:9").plainAcrossNetwork()).isFalse();
    }
}
