// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.heroku;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries out the two commands of Heroku's Kafka plugin that create something, with the plugin's
 * own defaults (heroku-kafka 3.0.3). Any other command or option is an error.
 */
record HerokuCommandLine(Cluster cluster) {
    private static final Pattern TIME = Pattern.compile("(\\d+)(ms|[smhd])?");
    private static final int DEFAULT_PARTITIONS = 8;

    void run(String command) throws Refusal, ExecutionException, InterruptedException {
        List<String> words = List.of(command.strip().split(" +"));
        if (words.size() < 3 || !words.getFirst().equals("heroku")) {
            throw new IllegalArgumentException("Not a command of heroku's: " + command);
        }
        List<String> rest = words.subList(2, words.size());
        switch (words.get(1)) {
            case "kafka:topics:create" -> createTopic(rest, command);
            case "kafka:consumer-groups:create" -> {
                List<String> names = new ArrayList<>();
                options(rest, names, command, Map.of());
                cluster.createGroup(names.getFirst());
            }
            default -> throw new IllegalArgumentException("Not known here: " + command);
        }
    }

    private void createTopic(List<String> words, String command)
            throws Refusal, ExecutionException, InterruptedException {
        List<String> names = new ArrayList<>();
        Map<String, String> options =
                options(
                        words,
                        names,
                        command,
                        Map.of(
                                "--partitions",
                                true,
                                "--replication-factor",
                                true,
                                "--retention-time",
                                true,
                                "--compaction",
                                false));
        boolean compaction = options.containsKey("--compaction");
        String time = options.get("--retention-time");
        Duration retention = time == null ? null : time(time);
        if (retention == null && (!compaction || cluster.shared())) {
            retention = cluster.defaultRetention();
        }
        String partitions = options.get("--partitions");
        cluster.createTopic(
                names.getFirst(),
                partitions == null ? DEFAULT_PARTITIONS : Integer.parseInt(partitions),
                compaction,
                retention);
    }

    /**
     * @param names takes what stands for itself: the topic or group, then perhaps the cluster
     * @param known whether an option has a value
     */
    private static Map<String, String> options(
            List<String> words, List<String> names, String command, Map<String, Boolean> known) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("-")) {
                names.add(word);
                continue;
            }
            boolean app = word.equals("--app") || word.equals("-a");
            Boolean value = app ? Boolean.TRUE : known.get(word);
            if (value == null) {
                throw new IllegalArgumentException("No option of the plugin's: " + word);
            }
            options.put(word, value ? words.get(++i) : "");
        }
        if (names.isEmpty() || names.size() > 2) {
            throw new IllegalArgumentException("Wants a name, and perhaps a cluster: " + command);
        }
        return options;
    }

    private static @Nullable Duration time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException("Could not parse retention time " + text);
        }
        long number = Long.parseLong(time.group(1));
        String unit = time.group(2);
        return switch (unit == null ? "ms" : unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofMillis(number);
        };
    }
}
