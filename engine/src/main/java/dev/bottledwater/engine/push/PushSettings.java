// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.plan.QueryPlan;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Where a push query begins, and how it is called.
 *
 * @param server the server's properties
 * @param statement the statement's, which win
 */
record PushSettings(Map<String, String> server, Map<String, String> statement) {
    private static final String RESET = "auto.offset.reset";
    private static final String SCALABLE = "ksql.query.push.v2.enabled";

    /**
     * @throws IllegalArgumentException with a sentence for the user
     */
    boolean fromBeginning() {
        var value = reset(statement).or(() -> reset(server)).orElse("latest").strip();
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "earliest" -> true;
            case "latest" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "auto.offset.reset is %s, but must be earliest or latest"
                                    .formatted(value));
        };
    }

    private static Optional<String> reset(Map<String, String> properties) {
        return Stream.of(RESET, "ksql.streams." + RESET)
                .filter(properties::containsKey)
                .map(properties::get)
                .findFirst();
    }

    /**
     * A new id.
     *
     * @param root the plan's last step
     */
    String id(QueryPlan plan, Step root, Catalog catalog) {
        long random = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        return isScalable(plan, root, catalog)
                ? "SCALABLE_PUSH_QUERY_" + random
                : "transient_" + String.join("_", plan.sources()) + "_" + random;
    }

    /**
     * Whether KSQL would let the query listen to the one that writes its source instead of reading
     * the topic (scalable push queries, language reference 8.1). Here all push queries cost the
     * same; clients tell the two by their ids.
     */
    private boolean isScalable(QueryPlan plan, Step root, Catalog catalog) {
        var enabled = statement.getOrDefault(SCALABLE, server.getOrDefault(SCALABLE, "false"));
        return Boolean.parseBoolean(enabled.strip())
                && plan.emit() != null
                && !fromBeginning()
                && plan.sources().size() == 1
                && catalog.queries().values().stream()
                                .filter(q -> q.sink().equals(plan.sources().getFirst()))
                                .count()
                        == 1
                && isStateless(root);
    }

    private static boolean isStateless(Step step) {
        return switch (step) {
            case Step.StreamSource _, Step.TableSource _ -> true;
            case Step.Filter s -> isStateless(s.input());
            case Step.Project s -> isStateless(s.input());
            case Step.Repartition _,
                    Step.FlatMap _,
                    Step.StreamAggregate _,
                    Step.WindowedAggregate _,
                    Step.TableAggregate _,
                    Step.Join _ ->
                    false;
        };
    }
}
