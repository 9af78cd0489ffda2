// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.Variable;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that the platform gave the app changes with the app's own name, and comes when the
 * platform is first told to say it. Topics under the former name would then be as if they weren't
 * there: an empty catalog, no connectors, and slots in databases that nobody reads.
 */
final class UnchosenCluster {
    /** The topics that hold what can't be made again. */
    private static final Pattern KEPT =
            Pattern.compile("_bottled-water-(.+)-(?:catalog|connect-configs)");

    private static final int SHOWN = 5;

    private UnchosenCluster() {}

    /** Looks only where nobody chose a name; empty where Kafka doesn't list its topics. */
    static Optional<Finding> check(Settings settings, Duration timeout) {
        if (settings.clusterChosen()) {
            return Optional.empty();
        }
        try (Admin admin = AdminClients.open(settings.kafka(), timeout)) {
            return problem(settings.names(), admin.listTopics().names().get());
        } catch (ExecutionException | KafkaException unknown) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of(Preflight.interrupted(settings.kafka()));
        }
    }

    /**
     * @param topics all that the Kafka user sees, by their physical names
     */
    static Optional<Finding> problem(Names names, Collection<String> topics) {
        if (topics.contains(names.catalogTopic()) || topics.contains(names.connectConfigTopic())) {
            return Optional.empty();
        }
        List<String> others =
                topics.stream()
                        .filter(topic -> topic.startsWith(names.prefix()))
                        .map(topic -> KEPT.matcher(names.logicalTopic(topic)))
                        .filter(Matcher::matches)
                        .map(kept -> kept.group(1))
                        .distinct()
                        .sorted()
                        .limit(SHOWN)
                        .toList();
        if (others.isEmpty()) {
            return Optional.empty();
        }
        String own = names.cluster();
        return Optional.of(
                Finding.error(
                        Variable.BW_CLUSTER.name(),
                        "BW_CLUSTER isn't set, so this app is called '"
                                + own
                                + "', of which Kafka has no topics, while it has those of '"
                                + String.join("', '", others)
                                + "'.",
                        "To go on with their catalog and connectors: heroku config:set BW_CLUSTER="
                                + others.getFirst()
                                + "; if they are another app's, begin anew: heroku config:set BW_CLUSTER="
                                + own
                                + "."));
    }
}
