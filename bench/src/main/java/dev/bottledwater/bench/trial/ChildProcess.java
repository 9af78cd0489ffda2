// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM of this class path and these flags, with a heap of its own. */
public final class ChildProcess implements AutoCloseable {
    /** The line that says that a process is ready. */
    public static final String READY = EngineProcess.READY;

    private static final Duration STOP = Duration.ofSeconds(40);

    private final Process process;
    private final CountDownLatch ready = new CountDownLatch(1);

    private ChildProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param heap such as {@code 300m}
     * @param lines gets what it prints, but for the line that says it is ready
     */
    public static ChildProcess start(
            Class<?> main, String heap, List<String> arguments, Consumer<String> lines) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> !a.startsWith("-Xmx"))
                .forEach(command::add);
        command.add("-Xmx" + heap);
        command.add("-Dbottledwater.log.others=OFF");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        try {
            var child =
                    new ChildProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
            Thread.ofVirtual().start(() -> child.read(lines));
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("A second JVM can't be started.", e);
        }
    }

    /** Writes the properties of Kafka's clients, which hold keys, for its eyes only. */
    public static void writeClient(Path directory, Map<String, Object> client) throws IOException {
        Files.createDirectories(directory);
        var file = directory.resolve(EngineProcess.CLIENT);
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var properties = new Properties();
        client.forEach((name, value) -> properties.setProperty(name, value.toString()));
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
    }

    /** The properties that {@link #writeClient} left in a directory. */
    public static Map<String, Object> readClient(Path directory) throws IOException {
        return EngineProcess.client(directory);
    }

    private void read(Consumer<String> lines) {
        try (var reader = process.inputReader(UTF_8)) {
            @Nullable String line;
            while ((line = reader.readLine()) != null) {
                if (line.equals(EngineProcess.READY)) {
                    ready.countDown();
                } else {
                    lines.accept(line);
                }
            }
        } catch (IOException _) {
            // it was killed in the middle of a line
        }
    }

    /** Whether it is ready within this time. */
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Writes a character to its standard input. */
    public void send(char command) {
        try {
            process.getOutputStream().write(command);
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The second JVM has ended.", e);
        }
    }

    /** Whether it runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Lets it stop by itself, or kills it. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (IOException _) {
            process.destroyForcibly();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
