// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.Failures;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.ir.TypedExpression;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A hidden class that is being generated. It has no state: one instance serves all threads, and the
 * class goes when the instance is forgotten.
 */
final class GeneratedClass {
    /** Hidden classes of one name don't clash. */
    static final ClassDesc NAME =
            ClassDesc.of(GeneratedClass.class.getPackageName(), "GeneratedExpressions");

    static final MethodTypeDesc LAMBDA_INIT =
            Symbols.method(
                    void.class,
                    LambdaBodies.class,
                    int.class,
                    Row.class,
                    EvaluationErrors.class,
                    Object[].class);

    private static final MethodTypeDesc LAMBDA_CALL =
            Symbols.method(
                    Object.class,
                    int.class,
                    Row.class,
                    EvaluationErrors.class,
                    Object[].class,
                    Object.class,
                    Object.class,
                    Object.class);

    private static final ClassFile CLASS_FILE =
            ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.ofClassLoading(
                                            GeneratedClass.class.getClassLoader())
                                    .orElse(ClassHierarchyResolver.defaultResolver())));

    /** A lambda's body: how many parameters it sees, and how many of them are its own. */
    private record Body(String method, int parameters, int own) {}

    private final Constants constants = new Constants();
    private final ArrayDeque<Consumer<ClassBuilder>> methods = new ArrayDeque<>();
    private final Map<TypedExpression, String> parts = new IdentityHashMap<>();
    private final List<Body> lambdas = new ArrayList<>();

    Constants constants() {
        return constants;
    }

    /** The type of methods with the value of an expression. */
    static MethodTypeDesc bodyType(int parameters) {
        return MethodTypeDesc.of(
                ConstantDescs.CD_Object,
                Stream.concat(
                                Stream.of(Symbols.ROW, Symbols.ERRORS),
                                Collections.nCopies(parameters, ConstantDescs.CD_Object).stream())
                        .toList());
    }

    /** The method of a part of an expression. */
    String part(TypedExpression part, Code.Scope scope) {
        return parts.computeIfAbsent(
                part,
                e -> {
                    var name = "part" + parts.size();
                    body(name, e, scope);
                    return name;
                });
    }

    /** The number of a lambda's body. */
    int lambda(TypedExpression.Lambda lambda, Code.Scope outer) {
        var parameters =
                Stream.concat(outer.parameters().stream(), lambda.parameters().stream()).toList();
        var name = "lambda" + lambdas.size();
        lambdas.add(new Body(name, parameters.size(), lambda.parameters().size()));
        body(name, lambda.body(), new Code.Scope(outer.subject(), parameters, outer.parts()));
        return lambdas.size() - 1;
    }

    private void body(String name, TypedExpression root, Code.Scope scope) {
        method(
                name,
                bodyType(scope.parameters().size()),
                out -> {
                    new Code(out, this, scope, root).object(root);
                    out.areturn();
                });
    }

    /** Adds a method that gives the value of a whole expression and never throws. */
    void expression(String name, TypedExpression root, Code.Scope scope) {
        method(
                name,
                bodyType(0),
                out -> {
                    var start = out.newBoundLabel();
                    new Code(out, this, scope, root).object(root);
                    out.areturn();
                    catchAll(out, start, scope.subject());
                    out.aconst_null().areturn();
                });
    }

    /** Adds a method that tells whether a condition is true and never throws. */
    void condition(String name, TypedExpression root, Code.Scope scope) {
        method(
                name,
                Symbols.method(boolean.class, Row.class, EvaluationErrors.class),
                out -> {
                    var start = out.newBoundLabel();
                    var no = out.newLabel();
                    ConditionCode.condition(new Code(out, this, scope, root), root, no, no);
                    out.iconst_1().ireturn().labelBinding(no).iconst_0().ireturn();
                    catchAll(out, start, scope.subject());
                    out.iconst_0().ireturn();
                });
    }

    private void catchAll(CodeBuilder out, Label start, String subject) {
        var handler = out.newBoundLabel();
        out.exceptionCatch(start, handler, handler, Symbols.of(RuntimeException.class));
        out.loadConstant(subject)
                .aload(Code.ERRORS)
                .invokestatic(
                        Symbols.of(Failures.class),
                        "expression",
                        Symbols.method(
                                void.class,
                                RuntimeException.class,
                                String.class,
                                EvaluationErrors.class));
    }

    /** Adds a method. */
    void method(String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {
        methods.add(
                builder ->
                        builder.withMethodBody(
                                name, type, ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL, body));
    }

    /** Defines the class and makes its instance, which is of {@code type}. */
    <T> T define(Class<T> type) {
        var bytes =
                CLASS_FILE.build(
                        NAME,
                        builder -> {
                            builder.withFlags(
                                            ClassFile.ACC_FINAL
                                                    | ClassFile.ACC_SUPER
                                                    | ClassFile.ACC_SYNTHETIC)
                                    .withInterfaceSymbols(
                                            Symbols.of(type), Symbols.of(LambdaBodies.class))
                                    .withMethodBody(
                                            ConstantDescs.INIT_NAME,
                                            ConstantDescs.MTD_void,
                                            0,
                                            GeneratedClass::constructor);
                            while (!methods.isEmpty()) {
                                methods.remove().accept(builder);
                            }
                            builder.withMethodBody(
                                    "call",
                                    LAMBDA_CALL,
                                    ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL,
                                    this::lambdaCall);
                        });
        try {
            var lookup =
                    MethodHandles.lookup()
                            .defineHiddenClassWithClassData(bytes, constants.values(), true);
            return type.cast(
                    lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class))
                            .invoke());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the generated class can't be used", e);
        }
    }

    private static void constructor(CodeBuilder out) {
        out.aload(Code.THIS)
                .invokespecial(
                        ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .return_();
    }

    /** Spreads the parameters of the enclosing lambdas and calls the body. */
    private void lambdaCall(CodeBuilder out) {
        int which = 1;
        int outer = 4;
        int own = 5;
        if (lambdas.isEmpty()) {
            out.aconst_null().areturn();
            return;
        }
        var labels = lambdas.stream().map(_ -> out.newLabel()).toList();
        var cases = new ArrayList<SwitchCase>();
        for (int i = 0; i < labels.size(); i++) {
            cases.add(SwitchCase.of(i, labels.get(i)));
        }
        out.iload(which).tableswitch(0, labels.size() - 1, labels.getFirst(), cases);
        for (int i = 0; i < labels.size(); i++) {
            var body = lambdas.get(i);
            out.labelBinding(labels.get(i)).aload(Code.THIS).aload(2).aload(3);
            for (int p = 0; p < body.parameters() - body.own(); p++) {
                out.aload(outer).loadConstant(p).aaload();
            }
            for (int p = 0; p < body.own(); p++) {
                out.aload(own + p);
            }
            out.invokevirtual(NAME, body.method(), bodyType(body.parameters())).areturn();
        }
    }
}
