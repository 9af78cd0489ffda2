// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.sql.ir.Expressions;
import dev.bottledwater.sql.ir.TypedExpression;

import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Cuts large expressions into parts that get methods of their own. A method may have 64 KB, but the
 * JIT compiler leaves those over 8,000 bytes alone; the weights are bytes, guessed high.
 */
final class Parts {
    private static final int HEAVIEST_METHOD = 4_000;

    /** Above it the class's constant pool might not do. */
    private static final int HEAVIEST_EXPRESSION = 400_000;

    private static final int NODE = 30;
    private static final int CHILD = 15;
    private static final int CALL_OF_PART = 20;

    private final Set<TypedExpression> parts = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean tooLarge;
    private long total;

    private Parts() {}

    static Parts of(TypedExpression root) {
        var parts = new Parts();
        parts.weigh(root);
        return parts;
    }

    /** Whether a node of the expression has a method of its own. */
    boolean contains(TypedExpression node) {
        return parts.contains(node);
    }

    /** Whether code can be made at all. */
    boolean fit() {
        return !tooLarge && total <= HEAVIEST_EXPRESSION;
    }

    /** About how many bytes all methods have. */
    long total() {
        return total;
    }

    private int weigh(TypedExpression node) {
        List<TypedExpression> children = Expressions.children(node);
        int own = NODE + CHILD * children.size();
        total += own;
        if (node instanceof TypedExpression.Lambda) {
            weigh(children.getFirst());
            return own;
        }
        record Child(TypedExpression node, int weight) {}
        int sum = own;
        var heavy = new java.util.ArrayList<Child>();
        for (var child : children) {
            int weight = weigh(child);
            sum += weight;
            if (weight > 2 * (NODE + CHILD)) {
                heavy.add(new Child(child, weight));
            }
        }
        if (sum > HEAVIEST_METHOD) {
            heavy.sort(Comparator.comparingInt(Child::weight).reversed());
            for (var child : heavy) {
                if (sum <= HEAVIEST_METHOD) {
                    break;
                }
                if (parts.add(child.node())) {
                    sum -= child.weight() - CALL_OF_PART;
                }
            }
            tooLarge |= sum > 8 * HEAVIEST_METHOD;
        }
        return sum;
    }
}
