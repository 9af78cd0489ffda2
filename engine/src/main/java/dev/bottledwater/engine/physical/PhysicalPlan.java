// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a persistent query runs. Holds logical topic names; the platform's prefix is put on at the
 * boundary to Kafka.
 *
 * @param root emits the rows
 * @param sink where they go
 */
public record PhysicalPlan(Step root, Sink sink) {
    public PhysicalPlan {
        Objects.requireNonNull(root);
        Objects.requireNonNull(sink);
    }

    /** All steps, inputs before the steps that read them. */
    public List<Step> steps() {
        return walk(root).toList();
    }

    /** Logical names of the topics that are read. */
    public List<String> sourceTopics() {
        return steps().stream()
                .flatMap(
                        step ->
                                switch (step) {
                                    case Step.StreamSource s -> Stream.of(s.source().topic());
                                    case Step.TableSource s -> Stream.of(s.source().topic());
                                    case Step.Filter _,
                                            Step.Project _,
                                            Step.Repartition _,
                                            Step.FlatMap _,
                                            Step.StreamAggregate _,
                                            Step.WindowedAggregate _,
                                            Step.TableAggregate _,
                                            Step.Join _ ->
                                            Stream.<String>empty();
                                })
                .distinct()
                .toList();
    }

    private static Stream<Step> walk(Step step) {
        return Stream.concat(step.inputs().stream().flatMap(PhysicalPlan::walk), Stream.of(step));
    }
}
