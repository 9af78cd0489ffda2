// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong while the config vars are read, so that all of it is told at once. */
final class Problems {
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final List<CertificateExpiry> expiries = new ArrayList<>();

    void error(String variable, String message, String remedy) {
        errors.add(new Problem(variable, message, remedy));
    }

    void error(Variable variable, String message, String remedy) {
        error(variable.name(), message, remedy);
    }

    void warn(String variable, String message, String remedy) {
        warnings.add(new Problem(variable, message, remedy));
    }

    /** Notes a certificate, whose end is watched. */
    void expires(CertificateExpiry expiry) {
        expiries.add(expiry);
    }

    List<CertificateExpiry> expiries() {
        return List.copyOf(expiries);
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    void throwIfAny() {
        if (!errors.isEmpty()) {
            throw new ConfigurationException(errors);
        }
    }
}
