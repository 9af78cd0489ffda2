// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which tables a connector captures by its lists, as Debezium reads them: regular expressions for
 * whole names, whatever their case; a list of what is taken is looked at before one of what isn't.
 *
 * @param schemas takes names of schemas
 * @param tables takes names of tables with their schemas
 */
record CapturedTables(Predicate<String> schemas, Predicate<String> tables)
        implements Predicate<TableName> {
    private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

    /**
     * @param config the connector's; a list that can't be read takes nothing, and Debezium says why
     */
    static CapturedTables of(Map<String, String> config) {
        Predicate<String> signals =
                name -> name.equals(config.getOrDefault("signal.data.collection", ""));
        return new CapturedTables(lists(config, "schema"), lists(config, "table").or(signals));
    }

    private static Predicate<String> lists(Map<String, String> config, String kind) {
        String included = config.getOrDefault(kind + ".include.list", "");
        if (!included.isBlank()) {
            return any(included);
        }
        String excluded = config.getOrDefault(kind + ".exclude.list", "");
        return excluded.isBlank() ? _ -> true : any(excluded).negate();
    }

    private static Predicate<String> any(String list) {
        List<Pattern> patterns = new ArrayList<>();
        for (String one : COMMA.split(list)) {
            try {
                patterns.add(
                        Pattern.compile(one.strip().replace("\\,", ","), Pattern.CASE_INSENSITIVE));
            } catch (PatternSyntaxException e) {
                continue;
            }
        }
        return name -> patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    @Override
    public boolean test(TableName name) {
        return schemas.test(name.schema()) && tables.test(name.toString());
    }
}
