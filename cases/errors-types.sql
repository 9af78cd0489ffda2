-- Types that don't fit, and functions that don't take their arguments.

setup:
CREATE STREAM s (id BIGINT KEY, name VARCHAR, age INT, price DECIMAL(6, 2), tags ARRAY<VARCHAR>,
    m MAP<VARCHAR, INT>, born DATE, at TIMESTAMP, raw BYTES, ok BOOLEAN)
  WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');

case: text and number compared
CREATE STREAM o AS SELECT id FROM s WHERE name > age;

error:
Could not determine output schema for query due to error: Error in WHERE expression: Cannot compare NAME (STRING) to AGE (INTEGER) with GREATER_THAN.
Statement: (NAME > AGE)
  |
1 | CREATE STREAM o AS SELECT id FROM s WHERE name > age;
  |                                           ^^^^^^^^^^
Hint: CAST one side to the type of the other.
Code: BW-1201

case: text and number added
CREATE STREAM o AS SELECT id, name - age AS x FROM s;

error:
Could not determine output schema for query due to error: Error processing expression: (NAME - AGE). Unsupported arithmetic types. STRING INTEGER
Statement: (NAME - AGE)
  |
1 | CREATE STREAM o AS SELECT id, name - age AS x FROM s;
  |                               ^^^^^^^^^^
Hint: CAST an operand so that both are numbers or both are strings.
Code: BW-1201

case: a condition that is no boolean
CREATE STREAM o AS SELECT id FROM s WHERE age;

error:
Could not determine output schema for query due to error: Type error in WHERE expression: Should evaluate to boolean but is AGE (INTEGER) instead.
Statement: AGE
  |
1 | CREATE STREAM o AS SELECT id FROM s WHERE age;
  |                                           ^^^
Code: BW-1201

case: AND of a number
CREATE STREAM o AS SELECT id FROM s WHERE ok AND age;

error:
Could not determine output schema for query due to error: Error processing expression: (OK AND AGE). AGE should be BOOLEAN but is INTEGER
  |
1 | CREATE STREAM o AS SELECT id FROM s WHERE ok AND age;
  |                                                  ^^^
Code: BW-1201

case: a function with the wrong type
CREATE STREAM o AS SELECT id, UCASE(age) AS x FROM s;

error:
Could not determine output schema for query due to error: Function 'ucase' does not accept parameters (INTEGER).
Valid alternatives are:
UCASE(VARCHAR input)
For detailed information on a function run: DESCRIBE FUNCTION <Function-Name>;
  |
1 | CREATE STREAM o AS SELECT id, UCASE(age) AS x FROM s;
  |                               ^^^^^^^^^^
Code: BW-1202

case: a function with too many arguments
CREATE STREAM o AS SELECT id, UCASE(name, name) AS x FROM s;

error:
Could not determine output schema for query due to error: Function 'ucase' does not accept parameters (STRING, STRING).
Valid alternatives are:
UCASE(VARCHAR input)
For detailed information on a function run: DESCRIBE FUNCTION <Function-Name>;
  |
1 | CREATE STREAM o AS SELECT id, UCASE(name, name) AS x FROM s;
  |                               ^^^^^^^^^^^^^^^^^
Code: BW-1202

case: a function without arguments
CREATE STREAM o AS SELECT id, ABS() AS x FROM s;

error:
Could not determine output schema for query due to error: Function 'abs' does not accept parameters ().
Valid alternatives are:
ABS(DOUBLE val)
ABS(INT val)
ABS(DECIMAL val)
ABS(BIGINT val)
For detailed information on a function run: DESCRIBE FUNCTION <Function-Name>;
  |
1 | CREATE STREAM o AS SELECT id, ABS() AS x FROM s;
  |                               ^^^^^
Code: BW-1202

case: a cast that is not possible
CREATE STREAM o AS SELECT id, CAST(tags AS INT) AS x FROM s;

error:
Could not determine output schema for query due to error: Invalid Select: Cast of ARRAY<STRING> to INTEGER is not supported. expression: CAST(TAGS AS INTEGER)
  |
1 | CREATE STREAM o AS SELECT id, CAST(tags AS INT) AS x FROM s;
  |                               ^^^^^^^^^^^^^^^^^
Code: BW-1201

case: an element of something that has none
CREATE STREAM o AS SELECT id, age[1] AS x FROM s;

error:
Could not determine output schema for query due to error: AGE is INTEGER: only an ARRAY or a MAP has elements
  |
1 | CREATE STREAM o AS SELECT id, age[1] AS x FROM s;
  |                               ^^^
Code: BW-1201

case: a field of something that has none
CREATE STREAM o AS SELECT id, name->first AS x FROM s;

error:
Could not determine output schema for query due to error: Cannot read field 'FIRST' of NAME: it is STRING, not a STRUCT
  |
1 | CREATE STREAM o AS SELECT id, name->first AS x FROM s;
  |                                     ^^^^^
Code: BW-1201

case: an index that is text
CREATE STREAM o AS SELECT id, tags['a'] AS x FROM s;

error:
Could not determine output schema for query due to error: The subscript of TAGS must be an INTEGER, but 'a' is STRING
  |
1 | CREATE STREAM o AS SELECT id, tags['a'] AS x FROM s;
  |                                    ^^^
Code: BW-1201

case: branches of a CASE of different types
CREATE STREAM o AS SELECT id, CASE WHEN ok THEN name ELSE age END AS x FROM s;

error:
Could not determine output schema for query due to error: Invalid Case expression: all results must have one type, but AGE is INTEGER and those before it are STRING
  |
1 | CREATE STREAM o AS SELECT id, CASE WHEN ok THEN name ELSE age END AS x FROM s;
  |                                                           ^^^
Hint: CAST the results to one type.
Code: BW-1201

case: a list of different types
CREATE STREAM o AS SELECT id FROM s WHERE age IN (1, true);

error:
Could not determine output schema for query due to error: Invalid Predicate: operator does not exist: INTEGER = BOOLEAN (true)
Hint: You might need to add explicit type casts.
  |
1 | CREATE STREAM o AS SELECT id FROM s WHERE age IN (1, true);
  |                                                      ^^^^
Hint: CAST it to INTEGER.
Code: BW-1201

case: an array of different types
CREATE STREAM o AS SELECT id, ARRAY[1, true] AS x FROM s;

error:
Could not determine output schema for query due to error: Invalid Select: operator does not exist: INTEGER = BOOLEAN (true)
Hint: You might need to add explicit type casts.
  |
1 | CREATE STREAM o AS SELECT id, ARRAY[1, true] AS x FROM s;
  |                                        ^^^^
Hint: CAST it to INTEGER.
Code: BW-1201

case: LIKE on a number
CREATE STREAM o AS SELECT id FROM s WHERE age LIKE '1%';

error:
Could not determine output schema for query due to error: The column type for Like condition must be VARCHAR. The column type is INTEGER
  |
1 | CREATE STREAM o AS SELECT id FROM s WHERE age LIKE '1%';
  |                                           ^^^
Hint: CAST it to VARCHAR.
Code: BW-1201

case: BETWEEN of text and numbers
CREATE STREAM o AS SELECT id FROM s WHERE name BETWEEN 1 AND 2;

error:
Could not determine output schema for query due to error: Invalid expression: Cannot compare NAME (STRING) to 1 (INTEGER) with GREATER_THAN_OR_EQUAL.
Statement: (NAME BETWEEN 1 AND 2)
  |
1 | CREATE STREAM o AS SELECT id FROM s WHERE name BETWEEN 1 AND 2;
  |                                           ^^^^^^^^^^^^^^^^^^^^
Hint: CAST one side to the type of the other.
Code: BW-1201

case: a date that is none
CREATE STREAM o AS SELECT id FROM s WHERE born = '2024-02-31';

error:
Could not determine output schema for query due to error: Error in WHERE expression: Cannot compare BORN (DATE) to '2024-02-31' (STRING) with EQUAL.
Statement: (BORN = '2024-02-31')
  |
1 | CREATE STREAM o AS SELECT id FROM s WHERE born = '2024-02-31';
  |                                           ^^^^^^^^^^^^^^^^^^^
Hint: CAST one side to the type of the other.
Code: BW-1201

case: negation of text
CREATE STREAM o AS SELECT id, -name AS x FROM s;

error:
Could not determine output schema for query due to error: Error processing expression: -NAME. The sign - needs a number, not STRING
  |
1 | CREATE STREAM o AS SELECT id, -name AS x FROM s;
  |                               ^^^^^
Code: BW-1201

case: NOT of a number
CREATE STREAM o AS SELECT id FROM s WHERE NOT age;

error:
Could not determine output schema for query due to error: Error processing expression: (NOT AGE). AGE should be BOOLEAN but is INTEGER
  |
1 | CREATE STREAM o AS SELECT id FROM s WHERE NOT age;
  |                                               ^^^
Code: BW-1201

case: an aggregate of text
CREATE TABLE o AS SELECT name, SUM(tags) AS x FROM s GROUP BY name;

error:
Could not determine output schema for query due to error: Function 'SUM' does not accept parameters (ARRAY<STRING>).
Valid alternatives are:
SUM(DOUBLE val1)
SUM(INT val1)
SUM(BIGINT val1)
SUM(DECIMAL val1)
For detailed information on a function run: DESCRIBE FUNCTION <Function-Name>;
  |
1 | CREATE TABLE o AS SELECT name, SUM(tags) AS x FROM s GROUP BY name;
  |                                ^^^^^^^^^
Code: BW-1202

case: an aggregate in a condition
CREATE STREAM o AS SELECT id FROM s WHERE COUNT(*) > 1;

error:
Could not determine output schema for query due to error: WHERE does not support aggregate functions: COUNT is an aggregate function.
  |
1 | CREATE STREAM o AS SELECT id FROM s WHERE COUNT(*) > 1;
  |                                           ^^^^^^^^
Hint: Put the condition into HAVING.
Code: BW-1303

case: an aggregate without a grouping
CREATE TABLE o AS SELECT COUNT(*) AS n FROM s;

error:
Could not determine output schema for query due to error: CREATE TABLE AS SELECT statement does not support aggregate function [COUNT(ROWTIME)] without a GROUP BY clause.
  |
1 | CREATE TABLE o AS SELECT COUNT(*) AS n FROM s;
  |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: Add GROUP BY.
Code: BW-1303

case: a column that is not grouped
CREATE TABLE o AS SELECT name, age, COUNT(*) AS n FROM s GROUP BY name;

error:
Could not determine output schema for query due to error: Non-aggregate SELECT expression(s) not part of GROUP BY: AGE
Either add the column(s) to the GROUP BY or remove them from the SELECT.
  |
1 | CREATE TABLE o AS SELECT name, age, COUNT(*) AS n FROM s GROUP BY name;
  |                                ^^^
Code: BW-1303

case: the key left out of the projection
CREATE STREAM o AS SELECT name FROM s;

error:
Could not determine output schema for query due to error: Key missing from projection (ie, SELECT). See https://cnfl.io/2LV7ouS.
The query used to build `O` must include the key column ID in its projection (eg, SELECT ID...).
  |
1 | CREATE STREAM o AS SELECT name FROM s;
  |                    ^^^^^^^^^^^^^^^^^^
Code: BW-1304

case: only the key in the projection of a table
CREATE TABLE o AS SELECT COUNT(*) AS n FROM s GROUP BY name;

error:
Could not determine output schema for query due to error: Key missing from projection (ie, SELECT). See https://cnfl.io/2LV7ouS.
The query used to build `O` must include the grouping expression NAME in its projection (eg, SELECT NAME...).
  |
1 | CREATE TABLE o AS SELECT COUNT(*) AS n FROM s GROUP BY name;
  |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1304

case: a decimal with more places than digits
CREATE STREAM o (id INT KEY, d DECIMAL(2, 3)) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');

error:
DECIMAL precision must be >= scale: DECIMAL(2,3)
  |
1 | CREATE STREAM o (id INT KEY, d DECIMAL(2, 3)) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');
  |                                ^^^^^^^^^^^^^
Hint: Write DECIMAL(p, s) with p digits in all, s of them behind the point.
Code: BW-1203

case: a value that is too wide for its column
INSERT INTO s (id, age) VALUES (1, 12345678901);

error:
Failed to insert values into 'S'. Expected type INTEGER for field `AGE` but got BIGINT(12345678901)
  |
1 | INSERT INTO s (id, age) VALUES (1, 12345678901);
  |                                    ^^^^^^^^^^^
Code: BW-1201

case: a value of another type
INSERT INTO s (id, age) VALUES (1, 'old');

error:
Failed to insert values into 'S'. Expected type INTEGER for field `AGE` but got STRING(old)
  |
1 | INSERT INTO s (id, age) VALUES (1, 'old');
  |                                    ^^^^^
Code: BW-1201

case: more values than columns
INSERT INTO s (id, age) VALUES (1, 2, 3);

error:
Failed to prepare statement: Expected number columns and values to match: 2, 3
  |
1 | INSERT INTO s (id, age) VALUES (1, 2, 3);
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1203

case: a lambda where none is taken
CREATE STREAM o AS SELECT id, UCASE(x => x) AS y FROM s;

error:
Could not determine output schema for query due to error: Function 'ucase' does not accept parameters (LAMBDA).
Valid alternatives are:
UCASE(VARCHAR input)
For detailed information on a function run: DESCRIBE FUNCTION <Function-Name>;
  |
1 | CREATE STREAM o AS SELECT id, UCASE(x => x) AS y FROM s;
  |                               ^^^^^^^^^^^^^
Code: BW-1202

case: a lambda with too many parameters
CREATE STREAM o AS SELECT id, TRANSFORM(tags, (x, y, z) => x) AS y FROM s;

error:
Could not determine output schema for query due to error: Function 'transform' does not accept parameters (ARRAY<STRING>, LAMBDA).
Valid alternatives are:
TRANSFORM(MAP<K, V> map, LAMBDA (K, V) => R biFunction1, LAMBDA (K, V) => T biFunction2)
TRANSFORM(ARRAY<T> array, LAMBDA (T) => R function)
For detailed information on a function run: DESCRIBE FUNCTION <Function-Name>;
  |
1 | CREATE STREAM o AS SELECT id, TRANSFORM(tags, (x, y, z) => x) AS y FROM s;
  |                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1202
