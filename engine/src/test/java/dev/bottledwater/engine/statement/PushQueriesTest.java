// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.inspect.RunningQueries.PushQuery;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

class PushQueriesTest {
    private final PushQueries queries = new PushQueries(2);

    @Test
    void thereIsRoomForSoManyAndNoMore() {
        var first = queries.start("SELECT 1;", () -> new Rows("a"));
        queries.start("SELECT 2;", () -> new Rows("b"));
        assertThat(queries.running())
                .containsExactlyInAnyOrder(
                        new PushQuery("a", "SELECT 1;"), new PushQuery("b", "SELECT 2;"));
        assertThatThrownBy(() -> queries.start("SELECT 3;", () -> new Rows("c")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.code()).isEqualTo(Code.MAX_PUSH_QUERIES))
                .hasMessage(
                        "2 push queries run already, which is the most that may run at a time.");
        first.close();
        first.close();
        queries.start("SELECT 3;", () -> new Rows("c"));
        assertThatThrownBy(() -> queries.start("SELECT 4;", () -> new Rows("d")))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void aQueryThatDoesntStartTakesNoRoom() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(
                            () ->
                                    queries.start(
                                            "SELECT 1;",
                                            () -> {
                                                throw new IllegalStateException("no");
                                            }))
                    .hasMessage("no");
        }
        assertThat(queries.start("SELECT 1;", () -> new Rows("a")).queryId()).isEqualTo("a");
    }

    @Test
    void aQueryIsEndedByItsId() {
        var rows = new Rows("a");
        queries.start("SELECT 1;", () -> rows);
        assertThat(queries.close("b")).isFalse();
        assertThat(queries.close("a")).isTrue();
        assertThat(rows.closed).isTrue();
        assertThat(queries.close("a")).isFalse();
        assertThat(queries.running()).isEmpty();
    }

    private static final class Rows implements RowStream {
        private final String id;
        private boolean closed;

        Rows(String id) {
            this.id = id;
        }

        @Override
        public String queryId() {
            return id;
        }

        @Override
        public Kind kind() {
            return Kind.PUSH;
        }

        @Override
        public List<ResultColumn> columns() {
            return List.of();
        }

        @Override
        public Optional<Event> next(Duration timeout) {
            return Optional.empty();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
