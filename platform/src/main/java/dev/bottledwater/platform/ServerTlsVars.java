// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import dev.bottledwater.platform.tls.Certificates;
import dev.bottledwater.platform.tls.ClientKey;
import dev.bottledwater.platform.tls.MaterialFiles;
import dev.bottledwater.platform.tls.ServerIdentity;
import dev.bottledwater.platform.tls.StoreFile;
import dev.bottledwater.platform.tls.TlsMaterialException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads the variables that say which certificate the port is served with: PEM material, or a key
 * store by KSQL's names. Whoever has a proxy in front that speaks TLS needs neither.
 */
final class ServerTlsVars {
    private static final String STORE = "KSQL_SSL_KEYSTORE";
    private static final String LOCATION = STORE + "_LOCATION";
    private static final String PASSWORD = STORE + "_PASSWORD";
    private static final String TYPE = STORE + "_TYPE";
    private static final String KEY_PASSWORD = "KSQL_SSL_KEY_PASSWORD";
    private static final Set<String> KSQL = Set.of(LOCATION, PASSWORD, TYPE, KEY_PASSWORD);
    private static final String PEM = "-----BEGIN";
    private static final String REMEDY =
            "Set BW_HTTP_CERT to the certificate with its chain and BW_HTTP_KEY to its key: PEM text, or files"
                    + " that hold it.";

    private ServerTlsVars() {}

    static boolean reads(String variable) {
        return KSQL.contains(variable);
    }

    static boolean isSet(ConfigVars vars) {
        return vars.get(Variable.BW_HTTP_CERT).isPresent()
                || vars.get(Variable.BW_HTTP_KEY).isPresent()
                || vars.get(LOCATION).isPresent();
    }

    static @Nullable ServerIdentity read(ConfigVars vars, Problems problems, Instant now) {
        try {
            return vars.get(Variable.BW_HTTP_CERT).isPresent()
                            || vars.get(Variable.BW_HTTP_KEY).isPresent()
                    ? ofPem(vars, problems, now)
                    : ofStore(vars, problems);
        } catch (TlsMaterialException unusable) {
            problems.error(
                    unusable.variable(),
                    unusable.getMessage(),
                    reads(unusable.variable()) ? unusable.remedy() : REMEDY);
            return null;
        }
    }

    private static @Nullable ServerIdentity ofPem(ConfigVars vars, Problems problems, Instant now) {
        Optional<String> certificate = text(vars, Variable.BW_HTTP_CERT, problems, REMEDY);
        Optional<String> key = text(vars, Variable.BW_HTTP_KEY, problems, REMEDY);
        if (certificate.isEmpty() || key.isEmpty()) {
            return null;
        }
        var chain = Certificates.read(Variable.BW_HTTP_CERT.name(), certificate.get());
        var own = ClientKey.read(Variable.BW_HTTP_KEY.name(), key.get());
        own.requireMatch(chain);
        try {
            chain.requireFirstValid(now);
        } catch (TlsMaterialException expired) {
            // Clients will refuse it, but those who can mend it shouldn't be shut out as well.
            problems.warn(expired.variable(), expired.getMessage(), REMEDY);
        }
        var identity = ServerIdentity.of(chain, own);
        var files =
                Stream.of(Variable.BW_HTTP_CERT, Variable.BW_HTTP_KEY)
                        .flatMap(variable -> file(vars, variable).stream())
                        .toList();
        if (files.isEmpty()) {
            // Files are read again when they change.
            problems.expires(
                    new CertificateExpiry(Variable.BW_HTTP_CERT.name(), chain.firstExpiry()));
        }
        return files.isEmpty()
                ? identity
                : identity.from(new MaterialFiles<>(files, () -> renewed(vars)));
    }

    private static ServerIdentity renewed(ConfigVars vars) {
        var problems = new Problems();
        var certificate = text(vars, Variable.BW_HTTP_CERT, problems, REMEDY);
        var key = text(vars, Variable.BW_HTTP_KEY, problems, REMEDY);
        problems.throwIfAny();
        var chain = Certificates.read(Variable.BW_HTTP_CERT.name(), certificate.orElse(""));
        var own = ClientKey.read(Variable.BW_HTTP_KEY.name(), key.orElse(""));
        own.requireMatch(chain);
        return ServerIdentity.of(chain, own);
    }

    /**
     * The file that a variable names, as Kubernetes mounts secrets; empty where it is PEM text or
     * isn't set.
     *
     * @throws InvalidPathException where it is neither PEM text nor a path
     */
    static Optional<Path> file(ConfigVars vars, Variable variable) {
        return vars.get(variable)
                .filter(value -> !value.contains(PEM))
                .map(value -> Path.of(value.strip()));
    }

    /** PEM text of a variable, or of the file that it names. */
    static Optional<String> text(
            ConfigVars vars, Variable variable, Problems problems, String remedy) {
        Optional<String> value = vars.get(variable);
        if (value.isEmpty()) {
            problems.error(variable, variable + " isn't set, but its counterpart is.", remedy);
            return value;
        }
        try {
            var file = file(vars, variable);
            return file.isEmpty() ? value : Optional.of(Files.readString(file.get()));
        } catch (InvalidPathException | IOException unreadable) {
            problems.error(
                    variable,
                    variable + " is neither PEM text nor a file that can be read.",
                    remedy);
            return Optional.empty();
        }
    }

    private static @Nullable ServerIdentity ofStore(ConfigVars vars, Problems problems) {
        if (vars.get(LOCATION).isEmpty()) {
            return null;
        }
        Optional<String> password = vars.get(PASSWORD);
        if (password.isEmpty()) {
            problems.error(
                    PASSWORD,
                    LOCATION + " is set, but its password isn't.",
                    "Set " + PASSWORD + ".");
            return null;
        }
        try {
            var file = store(vars, "key store", STORE);
            var keyPassword = vars.get(KEY_PASSWORD).orElse(password.get());
            Supplier<ServerIdentity> reader = () -> ServerIdentity.ofStore(file, keyPassword);
            return reader.get().from(new MaterialFiles<>(List.of(file.path()), reader));
        } catch (InvalidPathException e) {
            problems.error(LOCATION, LOCATION + " isn't a path.", "Set it to a key store's file.");
            return null;
        }
    }

    /**
     * A store by KSQL's names, whose location is set.
     *
     * @throws InvalidPathException where that isn't a path
     */
    static StoreFile store(ConfigVars vars, String what, String variables) {
        return new StoreFile(
                what,
                variables,
                Path.of(vars.get(variables + "_LOCATION").orElseThrow().strip()),
                vars.get(variables + "_TYPE").map(String::strip).orElse("JKS"),
                vars.get(variables + "_PASSWORD").orElse(""));
    }
}
