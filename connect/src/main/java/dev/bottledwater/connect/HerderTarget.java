// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.declared.ConnectorTarget;
import dev.bottledwater.connect.failure.ConnectErrorHints;

import org.apache.kafka.connect.runtime.rest.entities.ConfigInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfos;
import org.apache.kafka.connect.util.Callback;
import org.apache.kafka.connect.util.FutureCallback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The connectors of the group through the leader's herder.
 *
 * @param herder of the leader: others would have to ask it
 */
record HerderTarget(SupervisedHerder herder) implements ConnectorTarget {
    /** What Connect gives its own requests. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Override
    public Set<String> names() {
        return Set.copyOf(herder.connectors());
    }

    @Override
    public Optional<Map<String, String>> stored(String name) {
        return Optional.ofNullable(herder.stored().config(name));
    }

    @Override
    public List<SettingError> errors(Map<String, String> config) {
        FutureCallback<ConfigInfos> answer = new FutureCallback<>();
        List<SettingError> errors = new ArrayList<>();
        Optional<String> failure =
                failure(
                        () -> {
                            herder.validateConnectorConfig(config, answer, false);
                            return answer;
                        },
                        found -> add(found, errors));
        failure.ifPresent(reason -> errors.add(new SettingError("connector.class", reason)));
        return errors;
    }

    private static void add(ConfigInfos found, List<SettingError> errors) {
        for (ConfigInfo info : found.configs()) {
            info.configValue()
                    .errors()
                    .forEach(
                            error ->
                                    errors.add(
                                            new SettingError(
                                                    info.configValue().name(), explained(error))));
        }
    }

    @Override
    public Optional<String> put(String name, Map<String, String> config) {
        return carriedOut(
                callback ->
                        herder.putConnectorConfig(
                                name, config, null, true, callback::onCompletion));
    }

    @Override
    public Optional<String> delete(String name) {
        return carriedOut(callback -> herder.deleteConnectorConfig(name, callback::onCompletion));
    }

    private static Optional<String> carriedOut(Consumer<Callback<Object>> step) {
        FutureCallback<Object> done = new FutureCallback<>();
        return failure(
                () -> {
                    step.accept(done);
                    return done;
                },
                _ -> {});
    }

    /** A step that answers later, or throws at once. */
    private interface Step<T> {
        FutureCallback<T> begin();
    }

    private static <T> Optional<String> failure(Step<T> step, Consumer<T> taken) {
        try {
            taken.accept(step.begin().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("The worker stops.");
        } catch (TimeoutException e) {
            return Optional.of(
                    "Connect didn't answer within %d s.".formatted(PATIENCE.toSeconds()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return Optional.of(explained(String.valueOf((cause == null ? e : cause).getMessage())));
        } catch (RuntimeException e) {
            return Optional.of(explained(String.valueOf(e.getMessage())));
        }
    }

    private static String explained(String error) {
        return ConnectErrorHints.hintFor(error)
                .filter(hint -> !error.contains(hint))
                .map(hint -> error.lines().findFirst().orElse("") + " " + hint)
                .orElse(error);
    }
}
