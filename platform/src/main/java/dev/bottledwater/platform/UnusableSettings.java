// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is left of settings that can't be used: enough to answer on the port with what is wrong. A
 * platform that sets {@code PORT} takes a process that doesn't bind it for crashed, and starts it
 * again and again; it also starts it before an add-on has set its variables.
 *
 * @param http how the port is served
 * @param users who may see what is wrong; empty where these settings are wrong themselves
 * @param problems at least one
 */
public record UnusableSettings(HttpSettings http, List<User> users, List<Problem> problems) {

    /** Copies what it is given. */
    public UnusableSettings {
        users = List.copyOf(users);
        problems = List.copyOf(problems);
    }

    /**
     * Reads what there is.
     *
     * @return empty where {@code PORT} isn't set, or the port can't be served as was asked for
     */
    public static Optional<UnusableSettings> of(ConfigVars vars, ConfigurationException wrong) {
        if (vars.get(Variable.PORT).isEmpty()) {
            return Optional.empty();
        }
        Problems port = new Problems();
        HttpSettings http = HttpVars.read(vars, port, Instant.now());
        if (port.hasErrors()) {
            return Optional.empty();
        }
        Problems known = new Problems();
        List<User> users = UserVars.read(vars, known);
        return Optional.of(
                new UnusableSettings(
                        new HttpSettings(
                                http.port(),
                                false,
                                Set.of(),
                                http.trustedProxies(),
                                http.tls(),
                                ""),
                        known.hasErrors() ? List.of() : users,
                        wrong.problems()));
    }
}
