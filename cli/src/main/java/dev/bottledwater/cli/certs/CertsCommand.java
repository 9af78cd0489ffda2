// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.certs;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.settings.CheckedSettings;
import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Secret;
import dev.bottledwater.platform.Variable;
import dev.bottledwater.platform.stores.StoreFiles;
import dev.bottledwater.platform.stores.StoreFormat;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code certs}: writes key and trust stores from the config vars for other tools. */
@Command(
        name = "certs",
        description =
                "Write Kafka's key and certificates from the config vars as files for other tools.")
public final class CertsCommand implements Callable<Integer> {
    /** What Java's key stores ask for. */
    private static final int SHORTEST = 6;

    private final Surroundings surroundings;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The directory to write to; it is made where it is missing.")
    private Path out = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "pkcs12",
            description = "pkcs12, jks or pem (default: ${DEFAULT-VALUE})")
    private StoreFormat format = StoreFormat.PKCS12;

    @Option(
            names = "--password",
            paramLabel = "TEXT",
            description =
                    "The stores' password, at least 6 letters; else BW_CERTS_PASSWORD, else one is made up and printed.")
    private @Nullable String password;

    @Option(names = "--force", description = "Replace files that are there.")
    private boolean force;

    /** Makes the command. */
    public CertsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        KafkaSettings kafka = CheckedSettings.read(surroundings).kafka();
        String given =
                password == null
                        ? surroundings.vars().get(Variable.BW_CERTS_PASSWORD).orElse(null)
                        : password;
        if (given != null && given.length() < SHORTEST) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    "The password has fewer than "
                            + SHORTEST
                            + " letters, which key stores refuse.");
        }
        Secret secret = new Secret(given == null ? madeUp() : given);
        for (Path file : write(kafka, secret)) {
            surroundings.out().println(file);
        }
        if (given == null && format.hasPassword()) {
            surroundings.out().println("password: " + secret.value());
        }
        return ExitCode.OK.code();
    }

    private List<Path> write(KafkaSettings kafka, Secret secret) {
        try {
            return StoreFiles.of(kafka).write(out, format, secret, force);
        } catch (IllegalArgumentException without) {
            throw new CommandFailedException(
                    ExitCode.CONFIGURATION, String.valueOf(without.getMessage()), without);
        } catch (FileAlreadyExistsException there) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    there.getFile()
                            + " is there already, so nothing was written. Choose another directory, or replace it with --force.",
                    there);
        } catch (IOException failed) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "The files can't be written to %s: %s.".formatted(out, failed.getMessage()),
                    failed);
        }
    }

    private static String madeUp() {
        byte[] random = new byte[18];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
