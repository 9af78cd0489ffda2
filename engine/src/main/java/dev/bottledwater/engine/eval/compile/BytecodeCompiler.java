// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.Evaluator;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.eval.ExpressionList;
import dev.bottledwater.engine.eval.RowPredicate;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.ir.TypedExpression;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles expressions into hidden classes. Columns, constants, and expressions that are too large
 * for a class stay with the interpreter.
 */
public final class BytecodeCompiler implements ExpressionCompiler {
    /** Classes have room for more, but a method with a call for each of these is large enough. */
    private static final int MOST_EXPRESSIONS = 300;

    private static final long HEAVIEST_CLASS = 1_000_000;

    private final ExpressionCompiler interpreter = ExpressionCompiler.interpreter();

    @Override
    public Evaluator compile(TypedExpression expression, String subject) {
        // also refuses what no analyzer makes
        var reference = interpreter.compile(expression, subject);
        var parts = Parts.of(expression);
        if (isTrivial(expression) || !parts.fit()) {
            return reference;
        }
        var generated = new GeneratedClass();
        generated.expression("evaluate", expression, new Code.Scope(subject, List.of(), parts));
        return generated.define(Evaluator.class);
    }

    @Override
    public RowPredicate compilePredicate(TypedExpression condition, String subject) {
        var reference = interpreter.compilePredicate(condition, subject);
        var parts = Parts.of(condition);
        if (isTrivial(condition) || !parts.fit()) {
            return reference;
        }
        var generated = new GeneratedClass();
        generated.condition("test", condition, new Code.Scope(subject, List.of(), parts));
        return generated.define(RowPredicate.class);
    }

    @Override
    public ExpressionList compileAll(List<ExpressionList.Entry> expressions) {
        var reference = interpreter.compileAll(expressions);
        var parts = expressions.stream().map(e -> Parts.of(e.expression())).toList();
        if (expressions.stream().allMatch(e -> isTrivial(e.expression()))
                || expressions.size() > MOST_EXPRESSIONS
                || parts.stream().mapToLong(Parts::total).sum() > HEAVIEST_CLASS) {
            return reference;
        }
        var generated = new GeneratedClass();
        var columns = new ArrayList<Column>();
        for (int i = 0; i < expressions.size(); i++) {
            var entry = expressions.get(i);
            var scope = new Code.Scope(entry.subject(), List.of(), parts.get(i));
            if (isTrivial(entry.expression())) {
                columns.add(
                        out ->
                                new Code(out, generated, scope, entry.expression())
                                        .object(entry.expression()));
            } else if (parts.get(i).fit()) {
                var name = "column" + i;
                generated.expression(name, entry.expression(), scope);
                columns.add(
                        out ->
                                new Code(out, generated, scope, entry.expression())
                                        .callOwn(name, 0));
            } else {
                int index = i;
                columns.add(out -> interpreted(out, generated, reference, index));
            }
        }
        listMethods(generated, columns);
        return generated.define(ExpressionList.class);
    }

    /** Leaves the value of one expression; row and errors are the first parameters. */
    private interface Column {
        void value(CodeBuilder out);
    }

    private static void interpreted(
            CodeBuilder out, GeneratedClass generated, ExpressionList reference, int index) {
        out.loadConstant(generated.constants().of(reference, ExpressionList.class))
                .loadConstant(index)
                .aload(Code.ROW)
                .aload(Code.ERRORS)
                .invokeinterface(
                        Symbols.of(ExpressionList.class),
                        "value",
                        Symbols.method(Object.class, int.class, Row.class, EvaluationErrors.class));
    }

    private static void listMethods(GeneratedClass generated, List<Column> columns) {
        generated.method(
                "size",
                Symbols.method(int.class),
                out -> out.loadConstant(columns.size()).ireturn());
        generated.method(
                "evaluate",
                Symbols.method(
                        void.class, Row.class, EvaluationErrors.class, Object[].class, int.class),
                out -> {
                    int target = 3;
                    int offset = 4;
                    for (int i = 0; i < columns.size(); i++) {
                        out.aload(target).iload(offset).loadConstant(i).iadd();
                        columns.get(i).value(out);
                        out.aastore();
                    }
                    out.return_();
                });
        generated.method("value", bodyOfOne(), out -> one(out, columns));
    }

    private static MethodTypeDesc bodyOfOne() {
        return Symbols.method(Object.class, int.class, Row.class, EvaluationErrors.class);
    }

    private static void one(CodeBuilder out, List<Column> columns) {
        // the index is moved behind row and errors, where the code of columns expects these
        int index = out.allocateLocal(TypeKind.INT);
        out.iload(1).istore(index).aload(2).astore(Code.ROW).aload(3).astore(Code.ERRORS);
        var labels = columns.stream().map(_ -> out.newLabel()).toList();
        var none = out.newLabel();
        var cases = new ArrayList<SwitchCase>();
        for (int i = 0; i < labels.size(); i++) {
            cases.add(SwitchCase.of(i, labels.get(i)));
        }
        out.iload(index).tableswitch(0, labels.size() - 1, none, cases);
        for (int i = 0; i < labels.size(); i++) {
            out.labelBinding(labels.get(i));
            columns.get(i).value(out);
            out.areturn();
        }
        out.labelBinding(none)
                .new_(Symbols.of(IndexOutOfBoundsException.class))
                .dup()
                .iload(index)
                .invokespecial(
                        Symbols.of(IndexOutOfBoundsException.class),
                        ConstantDescs.INIT_NAME,
                        Symbols.method(void.class, int.class))
                .athrow();
    }

    /** Whether a call of generated code would do no more than the closure does. */
    private static boolean isTrivial(TypedExpression expression) {
        return expression instanceof TypedExpression.ColumnRef
                || expression instanceof TypedExpression.Literal;
    }
}
