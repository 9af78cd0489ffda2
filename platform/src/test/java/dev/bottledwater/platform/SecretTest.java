// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void showsItselfOnlyWhenAsked() {
        Secret secret = new Secret("hunter2");
        assertThat(secret.value()).isEqualTo("hunter2");
        assertThat(secret.toString()).isEqualTo("****");
        assertThat("" + new User("ann", secret, Role.VIEWER)).doesNotContain("hunter2");
    }

    @Test
    void equalsByValue() {
        assertThat(new Secret("a")).isEqualTo(new Secret("a")).hasSameHashCodeAs(new Secret("a"));
        assertThat(new Secret("a")).isNotEqualTo(new Secret("b")).isNotEqualTo(new Secret("ab"));
        assertThat(new Secret("a").equals("a")).isFalse();
    }
}
