// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.migrate.log.Direction;
import dev.bottledwater.cli.migrate.log.Event;
import dev.bottledwater.cli.migrate.log.Event.State;
import dev.bottledwater.cli.migrate.log.History;
import dev.bottledwater.cli.migrate.log.MemoryLog;
import dev.bottledwater.cli.migrate.log.Progress;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class PlanTest {
    private static final Plan.Wish ALL = new Plan.Wish(null, null, Map.of());
    private static final String ONE = "DROP STREAM A;\n";
    private static final String TWO = "DROP STREAM B;\nDROP STREAM C;\nDROP STREAM D;\n";

    @TempDir Path directory;
    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void files() throws IOException {
        file("V000001__one.sql", ONE);
        file("V000001__one.down.sql", "DROP STREAM X;");
        file("V000002__two.sql", TWO);
        file("V000002__two.down.sql", "DROP STREAM Y; DROP STREAM Z;");
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private void happened(int version, State state, String text) {
        events.add(MemoryLog.version(version, state, MigrationFile.checksum(text)));
    }

    private Plan up(Plan.Wish wish) {
        return Plan.up(MigrationDirectory.read(directory), History.of(events), wish);
    }

    private Plan down(Plan.Wish wish) {
        return Plan.down(MigrationDirectory.read(directory), History.of(events), wish);
    }

    private static List<Integer> versions(Plan plan) {
        return plan.migrations().stream().map(migration -> migration.file().version()).toList();
    }

    private static void refused(Runnable plan, String... parts) {
        assertThatThrownBy(plan::run)
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContainingAll(parts);
    }

    private static Plan.Wish target(int version) {
        return new Plan.Wish(version, null, Map.of());
    }

    private static Plan.Wish resume(int statement) {
        return new Plan.Wish(null, statement, Map.of());
    }

    @Test
    void whatIsntAppliedIsPending() {
        assertThat(versions(up(ALL))).containsExactly(1, 2);
        assertThat(versions(up(target(1)))).containsExactly(1);
        happened(1, State.RUNNING, ONE);
        happened(1, State.MIGRATED, ONE);
        assertThat(versions(up(ALL))).containsExactly(2);
        assertThat(up(ALL).current()).isEqualTo(1);
        assertThat(up(ALL).migrations().getFirst().before()).isEqualTo(1);
    }

    @Test
    void rowsOfKsqlMigrationsAreRead() {
        happened(1, State.MIGRATED, ONE);
        events.add(
                Event.of(
                        5,
                        List.of(
                                "CURRENT",
                                "1",
                                "one",
                                "MIGRATED",
                                "abc",
                                "1",
                                "2",
                                "<none>",
                                "N/A")));
        assertThat(versions(up(ALL))).containsExactly(2);
    }

    @Test
    void aFileThatChangedAfterwardsIsRefused() throws IOException {
        happened(1, State.MIGRATED, ONE);
        file("V000001__one.sql", "DROP STREAM OTHER;");
        refused(
                () -> up(ALL),
                "V000001__one.sql was changed after it had been applied",
                MigrationFile.checksum(ONE),
                "put it back as it was");
    }

    @Test
    void aFileThatIsGoneIsRefused() throws IOException {
        happened(1, State.MIGRATED, ONE);
        Files.delete(directory.resolve("V000001__one.sql"));
        refused(() -> up(ALL), "Version 1 is applied, and its file isn't in");
    }

    @Test
    void aNewFileBelowTheCurrentVersionIsRefused() {
        happened(2, State.MIGRATED, TWO);
        refused(() -> up(ALL), "V000001__one.sql isn't applied, and version 2 above it is");
    }

    @Test
    void targetsMustBeVersions() {
        refused(() -> up(target(7)), "There is no migration of version 7");
        happened(1, State.MIGRATED, ONE);
        happened(2, State.MIGRATED, TWO);
        refused(() -> up(target(1)), "use 'migrate down --to 1'");
        refused(() -> down(target(3)), "Version 3 isn't applied");
    }

    @Test
    void twoFilesOfOneVersionAreRefused() throws IOException {
        file("V2__other.sql", TWO);
        refused(() -> up(ALL), "V000002__two.sql and V2__other.sql have the same version");
    }

    @Test
    void aFailedOneGoesOnWhereItFailed() throws IOException {
        String before = script().checksumBefore(2);
        events.add(new Progress(1, Direction.UP, 1, false, "").event());
        happened(1, State.MIGRATED, ONE);
        happened(2, State.RUNNING, TWO);
        events.add(new Progress(2, Direction.UP, 2, false, before).event());
        events.add(new Progress(2, Direction.UP, 2, true, before).event());
        happened(2, State.ERROR, TWO);
        assertThat(up(ALL).migrations().getFirst().firstStep()).isEqualTo(2);

        file("V000002__two.sql", TWO.replace("STREAM C", "TABLE C"));
        assertThat(up(ALL).migrations().getFirst().firstStep()).isEqualTo(2);

        file("V000002__two.sql", TWO.replace("STREAM B", "TABLE B"));
        refused(() -> up(ALL), "which were carried out, have been changed since", "--resume N");
        assertThat(up(resume(3)).migrations().getFirst().firstStep()).isEqualTo(3);
        assertThat(up(resume(4)).migrations().getFirst().firstStep()).isEqualTo(4);
        refused(() -> up(resume(5)), "--resume takes the number of a statement");
    }

    private MigrationScript script() {
        return MigrationScript.of(Path.of("V000002__two.sql"), TWO, Map.of());
    }

    @Test
    void oneThatWasKilledAsksHowToGoOn() {
        happened(1, State.RUNNING, ONE);
        events.add(new Progress(1, Direction.UP, 1, false, "").event());
        refused(
                () -> up(ALL),
                "stopped in statement 1, and whether that was carried out isn't known",
                "'migrate apply --resume N'");
        assertThat(up(resume(1)).migrations().getFirst().firstStep()).isEqualTo(1);
    }

    @Test
    void whatKsqlMigrationsLeftUnfinishedAsksHowToGoOn() {
        events.add(
                new Event(
                        0, "1", "1", "one", "ERROR", "x", "1", "2", "<none>", "Failed to execute"));
        refused(() -> up(ALL), "how far it came isn't known", "It said: Failed to execute");
    }

    @Test
    void downTakesTheLastOneBack() {
        assertThat(versions(down(ALL))).isEmpty();
        happened(1, State.MIGRATED, ONE);
        happened(2, State.MIGRATED, TWO);
        assertThat(versions(down(ALL))).containsExactly(2);
        assertThat(down(ALL).migrations().getFirst().before()).isEqualTo(1);
        assertThat(versions(down(target(0)))).containsExactly(2, 1);
        assertThat(versions(down(target(1)))).containsExactly(2);
        happened(2, State.PENDING, TWO);
        assertThat(versions(down(ALL))).containsExactly(1);
        assertThat(versions(up(ALL))).containsExactly(2);
    }

    @Test
    void downTakesBackWhatFailedToo() {
        happened(1, State.MIGRATED, ONE);
        happened(2, State.ERROR, TWO);
        events.add(new Progress(2, Direction.UP, 2, true, script().checksumBefore(2)).event());
        assertThat(versions(down(ALL))).containsExactly(2);
        assertThat(down(ALL).migrations().getFirst().firstStep()).isEqualTo(1);
    }

    @Test
    void aFailedDownIsGoneOnWithByDown() {
        happened(1, State.ERROR, ONE);
        events.add(new Progress(1, Direction.DOWN, 1, true, MigrationFile.checksum("")).event());
        refused(() -> up(ALL), "was being taken back when that stopped");
        assertThat(down(ALL).migrations().getFirst().firstStep()).isEqualTo(1);
    }

    @Test
    void downNeedsAFile() throws IOException {
        happened(1, State.MIGRATED, ONE);
        Files.delete(directory.resolve("V000001__one.down.sql"));
        refused(() -> down(ALL), "Version 1 can't be taken back", "V000001__one.down.sql");
    }
}
