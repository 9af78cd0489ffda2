// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.fuzz;

import java.util.random.RandomGenerator;

/** Texts of expressions by chance, each of the type asked for if all goes well. */
final class ExpressionGenerator {
    private final RandomGenerator random;
    private boolean constants;

    ExpressionGenerator(RandomGenerator random) {
        this.random = random;
    }

    /** An expression over the columns of S1. */
    String of(String type, int depth) {
        constants = false;
        return expression(type, depth);
    }

    /** An expression without columns. */
    String constant(String type, int depth) {
        constants = true;
        return expression(type, depth);
    }

    /** An expression inside the last one. */
    String nested(String type) {
        return expression(type, 1);
    }

    private String expression(String type, int depth) {
        if (depth <= 0 || random.nextInt(4) == 0) {
            return leaf(type);
        }
        int deeper = depth - 1;
        return switch (type) {
            case "INT" -> integer(deeper);
            case "BIGINT" ->
                    pick(
                            "(" + leaf("BIGINT") + " + " + expression("INT", deeper) + ")",
                            "CAST(" + expression("INT", deeper) + " AS BIGINT)",
                            "ABS(" + expression("BIGINT", deeper) + ")");
            case "DOUBLE" ->
                    pick(
                            "(" + expression("DOUBLE", deeper) + operator() + leaf("INT") + ")",
                            "ROUND("
                                    + expression("DOUBLE", deeper)
                                    + ", "
                                    + random.nextInt(20)
                                    + ")",
                            "SQRT(" + expression("DOUBLE", deeper) + ")",
                            "CAST(" + expression("VARCHAR", deeper) + " AS DOUBLE)");
            case "DECIMAL" ->
                    pick(
                            "(" + leaf("DECIMAL") + operator() + leaf("INT") + ")",
                            "CAST(" + expression("DOUBLE", deeper) + " AS DECIMAL(12, 3))");
            case "VARCHAR" -> text(deeper);
            case "BOOLEAN" -> bool(deeper);
            case "ARRAY" ->
                    pick(
                            "ARRAY[" + expression("INT", deeper) + ", " + leaf("INT") + "]",
                            "TRANSFORM(" + leaf("ARRAY") + ", X => X + 1)",
                            "FILTER(" + leaf("ARRAY") + ", X => X > " + leaf("INT") + ")",
                            "ARRAY_SORT(" + expression("ARRAY", deeper) + ")");
            case "TIMESTAMP" ->
                    pick(
                            leaf("TIMESTAMP"),
                            "TIMESTAMPADD(SECONDS, " + leaf("INT") + ", " + leaf("TIMESTAMP") + ")",
                            "FROM_UNIXTIME(" + expression("BIGINT", deeper) + ")");
            default -> leaf(type);
        };
    }

    private String integer(int depth) {
        return switch (random.nextInt(7)) {
            case 0 -> "(" + expression("INT", depth) + operator() + expression("INT", depth) + ")";
            case 1 -> "LEN(" + expression("VARCHAR", depth) + ")";
            case 2 -> "-" + leaf("INT");
            case 3 -> expression("ARRAY", 0) + "[" + leaf("INT") + "]";
            case 4 ->
                    "CASE WHEN %s THEN %s ELSE %s END"
                            .formatted(expression("BOOLEAN", depth), leaf("INT"), leaf("INT"));
            case 5 -> "CAST(" + expression("VARCHAR", depth) + " AS INT)";
            default -> "IFNULL(" + expression("INT", depth) + ", " + leaf("INT") + ")";
        };
    }

    private String text(int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> pick("UCASE", "LCASE", "TRIM") + "(" + expression("VARCHAR", depth) + ")";
            case 1 ->
                    "CAST(" + expression(pick("INT", "DOUBLE", "BOOLEAN"), depth) + " AS VARCHAR)";
            case 2 -> "CONCAT(" + expression("VARCHAR", depth) + ", " + leaf("VARCHAR") + ")";
            case 3 ->
                    "SUBSTRING(%s, %s, %s)"
                            .formatted(expression("VARCHAR", depth), leaf("INT"), leaf("INT"));
            case 4 -> "(" + expression("VARCHAR", depth) + " + " + leaf("VARCHAR") + ")";
            default ->
                    "REPLACE(" + leaf("VARCHAR") + ", 'a', " + expression("VARCHAR", depth) + ")";
        };
    }

    private String bool(int depth) {
        return switch (random.nextInt(9)) {
            case 0 -> expression("INT", depth) + comparison() + expression("INT", depth);
            case 1 -> expression("VARCHAR", depth) + comparison() + expression("VARCHAR", depth);
            case 2 ->
                    "(%s %s %s)"
                            .formatted(
                                    expression("BOOLEAN", depth),
                                    pick("AND", "OR"),
                                    expression("BOOLEAN", depth));
            case 3 -> "NOT (" + expression("BOOLEAN", depth) + ")";
            case 4 -> expression(pick("INT", "VARCHAR"), depth) + pick(" IS NULL", " IS NOT NULL");
            case 5 -> expression("VARCHAR", depth) + pick(" LIKE ", " NOT LIKE ") + "'a%_\\%'";
            case 6 -> expression("INT", depth) + " BETWEEN " + leaf("INT") + " AND " + leaf("INT");
            case 7 -> expression("INT", depth) + " IN (" + leaf("INT") + ", " + leaf("INT") + ")";
            default -> expression("INT", depth) + " IS DISTINCT FROM " + leaf("INT");
        };
    }

    private String leaf(String type) {
        if (constants || random.nextInt(3) == 0) {
            return switch (type) {
                case "INT" -> pick("0", "1", "-1", "7", "2147483647", "-2147483648");
                case "BIGINT" -> pick("0", "9223372036854775807", "-9223372036854775808");
                case "DOUBLE" -> pick("0e0", "1.5e0", "-1e308", "1e-300");
                case "DECIMAL" -> pick("0.0", "1.25", "-99999.99");
                case "VARCHAR" -> pick("''", "'a'", "'it''s'", "'12'", "'日本😀'", "'%'");
                case "BOOLEAN" -> pick("TRUE", "FALSE");
                case "ARRAY" -> "ARRAY[1, 2, 3]";
                case "DATE" -> "PARSE_DATE('2024-01-02', 'yyyy-MM-dd')";
                case "TIME" -> "PARSE_TIME('12:30', 'HH:mm')";
                case "BYTES" -> "TO_BYTES('aGk=', 'base64')";
                default -> "PARSE_TIMESTAMP('2024-01-02', 'yyyy-MM-dd')";
            };
        }
        return switch (type) {
            case "INT" -> pick("A", "H->X", "F[1]", "G['k']");
            case "BIGINT" -> pick("BI", "K", "ROWTIME");
            case "DOUBLE" -> "C";
            case "DECIMAL" -> "D";
            case "VARCHAR" -> pick("B", "H->Y");
            case "BOOLEAN" -> "E";
            case "ARRAY" -> "F";
            case "DATE" -> "DD";
            case "TIME" -> "PARSE_TIME(B, 'HH:mm')";
            case "BYTES" -> "RAW";
            default -> "T";
        };
    }

    private String operator() {
        return pick(" + ", " - ", " * ", " / ", " % ");
    }

    private String comparison() {
        return pick(" = ", " <> ", " < ", " > ", " <= ", " >= ", " != ");
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }
}
