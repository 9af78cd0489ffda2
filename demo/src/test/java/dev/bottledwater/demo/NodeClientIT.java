// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bottledwater.testing.rest.LiveServerStarter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/** A ksqlDB client for Node.js that others have written makes all its calls to our server. */
@Timeout(600)
class NodeClientIT {
    private static final Path SCRIPTS = Path.of("src", "test", "node");

    @TempDir Path directory;

    private record Ended(int code, String output) {}

    @Test
    void aClientOfOthersMakesAllItsCalls() throws Exception {
        skipWithout("node");
        skipWithout("npm");
        for (var file : List.of("package.json", "calls.js")) {
            Files.copy(SCRIPTS.resolve(file), directory.resolve(file));
        }
        var installed = run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
        skipUnless(
                installed.code() == 0,
                "the package ksqldb-client can't be installed here: " + installed.output());
        try (var server =
                ServiceLoader.load(LiveServerStarter.class).findFirst().orElseThrow().start()) {
            var url = server.url();
            var ended =
                    run(
                            "node",
                            "calls.js",
                            url.getScheme() + "://" + url.getHost(),
                            String.valueOf(url.getPort()));
            System.out.print(ended.output());
            assertThat(ended.code()).as(ended.output()).isZero();
        }
    }

    private void skipWithout(String program) throws InterruptedException {
        boolean there;
        try {
            there = run(program, "--version").code() == 0;
        } catch (IOException e) {
            there = false;
        }
        skipUnless(there, "there is no " + program + " on the PATH");
    }

    private static void skipUnless(boolean condition, String reason) {
        if (!condition) {
            System.out.println("SKIPPED NodeClientIT: " + reason);
        }
        assumeTrue(condition, "SKIPPED: " + reason);
    }

    private Ended run(String... command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        try {
            process.getOutputStream().close();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
