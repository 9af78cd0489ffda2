// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects that generated code uses: they travel as the hidden class's data and are dynamic
 * constants to the code, so that the JIT compiler knows them.
 */
final class Constants {
    private static final DirectMethodHandleDesc CLASS_DATA_AT =
            MethodHandleDesc.ofMethod(
                    DirectMethodHandleDesc.Kind.STATIC,
                    Symbols.of(MethodHandles.class),
                    "classDataAt",
                    MethodTypeDesc.of(
                            ConstantDescs.CD_Object,
                            ConstantDescs.CD_MethodHandles_Lookup,
                            ConstantDescs.CD_String,
                            ConstantDescs.CD_Class,
                            ConstantDescs.CD_int));

    private final List<Object> values = new ArrayList<>();
    private final Map<Object, Integer> indexes = new IdentityHashMap<>();

    /** The constant as code loads it. */
    DynamicConstantDesc<?> of(Object value, Class<?> type) {
        int index =
                indexes.computeIfAbsent(
                        value,
                        v -> {
                            values.add(v);
                            return values.size() - 1;
                        });
        return DynamicConstantDesc.ofNamed(
                CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, Symbols.of(type), index);
    }

    /** The data of the class. */
    List<Object> values() {
        return List.copyOf(values);
    }
}
