// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.ir.TypedExpression.*;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.StructValue;

import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Access to and construction of arrays, maps, structs and texts. */
final class CollectionCode {
    /** So many texts are joined at once. */
    private static final int MOST_JOINED = 4;

    private CollectionCode() {}

    /** Leaves the value; only an access jumps. */
    static void object(Code code, TypedExpression e, Label onNull) {
        switch (e) {
            case Concat concat -> concat(code, concat);
            case Subscript(var collection, var key, _)
                    when collection.type() instanceof SqlType.Array ->
                    element(code, collection, key, onNull);
            case Subscript(var collection, var key, _) -> entry(code, collection, key, onNull);
            case MakeArray(var elements, _) -> {
                int array = array(code, elements);
                code.out
                        .aload(array)
                        .invokestatic(
                                Symbols.of(Arrays.class),
                                "asList",
                                Symbols.method(List.class, Object[].class));
            }
            case MakeStruct(var values, _) -> {
                int array = array(code, values);
                code.out
                        .aload(array)
                        .invokestatic(
                                Symbols.of(StructValue.class),
                                "of",
                                Symbols.method(StructValue.class, Object[].class));
            }
            case MakeMap(var keys, var values, _) -> map(code, keys, values);
            default -> throw new IllegalArgumentException("not about collections: " + e);
        }
    }

    private static void element(
            Code code, TypedExpression array, TypedExpression key, Label onNull) {
        code.value(Kind.OBJECT, array, onNull);
        int list = code.store(Kind.OBJECT);
        var kind = Kind.of(key);
        code.value(kind, key, onNull);
        switch (kind) {
            case INT -> code.out.i2l();
            case LONG -> {}
            case DOUBLE -> code.out.d2l();
            case BOOLEAN, OBJECT -> {
                code.box(kind);
                code.out
                        .checkcast(ConstantDescs.CD_Number)
                        .invokevirtual(
                                ConstantDescs.CD_Number, "longValue", Symbols.method(long.class));
            }
        }
        int at = code.store(Kind.LONG);
        code.out
                .aload(list)
                .lload(at)
                .invokestatic(
                        Symbols.OPERATIONS,
                        "element",
                        Symbols.method(Object.class, Object.class, long.class));
    }

    private static void entry(Code code, TypedExpression map, TypedExpression key, Label onNull) {
        code.value(Kind.OBJECT, map, onNull);
        int entries = code.store(Kind.OBJECT);
        code.object(key);
        int slot = code.store(Kind.OBJECT);
        code.out
                .aload(entries)
                .checkcast(ConstantDescs.CD_Map)
                .aload(slot)
                .invokeinterface(
                        ConstantDescs.CD_Map, "get", Symbols.method(Object.class, Object.class));
    }

    /** A local with an array of the values, which may be null. */
    static int array(Code code, List<TypedExpression> elements) {
        code.out.loadConstant(elements.size()).anewarray(ConstantDescs.CD_Object);
        int array = code.store(Kind.OBJECT);
        for (int i = 0; i < elements.size(); i++) {
            code.object(elements.get(i));
            int element = code.store(Kind.OBJECT);
            code.out.aload(array).loadConstant(i).aload(element).aastore();
        }
        return array;
    }

    private static void map(Code code, List<TypedExpression> keys, List<TypedExpression> values) {
        ClassDesc type = Symbols.of(LinkedHashMap.class);
        code.out
                .new_(type)
                .dup()
                .invokespecial(type, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
        int map = code.store(Kind.OBJECT);
        for (int i = 0; i < keys.size(); i++) {
            code.object(keys.get(i));
            int key = code.store(Kind.OBJECT);
            code.object(values.get(i));
            int value = code.store(Kind.OBJECT);
            code.out
                    .aload(map)
                    .aload(key)
                    .aload(value)
                    .invokevirtual(
                            type, "put", Symbols.method(Object.class, Object.class, Object.class))
                    .pop();
        }
        code.out
                .aload(map)
                .invokestatic(
                        Symbols.of(Collections.class),
                        "unmodifiableMap",
                        Symbols.method(Map.class, Map.class));
    }

    private static void concat(Code code, Concat concat) {
        var operands = new ArrayList<TypedExpression>();
        flatten(code, concat, operands);
        int joined = keep(code, operands.getFirst());
        for (int from = 1; from < operands.size(); from += MOST_JOINED - 1) {
            int to = Math.min(operands.size(), from + MOST_JOINED - 1);
            var slots = new ArrayList<Integer>(List.of(joined));
            operands.subList(from, to).forEach(e -> slots.add(keep(code, e)));
            slots.forEach(code.out::aload);
            var parameters = new Class<?>[slots.size()];
            Arrays.fill(parameters, Object.class);
            code.out.invokestatic(
                    Symbols.OPERATIONS, "concat", Symbols.method(String.class, parameters));
            joined = code.store(Kind.OBJECT);
        }
        code.out.aload(joined);
    }

    private static int keep(Code code, TypedExpression operand) {
        code.object(operand);
        return code.store(Kind.OBJECT);
    }

    /** {@code a + b + c} is joined at once; the order of evaluation stays. */
    private static void flatten(Code code, Concat concat, List<TypedExpression> into) {
        if (concat.left() instanceof Concat left && !code.isPart(left)) {
            flatten(code, left, into);
        } else {
            into.add(concat.left());
        }
        into.add(concat.right());
    }
}
