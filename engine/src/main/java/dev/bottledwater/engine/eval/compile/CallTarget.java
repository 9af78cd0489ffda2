// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** How a static method is called. */
sealed interface CallTarget {

    /** What comes before the arguments. */
    void begin(CodeBuilder out);

    /** Casts the reference on the stack to the type of the parameter at {@code index}. */
    void cast(CodeBuilder out, int index);

    /** The call itself. */
    void invoke(CodeBuilder out);

    static CallTarget of(MethodHandle method, Constants constants) {
        try {
            var info = MethodHandles.publicLookup().revealDirect(method);
            var owner = info.getDeclaringClass();
            if (isVisible(owner)) {
                return new Method(
                        Symbols.of(owner),
                        info.getName(),
                        info.getMethodType(),
                        owner.isInterface());
            }
        } catch (IllegalArgumentException _) {
            // a handle that does more than to call the method
        }
        // types of other class loaders can't be named here
        var erased = method.asType(method.type().erase());
        return new Handle(
                constants.of(erased, MethodHandle.class),
                method.type(),
                erased.type().describeConstable().orElseThrow());
    }

    private static boolean isVisible(Class<?> owner) {
        try {
            return Class.forName(owner.getName(), false, CallTarget.class.getClassLoader())
                    == owner;
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    /** Named in the class file. */
    record Method(ClassDesc owner, String name, MethodType type, boolean ofInterface)
            implements CallTarget {
        @Override
        public void begin(CodeBuilder out) {}

        @Override
        public void cast(CodeBuilder out, int index) {
            var parameter = type.parameterType(index);
            if (!parameter.isPrimitive() && parameter != Object.class) {
                out.checkcast(Symbols.of(parameter));
            }
        }

        @Override
        public void invoke(CodeBuilder out) {
            out.invokestatic(owner, name, type.describeConstable().orElseThrow(), ofInterface);
        }
    }

    /** A constant handle, whose references are all of class Object. */
    record Handle(java.lang.constant.ConstantDesc handle, MethodType type, MethodTypeDesc erased)
            implements CallTarget {
        @Override
        public void begin(CodeBuilder out) {
            out.loadConstant(handle);
        }

        @Override
        public void cast(CodeBuilder out, int index) {}

        @Override
        public void invoke(CodeBuilder out) {
            out.invokevirtual(ConstantDescs.CD_MethodHandle, "invokeExact", erased);
        }
    }
}
