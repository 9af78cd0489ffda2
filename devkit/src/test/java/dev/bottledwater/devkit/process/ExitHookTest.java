// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Looks at the end of JVMs of their own. */
class ExitHookTest {

    /** Registers three hooks and ends, as a program whose servers are still running. */
    public static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            ExitHook kept = ExitHook.of("kept", () -> System.out.println("kept ran"), true);
            ExitHook.of("removed", () -> System.out.println("removed ran"), true).remove();
            ExitHook.of("disabled", () -> System.out.println("disabled ran"), false).remove();
            ExitHook.of("late", () -> removeLate(kept), true);
            System.exit(0);
        }

        private static void removeLate(ExitHook hook) {
            hook.remove();
            System.out.println("late ran");
        }
    }

    @Test
    void onlyHooksThatAreEnabledAndNotRemovedRun() throws Exception {
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:auto",
                                "-cp",
                                location(ExitHook.class)
                                        + File.pathSeparator
                                        + location(Program.class),
                                Program.class.getName())
                        .redirectErrorStream(true)
                        .start();
        assertThat(output(program).lines()).containsExactlyInAnyOrder("kept ran", "late ran");
        assertThat(program.waitFor()).isZero();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Path location(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
