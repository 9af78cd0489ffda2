// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import dev.bottledwater.platform.tls.Certificates;
import dev.bottledwater.platform.tls.ClientTrust;
import dev.bottledwater.platform.tls.MaterialFiles;
import dev.bottledwater.platform.tls.ServerIdentity;
import dev.bottledwater.platform.tls.TlsMaterialException;

import org.jspecify.annotations.Nullable;

import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads the variables that say whether clients of the port show certificates, and whose: PEM
 * material, or a trust store by KSQL's names.
 */
final class ClientTrustVars {
    private static final String AUTHENTICATION = "KSQL_SSL_CLIENT_AUTHENTICATION";

    /** KSQL's older name: {@code true} is REQUIRED. */
    private static final String AUTH = "KSQL_SSL_CLIENT_AUTH";

    private static final String STORE = "KSQL_SSL_TRUSTSTORE";
    private static final String LOCATION = STORE + "_LOCATION";
    private static final String PASSWORD = STORE + "_PASSWORD";
    private static final String TYPE = STORE + "_TYPE";
    private static final Set<String> KSQL = Set.of(AUTHENTICATION, AUTH, LOCATION, PASSWORD, TYPE);
    private static final String REMEDY =
            "Set BW_HTTP_CLIENT_CA to the certificates of the authorities that have signed those of clients: PEM"
                    + " text, or a file that holds it.";

    private ClientTrustVars() {}

    static boolean reads(String variable) {
        return KSQL.contains(variable);
    }

    /** What a client must show. */
    private enum Asked {
        NONE,
        REQUESTED,
        REQUIRED
    }

    /**
     * Has clients asked for certificates where the variables say so.
     *
     * @param identity of the port; null where it is served in clear text
     */
    static @Nullable ServerIdentity read(
            ConfigVars vars, Problems problems, @Nullable ServerIdentity identity) {
        Asked asked = asked(vars, problems);
        if (asked == Asked.NONE) {
            return identity;
        }
        if (identity == null) {
            problems.error(
                    source(vars),
                    source(vars)
                            + " asks clients for certificates, but the port isn't served with TLS.",
                    "Set BW_HTTP_CERT and BW_HTTP_KEY too, or unset it: a proxy that speaks TLS asks clients itself.");
            return null;
        }
        ClientTrust trust = trust(vars, problems, asked == Asked.REQUIRED);
        return trust == null ? identity : identity.asking(trust);
    }

    private static String source(ConfigVars vars) {
        return vars.get(AUTHENTICATION).isPresent()
                ? AUTHENTICATION
                : vars.get(AUTH).isPresent() ? AUTH : Variable.BW_HTTP_CLIENT_CA.name();
    }

    private static Asked asked(ConfigVars vars, Problems problems) {
        Optional<String> named =
                vars.get(AUTHENTICATION).map(text -> text.strip().toUpperCase(Locale.ROOT));
        if (named.isPresent()) {
            for (Asked asked : Asked.values()) {
                if (asked.name().equals(named.get())) {
                    return asked;
                }
            }
            problems.error(
                    AUTHENTICATION,
                    "%s is '%s'.".formatted(AUTHENTICATION, ServerVars.shortened(named.get())),
                    "Set it to NONE, REQUESTED or REQUIRED.");
            return Asked.NONE;
        }
        Optional<String> old = vars.get(AUTH).map(text -> text.strip().toLowerCase(Locale.ROOT));
        if (old.isPresent()) {
            if (!Set.of("true", "false").contains(old.get())) {
                problems.error(
                        AUTH,
                        "%s is '%s'.".formatted(AUTH, ServerVars.shortened(old.get())),
                        "Set KSQL_SSL_CLIENT_AUTHENTICATION to NONE, REQUESTED or REQUIRED instead.");
            }
            return old.get().equals("true") ? Asked.REQUIRED : Asked.NONE;
        }
        return vars.get(Variable.BW_HTTP_CLIENT_CA).isPresent() ? Asked.REQUIRED : Asked.NONE;
    }

    private static @Nullable ClientTrust trust(
            ConfigVars vars, Problems problems, boolean required) {
        try {
            if (vars.get(Variable.BW_HTTP_CLIENT_CA).isPresent()) {
                return ofPem(vars, problems, required);
            }
            if (vars.get(LOCATION).isPresent()) {
                var file = ServerTlsVars.store(vars, "trust store", STORE);
                Supplier<ClientTrust> reader = () -> ClientTrust.ofStore(file, required);
                return reader.get().from(new MaterialFiles<>(List.of(file.path()), reader));
            }
            // Java's own authorities would let everybody in who has any public certificate.
            problems.error(
                    source(vars),
                    source(vars)
                            + " asks clients for certificates, but nothing says who may have signed them.",
                    REMEDY);
        } catch (TlsMaterialException unusable) {
            problems.error(unusable.variable(), unusable.getMessage(), unusable.remedy());
        } catch (InvalidPathException e) {
            problems.error(
                    LOCATION, LOCATION + " isn't a path.", "Set it to a trust store's file.");
        }
        return null;
    }

    private static @Nullable ClientTrust ofPem(
            ConfigVars vars, Problems problems, boolean required) {
        var variable = Variable.BW_HTTP_CLIENT_CA;
        var text = ServerTlsVars.text(vars, variable, problems, REMEDY);
        if (text.isEmpty()) {
            return null;
        }
        var trust = ClientTrust.of(Certificates.read(variable.name(), text.get()), required);
        var file = ServerTlsVars.file(vars, variable);
        return file.isEmpty()
                ? trust
                : trust.from(
                        new MaterialFiles<>(
                                List.of(file.get()), () -> renewed(vars, variable, required)));
    }

    private static ClientTrust renewed(ConfigVars vars, Variable variable, boolean required) {
        var problems = new Problems();
        var text = ServerTlsVars.text(vars, variable, problems, REMEDY);
        problems.throwIfAny();
        return ClientTrust.of(Certificates.read(variable.name(), text.orElse("")), required);
    }
}
