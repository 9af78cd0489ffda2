// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the variables that say how this server runs. */
final class ServerVars {
    /**
     * What brokers take in topic and group names, short enough that a topic's name with prefix fits
     * in 249 letters.
     */
    private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /**
     * What a topic of a shared plan gets that asks for nothing, and the least that it can have; so
     * it is safe to assume.
     */
    private static final Duration SHARED_RETENTION = Duration.ofHours(24);

    private static final Duration USUAL_RESTART = Duration.ofMinutes(5);

    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

    private static final int SHORTEST_SECRET = 16;

    private ServerVars() {}

    /**
     * Said once on a dyno, where apps are renamed and told their name by settings of the platform.
     */
    static void warnOfUnchosenCluster(ConfigVars vars, String cluster, Problems problems) {
        if (vars.get(Variable.DYNO).isPresent() && vars.get(Variable.BW_CLUSTER).isEmpty()) {
            problems.warn(
                    Variable.BW_CLUSTER.name(),
                    "BW_CLUSTER isn't set, so topics and groups are named after '"
                            + shortened(cluster)
                            + "', which changes when the app is renamed or is told its name.",
                    "Keep the name: heroku config:set BW_CLUSTER=" + shortened(cluster) + ".");
        }
    }

    static String cluster(ConfigVars vars, Problems problems) {
        for (Variable variable : List.of(Variable.BW_CLUSTER, Variable.HEROKU_APP_NAME)) {
            Optional<String> value = vars.get(variable).map(String::strip);
            if (value.isEmpty()) {
                continue;
            }
            if (!CLUSTER.matcher(value.get()).matches()) {
                problems.error(
                        variable,
                        variable
                                + " is '"
                                + shortened(value.get())
                                + "', which can't be part of a topic's name.",
                        "Set BW_CLUSTER to 1 to 64 letters, digits, dots, underscores or hyphens.");
            }
            return value.get();
        }
        return "default";
    }

    /**
     * How long topics keep records even when they are compacted; null for ever.
     *
     * @param kafka null when its settings are wrong
     */
    static @Nullable Duration topicRetention(
            ConfigVars vars, @Nullable KafkaSettings kafka, Problems problems) {
        boolean shared = kafka != null && !kafka.prefix().isEmpty();
        Optional<String> value =
                vars.get(Variable.BW_TOPIC_RETENTION)
                        .map(text -> text.strip().toLowerCase(Locale.ROOT));
        if (value.isEmpty()) {
            return shared ? SHARED_RETENTION : null;
        }
        if (value.get().equals("forever")) {
            return null;
        }
        Optional<Duration> time = time(value.get());
        if (time.isEmpty()) {
            problems.error(
                    Variable.BW_TOPIC_RETENTION,
                    "BW_TOPIC_RETENTION is '"
                            + shortened(value.get())
                            + "', which is no time such as 24h or 7d.",
                    "Set it to the shortest retention of the app's topics, as heroku kafka:topics:info shows it, or to"
                            + " forever.");
        }
        return time.orElse(null);
    }

    /** The longest pause before what failed of a connector is restarted; null for never. */
    static @Nullable Duration connectRestart(ConfigVars vars, Problems problems) {
        String value =
                vars.get(Variable.BW_CONNECT_RESTART)
                        .map(text -> text.strip().toLowerCase(Locale.ROOT))
                        .orElse("on");
        if (value.equals("off")) {
            return null;
        }
        Optional<Duration> time = value.equals("on") ? Optional.of(USUAL_RESTART) : time(value);
        if (time.isEmpty()) {
            problems.error(
                    Variable.BW_CONNECT_RESTART,
                    "BW_CONNECT_RESTART is '"
                            + shortened(value)
                            + "', which is neither off nor a time such as 5m.",
                    "Set it to the longest pause before a failed connector is restarted, or to off, or unset it.");
        }
        return time.orElse(null);
    }

    private static Optional<Duration> time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(time.group(1));
        return Optional.of(
                switch (time.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    static Path pluginPath(ConfigVars vars, Path home, Problems problems) {
        return directory(
                vars,
                Variable.BW_PLUGIN_PATH,
                home.resolve("plugins"),
                "one directory per connector plugin",
                problems);
    }

    /** Where apps have their own files is the directory they are started in, on dynos too. */
    static Path functionPath(ConfigVars vars, Problems problems) {
        return directory(
                vars,
                Variable.BW_FUNCTION_PATH,
                Path.of("ext"),
                "the jars with user-defined functions",
                problems);
    }

    /** Null where nothing is said and the app has no such directory. */
    static @Nullable Path connectorsDirectory(ConfigVars vars, Problems problems) {
        Path directory =
                directory(
                        vars,
                        Variable.BW_CONNECTORS_DIR,
                        Path.of("connectors"),
                        "connectors as JSON files",
                        problems);
        return Files.isDirectory(directory) ? directory : null;
    }

    static boolean pruneConnectors(ConfigVars vars, Problems problems) {
        String value =
                vars.get(Variable.BW_CONNECTORS_PRUNE)
                        .map(text -> text.strip().toLowerCase(Locale.ROOT))
                        .orElse("false");
        if (!List.of("true", "false").contains(value)) {
            problems.error(
                    Variable.BW_CONNECTORS_PRUNE,
                    "BW_CONNECTORS_PRUNE is '" + shortened(value) + "', but must be true or false.",
                    "Set it to true to delete connectors that no file declares, or unset it.");
        }
        return value.equals("true");
    }

    private static Path directory(
            ConfigVars vars, Variable variable, Path standard, String content, Problems problems) {
        Path fallback = standard.toAbsolutePath().normalize();
        Optional<String> value = vars.get(variable).map(String::strip);
        if (value.isEmpty()) {
            return fallback;
        }
        String remedy =
                "Set %s to a directory that holds %s, or unset it.".formatted(variable, content);
        try {
            Path path = Path.of(value.get()).toAbsolutePath().normalize();
            if (!Files.isDirectory(path)) {
                problems.error(
                        variable,
                        "%s is '%s', which isn't a directory.".formatted(variable, value.get()),
                        remedy);
            }
            return path;
        } catch (InvalidPathException invalid) {
            problems.error(
                    variable,
                    "%s isn't a path (%s).".formatted(variable, invalid.getReason()),
                    remedy);
            return fallback;
        }
    }

    static List<Secret> secrets(ConfigVars vars, Problems problems) {
        Optional<Secret> secret = secret(vars, problems, Variable.BW_SECRET);
        Optional<Secret> previous = secret(vars, problems, Variable.BW_SECRET_PREVIOUS);
        if (secret.isEmpty() && previous.isPresent()) {
            problems.error(
                    Variable.BW_SECRET_PREVIOUS,
                    "BW_SECRET_PREVIOUS is set, but BW_SECRET isn't.",
                    "Set BW_SECRET to the new secret, or unset BW_SECRET_PREVIOUS.");
        }
        return Stream.of(secret, previous).flatMap(Optional::stream).toList();
    }

    private static Optional<Secret> secret(ConfigVars vars, Problems problems, Variable variable) {
        Optional<String> value = vars.get(variable);
        if (value.isPresent() && value.get().length() < SHORTEST_SECRET) {
            problems.error(
                    variable,
                    variable
                            + " has "
                            + value.get().length()
                            + " letters, and fewer than "
                            + SHORTEST_SECRET
                            + " can be guessed.",
                    "Set it to a random text: heroku config:set %s=$(openssl rand -hex 32)."
                            .formatted(variable));
        }
        return value.map(Secret::new);
    }

    /** A misspelt variable is silently without effect otherwise. */
    static void warnOfUnknown(ConfigVars vars, Problems problems) {
        List<String> known = Arrays.stream(Variable.values()).map(Variable::name).toList();
        for (String name : vars.names()) {
            if (name.startsWith("BW_") && !known.contains(name)) {
                problems.warn(
                        name,
                        name + " isn't a setting and has no effect.",
                        Suggestion.sentence(name, known)
                                + "Unset it, or see docs/config.md for the names.");
            }
        }
    }

    /** Returns the start of a value that may be long, on one line. */
    static String shortened(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }
}
