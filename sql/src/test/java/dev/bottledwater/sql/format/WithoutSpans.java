// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.format;

import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.Properties;
import dev.bottledwater.sql.ast.SourceSpan;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A tree as nested maps without places, and with properties in the order of their names: what two
 * spellings share.
 */
final class WithoutSpans {
    private WithoutSpans() {}

    static @Nullable Object of(@Nullable Object node) throws ReflectiveOperationException {
        return switch (node) {
            case null -> null;
            case Identifier identifier -> identifier.text();
            case Properties properties -> {
                Map<String, @Nullable Object> sorted = new TreeMap<>();
                for (Properties.Property entry : properties.entries()) {
                    sorted.put(entry.name(), of(entry.value()));
                }
                yield sorted;
            }
            case List<?> list -> {
                List<@Nullable Object> result = new ArrayList<>();
                for (Object element : list) {
                    result.add(of(element));
                }
                yield result;
            }
            case Record tree -> {
                Map<String, @Nullable Object> result = new LinkedHashMap<>();
                result.put("", tree.getClass().getSimpleName());
                for (RecordComponent component : tree.getClass().getRecordComponents()) {
                    if (component.getType() != SourceSpan.class) {
                        result.put(component.getName(), of(component.getAccessor().invoke(tree)));
                    }
                }
                yield result;
            }
            default -> node;
        };
    }
}
