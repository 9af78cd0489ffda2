// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.registry.MemorySchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class SchemaRegistrationTest {
    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();
    private final Formats formats = Formats.builtIn(registry);
    private final SchemaRegistration registration =
            new SchemaRegistration(formats, registry, TopicNames.unchanged());

    private static RecordLayout layout(String format) {
        return new RecordLayout(
                FormatSpec.of(format),
                RecordSide.VALUE,
                "t",
                List.of(new Column("ID", Primitive.BIGINT)));
    }

    private void register(SchemaType type, String schema) {
        registry.register("t-value", SchemaText.of(type, schema.replace('\'', '"')));
    }

    @Test
    void rowsAreWrittenWithTheNewestSchemaOfTheTopic() {
        register(SchemaType.JSON, "{'properties':{'id':{'type':'integer'}}}");
        register(SchemaType.JSON, "{'properties':{'id':{'type':'integer'},'n':{'type':'string'}}}");

        var layout = registration.withNewestSchema(layout("JSON_SR"));
        formats.writer(layout).write(Row.of(1L), 0);

        assertThat(layout.format().properties()).isEqualTo(Map.of(FormatSpec.SCHEMA_ID, "2"));
        assertThat(registry.latest("t-value").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void otherLayoutsStay() {
        var first = layout("JSON_SR");
        assertThat(registration.withNewestSchema(first)).isSameAs(first);
        register(SchemaType.AVRO, "'int'");
        assertThat(registration.withNewestSchema(first)).isSameAs(first);
        var json = layout("JSON");
        assertThat(registration.withNewestSchema(json)).isSameAs(json);
    }
}
