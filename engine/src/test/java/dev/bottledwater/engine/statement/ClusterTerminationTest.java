// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.statement.ClusterTermination.Selection;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which topics are deleted when all is ended. */
class ClusterTerminationTest {
    /** No query of the catalog runs any more: they were terminated. */
    private static final Catalog CATALOG =
            Catalog.EMPTY
                    .withSource(source("ORDERS", "orders", null))
                    .withSource(source("BIG", "big", "CSAS_BIG_1"))
                    .withSource(source("BIGGER", "bigger.v2", "CSAS_BIGGER_2"));

    private static Source source(String name, String topic, @Nullable String query) {
        var column = new Column("ID", Primitive.BIGINT);
        return new Source(
                name,
                SourceKind.STREAM,
                RowSchema.of(List.of(), List.of(column)),
                topic,
                FormatSpec.of("KAFKA"),
                FormatSpec.of("JSON"),
                null,
                null,
                false,
                "",
                query);
    }

    private static Selection select(String... patterns) {
        return Selection.of(CATALOG, Stream.of(patterns).map(Pattern::compile).toList());
    }

    private static List<String> topics(Selection selection) {
        return selection.sinks().stream().map(Source::topic).toList();
    }

    @Test
    void topicsOfQueriesThatWereTerminatedAreDeleted() {
        assertThat(topics(select("big"))).containsExactly("big");
        assertThat(topics(select("big.*"))).containsExactly("big", "bigger.v2");
        assertThat(select("big.*").unmatched()).isEmpty();
    }

    @Test
    void whatNoQueryMadeStaysAndIsToldOf() {
        var selection = select("orders", "big", "bigg", "BIG");
        assertThat(topics(selection)).containsExactly("big");
        assertThat(selection.unmatched()).containsExactly("orders", "bigg", "BIG");
        assertThat(select()).isEqualTo(new Selection(List.of(), List.of()));
    }
}
