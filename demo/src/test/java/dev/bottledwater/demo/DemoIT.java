// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The main job end to end, as {@code ./bottled-water demo --for} runs it. */
class DemoIT {
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final Pattern LAST_LINE =
            Pattern.compile(
                    "demo: commits=(\\d+) events=(\\d+) results=(\\d+) lost=(\\d+) duplicated=(\\d+)"
                            + " table=(\\w+) p50_ms=(\\d+) p99_ms=(\\d+)");

    /** What Postgres leaves in a shared directory for temporary files may be another process's. */
    @TempDir Path temporary;

    private final String before = System.getProperty(TEMPORARY);

    @BeforeEach
    void useADirectoryOfItsOwn() {
        System.setProperty(TEMPORARY, temporary.toString());
    }

    @AfterEach
    void useTheOneBefore() {
        System.setProperty(TEMPORARY, before);
    }

    @Test
    void everyCommitArrivesOnceAndTheTableEqualsPostgres() throws IOException {
        var leftovers = scratch();
        var output = new ByteArrayOutputStream();
        var exitCode =
                new Demo(new PrintStream(output, true, StandardCharsets.UTF_8), Home.directory())
                        .run("--for", "20s");
        var text = output.toString(StandardCharsets.UTF_8);
        System.out.println(text);
        var last = LAST_LINE.matcher(text.lines().reduce((_, line) -> line).orElseThrow());
        assertThat(last.matches()).as(text).isTrue();
        assertThat(Long.parseLong(last.group(1))).as("commits").isPositive();
        assertThat(last.group(2)).as("events").isEqualTo(last.group(1));
        assertThat(Long.parseLong(last.group(3))).as("results").isPositive();
        assertThat(last.group(4)).as("lost").isEqualTo("0");
        assertThat(last.group(5)).as("duplicated").isEqualTo("0");
        assertThat(last.group(6)).as("table").isEqualTo("equal");
        assertThat(exitCode).isZero();
        assertThat(scratch()).as("nothing is left behind").isEqualTo(leftovers);
    }

    /** Of this process alone: other tests run at the same time. */
    private Set<Path> scratch() throws IOException {
        var ours = "-%d-".formatted(ProcessHandle.current().pid());
        var found = new HashSet<Path>();
        for (var directory : List.of(Path.of(before), temporary)) {
            try (var files = Files.list(directory)) {
                files.filter(f -> f.getFileName().toString().contains(ours)).forEach(found::add);
            }
        }
        var database = temporary.resolve("embedded-pg");
        if (Files.exists(database)) {
            found.add(database);
        }
        return found;
    }
}
