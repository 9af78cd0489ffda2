-- Names that aren't there: the nearest ones are offered, whatever the kind of name.

setup:
CREATE STREAM orders (id BIGINT KEY, item VARCHAR, amount DOUBLE, address STRUCT<street VARCHAR, city VARCHAR>)
  WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='JSON');
CREATE TABLE customers (id BIGINT PRIMARY KEY, name VARCHAR)
  WITH (KAFKA_TOPIC='customers', VALUE_FORMAT='JSON');

case: a stream
CREATE STREAM s AS SELECT * FROM ordres;

error:
Exception while preparing statement: ORDRES does not exist.
  |
1 | CREATE STREAM s AS SELECT * FROM ordres;
  |                                  ^^^^^^
Hint: Did you mean 'ORDERS'?
Code: BW-1101

case: a stream without a near name
CREATE STREAM s AS SELECT * FROM payments;

error:
Exception while preparing statement: PAYMENTS does not exist.
  |
1 | CREATE STREAM s AS SELECT * FROM payments;
  |                                  ^^^^^^^^
Code: BW-1101

case: a stream of a join
CREATE STREAM s AS SELECT o.id, c.name FROM orders o JOIN custmers c ON o.id = c.id;

error:
Exception while preparing statement: CUSTMERS does not exist.
  |
1 | CREATE STREAM s AS SELECT o.id, c.name FROM orders o JOIN custmers c ON o.id = c.id;
  |                                                           ^^^^^^^^^^
Hint: Did you mean 'CUSTOMERS'?
Code: BW-1101

case: a column
CREATE STREAM s AS SELECT id, amout FROM orders;

error:
Could not determine output schema for query due to error: Line: 1, Col: 31: SELECT column 'AMOUT' cannot be resolved.
  |
1 | CREATE STREAM s AS SELECT id, amout FROM orders;
  |                               ^^^^^
Hint: Did you mean 'AMOUNT'?
Code: BW-1102

case: a column in a condition
CREATE STREAM s AS SELECT id FROM orders WHERE itm = 'book';

error:
Could not determine output schema for query due to error: Line: 1, Col: 48: WHERE column 'ITM' cannot be resolved.
  |
1 | CREATE STREAM s AS SELECT id FROM orders WHERE itm = 'book';
  |                                                ^^^
Hint: Did you mean 'ITEM'?
Code: BW-1102

case: a column with an alias
CREATE STREAM s AS SELECT o.id, o.itm FROM orders o;

error:
Could not determine output schema for query due to error: Line: 1, Col: 33: SELECT column 'O.ITM' cannot be resolved.
  |
1 | CREATE STREAM s AS SELECT o.id, o.itm FROM orders o;
  |                                 ^^^^^
Hint: Did you mean 'ITEM'?
Code: BW-1102

case: a column of both sides of a join
CREATE STREAM s AS SELECT id FROM orders o JOIN customers c ON o.id = c.id;

error:
Exception while preparing statement: Line: 1, Col: 27: Column 'ID' is ambiguous. Could be O.ID or C.ID.
  |
1 | CREATE STREAM s AS SELECT id FROM orders o JOIN customers c ON o.id = c.id;
  |                           ^^
Hint: Write the stream or table before it: O.ID.
Code: BW-1103

case: an unknown alias
CREATE STREAM s AS SELECT x.id FROM orders o;

error:
'X' is not a valid stream/table name or alias.
  |
1 | CREATE STREAM s AS SELECT x.id FROM orders o;
  |                           ^
Hint: Did you mean 'O'?
Code: BW-1101

case: a field of a struct
CREATE STREAM s AS SELECT id, address->sity FROM orders;

error:
Could not determine output schema for query due to error: No such struct field: 'SITY' of ADDRESS. Fields are: STREET, CITY
  |
1 | CREATE STREAM s AS SELECT id, address->sity FROM orders;
  |                                        ^^^^
Hint: Did you mean 'CITY'?
Code: BW-1102

case: a scalar function
CREATE STREAM s AS SELECT id, UCAES(item) AS u FROM orders;

error:
Could not determine output schema for query due to error: Can't find any functions with the name 'UCAES'
  |
1 | CREATE STREAM s AS SELECT id, UCAES(item) AS u FROM orders;
  |                               ^^^^^
Hint: Did you mean 'UCASE'?
Code: BW-1104

case: an aggregate function
CREATE TABLE t AS SELECT item, CUONT(*) FROM orders GROUP BY item;

error:
Could not determine output schema for query due to error: Can't find any functions with the name 'CUONT'
  |
1 | CREATE TABLE t AS SELECT item, CUONT(*) FROM orders GROUP BY item;
  |                                ^^^^^
Hint: Did you mean 'COUNT'?
Code: BW-1104

case: a property of a source
CREATE STREAM s (id INT KEY) WITH (KAFKA_TOPC='s', VALUE_FORMAT='JSON');

error:
Failed to prepare statement: Invalid config variable(s) in the WITH clause: KAFKA_TOPC
  |
1 | CREATE STREAM s (id INT KEY) WITH (KAFKA_TOPC='s', VALUE_FORMAT='JSON');
  |                                    ^^^^^^^^^^^^^^
Hint: Did you mean 'KAFKA_TOPIC'?
Code: BW-1011

case: a property of a query
CREATE STREAM s WITH (VALUE_FROMAT='AVRO') AS SELECT * FROM orders;

error:
Failed to prepare statement: Invalid config variable(s) in the WITH clause: VALUE_FROMAT
  |
1 | CREATE STREAM s WITH (VALUE_FROMAT='AVRO') AS SELECT * FROM orders;
  |                       ^^^^^^^^^^^^^^^^^^^
Hint: Did you mean 'VALUE_FORMAT'?
Code: BW-1011

case: a format
CREATE STREAM s (id INT KEY) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSN');

error:
Unknown format: JSN
  |
1 | CREATE STREAM s (id INT KEY) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSN');
  |                                                     ^^^^^^^^^^^^^^^^^^
Hint: Did you mean 'JSON'?
Code: BW-1306

case: a type
CREATE STREAM s (id INT KEY, v VARCAHR) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');

error:
Cannot resolve unknown type: VARCAHR
  |
1 | CREATE STREAM s (id INT KEY, v VARCAHR) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
  |                                ^^^^^^^
Hint: Did you mean 'VARCHAR'?
Code: BW-1105

case: a type inside another
CREATE STREAM s (id INT KEY, v ARRAY<STRUCT<a INT, b BIGNIT>>) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');

error:
Cannot resolve unknown type: BIGNIT
  |
1 | CREATE STREAM s (id INT KEY, v ARRAY<STRUCT<a INT, b BIGNIT>>) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
  |                                                      ^^^^^^
Hint: Did you mean 'BIGINT'?
Code: BW-1105

case: a query
TERMINATE CSAS_ORDERS_7;

error:
Unknown queryId: CSAS_ORDERS_7
  |
1 | TERMINATE CSAS_ORDERS_7;
  |           ^^^^^^^^^^^^^
Code: BW-1106

case: a type to drop
CREATE TYPE address AS STRUCT<street VARCHAR>;
DROP TYPE adress;

error:
Type ADRESS does not exist.
  |
2 | DROP TYPE adress;
  |           ^^^^^^
Hint: Did you mean 'ADDRESS'?
Code: BW-1105

case: a source to drop
DROP STREAM ordrs;

error:
Stream ORDRS does not exist.
  |
1 | DROP STREAM ordrs;
  |             ^^^^^
Hint: Did you mean 'ORDERS'?
Code: BW-1101

case: a table dropped as a stream
DROP STREAM customers;

error:
Incompatible data source type is TABLE, but statement was DROP STREAM
  |
1 | DROP STREAM customers;
  | ^^^^^^^^^^^^^^^^^^^^^
Hint: Write DROP TABLE CUSTOMERS.
Code: BW-1201

case: a column to group by
CREATE TABLE t AS SELECT itm, COUNT(*) FROM orders GROUP BY itm;

error:
Could not determine output schema for query due to error: Line: 1, Col: 26: SELECT column 'ITM' cannot be resolved.
  |
1 | CREATE TABLE t AS SELECT itm, COUNT(*) FROM orders GROUP BY itm;
  |                          ^^^
Hint: Did you mean 'ITEM'?
Code: BW-1102

case: a column to insert into
INSERT INTO orders (id, itme) VALUES (1, 'book');

error:
Failed to insert values into 'ORDERS'. Column name `ITME` does not exist.
  |
1 | INSERT INTO orders (id, itme) VALUES (1, 'book');
  |                         ^^^^
Hint: Did you mean 'ITEM'?
Code: BW-1102

case: a source to insert into
INSERT INTO ordes (id, item) VALUES (1, 'book');

error:
Cannot insert values into an unknown stream/table: `ORDES`
  |
1 | INSERT INTO ordes (id, item) VALUES (1, 'book');
  |             ^^^^^
Hint: Did you mean 'ORDERS'?
Code: BW-1101

case: a name that is taken
CREATE STREAM orders (id INT KEY) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');

error:
Cannot add stream 'ORDERS': A stream with the same name already exists
  |
1 | CREATE STREAM orders (id INT KEY) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');
  |               ^^^^^^
Hint: Choose another name, DROP the other one, or write IF NOT EXISTS.
Code: BW-1107

case: a column that comes twice
CREATE STREAM s (id INT KEY, v INT, v VARCHAR) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');

error:
Failed to prepare statement: Duplicate column names: `V`
  |
1 | CREATE STREAM s (id INT KEY, v INT, v VARCHAR) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
  |                                     ^^^^^^^^^
Code: BW-1108

case: names in quotes keep their case
CREATE STREAM s AS SELECT `id` FROM orders;

error:
Could not determine output schema for query due to error: Line: 1, Col: 27: SELECT column 'id' cannot be resolved.
  |
1 | CREATE STREAM s AS SELECT `id` FROM orders;
  |                           ^^^^
Hint: Did you mean 'ID'?
Code: BW-1102
