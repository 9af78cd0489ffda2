// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that are refused, with KSQL's text, the place and a hint. */
class QueryErrorsTest {

    private static SqlException refused(String sql) {
        return catchThrowableOfType(
                SqlException.class,
                () -> TestCatalog.ANALYZER.analyze(TestCatalog.query(sql), TestCatalog.CATALOG));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    SELECT NOSUCH FROM ORDERS EMIT CHANGES | Line: 1, Col: 8: SELECT column 'NOSUCH' cannot be resolved.
                    SELECT ID FROM ORDERS WHERE X = 1 EMIT CHANGES | Line: 1, Col: 29: WHERE column 'X' cannot be resolved.
                    SELECT * FROM NOSUCH | Exception while preparing statement: NOSUCH does not exist.
                    SELECT U.ID FROM ORDERS O EMIT CHANGES | 'U' is not a valid stream/table name or alias.
                    SELECT U.* FROM ORDERS O EMIT CHANGES | 'U' is not a valid stream/table name or alias.
                    SELECT NOFUNC(ID) FROM ORDERS EMIT CHANGES | Can't find any functions with the name 'NOFUNC'
                    SELECT UCASE(ID) FROM ORDERS EMIT CHANGES | Function 'ucase' does not accept parameters (BIGINT).\\nValid alternatives are:\\nUCASE(VARCHAR input)\\nFor detailed information on a function run: DESCRIBE FUNCTION <Function-Name>;
                    SELECT GREATEST(N, ID) FROM ORDERS EMIT CHANGES | Function 'greatest' cannot be resolved due to ambiguous method parameters (INTEGER, BIGINT).
                    SELECT GREATEST() FROM ORDERS EMIT CHANGES | Function 'greatest' does not accept parameters ().
                    SELECT GREATEST(ITEM, 1) FROM ORDERS EMIT CHANGES | Function 'greatest' does not accept parameters (STRING, INTEGER).
                    SELECT ABS(NULL) FROM ORDERS EMIT CHANGES | Function 'abs' cannot be resolved due to ambiguous method parameters (null).
                    SELECT ID + ITEM FROM ORDERS EMIT CHANGES | Error processing expression: (ID + ITEM). Unsupported arithmetic types. BIGINT STRING\\nStatement: (ID + ITEM)
                    SELECT 1 + NULL FROM ORDERS EMIT CHANGES | Error processing expression: (1 + null). Arithmetic on types INTEGER and null are not supported.
                    SELECT ID FROM ORDERS WHERE TRUE + 1.5 EMIT CHANGES | Error in WHERE expression: Error processing expression: (true + 1.5). Unsupported arithmetic types. BOOLEAN DECIMAL
                    SELECT ID FROM ORDERS WHERE ITEM EMIT CHANGES | Type error in WHERE expression: Should evaluate to boolean but is ITEM (STRING) instead.\\nStatement: ITEM
                    SELECT ID FROM ORDERS WHERE ID = '10' EMIT CHANGES | Error in WHERE expression: Cannot compare ID (BIGINT) to '10' (STRING) with EQUAL.\\nStatement: (ID = '10')
                    SELECT ID FROM ORDERS WHERE ID = NULL EMIT CHANGES | Error in WHERE expression: Comparison with NULL not supported: BIGINT = NULL\\nUse 'IS NULL' or 'IS NOT NULL' instead.\\nStatement: (ID = null)
                    SELECT ADDR < ADDR FROM ORDERS EMIT CHANGES | Cannot compare ADDR (STRUCT<`CITY` STRING, `ZIP` INTEGER>) to ADDR (STRUCT<`CITY` STRING, `ZIP` INTEGER>) with LESS_THAN.
                    SELECT ID FROM ORDERS WHERE ITEM BETWEEN 10 AND 20 EMIT CHANGES | Cannot compare ITEM (STRING) to 10 (INTEGER) with GREATER_THAN_OR_EQUAL
                    SELECT ID FROM ORDERS WHERE ITEM LIKE 10 EMIT CHANGES | The column type for Like condition must be VARCHAR. The column type is INTEGER
                    SELECT ID FROM ORDERS WHERE ID IN (10, TRUE) EMIT CHANGES | Invalid Predicate: operator does not exist: BIGINT = BOOLEAN (true)\\nHint: You might need to add explicit type casts.
                    SELECT ID FROM ORDERS WHERE ID IN (10, 'x') EMIT CHANGES | Invalid Predicate: invalid input syntax for type BIGINT: "x".
                    SELECT ID FROM ORDERS WHERE ARRAY[ID] IN (ARRAY[ID], ARRAY['10', 'x']) EMIT CHANGES | Invalid Predicate: invalid input syntax for type BIGINT: "x".
                    SELECT ID FROM ORDERS WHERE ADDR IN (STRUCT(ZIP := 'x')) EMIT CHANGES | Invalid Predicate: invalid input syntax for type INTEGER: "x".
                    SELECT ID FROM ORDERS WHERE MAP('a' := ID) IN (MAP('b' := 'x')) EMIT CHANGES | Invalid Predicate: invalid input syntax for type BIGINT: "x".
                    SELECT CAST(ITEM AS ARRAY<INT>) FROM ORDERS EMIT CHANGES | Invalid Select: Cast of STRING to ARRAY<INTEGER> is not supported
                    SELECT NULL AS X FROM ORDERS EMIT CHANGES | Can't infer a type of null. Please explicitly cast it to a required type, e.g. CAST(null AS VARCHAR).
                    SELECT ARRAY[] AS X FROM ORDERS EMIT CHANGES | Array constructor cannot be empty.
                    SELECT MAP('a' := NULL) AS X FROM ORDERS EMIT CHANGES | Cannot construct a map with all NULL values
                    SELECT STRUCT(A := 1, A := 2) AS X FROM ORDERS EMIT CHANGES | Duplicate field names found in STRUCT
                    SELECT ADDR->CITI FROM ORDERS EMIT CHANGES | No such struct field: 'CITI' of ADDR. Fields are: CITY, ZIP
                    SELECT FILTER(TAGS, id => id = 'x') FROM ORDERS EMIT CHANGES | Lambda function argument can't be a column name: ID
                    SELECT ITEM, COUNT(*) FROM ORDERS EMIT CHANGES | Non-aggregate SELECT expression(s) not part of GROUP BY: ITEM\\nEither add the column(s) to the GROUP BY or remove them from the SELECT.
                    SELECT CUSTOMER, N * SUM(N) FROM ORDERS GROUP BY CUSTOMER EMIT CHANGES | Non-aggregate SELECT expression(s) not part of GROUP BY: (N * SUM(N))
                    SELECT CUSTOMER, SUM(COUNT(*)) FROM ORDERS GROUP BY CUSTOMER EMIT CHANGES | Aggregate functions can not be nested: SUM(COUNT(*))
                    SELECT CUSTOMER FROM ORDERS GROUP BY CUSTOMER EMIT CHANGES | GROUP BY requires aggregate functions in either the SELECT or HAVING clause.
                    SELECT COUNT(*) FROM ORDERS GROUP BY SUM(N) EMIT CHANGES | GROUP BY does not support aggregate functions: SUM is an aggregate function.
                    SELECT REGION, MAX(SPENT) FROM CUSTOMERS GROUP BY REGION EMIT CHANGES | The aggregation function(s) (MAX) cannot be applied to a table source
                    SELECT CUSTOMER, TOPK(N, N) FROM ORDERS GROUP BY CUSTOMER EMIT CHANGES | Parameter 2 passed to function TOPK must be a literal constant, but was expression: 'N'
                    SELECT CUSTOMER, SUM(ITEM) FROM ORDERS GROUP BY CUSTOMER EMIT CHANGES | Function 'SUM' does not accept parameters (STRING).
                    SELECT CUSTOMER, COUNT(*) FROM ORDERS GROUP BY CUSTOMER HAVING SUM(N) > '1' EMIT CHANGES | Error in HAVING expression: Cannot compare SUM(N) (INTEGER) to '1' (STRING) with GREATER_THAN.
                    SELECT CUSTOMER, COUNT(*) FROM ORDERS WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY CUSTOMER, WINDOWSTART EMIT CHANGES | Window bounds column WINDOWSTART can only be used in the SELECT clause of windowed aggregations
                    SELECT CUSTOMER, COUNT(*) FROM ORDERS WINDOW TUMBLING (SIZE 1 HOUR) WHERE WINDOWEND > 1 GROUP BY CUSTOMER EMIT CHANGES | Error in WHERE expression: Unknown column WINDOWEND.
                    SELECT CUSTOMER, COUNT(*) FROM ORDERS GROUP BY CUSTOMER EMIT FINAL | EMIT FINAL is only supported for windowed aggregations.
                    SELECT ID FROM ORDERS WINDOW TUMBLING (SIZE 1 HOUR) EMIT CHANGES | WINDOW clause requires a GROUP BY clause.
                    SELECT ID AS A FROM ORDERS PARTITION BY A EMIT CHANGES | PARTITION BY column 'A' cannot be resolved. 'A' must be a column in the source schema since PARTITION BY is applied on the input.
                    SELECT REGION FROM CUSTOMERS PARTITION BY REGION EMIT CHANGES | PARTITION BY is only supported on streams
                    SELECT ITEM, ITEM FROM ORDERS EMIT CHANGES | Duplicate value columns found in schema: `ITEM` STRING
                    SELECT EXPLODE(ADDR) FROM ORDERS EMIT CHANGES | Function 'explode' does not accept parameters (STRUCT<`CITY` STRING, `ZIP` INTEGER>).\\nValid alternatives are:\\nexplode(ARRAY<DECIMAL> input)\\nexplode(ARRAY<T> list)
                    SELECT EXPLODE(ARRAY[REGION]) FROM CUSTOMERS EMIT CHANGES | Table source is not supported with table functions
                    SELECT CUSTOMER, EXPLODE(N), COUNT(*) FROM ORDERS GROUP BY CUSTOMER EMIT CHANGES | Table functions cannot be used with aggregations.
                    SELECT EXPLODE(TAGS), COUNT(*) FROM ORDERS EMIT CHANGES | Table functions cannot be used with aggregations.
                    SELECT EXPLODE(ARRAY[COUNT(*)]) FROM ORDERS EMIT CHANGES | Table functions cannot be used with aggregations.
                    SELECT CUSTOMER, COUNT(EXPLODE(TAGS)) FROM ORDERS GROUP BY CUSTOMER EMIT CHANGES | Table functions cannot be used in the arguments of an aggregate function: EXPLODE(TAGS)
                    SELECT EXPLODE(EXPLODE(ARRAY[TAGS])) FROM ORDERS EMIT CHANGES | Table functions cannot be used in the arguments of another one: EXPLODE(ARRAY[TAGS])
                    SELECT CASE WHEN N > 1 THEN EXPLODE(TAGS) END FROM ORDERS EMIT CHANGES | Table functions cannot be used in CASE: EXPLODE(TAGS)
                    SELECT TRANSFORM(TAGS, x => EXPLODE(TAGS)) FROM ORDERS EMIT CHANGES | Table functions cannot be used in a lambda: EXPLODE(TAGS)
                    SELECT ITEM FROM ORDERS WHERE EXPLODE(TAGS) = 'a' EMIT CHANGES | Table functions cannot be used in the WHERE clause: EXPLODE(TAGS)
                    SELECT ITEM FROM ORDERS PARTITION BY EXPLODE(TAGS) EMIT CHANGES | Table functions cannot be used in the PARTITION BY clause: EXPLODE(TAGS)
                    SELECT EXPLODE(TAGS) FROM ORDERS | Pull queries don't support table functions. See https://cnfl.io/queries
                    SELECT REGION, COUNT(*) FROM CUSTOMERS GROUP BY REGION | Pull queries don't support GROUP BY clauses. See https://cnfl.io/queries for more info.\\nAdd EMIT CHANGES if you intended to issue a push query.
                    SELECT ROWPARTITION FROM CUSTOMERS | Pull queries don't support the following columns in SELECT clauses: `ROWPARTITION`
                    SELECT ID FROM CUSTOMERS WHERE ROWOFFSET = 1 | Pull queries don't support the following columns in WHERE clauses: `ROWOFFSET`
                    SELECT ID FROM CUSTOMERS WHERE REGION BETWEEN 10 AND 'b' | Invalid expression: Cannot compare REGION (STRING) to 10 (INTEGER) with GREATER_THAN_OR_EQUAL
                    SELECT ID FROM CUSTOMERS WHERE WINDOWEND = 1 | WHERE column 'WINDOWEND' cannot be resolved
                    """)
    void theMessageIsKsqls(String sql, String message) {
        assertThat(refused(sql).message()).contains(message.replace("\\n", "\n"));
    }

    @Test
    void errorsHaveACodeAPlaceAndAHint() {
        var unknown = refused("SELECT CUSTOMR\nFROM ORDERS EMIT CHANGES");
        assertThat(unknown.code()).isEqualTo(ErrorCode.UNKNOWN_COLUMN);
        assertThat(unknown.span().orElseThrow().column()).isEqualTo(8);
        assertThat(unknown.hint()).contains("Did you mean 'CUSTOMER'?");
        var function = refused("SELECT\n UCAS(ITEM) FROM ORDERS EMIT CHANGES");
        assertThat(function.code()).isEqualTo(ErrorCode.UNKNOWN_FUNCTION);
        assertThat(function.span().orElseThrow().line()).isEqualTo(2);
        assertThat(function.hint()).contains("Did you mean 'UCASE'?");
        assertThat(refused("SELECT * FROM ORDRES EMIT CHANGES").hint())
                .contains("Did you mean 'ORDERS'?");
        var join =
                refused("SELECT O.ID FROM ORDERS O\n JOIN CUSTOMERS C ON O.ID > C.ID EMIT CHANGES");
        assertThat(join.code()).isEqualTo(ErrorCode.INVALID_JOIN);
        assertThat(join.span().orElseThrow().line()).isEqualTo(2);
    }
}
