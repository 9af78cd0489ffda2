// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** The runnable directory that the build made. */
final class Home {
    private Home() {}

    static Path directory() {
        var home = Path.of("..", "target", "bottled-water").toAbsolutePath().normalize();
        assertThat(Files.isExecutable(home.resolve("bin/bottled-water")))
                .as("the build made %s", home)
                .isTrue();
        return home;
    }
}
