// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.JoinClause;
import dev.bottledwater.sql.ast.Relation;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.JoinKind;
import dev.bottledwater.sql.plan.JoinMethod;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Joins, from left to right (language reference, section 9): which kind of join each is, what its
 * key is, and which side has to be repartitioned.
 */
final class JoinAnalysis {
    private static final String SYNTHETIC_KEY = "ROWKEY";

    private final Catalog catalog;
    private final FunctionRegistry functions;
    private final SourceNames names;
    private final boolean severalJoins;

    private JoinAnalysis(
            Catalog catalog, FunctionRegistry functions, SourceNames names, boolean severalJoins) {
        this.catalog = catalog;
        this.functions = functions;
        this.names = names;
        this.severalJoins = severalJoins;
    }

    /**
     * The scope of a chain of joins.
     *
     * @param sources the sources from left to right
     * @throws SqlException for a join that isn't possible, with KSQL's text
     */
    static FromScope of(
            Relation.Joined joined,
            List<SourceScope> sources,
            Catalog catalog,
            FunctionRegistry functions) {
        checkSources(joined, sources);
        var analysis =
                new JoinAnalysis(
                        catalog, functions, new SourceNames(sources), joined.joins().size() > 1);
        var criteria = new ArrayList<JoinCriteria>();
        for (int i = 0; i < joined.joins().size(); i++) {
            criteria.add(
                    JoinCriteria.of(
                            joined.joins().get(i),
                            sources.get(i + 1),
                            analysis.names,
                            catalog,
                            functions));
        }
        FromScope left = sources.getFirst();
        for (int i = 0; i < criteria.size(); i++) {
            left = analysis.join(left, joined.joins().get(i), criteria.get(i), sources.get(i + 1));
        }
        return left;
    }

    private static void checkSources(Relation.Joined joined, List<SourceScope> sources) {
        var seen = new HashSet<String>();
        for (var source : sources) {
            var name = source.source().name();
            if (!seen.add(name)) {
                throw invalid(
                        sources.size() == 2
                                ? "Can not join '%s' to '%s': self joins are not yet supported."
                                        .formatted(name, name)
                                : "N-way joins do not support multiple occurrences of the same source. Source: '%s'"
                                        .formatted(name),
                        joined.span(),
                        "Write the rows into a second stream or table and join that.");
            }
        }
        var bare =
                sources.stream()
                        .map(SourceScope::source)
                        .filter(s -> s.valueFormat().name().equals("KAFKA"))
                        .map(s -> s.name())
                        .collect(Collectors.joining(", "));
        if (!bare.isEmpty()) {
            throw new SqlException(
                    ErrorCode.INVALID_FORMAT,
                    "Source(s) %s are using the 'KAFKA' value format. This format does not yet support JOIN."
                            .formatted(bare),
                    joined.span(),
                    "Use another VALUE_FORMAT.");
        }
    }

    private FromScope join(
            FromScope left, JoinClause clause, JoinCriteria criteria, SourceScope right) {
        var onLeft = JoinCriteria.typer(left, catalog, functions).type(criteria.left());
        var onRight = JoinCriteria.typer(right, catalog, functions).type(criteria.right());
        var kind = kind(clause.kind());
        checkOrder(left, clause, right);
        var method = method(left, criteria, onLeft, clause, right);
        checkTypes(criteria, onLeft.type(), onRight.type(), clause);
        return switch (method) {
            case JoinMethod.ForeignKey foreign -> foreignKey(left, kind, foreign, right);
            case JoinMethod.Windowed _, JoinMethod.Lookup _, JoinMethod.Tables _ ->
                    keyed(
                            new Sides(left, right, criteria, onLeft, onRight),
                            kind,
                            method,
                            clause.span());
        };
    }

    /** The two sides of a join with the expressions that they are joined on. */
    private record Sides(
            FromScope left,
            SourceScope right,
            JoinCriteria criteria,
            TypedExpression onLeft,
            TypedExpression onRight) {

        boolean leftKeyed() {
            return left.joinKey().is(criteria.left());
        }

        boolean rightKeyed() {
            return right.joinKey().is(criteria.right());
        }
    }

    private static JoinKind kind(JoinClause.Kind kind) {
        return switch (kind) {
            case INNER -> JoinKind.INNER;
            case LEFT -> JoinKind.LEFT;
            case RIGHT -> JoinKind.RIGHT;
            case FULL -> JoinKind.FULL;
        };
    }

    private static void checkOrder(FromScope left, JoinClause clause, SourceScope right) {
        boolean stream = left.kind() == SourceKind.STREAM;
        boolean toStream = right.kind() == SourceKind.STREAM;
        if (!stream && toStream) {
            throw invalid(
                    "Invalid join order: table-stream joins are not supported; only stream-table joins. Got %s %s %s."
                            .formatted(
                                    left.leftMost().name(),
                                    words(clause.kind()),
                                    right.source().name()),
                    clause.span(),
                    "Write the stream first.");
        }
        if (stream && !toStream) {
            if (clause.kind() == JoinClause.Kind.RIGHT || clause.kind() == JoinClause.Kind.FULL) {
                throw invalid(
                        "Invalid join type: %s is not supported for stream-table joins. Only INNER and LEFT are."
                                .formatted(words(clause.kind())),
                        clause.span(),
                        null);
            }
        }
        if (stream && toStream && clause.within() == null) {
            throw invalid(
                    "Stream-stream joins must have a WITHIN clause specified. None was provided.",
                    clause.span(),
                    "Say how far apart in time two records may be, e.g. WITHIN 1 HOUR.");
        }
        if (clause.within() != null && !toStream) {
            throw invalid(
                    "A window definition was provided for a %s-Table join. These joins are not windowed. Please drop the window definition (ie. the WITHIN clause) and try to execute your join again."
                            .formatted(stream ? "Stream" : "Table"),
                    clause.within().span(),
                    null);
        }
    }

    private static String words(JoinClause.Kind kind) {
        return switch (kind) {
            case INNER -> "[INNER] JOIN";
            case LEFT -> "LEFT [OUTER] JOIN";
            case RIGHT -> "RIGHT [OUTER] JOIN";
            case FULL -> "[FULL] OUTER JOIN";
        };
    }

    private JoinMethod method(
            FromScope left,
            JoinCriteria criteria,
            TypedExpression onLeft,
            JoinClause clause,
            SourceScope right) {
        var within = clause.within();
        if (right.kind() == SourceKind.STREAM) {
            var window = Objects.requireNonNull(within);
            var grace = window.grace();
            return new JoinMethod.Windowed(
                    window.before().toDuration().toMillis(),
                    window.after().toDuration().toMillis(),
                    grace == null ? null : grace.toDuration().toMillis());
        }
        boolean onRightKey = right.joinKey().is(criteria.right());
        if (left.kind() == SourceKind.STREAM) {
            if (!onRightKey) {
                throw invalid(
                        "Invalid join condition: stream-table joins require to join on the table's primary key. Got %s."
                                .formatted(criteria.text()),
                        clause.criteria().span(),
                        null);
            }
            return new JoinMethod.Lookup();
        }
        if (!onRightKey) {
            throw invalid(
                    "Invalid join condition: table-table joins require to join on the primary key of the right input table. Got %s."
                            .formatted(criteria.text()),
                    clause.criteria().span(),
                    null);
        }
        if (left.joinKey().is(criteria.left())) {
            return new JoinMethod.Tables();
        }
        checkForeignKey(left, clause, criteria, right);
        return new JoinMethod.ForeignKey(onLeft);
    }

    private void checkForeignKey(
            FromScope left, JoinClause clause, JoinCriteria criteria, SourceScope right) {
        if (severalJoins && left instanceof JoinScope) {
            throw invalid(
                    "Invalid join condition: foreign-key table-table joins are not supported as part of n-way joins. Got %s."
                            .formatted(criteria.text()),
                    clause.criteria().span(),
                    "Make a table of the first join and join that.");
        }
        if (clause.kind() == JoinClause.Kind.RIGHT || clause.kind() == JoinClause.Kind.FULL) {
            throw invalid(
                    "%s OUTER JOIN on a foreign key is not supported".formatted(clause.kind()),
                    clause.span(),
                    null);
        }
        if (left.node().window() != null || right.source().isWindowed()) {
            throw invalid(
                    "Foreign-key table-table joins are not supported on windowed tables.",
                    clause.span(),
                    null);
        }
    }

    private static void checkTypes(
            JoinCriteria criteria, SqlType left, SqlType right, JoinClause clause) {
        if (!left.equals(right)) {
            throw invalid(
                    "Invalid join condition: types don't match. Got %s{%s} = %s{%s}."
                            .formatted(
                                    criteria.firstText(),
                                    criteria.flipped() ? right : left,
                                    criteria.secondText(),
                                    criteria.flipped() ? left : right),
                    clause.criteria().span(),
                    "CAST one side to the other's type.");
        }
    }

    private FromScope keyed(Sides sides, JoinKind kind, JoinMethod method, SourceSpan span) {
        var left = sides.left();
        var right = sides.right();
        boolean leftKeyed = sides.leftKeyed();
        boolean rightKeyed = sides.rightKeyed();
        checkWindows(sides, span);
        var key = key(sides, kind);
        var column = new Column(key.names().getFirst(), sides.onLeft().type());
        var meeting =
                Partitioning.meeting(
                        leftKeyed ? left.partitioning() : Partitioning.FREE,
                        rightKeyed ? right.partitioning() : Partitioning.FREE,
                        left.leftMost().keyFormat(),
                        column);
        return scope(
                left,
                leftKeyed ? 0 : 1,
                right,
                rightKeyed ? 0 : 1,
                new PlanNode.Join(
                        leftKeyed
                                ? left.node()
                                : rekeyed(left.node(), column.name(), sides.onLeft()),
                        rightKeyed
                                ? right.node()
                                : rekeyed(right.node(), column.name(), sides.onRight()),
                        kind,
                        method,
                        List.of(column),
                        meeting.format(),
                        meeting.leftMoves(),
                        meeting.rightMoves()),
                key);
    }

    private static PlanNode rekeyed(PlanNode node, String name, TypedExpression key) {
        return new PlanNode.Repartition(node, List.of(new NamedExpression(name, key)));
    }

    /** After a full join no column is the key: each is null where its side had no row. */
    private JoinKey key(Sides sides, JoinKind kind) {
        if (kind == JoinKind.FULL) {
            return new JoinKey.Single(List.of(), syntheticName());
        }
        var equal =
                sides.leftKeyed() && sides.left().joinKey() instanceof JoinKey.Single(var before, _)
                        ? before
                        : List.of(sides.criteria().left());
        return new JoinKey.Single(equal, syntheticName()).and(sides.criteria().right());
    }

    private String syntheticName() {
        var name = SYNTHETIC_KEY;
        for (int n = 1; !names.having(name).isEmpty(); n++) {
            name = SYNTHETIC_KEY + "_" + n;
        }
        return name;
    }

    /** A windowed key can't be changed, and is equal to one of an equal window only. */
    private static void checkWindows(Sides sides, SourceSpan span) {
        var leftWindow = sides.left().node().window();
        var rightWindow = sides.right().node().window();
        boolean rekeysWindows =
                (leftWindow != null && !sides.leftKeyed())
                        || (rightWindow != null && !sides.rightKeyed());
        if (rekeysWindows || !Objects.equals(leftWindow, rightWindow)) {
            throw invalid(
                    "Implicit repartitioning of windowed sources is not supported. See https://github.com/confluentinc/ksql/issues/4385.",
                    span,
                    "Both sides need the same kind and size of window, and must be joined on their keys.");
        }
    }

    private FromScope foreignKey(
            FromScope left, JoinKind kind, JoinMethod.ForeignKey method, SourceScope right) {
        var partitioning = right.partitioning();
        boolean moves = !partitioning.canStay();
        return scope(
                left,
                0,
                right,
                0,
                new PlanNode.Join(
                        left.node(),
                        right.node(),
                        kind,
                        method,
                        left.node().schema().key(),
                        moves ? null : partitioning.format(),
                        false,
                        moves),
                left.joinKey());
    }

    private FromScope scope(
            FromScope left,
            int leftShift,
            SourceScope right,
            int rightShift,
            PlanNode.Join node,
            JoinKey key) {
        int keys = node.key().size();
        var offsets = new HashMap<SourceScope, Integer>();
        for (var source : left.sources()) {
            offsets.put(source, keys + leftShift + left.offset(source));
        }
        offsets.put(right, keys + node.left().schema().columns().size() + rightShift);
        var sources = new ArrayList<>(left.sources());
        sources.add(right);
        return new JoinScope(node, new SourceNames(sources), offsets, key);
    }

    private static SqlException invalid(String message, SourceSpan span, @Nullable String hint) {
        return new SqlException(ErrorCode.INVALID_JOIN, message, span, hint);
    }
}
