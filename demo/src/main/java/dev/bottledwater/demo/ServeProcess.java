// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** {@code bottled-water serve} as a child process that is told nothing but config vars. */
public final class ServeProcess implements AutoCloseable {
    /** Variables of the shell that a program needs to start; everything else is left behind. */
    private static final List<String> KEPT = List.of("PATH", "HOME", "JAVA_HOME", "LANG");

    private final Process process;
    private final Path log;

    private ServeProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param launcher the runnable directory's {@code bin/bottled-water}
     * @param configVars the whole environment of the process, but for what a shell has
     * @param log takes standard output and error
     */
    static ServeProcess start(Path launcher, Map<String, String> configVars, Path log)
            throws IOException {
        var builder = new ProcessBuilder(launcher.toString(), "serve");
        var environment = builder.environment();
        environment.keySet().retainAll(KEPT);
        environment.putAll(configVars);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new ServeProcess(builder.start(), log);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines that it wrote, for a message. */
    public String lastLines(int count) {
        try {
            var lines = Files.readAllLines(log);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            return "(" + log + " can't be read: " + e.getMessage() + ")";
        }
    }

    /** The largest resident set so far in MiB, where the system tells (Linux). */
    public OptionalLong peakResidentMebibytes() {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return OptionalLong.empty();
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException _) {
            // The process ended between the two calls.
            return OptionalLong.empty();
        }
    }

    /** Asks it to end as a platform does, and ends it after the 30 s that a platform gives. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
