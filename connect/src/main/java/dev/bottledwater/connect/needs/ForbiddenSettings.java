// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import dev.bottledwater.platform.Names;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * What no connector may have: this program's own topics, which hold the settings of all connectors
 * with their secrets, the group of the workers, values that nobody provides, and another way to
 * Kafka for the clients that Connect gives it, as they sign in with the app's own password.
 *
 * @param names of the topics and of the group
 * @param providers that are set up
 */
public record ForbiddenSettings(Names names, Set<String> providers) {
    private static final String OWN = "_bottled-water-";
    private static final String REGEX = "topics.regex";
    private static final String EXCLUDED = "topics.exclude";

    /** What MirrorMaker copies where nothing is said (Kafka's DefaultTopicFilter). */
    private static final String MIRRORED = ".*";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z]+):[^}]*}");

    /** To where a connector's clients sign in, and as whom; all else is its own affair. */
    private static final Pattern WAY_TO_KAFKA =
            Pattern.compile(
                    "(?:producer|consumer|admin)\\.override\\.(?:bootstrap\\..+|security\\.protocol|sasl\\..+|ssl\\..+)");

    /** Those that read files and the environment where they are set up; others may be meant. */
    private static final Set<String> READERS =
            Set.of("file", "directory", "dir", "env", "secret", "secrets", "vault");

    public ForbiddenSettings {
        providers = Set.copyOf(providers);
    }

    /**
     * A setting that is refused.
     *
     * @param reason with what to do instead
     */
    public record Refusal(String setting, String reason) {}

    /**
     * Looks for the first.
     *
     * @param config as the user wrote it
     */
    public Optional<Refusal> first(Map<String, String> config) {
        Map<String, String> settings = new TreeMap<>(config);
        boolean mirrors = ConnectorClass.of(config).isMirrorSource();
        if (mirrors && settings.get("topics") == null) {
            settings.put("topics", MIRRORED);
        }
        return settings.entrySet().stream()
                .filter(setting -> setting.getValue() != null)
                .flatMap(setting -> of(setting.getKey(), setting.getValue(), config).stream())
                .findFirst();
    }

    private Optional<Refusal> of(String setting, String value, Map<String, String> config) {
        if (WAY_TO_KAFKA.matcher(setting).matches()) {
            return Optional.of(
                    new Refusal(
                            setting,
                            "A connector's clients reach Kafka as this app does, with its password or key, which mustn't go anywhere else: leave this setting out. Other settings of the clients may be overridden."));
        }
        if (value.contains(OWN) && !setting.equals(EXCLUDED) || reads(setting, value, config)) {
            return Optional.of(
                    new Refusal(
                            setting,
                            "It names or matches topics of this program's own (%s…), which hold the settings of every connector: name the topics that are meant."
                                    .formatted(OWN)));
        }
        if (setting.endsWith("group.id")
                && names.physicalGroup(value).equals(names.connectGroup())) {
            return Optional.of(
                    new Refusal(
                            setting,
                            "%s is the group of the Connect workers themselves: choose another one."
                                    .formatted(value)));
        }
        return unprovided(value).map(reason -> new Refusal(setting, reason));
    }

    private boolean reads(String setting, String value, Map<String, String> config) {
        if (setting.equals(REGEX)) {
            return own().anyMatch(topic -> matches(value, topic));
        }
        // MirrorMaker's lists are of regular expressions.
        return setting.equals("topics")
                && ConnectorClass.of(config).isMirrorSource()
                && own().anyMatch(
                                topic ->
                                        Stream.of(value.split(","))
                                                        .anyMatch(
                                                                one -> matches(one.strip(), topic))
                                                && Stream.of(
                                                                config.getOrDefault(EXCLUDED, "")
                                                                        .split(","))
                                                        .noneMatch(
                                                                one ->
                                                                        matches(
                                                                                one.strip(),
                                                                                topic)));
    }

    private Stream<String> own() {
        return List.of(
                        names.connectConfigTopic(),
                        names.connectOffsetTopic(),
                        names.connectStatusTopic(),
                        names.catalogTopic(),
                        names.peersTopic())
                .stream()
                .flatMap(topic -> Stream.of(topic, names.logicalTopic(topic)));
    }

    /** What is no regular expression is for the connector to refuse. */
    private static boolean matches(String regex, String topic) {
        try {
            return Pattern.compile(regex).matcher(topic).matches();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private Optional<String> unprovided(String value) {
        Matcher reference = REFERENCE.matcher(value);
        while (reference.find()) {
            String provider = reference.group(1);
            if (READERS.contains(provider) && !providers.contains(provider)) {
                return Optional.of(
                        "It names a value of '%s', which isn't set up: connectors may name ${env:NAME} for the config vars of BW_CONNECTOR_VARS, and ${database:password} and its like."
                                .formatted(provider));
            }
        }
        return Optional.empty();
    }
}
