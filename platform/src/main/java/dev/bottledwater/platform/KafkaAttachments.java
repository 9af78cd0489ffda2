// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the config vars of the Kafka cluster to use. The add-on's first attachment is {@code
 * KAFKA}, further ones get a colour ({@code HEROKU_KAFKA_COPPER}) or whatever name {@code heroku
 * addons:attach --as} gave them.
 */
final class KafkaAttachments {
    private static final String SUFFIX = "_URL";
    private static final Pattern HEROKU_NAME = Pattern.compile("HEROKU_KAFKA_[A-Z0-9_]+_URL");
    private static final Pattern KAFKA_VALUE =
            Pattern.compile("\\s*kafka(\\+ssl)?://.*", Pattern.DOTALL);

    private KafkaAttachments() {}

    /** Returns the name of the attachment to use; empty after telling why there is none. */
    static Optional<String> choose(ConfigVars vars, Problems problems) {
        List<String> found = found(vars);
        Optional<String> wanted = vars.get(Variable.BW_KAFKA).map(String::strip);
        if (wanted.isPresent()) {
            return chosen(wanted.get(), found, vars, problems);
        }
        if (vars.get(Variable.KAFKA_URL).isPresent() || found.size() == 1) {
            return Optional.of(
                    vars.get(Variable.KAFKA_URL).isPresent() ? "KAFKA" : found.getFirst());
        }
        if (found.isEmpty()) {
            problems.error(
                    Variable.KAFKA_URL,
                    "KAFKA_URL isn't set, and there is no other Kafka attachment.",
                    "Attach a cluster (heroku addons:create heroku-kafka, or heroku addons:attach APP::KAFKA), or set "
                            + "KAFKA_URL=kafka://host:9092.");
        } else {
            problems.error(
                    Variable.BW_KAFKA,
                    "Several Kafka clusters are attached: " + String.join(", ", found) + ".",
                    "Say which to use: set BW_KAFKA=" + found.getFirst() + ".");
        }
        return Optional.empty();
    }

    private static Optional<String> chosen(
            String wanted, List<String> found, ConfigVars vars, Problems problems) {
        String name = wanted.toUpperCase(Locale.ROOT);
        for (String candidate : List.of(wanted, name)) {
            String attachment =
                    candidate.endsWith(SUFFIX)
                            ? candidate.substring(0, candidate.length() - SUFFIX.length())
                            : candidate;
            if (vars.get(attachment + SUFFIX).isPresent()) {
                return Optional.of(attachment);
            }
        }
        problems.error(
                Variable.BW_KAFKA,
                "BW_KAFKA is '"
                        + ServerVars.shortened(wanted)
                        + "', but there is no variable "
                        + ServerVars.shortened(name)
                        + SUFFIX
                        + ".",
                Suggestion.sentence(wanted, found)
                        + (found.isEmpty()
                                ? "Attach the cluster under that name (heroku addons:attach)."
                                : "The attachments are " + String.join(", ", found) + "."));
        return Optional.empty();
    }

    private static List<String> found(ConfigVars vars) {
        TreeSet<String> names = new TreeSet<>();
        for (String variable : vars.names()) {
            Optional<String> value = vars.get(variable);
            if (value.isPresent()
                    && variable.endsWith(SUFFIX)
                    && (variable.equals("KAFKA_URL")
                            || HEROKU_NAME.matcher(variable).matches()
                            || KAFKA_VALUE.matcher(value.get()).matches())) {
                names.add(variable.substring(0, variable.length() - SUFFIX.length()));
            }
        }
        return List.copyOf(names);
    }
}
