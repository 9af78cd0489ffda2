// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * The demo's options.
 *
 * @param runFor how long to write; null until Ctrl-C
 * @param changesPerSecond row changes to commit
 * @param port of the web process, 0 for any free one
 */
record DemoOptions(@Nullable Duration runFor, int changesPerSecond, int port) {

    static final String HELP =
            """
            Usage: bottled-water demo [--for DURATION] [--rate N] [--port N]

            Starts an embedded Kafka (TLS, client certificates, ACLs) and an embedded Postgres, runs
            'bottled-water serve' on them from config vars, and shows live SQL over changing rows.

              --for DURATION   stop by itself after e.g. 60s or 2m, and check that every commit arrived
              --rate N         row changes per second (default 40)
              --port N         the web port (default: any free one)

            Exit code with --for: 0 when nothing was lost or duplicated and the table equals Postgres's
            own answer, else 1.
            """;

    Optional<Duration> limit() {
        return Optional.ofNullable(runFor);
    }

    /**
     * Reads the arguments behind {@code demo}.
     *
     * @throws IllegalArgumentException with one sentence that says what is wrong
     */
    static DemoOptions parse(String[] arguments) {
        Duration runFor = null;
        var rate = 40;
        var port = 0;
        for (int i = 0; i < arguments.length; i++) {
            var option = arguments[i];
            String value = null;
            var equals = option.indexOf('=');
            if (equals > 0) {
                value = option.substring(equals + 1);
                option = option.substring(0, equals);
            } else if (i + 1 < arguments.length) {
                value = arguments[++i];
            }
            switch (option) {
                case "--for" -> runFor = duration(required(option, value));
                case "--rate" -> rate = number(option, required(option, value), 1, 10_000);
                case "--port" -> port = number(option, required(option, value), 0, 65_535);
                default ->
                        throw new IllegalArgumentException(
                                "Unknown option '%s' of demo: it takes --for, --rate and --port."
                                        .formatted(option));
            }
        }
        return new DemoOptions(runFor, rate, port);
    }

    private static String required(String option, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("The option " + option + " needs a value.");
        }
        return value;
    }

    private static int number(String option, String text, int least, int most) {
        try {
            var number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Reported below with what was expected.
        }
        throw new IllegalArgumentException(
                "The option %s takes a number from %d to %d, not '%s'."
                        .formatted(option, least, most, text));
    }

    private static Duration duration(String text) {
        var matcher = java.util.regex.Pattern.compile("(\\d{1,6})(s|m|h)?").matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "The option --for takes a duration such as 60s or 2m, not '%s'."
                            .formatted(text));
        }
        var amount = Integer.parseInt(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case null, default -> Duration.ofSeconds(amount);
        };
    }
}
