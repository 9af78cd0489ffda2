// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.Failures;
import dev.bottledwater.sql.function.CallTypes;
import dev.bottledwater.sql.function.MethodInvoker;
import dev.bottledwater.sql.function.ScalarSignature.Invoker;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.ir.TypedExpression.Call;

import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodType;
import java.util.List;

/** Calls of functions: what fails here is null in its own place. */
final class CallCode {
    private static final ClassDesc EXCEPTION = Symbols.of(Exception.class);

    private CallCode() {}

    static Kind call(Code code, Call call, Label onNull) {
        var invoker =
                call.function()
                        .invoker()
                        .bind(
                                new CallTypes(
                                        call.arguments().stream()
                                                .map(TypedExpression::type)
                                                .toList(),
                                        call.type()));
        return invoker instanceof MethodInvoker method && fits(method, call.arguments())
                ? direct(code, call, method, onNull)
                : indirect(code, call, invoker, onNull);
    }

    private static int fixed(MethodInvoker method) {
        int count = method.target().type().parameterCount();
        return method.variadic() ? count - 1 : count;
    }

    /** Whether every argument has the form that the method's parameter has. */
    private static boolean fits(MethodInvoker method, List<TypedExpression> arguments) {
        var type = method.target().type();
        int fixed = fixed(method);
        if (method.variadic() ? arguments.size() < fixed : arguments.size() != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            var parameter = type.parameterType(i);
            if (parameter.isPrimitive()
                    && Kind.of(parameter).filter(Kind.of(arguments.get(i))::equals).isEmpty()) {
                return false;
            }
        }
        return Kind.of(type.returnType()).isPresent();
    }

    /** Evaluates all arguments into locals, then jumps when one is null that must not be. */
    private static Kind direct(Code code, Call call, MethodInvoker method, Label onNull) {
        var arguments = call.arguments();
        var type = method.target().type();
        int fixed = fixed(method);
        var kinds = new Kind[arguments.size()];
        var slots = new int[arguments.size()];
        int sawNull = -1;
        for (int i = 0; i < slots.length; i++) {
            var argument = arguments.get(i);
            boolean primitive = i < fixed && type.parameterType(i).isPrimitive();
            kinds[i] = primitive ? Kind.of(argument) : Kind.OBJECT;
            if (method.acceptsNulls() || !code.nature.mayBeNull(argument)) {
                if (primitive) {
                    code.value(kinds[i], argument, code.out.newLabel());
                } else {
                    code.object(argument);
                }
                slots[i] = code.store(kinds[i]);
            } else if (arguments.subList(i + 1, slots.length).stream()
                    .allMatch(code.nature::silent)) {
                code.value(kinds[i], argument, onNull);
                slots[i] = code.store(kinds[i]);
            } else {
                var kept = code.keep(kinds[i], argument);
                slots[i] = kept.slot();
                if (sawNull < 0) {
                    sawNull = kept.nullFlag();
                } else {
                    code.out.iload(sawNull).iload(kept.nullFlag()).ior().istore(sawNull);
                }
            }
        }
        if (sawNull >= 0) {
            code.out.iload(sawNull).ifne(onNull);
        }
        var target = CallTarget.of(method.target(), code.owner.constants());
        guarded(
                code,
                call,
                onNull,
                () -> {
                    target.begin(code.out);
                    for (int i = 0; i < fixed; i++) {
                        code.load(kinds[i], slots[i]);
                        target.cast(code.out, i);
                    }
                    if (method.variadic()) {
                        collect(code, type, slots, fixed);
                    }
                    target.invoke(code.out);
                });
        return Kind.of(type.returnType()).orElseThrow();
    }

    /** The arguments of the last parameter as an array. */
    private static void collect(Code code, MethodType type, int[] slots, int fixed) {
        var element = Symbols.of(type.parameterType(fixed).componentType());
        code.out.loadConstant(slots.length - fixed).anewarray(element);
        for (int i = fixed; i < slots.length; i++) {
            code.out.dup().loadConstant(i - fixed).aload(slots[i]).checkcast(element).aastore();
        }
    }

    /** A call with an array of arguments, for code that is no method. */
    private static Kind indirect(Code code, Call call, Invoker invoker, Label onNull) {
        int array = CollectionCode.array(code, call.arguments());
        guarded(
                code,
                call,
                onNull,
                () ->
                        code.out
                                .loadConstant(code.owner.constants().of(invoker, Invoker.class))
                                .aload(array)
                                .invokeinterface(
                                        Symbols.of(Invoker.class),
                                        "call",
                                        Symbols.method(Object.class, Object[].class)));
        return Kind.OBJECT;
    }

    /** The code, which leaves a value; what it throws is reported and makes the call null. */
    private static void guarded(Code code, Call call, Label onNull, Runnable body) {
        var start = code.out.newBoundLabel();
        body.run();
        var end = code.out.newBoundLabel();
        var done = code.out.newLabel();
        code.out.goto_(done);
        code.out.exceptionCatch(start, end, code.out.newBoundLabel(), EXCEPTION);
        int failure = code.out.allocateLocal(TypeKind.REFERENCE);
        code.out.astore(failure).aload(failure);
        code.constant(Failures.ofCall(code.scope.subject(), call.function().name()));
        code.out
                .aload(Code.ERRORS)
                .invokestatic(
                        Symbols.OPERATIONS,
                        "callFailed",
                        Symbols.method(
                                void.class, Exception.class, String.class, EvaluationErrors.class))
                .goto_(onNull)
                .labelBinding(done);
    }

    /** Leaves a function that calls the lambda's body, which has a method of its own. */
    static void lambda(Code code, TypedExpression.Lambda lambda) {
        var out = code.out;
        var type = Symbols.of(LambdaFunction.ofCount(lambda.parameters().size()));
        out.new_(type)
                .dup()
                .aload(Code.THIS)
                .loadConstant(code.owner.lambda(lambda, code.scope))
                .aload(Code.ROW)
                .aload(Code.ERRORS);
        int outer = code.scope.parameters().size();
        out.loadConstant(outer).anewarray(ConstantDescs.CD_Object);
        for (int i = 0; i < outer; i++) {
            out.dup().loadConstant(i).aload(Code.FIRST_PARAMETER + i).aastore();
        }
        out.invokespecial(type, ConstantDescs.INIT_NAME, GeneratedClass.LAMBDA_INIT);
    }
}
