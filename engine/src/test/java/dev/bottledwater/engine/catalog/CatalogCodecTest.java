// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.catalog.QueryInfo;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.HeaderColumn;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.schema.TimestampColumn;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class CatalogCodecTest {
    private static final CatalogEntry ENTRY =
            new CatalogEntry(
                    "e1",
                    41,
                    "web-1-x",
                    1_700_000_000_000L,
                    new CatalogEntry.Command("table/`T`/create", "Created query", "CTAS_T_42"),
                    List.of(
                            new CatalogChange.PutType(
                                    "ADDRESS",
                                    new SqlType.Struct(
                                            List.of(
                                                    new SqlType.Field("CITY", Primitive.STRING),
                                                    new SqlType.Field(
                                                            "TAGS",
                                                            new SqlType.Array(
                                                                    new SqlType.Map(
                                                                            Primitive.STRING,
                                                                            new SqlType.Decimal(
                                                                                    10, 2))))))),
                            new CatalogChange.PutSource(
                                    new Source(
                                            "T",
                                            SourceKind.TABLE,
                                            RowSchema.of(
                                                    List.of(new Column("K", Primitive.BIGINT)),
                                                    List.of(new Column("V", Primitive.TIMESTAMP))),
                                            "t",
                                            FormatSpec.of("KAFKA"),
                                            new FormatSpec(
                                                    "JSON",
                                                    Map.of("a", "b"),
                                                    FormatSpec.Wrapping.UNWRAPPED),
                                            new KeyWindow(KeyWindow.Type.TUMBLING, 1000L),
                                            new TimestampColumn("V", "yyyy"),
                                            true,
                                            "CREATE TABLE T …;",
                                            "CTAS_T_42")),
                            new CatalogChange.PutQuery(
                                    new StoredQuery(
                                            new QueryInfo(
                                                    "CTAS_T_42",
                                                    "CREATE TABLE T …;",
                                                    List.of("S"),
                                                    "T"),
                                            "{\"version\":1}",
                                            Map.of("auto.offset.reset", "earliest"),
                                            true)),
                            new CatalogChange.SetPaused("CTAS_T_42", false),
                            new CatalogChange.SetPaused("CTAS_T_42", true),
                            new CatalogChange.DropQuery("Q"),
                            new CatalogChange.DropType("X"),
                            new CatalogChange.DropSource("Y")));

    /**
     * What is stored must stay readable for ever: a change of this text needs a new format version.
     */
    private static final String STORED =
            """
            {"v":1,"id":"e1","base":41,"writer":"web-1-x","at":1700000000000,\
            "command":{"id":"table/`T`/create","message":"Created query","query":"CTAS_T_42"},"changes":[\
            {"putType":{"name":"ADDRESS","type":{"struct":[["CITY","STRING"],["TAGS",{"array":{"map":["STRING",{"decimal":[10,2]}]}}]]}}},\
            {"putSource":{"name":"T","kind":"TABLE","key":[["K","BIGINT"]],"value":[["V","TIMESTAMP"]],"topic":"t",\
            "keyFormat":{"name":"KAFKA"},"valueFormat":{"name":"JSON","properties":{"a":"b"},"wrapping":"UNWRAPPED"},\
            "window":{"type":"TUMBLING","size":1000},"timestamp":{"column":"V","format":"yyyy"},"readOnly":true,\
            "statement":"CREATE TABLE T …;","createdBy":"CTAS_T_42"}},\
            {"putQuery":{"id":"CTAS_T_42","statement":"CREATE TABLE T …;","sources":["S"],"sink":"T","plan":"{\\"version\\":1}",\
            "properties":{"auto.offset.reset":"earliest"},"paused":true}},\
            {"resume":"CTAS_T_42"},{"pause":"CTAS_T_42"},{"dropQuery":"Q"},{"dropType":"X"},{"dropSource":"Y"}]}""";

    @Test
    void theStoredTextOfAnEntryStaysAsItIs() {
        assertThat(new String(CatalogCodec.encode(ENTRY), StandardCharsets.UTF_8))
                .isEqualTo(STORED);
    }

    @Test
    void headerColumnsAreKept() {
        var source =
                new Source(
                        "S",
                        SourceKind.STREAM,
                        RowSchema.of(List.of(), List.of(new Column("V", Primitive.STRING))),
                        List.of(new HeaderColumn("H", ""), new HeaderColumn("T", "trace")),
                        "s",
                        FormatSpec.of("NONE"),
                        FormatSpec.of("JSON"),
                        null,
                        null,
                        false,
                        "CREATE STREAM S …;",
                        null);

        var encoded = SchemaJson.encode(source);

        assertThat(encoded.get("headers")).hasToString("[[\"H\",\"\"],[\"T\",\"trace\"]]");
        assertThat(SchemaJson.decodeSource(encoded)).isEqualTo(source);
    }

    @Test
    void anEntryIsReadBackAsItWasWritten() {
        assertThat(CatalogCodec.decode(STORED.getBytes(StandardCharsets.UTF_8), "t", 0))
                .isEqualTo(ENTRY);
    }
}
