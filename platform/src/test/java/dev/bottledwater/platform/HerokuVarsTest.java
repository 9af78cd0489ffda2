// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;

class HerokuVarsTest {
    @Test
    void isOffWithoutAKey() {
        assertThat(Vars.local().with("HEROKU_APP_NAME", "a").settings().heroku()).isEmpty();
    }

    @Test
    void knowsWhereHerokuIs() {
        HerokuSettings heroku =
                Vars.local()
                        .with("HEROKU_API_KEY", " HRKU-1 ")
                        .with("HEROKU_APP_NAME", "orders")
                        .settings()
                        .heroku()
                        .orElseThrow();
        assertThat(heroku.apiKey().value()).isEqualTo("HRKU-1");
        assertThat(heroku.platformApi()).isEqualTo(URI.create("https://api.heroku.com"));
        assertThat(heroku.dataApi()).isEqualTo(URI.create("https://api.data.heroku.com"));
        assertThat(heroku.app()).contains("orders");
        assertThat(heroku.addon()).isEmpty();
        assertThat(heroku.trusted()).isEmpty();
        assertThat(heroku.toString()).doesNotContain("HRKU-1");
    }

    @Test
    void takesOtherAddresses() {
        HerokuSettings heroku =
                Vars.local()
                        .with("HEROKU_API_KEY", "k")
                        .with("HEROKU_HOST", "staging.example.com")
                        .with("HEROKU_DATA_HOST", "localhost:8443")
                        .with("BW_KAFKA_ADDON", "kafka-cubic-1")
                        .with("BW_HEROKU_TRUSTED_CERT", Vars.AUTHORITY.certificatePem())
                        .settings()
                        .heroku()
                        .orElseThrow();
        assertThat(heroku.platformApi()).isEqualTo(URI.create("https://api.staging.example.com"));
        assertThat(heroku.dataApi()).isEqualTo(URI.create("https://localhost:8443"));
        assertThat(heroku.addon()).contains("kafka-cubic-1");
        assertThat(heroku.trusted().orElseThrow().certificates()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "HEROKU_DATA_HOST, http://localhost:8443",
        "HEROKU_DATA_HOST, user@host",
        "HEROKU_DATA_HOST, host/path",
        "HEROKU_HOST, 'not a host'",
        "BW_HEROKU_TRUSTED_CERT, not PEM",
        "HEROKU_API_KEY, two words"
    })
    void refusesWhatTheKeyMustNotBeSentTo(String variable, String value) {
        Problem problem =
                Vars.local().with("HEROKU_API_KEY", "k3y-1").with(variable, value).problem();
        assertThat(problem.variable()).isEqualTo(variable);
        assertThat(problem.message()).contains(variable).doesNotContain("k3y-1");
    }
}
