// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.plan.PlanPrinter;
import dev.bottledwater.sql.schema.KeyWindow;

import org.junit.jupiter.api.Test;

/** Plans of SELECT statements as text. */
class SelectPlanTest {

    private static String plan(String sql) {
        return PlanPrinter.print(
                TestCatalog.ANALYZER.analyze(TestCatalog.query(sql), TestCatalog.CATALOG));
    }

    @Test
    void aPushQueryReadsOnlyTheColumnsItUses() {
        assertThat(
                        plan(
                                "SELECT CUSTOMER, UCASE(ITEM) AS I, ADDR->CITY FROM ORDERS"
                                        + " WHERE AMOUNT > 11 EMIT CHANGES LIMIT 3"))
                .isEqualTo(
                        """
                        Output [CUSTOMER=#0, I=#1, CITY=#2] emit CHANGES limit 3
                          Project key [CUSTOMER] values [I=UCASE(ITEM#2):STRING, CITY=ADDR#3->CITY]
                            Filter (CAST(AMOUNT#1 AS DECIMAL(12, 2)) > 11.00:DECIMAL(12, 2))
                              Scan STREAM ORDERS [CUSTOMER KEY, AMOUNT, ITEM, ADDR]
                        """);
    }

    @Test
    void aStarIsTheKeyThenTheValues() {
        assertThat(plan("SELECT * FROM CUSTOMERS"))
                .isEqualTo(
                        """
                        Output [ID=#0, REGION=#1, SPENT=#2]
                          Project key [ID] values [REGION=REGION#1, SPENT=SPENT#2]
                            Scan TABLE CUSTOMERS [ID KEY, REGION, SPENT]
                        """);
        assertThat(plan("SELECT O.*, ROWTIME T FROM ORDERS O EMIT CHANGES"))
                .startsWith(
                        "Output [CUSTOMER=#0, ID=#1, AMOUNT=#2, ITEM=#3, ADDR=#4, TAGS=#5, N=#6,"
                                + " T=#7] emit CHANGES");
        assertThat(plan("SELECT ADDR->* FROM ORDERS EMIT CHANGES"))
                .startsWith("Output [CITY=#1, ZIP=#2]");
        assertThat(plan("SELECT * FROM WIN_TABLE"))
                .startsWith("Output [K=#0, WINDOWSTART=#1, WINDOWEND=#2, V=#3]");
    }

    @Test
    void aKeyThatIsSelectedTwiceOrCopiedIsAlsoAValue() {
        assertThat(
                        plan(
                                "SELECT AS_VALUE(CUSTOMER) A, CUSTOMER B, CUSTOMER C FROM ORDERS EMIT"
                                        + " CHANGES"))
                .isEqualTo(
                        """
                        Output [A=#1, B=#0, C=#2] emit CHANGES
                          Project key [B] values [A=CUSTOMER#0, C=CUSTOMER#0]
                            Scan STREAM ORDERS [CUSTOMER KEY]
                        """);
    }

    @Test
    void decimalsOfAColumnThatIsACallKeepTheirScales() {
        assertThat(
                        plan(
                                "SELECT MOST(AMOUNT, 0.125) A, -MOST(AMOUNT, 0.125) B FROM ORDERS EMIT CHANGES"))
                .isEqualTo(
                        """
                        Output [A=#1, B=#2] emit CHANGES
                          Project key [CUSTOMER] values [A=MOST(AMOUNT#1, 0.125:DECIMAL(3, 3)):DECIMAL(11, 3), B=-MOST(CAST(AMOUNT#1 AS DECIMAL(11, 3)), 0.125:DECIMAL(11, 3)):DECIMAL(11, 3)]
                            Scan STREAM ORDERS [CUSTOMER KEY, AMOUNT]
                        """);
        assertThat(
                        plan(
                                "SELECT MOST(AMOUNT, 0.125) A, ID FROM ORDERS PARTITION BY MOST(AMOUNT, 0.125) EMIT CHANGES"))
                .startsWith("Output [A=#0, ID=#1]");
    }

    @Test
    void tableFunctionsFillColumnsBehindTheFilteredInput() {
        assertThat(
                        plan(
                                "SELECT EXPLODE(TAGS) + '!' A, ITEM, EXPLODE(ARRAY[N, 1]) B, EXPLODE(TAGS) C FROM ORDERS WHERE N > 1 EMIT CHANGES"))
                .isEqualTo(
                        """
                        Output [A=#1, ITEM=#2, B=#3, C=#4] emit CHANGES
                          Project key [CUSTOMER] values [A=(KSQL_ROWS_0#4 || '!':STRING), ITEM=ITEM#1, B=KSQL_ROWS_1#5, C=KSQL_ROWS_0#4]
                            FlatMap [KSQL_ROWS_0=EXPLODE(TAGS#2):ARRAY<STRING>, KSQL_ROWS_1=EXPLODE(ARRAY[N#3, 1:INTEGER]):ARRAY<INTEGER>]
                              Filter (N#3 > 1:INTEGER)
                                Scan STREAM ORDERS [CUSTOMER KEY, ITEM, TAGS, N]
                        """);
    }

    @Test
    void tableFunctionsReadTheRowBehindANewKey() {
        assertThat(plan("SELECT ITEM, EXPLODE(TAGS) A FROM ORDERS PARTITION BY ITEM EMIT CHANGES"))
                .isEqualTo(
                        """
                        Output [ITEM=#0, A=#1] emit CHANGES
                          Project key [ITEM] values [A=KSQL_ROWS_0#4]
                            FlatMap [KSQL_ROWS_0=EXPLODE(TAGS#3):ARRAY<STRING>]
                              Repartition key [ITEM=ITEM#1]
                                Scan STREAM ORDERS [CUSTOMER KEY, ITEM, TAGS]
                        """);
    }

    @Test
    void unnamedColumnsGetTheNextFreeNumber() {
        assertThat(
                        plan(
                                "SELECT N + 1, N KSQL_COL_1, N + 2, 'x', ADDR->ZIP FROM ORDERS EMIT CHANGES"))
                .startsWith(
                        "Output [KSQL_COL_0=#1, KSQL_COL_1=#2, KSQL_COL_2=#3, KSQL_COL_3=#4,"
                                + " ZIP=#5]");
    }

    @Test
    void aFieldWhoseNameIsTakenGetsANumber() {
        assertThat(plan("SELECT ITEM AS CITY, ADDR->CITY FROM ORDERS EMIT CHANGES"))
                .startsWith("Output [CITY=#1, CITY_1=#2]");
        assertThat(plan("SELECT STRUCT(N := ID)->N FROM ORDERS EMIT CHANGES"))
                .startsWith("Output [N_1=#1]");
    }

    @Test
    void partitionByPutsTheNewKeyFirst() {
        assertThat(
                        plan(
                                "SELECT UCASE(ITEM) K, ID, CUSTOMER FROM ORDERS PARTITION BY UCASE(ITEM) EMIT CHANGES"))
                .isEqualTo(
                        """
                        Output [K=#0, ID=#1, CUSTOMER=#2] emit CHANGES
                          Project key [K] values [ID=ID#2, CUSTOMER=CUSTOMER#1]
                            Repartition key [K=UCASE(ITEM#2):STRING]
                              Scan STREAM ORDERS [CUSTOMER KEY, ID, ITEM]
                        """);
        assertThat(plan("SELECT * FROM EVENTS PARTITION BY AS_VALUE(V) EMIT CHANGES"))
                .startsWith("Output [KSQL_COL_0=#0, V=#1]");
        assertThat(plan("SELECT ID FROM ORDERS PARTITION BY NULL EMIT CHANGES"))
                .contains("Repartition key []");
        assertThat(plan("SELECT ID, CUSTOMER FROM ORDERS PARTITION BY CUSTOMER EMIT CHANGES"))
                .doesNotContain("Repartition");
    }

    @Test
    void aggregatesAreComputedOnceAndProjectedOver() {
        assertThat(
                        plan(
                                "SELECT CUSTOMER, SUM(N) / COUNT(*) AS AVERAGE, COUNT(*) FROM ORDERS"
                                        + " WHERE N > 0 GROUP BY CUSTOMER HAVING COUNT(*) > 1 EMIT"
                                        + " CHANGES"))
                .isEqualTo(
                        """
                        Output [CUSTOMER=#0, AVERAGE=#1, KSQL_COL_0=#2] emit CHANGES
                          Project key [CUSTOMER] values [AVERAGE=(CAST(KSQL_AGG_VARIABLE_0#1 AS BIGINT) / KSQL_AGG_VARIABLE_1#2):BIGINT, KSQL_COL_0=KSQL_AGG_VARIABLE_1#2]
                            Filter (KSQL_AGG_VARIABLE_1#2 > 1:BIGINT)
                              Aggregate by [CUSTOMER=CUSTOMER#0] calls [KSQL_AGG_VARIABLE_0=SUM(N#1):INTEGER, KSQL_AGG_VARIABLE_1=COUNT(ROWTIME#2):BIGINT]
                                Filter (N#1 > 0:INTEGER)
                                  Scan STREAM ORDERS [CUSTOMER KEY, N, ROWTIME]
                        """);
    }

    @Test
    void aTableIsGroupedByAnotherColumn() {
        assertThat(
                        plan(
                                "SELECT REGION, COUNT(*) N, SUM(SPENT) S FROM CUSTOMERS GROUP BY REGION"
                                        + " EMIT CHANGES"))
                .isEqualTo(
                        """
                        Output [REGION=#0, N=#1, S=#2] emit CHANGES
                          Project key [REGION] values [N=KSQL_AGG_VARIABLE_0#1, S=KSQL_AGG_VARIABLE_1#2]
                            Aggregate by [REGION=REGION#1] calls [KSQL_AGG_VARIABLE_0=COUNT(ROWTIME#3):BIGINT, KSQL_AGG_VARIABLE_1=SUM(SPENT#2):DOUBLE]
                              Scan TABLE CUSTOMERS [ID KEY, REGION, SPENT, ROWTIME]
                        """);
    }

    @Test
    void groupingExpressionsAreRecognisedInsideOthers() {
        assertThat(
                        plan(
                                "SELECT ADDR->CITY, UCASE(ADDR->CITY) U, N * 2, COUNT(*) C FROM ORDERS"
                                        + " GROUP BY N * 2, ADDR->CITY EMIT CHANGES"))
                .isEqualTo(
                        """
                        Output [CITY=#1, U=#2, KSQL_COL_0=#0, C=#3] emit CHANGES
                          Project key [KSQL_COL_0, CITY] values [U=UCASE(CITY#1):STRING, C=KSQL_AGG_VARIABLE_0#2]
                            Aggregate by [KSQL_COL_0=(N#2 * 2:INTEGER):INTEGER, CITY=ADDR#1->CITY] calls [KSQL_AGG_VARIABLE_0=COUNT(ROWTIME#3):BIGINT]
                              Scan STREAM ORDERS [CUSTOMER KEY, ADDR, N, ROWTIME]
                        """);
    }

    @Test
    void windowsCarryTheirTimes() {
        assertThat(
                        plan(
                                "SELECT CUSTOMER, WINDOWSTART AS S, COUNT(*) C FROM ORDERS WINDOW HOPPING"
                                        + " (SIZE 1 HOUR, ADVANCE BY 10 MINUTES, RETENTION 2 DAYS, GRACE"
                                        + " PERIOD 0 SECONDS) GROUP BY CUSTOMER EMIT FINAL"))
                .isEqualTo(
                        """
                        Output [CUSTOMER=#0, S=#1, C=#2] emit FINAL
                          Project key [CUSTOMER] values [S=WINDOWSTART#2, C=KSQL_AGG_VARIABLE_0#1]
                            Aggregate by [CUSTOMER=CUSTOMER#0] calls [KSQL_AGG_VARIABLE_0=COUNT(ROWTIME#1):BIGINT] HOPPING size=3600000 advance=600000 retention=172800000 grace=0 final
                              Scan STREAM ORDERS [CUSTOMER KEY, ROWTIME]
                        """);
        var plan =
                TestCatalog.ANALYZER.analyze(
                        TestCatalog.query(
                                "SELECT CUSTOMER, COUNT(*) C FROM ORDERS WINDOW SESSION (30 SECONDS)"
                                        + " GROUP BY CUSTOMER EMIT CHANGES"),
                        TestCatalog.CATALOG);
        assertThat(plan.root().window()).isEqualTo(new KeyWindow(KeyWindow.Type.SESSION, null));
    }

    @Test
    void literalArgumentsOfAggregatesAreConstants() {
        assertThat(plan("SELECT CUSTOMER, TOPK(N, 3) T FROM ORDERS GROUP BY CUSTOMER EMIT CHANGES"))
                .contains("calls [KSQL_AGG_VARIABLE_0=TOPK(N#1)[3]:ARRAY<INTEGER>]");
    }

    @Test
    void oneGlobalGroupHasNoKey() {
        assertThat(plan("SELECT COUNT(*) AS C FROM ORDERS EMIT CHANGES"))
                .startsWith("Output [C=#0] emit CHANGES\n  Project key [] values")
                .contains("Aggregate by []");
    }

    @Test
    void constantsAreFoldedAndIdleFiltersDropped() {
        assertThat(plan("SELECT V FROM EVENTS WHERE 1 IS NOT NULL AND NOT FALSE EMIT CHANGES"))
                .isEqualTo(
                        """
                        Output [V=#0] emit CHANGES
                          Project key [] values [V=V#0]
                            Scan STREAM EVENTS [V]
                        """);
        assertThat(plan("SELECT V FROM EVENTS WHERE NULL OR V = -(5) EMIT CHANGES"))
                .contains("(null:BOOLEAN OR (V#0 = -5:INTEGER))");
    }

    @Test
    void timesOfRecordsAreComparedWithText() {
        assertThat(plan("SELECT V FROM EVENTS WHERE ROWTIME >= '2018' EMIT CHANGES"))
                .contains("Filter (ROWTIME#1 >= 1514764800000:BIGINT)");
        assertThat(
                        plan(
                                "SELECT V FROM WIN_STREAM WHERE '2020-02-10T08:31:44.001+0000' <= WINDOWSTART"
                                        + " EMIT CHANGES"))
                .contains("(1581323504001:BIGINT <= WINDOWSTART#2)");
    }

    @Test
    void lambdasSeeTheirParameters() {
        assertThat(
                        plan(
                                "SELECT REDUCE(TRANSFORM(TAGS, t => UCASE(t)), '', (acc, x) => acc + x) R"
                                        + " FROM ORDERS EMIT CHANGES"))
                .contains(
                        "REDUCE(TRANSFORM(TAGS#1, (T) => UCASE(T):STRING):ARRAY<STRING>, '':STRING,"
                                + " (ACC, X) => (ACC || X)):STRING");
    }

    @Test
    void argumentsAreCastToWhatTheOverloadTakes() {
        assertThat(plan("SELECT SQRT(AMOUNT) A, SQRT(N) B FROM ORDERS EMIT CHANGES"))
                .contains("A=SQRT(CAST(AMOUNT#1 AS DOUBLE)):DOUBLE, B=SQRT(N#2):DOUBLE");
        assertThat(plan("SELECT GREATEST(N, NULL, 5000000000, 1e0) A FROM ORDERS EMIT CHANGES"))
                .contains(
                        "GREATEST(CAST(N#1 AS DOUBLE), null:DOUBLE, 5.0E9:DOUBLE,"
                                + " 1.0:DOUBLE):DOUBLE");
        assertThat(
                        plan(
                                "SELECT GREATEST(CAST(ITEM AS DATE), '2022-06-14') A FROM ORDERS EMIT"
                                        + " CHANGES"))
                .contains("GREATEST(CAST(ITEM#1 AS DATE), 2022-06-14:DATE):DATE");
        assertThat(plan("SELECT COALESCE(ITEM, 'x', NULL) A FROM ORDERS EMIT CHANGES"))
                .contains("COALESCE(ITEM#1, 'x':STRING, null:STRING):STRING");
        assertThat(plan("SELECT CONCAT(ITEM, NULL) A FROM ORDERS EMIT CHANGES"))
                .contains("CONCAT(ITEM#1, null:STRING):STRING");
        assertThat(plan("SELECT DATEADD(DAYS, N, '2026-01-01') A FROM ORDERS EMIT CHANGES"))
                .contains("DATEADD('DAYS':STRING, N#1, 2026-01-01:DATE):DATE");
    }

    @Test
    void starUnderPartitionByMovesTheOldKeyBehindTheValues() {
        assertThat(plan("SELECT * FROM TWO_KEYS PARTITION BY B, C EMIT CHANGES"))
                .isEqualTo(
                        """
                        Output [B=#0, C=#1, A=#2] emit CHANGES
                          Project key [B, C] values [A=A#2]
                            Repartition key [B=B#1, C=C#2]
                              Scan STREAM TWO_KEYS [A KEY, B KEY, C]
                        """);
    }
}
