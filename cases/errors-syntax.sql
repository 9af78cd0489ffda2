-- What is said about a text that is no statement: message, line with a caret, hint, code.

setup:
CREATE STREAM orders (id BIGINT KEY, item VARCHAR, amount DOUBLE)
  WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='JSON');

case: a misspelt keyword
SELECT id FORM orders EMIT CHANGES;

error:
line 1:16: Syntax Error
Expecting {'FROM', ','}
  |
1 | SELECT id FORM orders EMIT CHANGES;
  |                ^^^^^^
Hint: Did you mean 'FROM' in place of 'FORM'?
Code: BW-1001

case: a misspelt first word
CRAETE STREAM s AS SELECT * FROM orders;

error:
line 1:1: Syntax Error
Unknown statement 'CRAETE'
Did you mean 'CREATE'?
  |
1 | CRAETE STREAM s AS SELECT * FROM orders;
  | ^^^^^^
Code: BW-1002

case: the place is counted in lines
CREATE STREAM big AS
  SELECT id,
         amount
  FROM orders
  WERE amount > 10;

error:
line 5:8: Syntax Error
Expecting {'EMIT', 'FULL', 'GROUP', 'HAVING', 'INNER', …}
  |
5 |   WERE amount > 10;
  |        ^^^^^^
Hint: Did you mean 'WHERE' in place of 'WERE'?
Code: BW-1001

case: a missing semicolon at the end
SELECT id FROM orders EMIT CHANGES

error:
line 1:35: Syntax Error
missing ';' at '<EOF>'
  |
1 | SELECT id FROM orders EMIT CHANGES
  |                                   ^
Hint: The text ends too early; expected here: ';'.
Code: BW-1001

case: a missing bracket
CREATE STREAM s (id INT KEY, v INT WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');

error:
line 1:36: Syntax Error
extraneous input 'WITH' expecting {',', ')'}
  |
1 | CREATE STREAM s (id INT KEY, v INT WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
  |                                    ^^^^
Hint: Expected here: ',', ')'.
Code: BW-1001

case: a string without an end
CREATE STREAM s (id INT KEY) WITH (KAFKA_TOPIC='s, VALUE_FORMAT=JSON);

error:
line 1:48: Syntax Error
Syntax error at or near ''s, VALUE_FORMAT=JSON);' at line 1:48
  |
1 | CREATE STREAM s (id INT KEY) WITH (KAFKA_TOPIC='s, VALUE_FORMAT=JSON);
  |                                                ^
Hint: The string that starts here isn't closed: end it with '. A quote inside it is written ''.
Code: BW-1003

case: a quoted name without an end
SELECT `id FROM orders EMIT CHANGES;

error:
line 1:8: Syntax Error
Syntax error at or near '`id FROM orders EMIT CHANGES;' at line 1:8
  |
1 | SELECT `id FROM orders EMIT CHANGES;
  |        ^
Hint: The name that starts here isn't closed: end it with `.
Code: BW-1003

case: a comment without an end
SELECT id /* the key FROM orders EMIT CHANGES;

error:
line 1:11: Syntax Error
Syntax error at or near '/* the key FROM orders EMIT CHANGES;' at line 1:11
  |
1 | SELECT id /* the key FROM orders EMIT CHANGES;
  |           ^
Hint: The comment that starts here isn't closed: end it with */.
Code: BW-1003

case: a comma too many
SELECT id, amount, FROM orders EMIT CHANGES;

error:
line 1:20: Syntax Error
extraneous input 'FROM' expecting {'CASE', 'CAST', 'FALSE', 'NOT', 'NULL', …}
  |
1 | SELECT id, amount, FROM orders EMIT CHANGES;
  |                    ^^^^
Hint: Remove the comma before FROM, or write what follows it.
Code: BW-1001

case: a reserved word as a name
CREATE STREAM select (id INT KEY) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');

error:
line 1:15: Syntax Error
Expecting {'IF', IDENTIFIER}
  |
1 | CREATE STREAM select (id INT KEY) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
  |               ^^^^^^
Hint: Expected here: a name, 'IF'.
Code: BW-1001

case: double quotes are names and not strings
SELECT id FROM orders WHERE item = "book EMIT CHANGES;

error:
line 1:36: Syntax Error
Syntax error at or near '"book EMIT CHANGES;' at line 1:36
  |
1 | SELECT id FROM orders WHERE item = "book EMIT CHANGES;
  |                                    ^
Hint: The name that starts here isn't closed: end it with ".
Code: BW-1003

case: a number that is too large
SELECT id + 123456789012345678901234567890123456789012 FROM orders EMIT CHANGES;

error:
Failed to prepare statement: line 1:14: Invalid numeric literal: 123456789012345678901234567890123456789012
  |
1 | SELECT id + 123456789012345678901234567890123456789012 FROM orders EMIT CHANGES;
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: Whole numbers go from -2^63 to 2^63 - 1; add a point to have a DECIMAL.
Code: BW-1006

case: an operator of another language
SELECT id FROM orders WHERE amount == 10 EMIT CHANGES;

error:
line 1:37: Syntax Error
extraneous input '=' expecting {'CASE', 'CAST', 'FALSE', 'NULL', 'TRUE', …}
  |
1 | SELECT id FROM orders WHERE amount == 10 EMIT CHANGES;
  |                                     ^
Hint: Values are compared with a single =.
Code: BW-1001

case: an unknown unit of time
CREATE TABLE t AS SELECT item, COUNT(*) FROM orders WINDOW TUMBLING (SIZE 5 FORTNIGHTS) GROUP BY item;

error:
line 1:77: Syntax Error
Expecting {'DAY', 'DAYS', 'HOUR', 'HOURS', 'MILLISECOND', …}
  |
1 | CREATE TABLE t AS SELECT item, COUNT(*) FROM orders WINDOW TUMBLING (SIZE 5 FORTNIGHTS) GROUP BY item;
  |                                                                             ^^^^^^^^^^
Hint: Expected here: a unit of time.
Code: BW-1001

case: the caret stands under the place behind tabs and wide letters
CREATE STREAM s AS SELECT	'Grüße 日本' AS greeting,, id FROM orders;

error:
line 1:50: Syntax Error
extraneous input ',' expecting {'CASE', 'CAST', 'FALSE', 'NOT', 'NULL', …}
  |
1 | CREATE STREAM s AS SELECT	'Grüße 日本' AS greeting,, id FROM orders;
  |                          	                         ^
Hint: Expected here: an expression, '*'.
Code: BW-1001

case: a long line is cut around the place
CREATE STREAM s AS SELECT id AS a1, id AS a2, id AS a3, id AS a4, id AS a5, id AS a6, id AS a7, id AS a8, id AS a9, id AS a10, id AS a11,, id AS a12, id AS a13, id AS a14 FROM orders;

error:
line 1:138: Syntax Error
extraneous input ',' expecting {'CASE', 'CAST', 'FALSE', 'NOT', 'NULL', …}
  |
1 | …d AS a6, id AS a7, id AS a8, id AS a9, id AS a10, id AS a11,, id AS a12, id AS a13, id AS a14 FROM orders;
  |                                                              ^
Hint: Expected here: an expression, '*'.
Code: BW-1001

case: an update statement
UPDATE orders SET amount = 1;

error:
line 1:1: Syntax Error
Unknown statement 'UPDATE'
  |
1 | UPDATE orders SET amount = 1;
  | ^^^^^^
Hint: Statements begin with words like CREATE, SELECT, SHOW or DESCRIBE.
Code: BW-1002

case: order by
SELECT id FROM orders ORDER BY amount;

error:
line 1:29: Syntax Error
Expecting {'EMIT', 'FULL', 'GROUP', 'HAVING', 'INNER', …}
  |
1 | SELECT id FROM orders ORDER BY amount;
  |                             ^^
Hint: KSQL has no ORDER BY: the rows of a stream come in the order of their arrival.
Code: BW-1001

case: a subquery
SELECT id FROM (SELECT id FROM orders) EMIT CHANGES;

error:
line 1:16: Syntax Error
Expecting {IDENTIFIER}
  |
1 | SELECT id FROM (SELECT id FROM orders) EMIT CHANGES;
  |                ^
Hint: KSQL has no subqueries: make the inner query a stream or table of its own.
Code: BW-1001
