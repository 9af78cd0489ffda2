// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.catalog.CatalogChange;
import dev.bottledwater.engine.catalog.CatalogEntry;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.statement.AnalyzedStatement;

import java.util.List;

/** CREATE TYPE and DROP TYPE. */
final class TypeExecution {
    private TypeExecution() {}

    static Prepared create(String text, AnalyzedStatement.CreateType analyzed) {
        return Prepared.Change.of(
                text,
                command(
                        analyzed.name(),
                        "create",
                        "Registered custom type with name '%s' and SQL type %s"
                                .formatted(analyzed.name(), analyzed.type())),
                List.of(new CatalogChange.PutType(analyzed.name(), analyzed.type())));
    }

    static Prepared drop(String text, AnalyzedStatement.DropType analyzed) {
        return Prepared.Change.of(
                text,
                command(analyzed.name(), "drop", "Dropped type '%s'".formatted(analyzed.name())),
                List.of(new CatalogChange.DropType(analyzed.name())));
    }

    static String name(TypeStatement statement) {
        return switch (statement) {
            case TypeStatement.CreateType s -> s.name().text();
            case TypeStatement.DropType s -> s.name().text();
        };
    }

    static CatalogEntry.Command command(String name, String action, String message) {
        return new CatalogEntry.Command("type/%s/%s".formatted(name, action), message, null);
    }
}
