// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class LocalStateTest {
    @TempDir Path directory;

    @Test
    void manyMayMakeTheDirectoryAtOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            var wanted = directory.resolve("round" + round).resolve("state");
            var start = new CountDownLatch(1);
            var made = new ArrayList<Future<?>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 8; i++) {
                    made.add(
                            threads.submit(
                                    () -> {
                                        start.await();
                                        LocalState.create(wanted);
                                        return null;
                                    }));
                }
                start.countDown();
            }
            for (var one : made) {
                one.get();
            }
            assertThat(wanted).isDirectory();
        }
    }

    @Test
    void saysWhichDirectoryCantBeMade() throws Exception {
        var file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> LocalState.create(file.resolve("state")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("The state directory " + file.resolve("state"));
    }

    @Test
    void deletesTheDirectoryOfAQuery() throws Exception {
        var query = Files.createDirectories(directory.resolve("query").resolve("0_0"));
        Files.createFile(query.resolve("store"));
        LocalState.delete(directory.resolve("query"));
        assertThat(directory.resolve("query")).doesNotExist();
        LocalState.delete(directory.resolve("query"));
    }
}
