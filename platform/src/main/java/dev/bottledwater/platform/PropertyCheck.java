// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import java.util.Optional;

/** Tells which properties of the SQL server have an effect; the SQL engine knows. */
@FunctionalInterface
public interface PropertyCheck {

    /**
     * Why a property has no effect.
     *
     * @param property by KSQL's name
     * @return a sentence or two that say why, or what was probably meant; empty when it has one
     */
    Optional<String> withoutEffect(String property);
}
