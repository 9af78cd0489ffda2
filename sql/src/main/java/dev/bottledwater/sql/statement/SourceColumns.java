// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.ast.ColumnDefinition;
import dev.bottledwater.sql.ast.ColumnDefinition.Role;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.property.Formats.Side;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.HeaderColumn;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.typing.TypeNodes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/**
 * The columns of a CREATE statement: those that it declares, and those that a schema registry has
 * for a side of which it declares none.
 *
 * @param definitions all of them as if they had been declared, without custom types, which may be
 *     dropped later
 */
record SourceColumns(
        RowSchema schema, List<HeaderColumn> headers, List<ColumnDefinition> definitions) {
    SourceColumns {
        headers = List.copyOf(headers);
        definitions = List.copyOf(definitions);
    }

    /**
     * @param format the format of a side as far as it is known without columns
     */
    static SourceColumns of(
            SourceStatement.CreateSource statement,
            Catalog catalog,
            SchemaInference inference,
            Function<Side, FormatSpec> format) {
        var names = new HashSet<String>();
        var declaredKey = new ArrayList<Column>();
        var declaredValue = new ArrayList<Column>();
        var headers = new ArrayList<HeaderColumn>();
        var definitions = new ArrayList<ColumnDefinition>();
        for (var definition : statement.columns()) {
            check(definition.name().text(), definition.span(), names);
            var type = TypeNodes.resolve(definition.type(), catalog);
            var column = new Column(definition.name().text(), type);
            switch (definition.role()) {
                case KEY, PRIMARY_KEY -> declaredKey.add(column);
                case VALUE -> declaredValue.add(column);
                case HEADERS, HEADER -> headers.add(header(definition, type, headers));
            }
            definitions.add(
                    new ColumnDefinition(
                            definition.name(),
                            SqlParser.parseType(type.toString()),
                            definition.role(),
                            definition.header(),
                            definition.span()));
        }
        var keyColumns = inference.columns(declaredKey, Side.KEY, format.apply(Side.KEY));
        var valueColumns = inference.columns(declaredValue, Side.VALUE, format.apply(Side.VALUE));
        if (statement.columns().isEmpty() && valueColumns.isEmpty()) {
            throw new SqlException(
                    ErrorCode.INVALID_COLUMN,
                    "No columns supplied.",
                    statement.name().span(),
                    "Declare the columns: (name type, …).");
        }
        var keyRole =
                switch (statement.kind()) {
                    case STREAM -> Role.KEY;
                    case TABLE -> Role.PRIMARY_KEY;
                };
        var span = statement.name().span();
        if (declaredKey.isEmpty()) {
            definitions.addAll(0, inferred(keyColumns, keyRole, span, names));
        }
        if (declaredValue.isEmpty()) {
            definitions.addAll(inferred(valueColumns, Role.VALUE, span, names));
        }
        return new SourceColumns(RowSchema.of(keyColumns, valueColumns), headers, definitions);
    }

    private static List<ColumnDefinition> inferred(
            List<Column> columns, Role role, SourceSpan span, HashSet<String> names) {
        var definitions = new ArrayList<ColumnDefinition>();
        for (var column : columns) {
            check(column.name(), span, names);
            definitions.add(
                    new ColumnDefinition(
                            Identifier.of(column.name()),
                            SqlParser.parseType(column.type().toString()),
                            role,
                            null,
                            SourceSpan.NONE));
        }
        return definitions;
    }

    private static void check(String name, SourceSpan span, HashSet<String> names) {
        if (PseudoColumn.isName(name)) {
            throw new SqlException(
                    ErrorCode.INVALID_COLUMN,
                    "'%s' is a reserved column name. You cannot use it as a name for a column."
                            .formatted(name),
                    span,
                    null);
        }
        if (!names.add(name)) {
            throw new SqlException(
                    ErrorCode.DUPLICATE_NAME,
                    "Failed to prepare statement: Duplicate column names: `%s`".formatted(name),
                    span,
                    null);
        }
    }

    private static HeaderColumn header(
            ColumnDefinition definition, SqlType type, List<HeaderColumn> others) {
        var header = new HeaderColumn(definition.name().text(), headerName(definition));
        if (!type.equals(header.type())) {
            throw new SqlException(
                    ErrorCode.INVALID_COLUMN,
                    "Invalid type for %s column: expected %s, got %s"
                            .formatted(header.role(), header.type(), type),
                    definition.span(),
                    null);
        }
        if (others.stream().anyMatch(o -> o.header().equals(header.header()))) {
            throw new SqlException(
                    ErrorCode.DUPLICATE_NAME,
                    "Schema already contains a %s column.".formatted(header.role()),
                    definition.span(),
                    "Leave it out: one column of them is enough.");
        }
        return header;
    }

    private static String headerName(ColumnDefinition definition) {
        var name = definition.header();
        if (name != null && name.isEmpty()) {
            throw new SqlException(
                    ErrorCode.INVALID_COLUMN,
                    "HEADER('') names no header.",
                    definition.span(),
                    "Name the header, or write HEADERS for all of them.");
        }
        return name == null ? "" : name;
    }
}
