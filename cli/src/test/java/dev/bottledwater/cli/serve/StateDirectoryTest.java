// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;

class StateDirectoryTest {

    @Test
    void whatItHeldIsGoneAfterwards() throws IOException {
        StateDirectory state = StateDirectory.create();
        Files.createDirectories(state.path().resolve("a/b"));
        Files.writeString(state.path().resolve("a/b/store"), "x");
        state.close();
        assertThat(state.path()).doesNotExist();
        state.close();
    }
}
