// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options of a command line: {@code --name value…}. */
public final class Options {
    private final Map<String, List<String>> values;

    private Options(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * @param known the names of the options, without dashes
     * @throws UsageException when there is anything else
     */
    public static Options of(List<String> arguments, Set<String> known) {
        var values = new HashMap<String, List<String>>();
        List<String> current = null;
        for (var argument : arguments) {
            if (argument.startsWith("--") && known.contains(argument.substring(2))) {
                current = values.computeIfAbsent(argument.substring(2), _ -> new ArrayList<>());
            } else if (current != null && !argument.startsWith("--")) {
                current.add(argument);
            } else {
                throw new UsageException(
                        "'%s' isn't an option here; there are %s."
                                .formatted(
                                        argument,
                                        known.stream().map("--"::concat).sorted().toList()));
            }
        }
        return new Options(values);
    }

    /** A whole number from 1 on. */
    public long number(String name, long otherwise) {
        var text = single(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[1-9][0-9]{0,17}")) {
            throw new UsageException(
                    "--%s is '%s', but must be a whole number from 1 on."
                            .formatted(name, text.get()));
        }
        return Long.parseLong(text.get());
    }

    /** A duration such as {@code 90s}, {@code 30m} or {@code 2h}. */
    public Duration duration(String name, Duration otherwise) {
        var text = single(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[1-9][0-9]{0,5}[smh]")) {
            throw new UsageException(
                    "--%s is '%s', but must be a duration such as 90s, 30m or 2h."
                            .formatted(name, text.get()));
        }
        return Duration.parse("PT" + text.get());
    }

    /**
     * The scenarios of these names; all when none are named.
     *
     * @throws UsageException for a name that none has
     */
    List<Scenario> scenarios(String name) {
        var names = values.getOrDefault(name, List.of());
        var known = Scenarios.ALL.stream().map(Scenario::name).toList();
        checkKnown("scenario", names, known);
        return Scenarios.named(names.isEmpty() ? known : names);
    }

    /** The guarantees of these names; all when none are named. */
    List<Guarantee> guarantees(String name) {
        var names = values.getOrDefault(name, List.of());
        var all = List.of(Guarantee.values());
        checkKnown("guarantee", names, all.stream().map(Guarantee::value).toList());
        return all.stream().filter(g -> names.isEmpty() || names.contains(g.value())).toList();
    }

    /**
     * Those of some words that an option names; all when it names none.
     *
     * @throws UsageException for another word
     */
    public List<String> choices(String name, List<String> known) {
        var named = values.getOrDefault(name, List.of());
        checkKnown("choice for --" + name, named, known);
        return named.isEmpty() ? known : List.copyOf(named);
    }

    private static void checkKnown(String what, List<String> names, List<String> known) {
        for (var name : names) {
            if (!known.contains(name)) {
                throw new UsageException(
                        "There is no %s '%s'; there are %s."
                                .formatted(what, name, String.join(", ", known)));
            }
        }
    }

    private Optional<String> single(String name) {
        var given = values.get(name);
        if (given == null) {
            return Optional.empty();
        }
        if (given.size() != 1) {
            throw new UsageException("--%s takes one value.".formatted(name));
        }
        return Optional.of(given.getFirst());
    }
}
