// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.connect.watch.ConnectorProblem;
import dev.bottledwater.server.health.PartHealth;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

class ConnectorProblemsTest {
    private static final ConnectorProblem WARNING =
            ConnectorProblem.warning("shop", "Its disk fills up.", "Set a limit.");
    private static final ConnectorProblem PROBLEM =
            new ConnectorProblem("shop", 0, "It broke.", "Mend it.", 2, null);

    @Test
    void warningsDoNotDegrade() {
        assertThat(ConnectorProblems.health(List.of(WARNING)))
                .isEqualTo(PartHealth.ready("connectors"));
        assertThat(ConnectorProblems.health(List.of(WARNING, PROBLEM)))
                .isEqualTo(PartHealth.degraded("connectors", "It broke. Mend it."));
    }

    @Test
    void instancesTellEachOtherAll() throws Exception {
        List<ConnectorProblem> all = List.of(WARNING, PROBLEM);
        assertThat(
                        ConnectorProblems.read(
                                ConnectorProblems.json(all)
                                        .toString()
                                        .getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(all);
    }
}
