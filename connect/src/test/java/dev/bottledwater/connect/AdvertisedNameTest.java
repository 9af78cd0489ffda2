// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.Optional;

class AdvertisedNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"web.1", "run.1234", "web-12a34b56d-e78f9", "1", "...", "", "Web_Ä.1"})
    void anyDynoNameBecomesAHostThatUriUnderstands(String dyno) {
        AdvertisedName name = AdvertisedName.uniqueFor(Optional.of(dyno));

        URI uri = URI.create("http://" + name.value() + ":8083");

        assertThat(uri.getHost()).isEqualTo(name.value());
        assertThat(uri.getPort()).isEqualTo(8083);
    }

    @Test
    void keepsTheDynosNameReadable() {
        assertThat(AdvertisedName.uniqueFor(Optional.of("web.1")).value())
                .matches("web-1-[0-9a-f]{8}");
        assertThat(AdvertisedName.uniqueFor(Optional.empty()).value())
                .matches("worker-[0-9a-f]{8}");
    }

    @Test
    void isUniquePerStart() {
        assertThat(AdvertisedName.uniqueFor(Optional.of("web.1")))
                .isNotEqualTo(AdvertisedName.uniqueFor(Optional.of("web.1")));
    }

    @Test
    void cutsALongName() {
        assertThat(AdvertisedName.uniqueFor(Optional.of("w".repeat(300))).value()).hasSize(63);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web.1", "1web", "web-", "", "Web", "a b"})
    void refusesWhatUriWouldReadAsNoHost(String value) {
        assertThatThrownBy(() -> new AdvertisedName(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + value + "'")
                .hasMessageContaining("web-1-3fa9c2d1");
    }
}
