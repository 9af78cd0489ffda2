// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.session;

import static dev.bottledwater.engine.StatementEffect.CHANGES;
import static dev.bottledwater.engine.StatementEffect.CONFIGURES;
import static dev.bottledwater.engine.StatementEffect.READS;

import dev.bottledwater.engine.StatementEffect;
import dev.bottledwater.sql.ast.AssertStatement;
import dev.bottledwater.sql.ast.ConnectorStatement;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.InspectionStatement;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.parse.ParsedStatement;

import java.util.Comparator;
import java.util.List;

/** Tells what statements do to what others see. */
public final class ScriptEffect {
    private ScriptEffect() {}

    /** The effect of a script: the greatest of its statements. */
    public static StatementEffect of(List<ParsedStatement> script) {
        return script.stream()
                .map(statement -> of(statement.statement()))
                .max(Comparator.naturalOrder())
                .orElse(READS);
    }

    /** The effect of one statement, whether or not it would be refused. */
    public static StatementEffect of(Statement statement) {
        return switch (statement) {
            case InspectionStatement _, AssertStatement _ -> READS;
            case SourceStatement _, TypeStatement _, QueryControl _ -> CHANGES;
            case DataStatement.Select _, DataStatement.PrintTopic _ -> READS;
            case DataStatement.InsertSelect _, DataStatement.InsertValues _ -> CHANGES;
            case ConnectorStatement.DescribeConnector _ -> READS;
            case ConnectorStatement.CreateConnector _, ConnectorStatement.DropConnector _ ->
                    CHANGES;
            case SessionStatement.SetProperty _,
                    SessionStatement.UnsetProperty _,
                    SessionStatement.Define _,
                    SessionStatement.Undefine _ ->
                    READS;
            case SessionStatement.RunScript _ -> CHANGES;
            case SessionStatement.AlterSystem _ -> CONFIGURES;
        };
    }
}
