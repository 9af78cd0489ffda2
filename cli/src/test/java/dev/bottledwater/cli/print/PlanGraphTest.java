// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.cli.table.CellText;

import org.junit.jupiter.api.Test;

class PlanGraphTest {
    private static final String AGGREGATION =
            """
             > [ SINK ] | Schema: ID STRING KEY, C BIGINT | Logger: CTAS_T_3.T
            \t\t > [ AGGREGATE ] | Schema: ID STRING KEY, A STRUCT<X INTEGER, Y ARRAY<STRING>>, D DECIMAL(3, 2) | Logger: CTAS_T_3.Aggregate
            \t\t\t\t > [ SOURCE ] | Schema: ID STRING KEY, ROWTIME BIGINT | Logger: CTAS_T_3.KsqlTopic
            """;
    private static final String TOPOLOGY =
            """
            Topologies:
               Sub-topology: 0
                Source: KsqlTopic-Source (topics: [orders])
                  --> Aggregate-Aggregate
                Processor: Aggregate-Aggregate (stores: [Aggregate-Aggregate-Materialize])
                  --> T-Sink
                Sink: T-Sink (topic: totals)
                  <-- Aggregate-Aggregate
            """;

    private static String drawn(String plan, String topology, int width) {
        return PlanNode.parse(plan, topology)
                .map(node -> String.join("\n", PlanGraph.draw(node, width)) + "\n")
                .orElse("none");
    }

    @Test
    void rowsFlowFromTheTopToTheSink() {
        assertThat(drawn(AGGREGATION, TOPOLOGY, 80))
                .isEqualTo(
                        """
                                  ┌───────────────────┐
                                  │ SOURCE  KsqlTopic │
                                  │ topic orders      │
                                  │ ID : ROWTIME      │
                                  └───────────────────┘
                                            │
                                            ▼
                        ┌───────────────────────────────────────┐
                        │ AGGREGATE  Aggregate                  │
                        │ store Aggregate-Aggregate-Materialize │
                        │ ID : A, D                             │
                        └───────────────────────────────────────┘
                                            │
                                            ▼
                                    ┌──────────────┐
                                    │ SINK  T      │
                                    │ topic totals │
                                    │ ID : C       │
                                    └──────────────┘
                        """);
    }

    @Test
    void joinsBringBranchesTogether() {
        String plan =
                """
                 > [ SINK ] | Schema: K STRING KEY, V INTEGER | Logger: Q.S
                \t\t > [ JOIN ] | Schema: K STRING KEY, V INTEGER, W INTEGER | Logger: Q.Join
                \t\t\t\t > [ JOIN ] | Schema: K STRING KEY, V INTEGER | Logger: Q.L_Join
                \t\t\t\t\t\t > [ SOURCE ] | Schema: K STRING KEY | Logger: Q.Left
                \t\t\t\t\t\t > [ PROJECT ] | Schema: K STRING KEY | Logger: Q.Project
                \t\t\t\t\t\t\t\t > [ SOURCE ] | Schema: K STRING KEY | Logger: Q.Right
                \t\t\t\t > [ SOURCE ] | Schema: K STRING KEY | Logger: Q.Third
                """;
        assertThat(drawn(plan, "", 80))
                .isEqualTo(
                        """
                                            ┌───────────────┐
                                            │ SOURCE  Right │
                                            │ K             │
                                            └───────────────┘
                                                    │
                                                    ▼
                        ┌──────────────┐  ┌──────────────────┐
                        │ SOURCE  Left │  │ PROJECT  Project │
                        │ K            │  │ K                │
                        └──────────────┘  └──────────────────┘
                                └─────────┬─────────┘
                                          ▼
                                  ┌──────────────┐              ┌───────────────┐
                                  │ JOIN  L_Join │              │ SOURCE  Third │
                                  │ K : V        │              │ K             │
                                  └──────────────┘              └───────────────┘
                                          └──────────────┬──────────────┘
                                                         ▼
                                                  ┌────────────┐
                                                  │ JOIN  Join │
                                                  │ K : V, W   │
                                                  └────────────┘
                                                         │
                                                         ▼
                                                    ┌─────────┐
                                                    │ SINK  S │
                                                    │ K : V   │
                                                    └─────────┘
                        """);
    }

    @Test
    void boxesGetNarrowerWhereTheScreenIs() {
        String wide =
                AGGREGATION.replace("ID STRING KEY", "A_VERY_LONG_NAME_OF_A_COLUMN STRING KEY");
        assertThat(drawn(wide, TOPOLOGY, 30).lines())
                .allMatch(line -> CellText.width(line) <= 30)
                .anyMatch(line -> line.contains("…"));
    }

    @Test
    void aPlanOfAnotherFormIsntDrawn() {
        assertThat(drawn("", "", 80)).isEqualTo("none");
        assertThat(drawn("select everything", "", 80)).isEqualTo("none");
        assertThat(drawn("\t" + AGGREGATION, "", 80)).isEqualTo("none");
    }
}
