// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.serde.SchemaRegistration;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Properties;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.statement.AnalyzedStatement;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Optional;

/** INSERT INTO … VALUES: one record, written with the formats of its source. */
record InsertValuesExecution(
        RecordWriter records,
        TopicNames names,
        TopicChecks topics,
        ExpressionCompiler compiler,
        Formats formats,
        SchemaRegistration schemas,
        boolean enabled) {
    private static final Row NO_ROW = Row.of();

    Prepared insert(DataStatement.InsertValues statement, AnalyzedStatement.InsertValues analyzed) {
        checkTarget(analyzed.target(), statement.target().span());
        return new Prepared.Action(
                () -> {
                    records.write(record(statement, analyzed));
                    return Optional.empty();
                });
    }

    /** Refuses rows for a topic that SQL may not write. */
    void checkTarget(Source target, SourceSpan span) {
        if (!enabled) {
            throw new SqlException(
                    ErrorCode.NOT_SUPPORTED,
                    "The server has disabled INSERT INTO ... VALUES functionality.",
                    span,
                    "Set 'ksql.insert.into.values.enabled' to true and restart the server.");
        }
        topics.checkOpen(target.topic(), Properties.EMPTY, span);
    }

    private ProducerRecord<byte[], byte[]> record(
            DataStatement.InsertValues statement, AnalyzedStatement.InsertValues analyzed) {
        var target = analyzed.target();
        var schema = target.schema();
        var values = new @Nullable Object[schema.columns().size()];
        for (int i = 0; i < values.length; i++) {
            var column = schema.columns().get(i).name();
            values[i] = value(analyzed.values().get(i), column, target, statement);
        }
        var row = Row.of(values);
        var rowtime = analyzed.rowtime();
        try {
            return writer(target)
                    .record(
                            row,
                            rowtime == null
                                    ? null
                                    : (Long) value(rowtime, "ROWTIME", target, statement));
        } catch (RowFormatException | UnusableSchemaException e) {
            throw failed(target, String.valueOf(e.getMessage()), statement);
        }
    }

    /** Makes records of rows with the newest schemas of a source's topic. */
    RecordsOf writer(Source target) {
        return new RecordsOf(
                names.physicalTopic(target.topic()),
                formats.writer(layout(target, RecordSide.KEY)),
                formats.writer(layout(target, RecordSide.VALUE)),
                target.schema().keyCount());
    }

    /** Writes the records of one source. */
    record RecordsOf(String topic, RowWriter keys, RowWriter values, int keyCount) {
        ProducerRecord<byte[], byte[]> record(Row row, @Nullable Long time) {
            return new ProducerRecord<>(
                    topic, null, time, keys.write(row, 0), values.write(row, keyCount));
        }
    }

    private RecordLayout layout(Source target, RecordSide side) {
        return schemas.withNewestSchema(
                RecordLayout.of(target, side, names.physicalTopic(target.topic())));
    }

    private @Nullable Object value(
            TypedExpression expression,
            String column,
            Source target,
            DataStatement.InsertValues statement) {
        var failures = new ArrayList<String>();
        var value =
                compiler.compile(expression, "column `%s`".formatted(column))
                        .evaluate(NO_ROW, (sentence, _) -> failures.add(sentence));
        if (!failures.isEmpty()) {
            throw failed(target, failures.getFirst(), statement);
        }
        return value;
    }

    private static RefusedException failed(
            Source target, String reason, DataStatement.InsertValues statement) {
        return new RefusedException(
                Code.BAD_STATEMENT,
                "Failed to insert values into '%s'. %s".formatted(target.name(), reason),
                statement.span(),
                null);
    }
}
