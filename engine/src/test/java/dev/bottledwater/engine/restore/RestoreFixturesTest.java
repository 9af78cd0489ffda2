// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.physical.PhysicalPlanJson;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The fixtures of the version that is written now: today's program must name and write all internal
 * topics of a stored plan as the fixtures have it, byte for byte. A difference means that plans of
 * today's version would lose their state or misread it, so the change needs a new version of {@link
 * PhysicalPlanJson} (see the decision record on stored plans). {@code -Dbw.fixtures.record=true}
 * writes the fixtures that the present version lacks, and never one that is there.
 */
class RestoreFixturesTest {
    @TempDir Path state;

    @ParameterizedTest
    @EnumSource(RestoreCase.class)
    void writesWhatTheFixtureHas(RestoreCase restored) throws IOException {
        if (Boolean.getBoolean("bw.fixtures.record")) {
            record(restored);
            return;
        }
        var fixture = RestoreFixture.load(PhysicalPlanJson.VERSION, restored.file());
        var plan = PhysicalPlanJson.decode(fixture.plan().toString(), RestoreCase.FUNCTIONS);

        var now = RecordedRun.record(restored, plan, state);

        assertThat(now.json()).isEqualTo(fixture.json());
    }

    private void record(RestoreCase restored) throws IOException {
        var file =
                Path.of("src/test/resources/restore")
                        .resolve("v" + PhysicalPlanJson.VERSION)
                        .resolve(restored.file() + ".json");
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            var made = RecordedRun.record(restored, restored.planned(), state.resolve("new"));
            Files.writeString(file, made.json());
        }
    }

    /** Otherwise a fixture could prove nothing. */
    @ParameterizedTest
    @EnumSource(RestoreCase.class)
    void everyFixtureGoesOnFromItsState(RestoreCase restored) throws IOException {
        var fixture = RestoreFixture.load(PhysicalPlanJson.VERSION, restored.file());

        assertThat(fixture.then()).anySatisfy(t -> assertThat(t.out()).isNotEmpty());
        assertThat(restored.left())
                .allSatisfy(topic -> assertThat(fixture.topics().get(topic)).isNotEmpty());
    }

    @Test
    void everyKindOfStepHasAFixture() {
        var kinds =
                Arrays.stream(RestoreCase.values())
                        .flatMap(c -> c.planned().steps().stream())
                        .map(s -> s.getClass().getSimpleName())
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(kinds)
                .containsExactlyElementsOf(
                        Arrays.stream(
                                        dev.bottledwater.engine.physical.Step.class
                                                .getPermittedSubclasses())
                                .map(Class::getSimpleName)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }
}
