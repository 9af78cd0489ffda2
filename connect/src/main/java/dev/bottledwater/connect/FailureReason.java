// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Says in one sentence why a worker isn't running and what to do, from what Connect threw. */
final class FailureReason {
    private FailureReason() {}

    static String of(Throwable error, WorkerSettings settings) {
        List<Throwable> chain = chain(error);
        for (Throwable link : chain) {
            String known = known(link, chain.getLast(), settings);
            if (known != null) {
                return known;
            }
        }
        return "Kafka Connect ended: " + plain(chain);
    }

    private static @Nullable String known(Throwable link, Throwable root, WorkerSettings settings) {
        String url = settings.kafka().variable("URL");
        return switch (link) {
            case WorkerStartException e -> sentence(text(e));
            case AuthenticationException _ when text(root).contains("subject alternative") ->
                    "The certificates of the brokers of %s don't carry their host names (%s), as no plan on Heroku has them: unset CONNECT_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM and its like, so that only the authority is checked."
                            .formatted(url, text(root));
            case AuthenticationException _ ->
                    "Connect and the brokers of %s don't accept each other (%s): check that all config vars of the attachment belong together."
                            .formatted(url, text(root));
            case GroupAuthorizationException _ ->
                    "The Kafka user lost its right to Connect's group %s: create the group again."
                            .formatted(settings.names().connectGroup());
            case TopicAuthorizationException e ->
                    "The Kafka user lost its right to Connect's topics %s: create them again."
                            .formatted(e.unauthorizedTopics());
            case TimeoutException e ->
                    "The brokers of %s didn't answer Connect in time (%s): check the cluster with heroku kafka:info."
                            .formatted(url, text(e));
            case OutOfMemoryError e when text(e).contains("native thread") ->
                    "This process gets no more threads, of which small dynos have 256: run fewer connectors or queries on it, or a larger dyno.";
            case ConfigException e -> "Connect refuses its configuration: " + sentence(text(e));
            default -> null;
        };
    }

    private static List<Throwable> chain(Throwable error) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = error;
                link != null && !chain.contains(link);
                link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }

    private static String plain(List<Throwable> chain) {
        String first = text(chain.getFirst());
        String last = text(chain.getLast());
        return sentence(first.contains(last) ? first : first + ", because " + last);
    }

    private static String text(Throwable error) {
        String message = error.getMessage();
        return message == null || message.isBlank()
                ? error.getClass().getSimpleName()
                : message.strip();
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
