// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.directive;

import dev.bottledwater.engine.registry.RegisteredSchema;
import dev.bottledwater.sql.ast.AssertStatement;
import dev.bottledwater.sql.ast.ColumnDefinition;
import dev.bottledwater.sql.ast.ColumnDefinition.Role;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.Properties.Property;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.typing.TypeNodes;
import dev.bottledwater.testing.execution.LiveSession;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Assertions on what there is: streams, tables, topics and schemas. */
final class SourceAssertions {
    private static final String NONE = "none";

    private final LiveSession session;

    SourceAssertions(LiveSession session) {
        this.session = session;
    }

    /** Checks the kind, and the columns and properties that are given. */
    void source(AssertStatement.AssertSource assertion) {
        int line = assertion.span().line();
        var name = assertion.name().text();
        var kind = assertion.kind().name();
        var source = session.catalog().source(name).orElse(null);
        check(line, name, kind, source == null ? NONE : source.kind().name());
        if (source == null) {
            return;
        }
        if (!assertion.columns().isEmpty()) {
            check(
                    line,
                    "columns of " + name,
                    schema(assertion.columns()).toString(),
                    source.schema().toString());
        }
        for (var property : assertion.properties().entries()) {
            var expected = text(property.value());
            var actual = actual(property, source);
            check(
                    line,
                    "%s of %s".formatted(property.name(), name),
                    property.name().toUpperCase(Locale.ROOT).endsWith("TOPIC")
                            ? expected
                            : expected.toUpperCase(Locale.ROOT),
                    actual);
        }
    }

    private RowSchema schema(List<ColumnDefinition> definitions) {
        var key = new ArrayList<Column>();
        var value = new ArrayList<Column>();
        for (var column : definitions) {
            boolean isKey = column.role() == Role.KEY || column.role() == Role.PRIMARY_KEY;
            (isKey ? key : value)
                    .add(
                            new Column(
                                    column.name().text(),
                                    TypeNodes.resolve(column.type(), session.catalog())));
        }
        return RowSchema.of(key, value);
    }

    private String actual(Property property, Source source) {
        var window = source.window();
        var timestamp = source.timestamp();
        return switch (property.name().toUpperCase(Locale.ROOT)) {
            case "KAFKA_TOPIC" -> source.topic();
            case "VALUE_FORMAT" -> source.valueFormat().name();
            case "KEY_FORMAT" -> source.keyFormat().name();
            case "FORMAT" ->
                    source.keyFormat().name().equals(source.valueFormat().name())
                            ? source.valueFormat().name()
                            : source.keyFormat().name() + " and " + source.valueFormat().name();
            case "WINDOW_TYPE" -> window == null ? NONE : window.type().name();
            case "TIMESTAMP" -> timestamp == null ? NONE : timestamp.column();
            case "PARTITIONS" ->
                    session.topic(source.topic())
                            .map(t -> String.valueOf(t.partitions()))
                            .orElse(NONE);
            case "REPLICAS" ->
                    session.topic(source.topic())
                            .map(t -> String.valueOf(t.replicas()))
                            .orElse(NONE);
            default ->
                    throw new SqlException(
                            ErrorCode.NOT_SUPPORTED,
                            "ASSERT can't check the property " + property.name(),
                            property.span(),
                            "It checks KAFKA_TOPIC, FORMAT, KEY_FORMAT, VALUE_FORMAT, WINDOW_TYPE,"
                                    + " TIMESTAMP, PARTITIONS and REPLICAS.");
        };
    }

    private static String text(Literal literal) {
        return switch (literal) {
            case Literal.NullLiteral _ -> NONE;
            case Literal.BooleanLiteral(boolean value, _) -> String.valueOf(value);
            case Literal.IntegerLiteral(int value, _) -> String.valueOf(value);
            case Literal.LongLiteral(long value, _) -> String.valueOf(value);
            case Literal.DecimalLiteral(var value, _) -> value.toPlainString();
            case Literal.DoubleLiteral(double value, _) -> String.valueOf(value);
            case Literal.StringLiteral(var value, _) -> value;
        };
    }

    /** Checks that a topic is there, or isn't, and has the partitions and replicas given. */
    void topic(AssertStatement.AssertTopic assertion) {
        int line = assertion.span().line();
        var what = "topic " + assertion.topic();
        var topic = session.topic(assertion.topic()).orElse(null);
        check(line, what, exists(assertion.exists()), exists(topic != null));
        if (topic == null) {
            return;
        }
        for (var property : assertion.properties().entries()) {
            var actual =
                    switch (property.name().toUpperCase(Locale.ROOT)) {
                        case "PARTITIONS" -> topic.partitions();
                        case "REPLICAS" -> topic.replicas();
                        default ->
                                throw new SqlException(
                                        ErrorCode.INVALID_PROPERTY,
                                        "Cannot assert unknown topic property: " + property.name(),
                                        property.span(),
                                        "PARTITIONS and REPLICAS can be checked.");
                    };
            check(
                    line,
                    "%s of %s".formatted(property.name(), what),
                    text(property.value()),
                    String.valueOf(actual));
        }
    }

    /** Checks that a subject has a schema, a schema has an id, or both. */
    void schema(AssertStatement.AssertSchema assertion) {
        var subject = assertion.subject();
        var id = assertion.id();
        boolean found =
                subject == null
                        ? id != null && session.registry().byId(id).isPresent()
                        : session.registry()
                                .latest(subject)
                                .filter(s -> id == null || isId(s, id))
                                .isPresent();
        check(
                assertion.span().line(),
                "schema"
                        + (subject == null ? "" : " of " + subject)
                        + (id == null ? "" : " with id " + id),
                exists(assertion.exists()),
                exists(found));
    }

    private static boolean isId(RegisteredSchema schema, int id) {
        return schema.id() == id;
    }

    private static String exists(boolean there) {
        return there ? "to exist" : "not to exist";
    }

    private static void check(int line, String what, String expected, @Nullable String actual) {
        if (!expected.equals(actual)) {
            throw new FailedAssertionException(line, what, expected, String.valueOf(actual));
        }
    }
}
