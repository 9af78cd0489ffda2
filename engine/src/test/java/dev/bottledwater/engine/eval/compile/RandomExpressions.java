// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import static dev.bottledwater.engine.eval.compile.RandomValues.pick;

import dev.bottledwater.engine.eval.Casts;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.ir.ArithmeticOperator;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.ir.TypedExpression.*;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Decimal;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Well-typed expressions of all kinds by chance, and rows that they can be evaluated on. */
final class RandomExpressions {
    private static final int COLUMNS = 40;
    private static final List<String> UNITS = List.of("DAYS", "HOURS", "MILLISECONDS", "YEARS");

    private final RandomGenerator random;
    private final RandomCalls calls;
    private final List<SqlType> columns;

    RandomExpressions(RandomGenerator random, RandomCalls calls) {
        this.random = random;
        this.calls = calls;
        this.columns =
                IntStream.range(0, COLUMNS).mapToObj(_ -> RandomValues.type(random, 2)).toList();
    }

    Row row() {
        return Row.of(columns.stream().map(t -> RandomValues.value(random, t)).toArray());
    }

    TypedExpression any(int depth) {
        return expression(RandomValues.type(random, 2), depth, List.of());
    }

    TypedExpression condition(int depth) {
        return expression(Primitive.BOOLEAN, depth, List.of());
    }

    private TypedExpression expression(SqlType type, int depth, List<LambdaParameter> scope) {
        if (depth <= 0) {
            return leaf(type, scope);
        }
        var inner = new Inner(depth - 1, scope);
        for (int attempt = 0; attempt < 3; attempt++) {
            var found =
                    switch (random.nextInt(8)) {
                        case 0 -> leaf(type, scope);
                        case 1, 2 -> inner.call(type);
                        case 3 -> inner.cast(type);
                        case 4 -> inner.searchedCase(type);
                        case 5 -> inner.access(type);
                        default -> inner.ofType(type);
                    };
            if (found != null) {
                return found;
            }
        }
        return leaf(type, scope);
    }

    private TypedExpression leaf(SqlType type, List<LambdaParameter> scope) {
        var candidates = new ArrayList<TypedExpression>();
        scope.stream().filter(p -> p.type().equals(type)).forEach(candidates::add);
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equals(type)) {
                candidates.add(new ColumnRef(i, "C" + i, type));
            }
        }
        return candidates.isEmpty() || random.nextInt(3) == 0
                ? literal(type)
                : pick(random, candidates);
    }

    private Literal literal(SqlType type) {
        return new Literal(
                random.nextInt(12) == 0 ? null : RandomValues.nonNull(random, type), type);
    }

    /** Makes expressions whose operands are no deeper than {@code depth}. */
    private final class Inner {
        private final int depth;
        private final List<LambdaParameter> scope;

        Inner(int depth, List<LambdaParameter> scope) {
            this.depth = depth;
            this.scope = scope;
        }

        private TypedExpression operand(SqlType type) {
            return expression(type, depth, scope);
        }

        private List<TypedExpression> operands(SqlType type, int least, int most) {
            return Stream.generate(() -> operand(type))
                    .limit(random.nextInt(least, most + 1))
                    .toList();
        }

        @Nullable TypedExpression ofType(SqlType type) {
            return switch (type) {
                case Primitive.BOOLEAN -> condition();
                case Primitive.INTEGER, Primitive.BIGINT, Primitive.DOUBLE -> arithmetic(type);
                case Decimal _ -> arithmetic(type);
                case Primitive.STRING ->
                        new Concat(operand(Primitive.STRING), operand(Primitive.STRING));
                case Primitive _ -> null;
                case SqlType.Array(var element) -> new MakeArray(operands(element, 0, 4), type);
                case SqlType.Map(var key, var value) -> {
                    var keys = operands(key, 0, 3);
                    yield new MakeMap(
                            keys,
                            Stream.generate(() -> operand(value)).limit(keys.size()).toList(),
                            type);
                }
                case SqlType.Struct(var fields) ->
                        new MakeStruct(fields.stream().map(f -> operand(f.type())).toList(), type);
            };
        }

        private TypedExpression arithmetic(SqlType type) {
            if (random.nextInt(6) == 0) {
                return new Negate(operand(type));
            }
            var operator = pick(random, List.of(ArithmeticOperator.values()));
            return type instanceof Decimal
                    ? new Arithmetic(
                            operator,
                            operand(random.nextBoolean() ? type : RandomValues.decimal(random)),
                            operand(random.nextBoolean() ? type : RandomValues.decimal(random)),
                            type)
                    : new Arithmetic(operator, operand(type), operand(type), type);
        }

        private TypedExpression condition() {
            return switch (random.nextInt(9)) {
                case 0 -> new And(operands(Primitive.BOOLEAN, 2, 4));
                case 1 -> new Or(operands(Primitive.BOOLEAN, 2, 4));
                case 2 -> new Not(operand(Primitive.BOOLEAN));
                case 3 -> new IsNull(operand(someType()), random.nextBoolean());
                case 4 -> like();
                case 5 -> in();
                case 6 -> {
                    var type = someType();
                    yield new DistinctFrom(operand(type), operand(type), random.nextBoolean());
                }
                default -> comparison();
            };
        }

        private SqlType someType() {
            return random.nextBoolean() ? pick(random, columns) : RandomValues.type(random, 1);
        }

        private TypedExpression comparison() {
            var type = someType();
            boolean ordered = type instanceof Primitive || type instanceof Decimal;
            var operator =
                    ordered
                            ? pick(random, List.of(ComparisonOperator.values()))
                            : pick(
                                    random,
                                    List.of(
                                            ComparisonOperator.EQUAL,
                                            ComparisonOperator.NOT_EQUAL));
            return new Comparison(operator, operand(type), operand(type));
        }

        private TypedExpression like() {
            return new Like(
                    operand(Primitive.STRING),
                    random.nextBoolean() ? literal(Primitive.STRING) : operand(Primitive.STRING),
                    random.nextInt(3) == 0 ? '!' : null);
        }

        private TypedExpression in() {
            var type = someType();
            if (random.nextBoolean()) {
                return new In(
                        operand(type),
                        Stream.<TypedExpression>generate(() -> literal(type))
                                .limit(random.nextInt(1, 12))
                                .toList());
            }
            return new In(operand(type), operands(type, 1, 4));
        }

        TypedExpression searchedCase(SqlType type) {
            var whens =
                    Stream.generate(() -> new When(operand(Primitive.BOOLEAN), operand(type)))
                            .limit(random.nextInt(1, 4))
                            .toList();
            return new Case(whens, random.nextInt(3) == 0 ? null : operand(type), type);
        }

        @Nullable TypedExpression cast(SqlType type) {
            var from = someType();
            try {
                Casts.of(from, type);
            } catch (IllegalArgumentException _) {
                return null;
            }
            return new Cast(operand(from), type);
        }

        TypedExpression access(SqlType type) {
            return switch (random.nextInt(3)) {
                case 0 -> {
                    var struct =
                            new SqlType.Struct(
                                    List.of(
                                            new SqlType.Field("X", Primitive.INTEGER),
                                            new SqlType.Field("Y", type)));
                    yield new Field(operand(struct), 1, "Y", type);
                }
                case 1 ->
                        new Subscript(
                                operand(new SqlType.Array(type)),
                                operand(
                                        random.nextInt(3) == 0
                                                ? Primitive.BIGINT
                                                : Primitive.INTEGER),
                                type);
                default ->
                        new Subscript(
                                operand(new SqlType.Map(Primitive.STRING, type)),
                                operand(Primitive.STRING),
                                type);
            };
        }

        @Nullable TypedExpression call(SqlType type) {
            var plan = calls.of(random, type);
            return plan == null
                    ? null
                    : new Call(
                            plan.function(),
                            plan.arguments().stream().map(this::argument).toList(),
                            plan.result());
        }

        private TypedExpression argument(RandomCalls.Argument argument) {
            return switch (argument) {
                case RandomCalls.Argument.Value(var type) -> operand(type);
                case RandomCalls.Argument.TimeUnit() ->
                        new Literal(pick(random, UNITS), Primitive.STRING);
                case RandomCalls.Argument.Lambda(var inputs, var result) -> {
                    var names =
                            IntStream.range(0, inputs.size())
                                    .mapToObj(
                                            i ->
                                                    // some shadow those of an enclosing lambda
                                                    "P" + (random.nextInt(3) + 3 * i))
                                    .toList();
                    var visible = new ArrayList<LambdaParameter>();
                    scope.stream().filter(p -> !names.contains(p.name())).forEach(visible::add);
                    for (int i = 0; i < names.size(); i++) {
                        visible.add(new LambdaParameter(names.get(i), inputs.get(i)));
                    }
                    yield new TypedExpression.Lambda(names, expression(result, depth, visible));
                }
            };
        }
    }
}
