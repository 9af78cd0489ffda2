// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.platform.ConfigVars;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class PagerTest {
    private static final int HEIGHT = 5;

    @TempDir Path home;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Screen screen = screen(true);

    private Screen screen(boolean terminal) {
        return new Screen(out, out, terminal, false, () -> 80, () -> HEIGHT);
    }

    private static void lines(Screen screen, int count) {
        for (int i = 1; i <= count; i++) {
            screen.out().println("line " + i);
            screen.out().flush();
        }
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void onlyWhatIsLongerThanTheScreenIsPaged() throws IOException {
        Path paged = home.resolve("paged");
        screen.pager(new Pager("cat > '%s'".formatted(paged)));
        try (Screen.Answer _ = screen.answer()) {
            lines(screen, HEIGHT - 2);
            assertThat(shown()).isEmpty();
        }
        assertThat(shown()).isEqualTo("line 1\nline 2\nline 3\n");
        assertThat(paged).doesNotExist();
        bytes.reset();

        try (Screen.Answer _ = screen.answer()) {
            lines(screen, 1000);
        }
        assertThat(shown()).isEmpty();
        assertThat(Files.readString(paged)).startsWith("line 1\n").endsWith("line 1000\n");
        lines(screen, 1);
        assertThat(shown()).isEqualTo("line 1\n");
    }

    @Test
    void theSpoolFileHasAllOfIt() throws IOException {
        Path spooled = home.resolve("spooled");
        screen.pager(new Pager("cat > /dev/null"));
        screen.spool(spooled);
        try (Screen.Answer _ = screen.answer()) {
            lines(screen, 100);
        }
        screen.endSpool();
        assertThat(Files.readAllLines(spooled)).hasSize(100);
    }

    @Test
    void aReaderMayLeaveBeforeTheEnd() {
        screen.pager(new Pager("head -1 > /dev/null"));
        int printed = 0;
        try (Screen.Answer _ = screen.answer()) {
            while (!screen.left()) {
                lines(screen, 100);
                printed += 100;
                assertThat(printed).isLessThan(100_000_000);
            }
        }
        assertThat(screen.left()).isFalse();
        assertThat(shown()).isEmpty();
    }

    @Test
    void aPagerThatCantRunIsLeftOut() {
        screen.pager(new Pager("there-is-no-such-program"));
        try (Screen.Answer _ = screen.answer()) {
            lines(screen, 10);
        }
        assertThat(shown()).startsWith("line 1\n").contains("The pager can't be run");
        bytes.reset();
        try (Screen.Answer _ = screen.answer()) {
            lines(screen, 10);
        }
        assertThat(shown()).endsWith("line 10\n");
    }

    @Test
    void withoutATerminalNothingIsPaged() {
        Screen pipe = screen(false);
        pipe.pager(new Pager("cat > /dev/null"));
        try (Screen.Answer _ = pipe.answer()) {
            lines(pipe, 10);
        }
        assertThat(shown()).endsWith("line 10\n");
    }

    @Test
    void theEnvironmentChooses() throws IOException {
        Path less = Files.createFile(home.resolve("less"));
        assertThat(pager(Map.of("PATH", home.toString()))).isEqualTo("none");
        assertThat(less.toFile().setExecutable(true)).isTrue();
        assertThat(pager(Map.of("PAGER", "most -s"))).isEqualTo("most -s");
        assertThat(pager(Map.of("PAGER", "cat", "PATH", home.toString()))).isEqualTo("none");
        assertThat(pager(Map.of("PATH", "/none:" + home))).isEqualTo("less");
        assertThat(pager(Map.of())).isEqualTo("none");
    }

    private String pager(Map<String, String> vars) {
        return Pager.of(
                        new Surroundings(
                                ConfigVars.of(vars),
                                InputStream.nullInputStream(),
                                out,
                                out,
                                true,
                                home,
                                home))
                .map(Pager::command)
                .orElse("none");
    }
}
