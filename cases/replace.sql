-- CREATE OR REPLACE … AS SELECT: what may change while a query goes on, and what may not.

setup:
CREATE STREAM s (id INT KEY, a INT, b INT) WITH (KAFKA_TOPIC='s', FORMAT='JSON');
CREATE STREAM r (id INT KEY, a INT, b INT) WITH (KAFKA_TOPIC='r', FORMAT='JSON');
CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT) WITH (KAFKA_TOPIC='t', FORMAT='JSON');

case: another condition and a column behind the last
CREATE STREAM o AS SELECT id, a FROM s WHERE a > 1;
CREATE OR REPLACE STREAM o AS SELECT id, a, b FROM s WHERE a > 2;

in: s
{"key": 1, "value": {"A": 2, "B": 5}, "timestamp": 1}
{"key": 1, "value": {"A": 3, "B": 6}, "timestamp": 2}

out: O
{"key": 1, "value": {"A": 3, "B": 6}, "timestamp": 2}

case: other expressions over the same groups
CREATE TABLE o AS SELECT a, COUNT(*) AS n FROM s GROUP BY a;
CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n, COUNT(*) * 10 AS tenfold FROM s GROUP BY a HAVING COUNT(*) > 1;

in: s
{"key": 1, "value": {"A": 2, "B": 5}, "timestamp": 1}
{"key": 1, "value": {"A": 2, "B": 6}, "timestamp": 2}

out: O
{"key": 2, "value": {"N": 2, "TENFOLD": 20}, "timestamp": 2}

case: other groups
CREATE TABLE o AS SELECT a, COUNT(*) AS n FROM s GROUP BY a;
CREATE OR REPLACE TABLE o AS SELECT b AS a, COUNT(*) AS n FROM s GROUP BY b;

error:
Cannot replace the query CTAS_O_0: its GROUP BY can't change.
  |
2 | CREATE OR REPLACE TABLE o AS SELECT b AS a, COUNT(*) AS n FROM s GROUP BY b;
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1307

case: another aggregate function
CREATE TABLE o AS SELECT a, COUNT(*) AS n FROM s GROUP BY a;
CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n, MAX(b) AS most FROM s GROUP BY a;

error:
Cannot replace the query CTAS_O_0: its aggregate functions can't change.
  |
2 | CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n, MAX(b) AS most FROM s GROUP BY a;
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1307

case: another source
CREATE STREAM o AS SELECT id, a FROM s;
CREATE OR REPLACE STREAM o AS SELECT id, a FROM r;

error:
Cannot replace the query CSAS_O_0: it reads S and can't read another source.
  |
2 | CREATE OR REPLACE STREAM o AS SELECT id, a FROM r;
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1307

case: a new key
CREATE STREAM o AS SELECT id, a FROM s;
CREATE OR REPLACE STREAM o AS SELECT id, a FROM s PARTITION BY a;

error:
Cannot upgrade data source: DataSource '`O`' has key columns, which can't change; has schema = `ID` INTEGER KEY, `A` INTEGER which is not upgradeable to `A` INTEGER KEY, `ID` INTEGER. (The following columns are changed, missing or reordered: [`A` INTEGER])
  |
2 | CREATE OR REPLACE STREAM o AS SELECT id, a FROM s PARTITION BY a;
  |                          ^
Hint: DROP it and create it again.
Code: BW-1307

case: a column of a table that isn't kept
CREATE TABLE o AS SELECT id, a FROM t WHERE a > 1;
CREATE OR REPLACE TABLE o AS SELECT id, a FROM t WHERE b > 1;

error:
Cannot replace the query CTAS_O_0: the columns that it keeps of the table T can't change: `ID` INTEGER KEY, `A` INTEGER.
  |
2 | CREATE OR REPLACE TABLE o AS SELECT id, a FROM t WHERE b > 1;
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1307

case: other windows
CREATE TABLE o AS SELECT a, COUNT(*) AS n FROM s WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY a;
CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n FROM s WINDOW TUMBLING (SIZE 2 HOURS) GROUP BY a;

error:
Cannot replace the query CTAS_O_0: windowed aggregations can't change.
  |
2 | CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n FROM s WINDOW TUMBLING (SIZE 2 HOURS) GROUP BY a;
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1307

case: a column less
CREATE STREAM o AS SELECT id, a, b FROM s;
CREATE OR REPLACE STREAM o AS SELECT id, a FROM s;

error:
Cannot upgrade data source: DataSource '`O`' has schema = `ID` INTEGER KEY, `A` INTEGER, `B` INTEGER which is not upgradeable to `ID` INTEGER KEY, `A` INTEGER. (The following columns are changed, missing or reordered: [`B` INTEGER])
  |
2 | CREATE OR REPLACE STREAM o AS SELECT id, a FROM s;
  |                          ^
Hint: DROP it and create it again.
Code: BW-1307

case: another type and another order
CREATE STREAM o AS SELECT id, a, b FROM s;
CREATE OR REPLACE STREAM o AS SELECT id, b, CAST(a AS BIGINT) AS a FROM s;

error:
Cannot upgrade data source: DataSource '`O`' has schema = `ID` INTEGER KEY, `A` INTEGER, `B` INTEGER which is not upgradeable to `ID` INTEGER KEY, `B` INTEGER, `A` BIGINT. (The following columns are changed, missing or reordered: [`A` INTEGER, `B` INTEGER])
  |
2 | CREATE OR REPLACE STREAM o AS SELECT id, b, CAST(a AS BIGINT) AS a FROM s;
  |                          ^
Hint: DROP it and create it again.
Code: BW-1307

case: a stream that is declared
CREATE OR REPLACE STREAM s AS SELECT id, a, b FROM r;

error:
Cannot upgrade data source: DataSource '`S`' is declared over a topic and not written by a query; has topic = s which is not upgradeable to S
  |
1 | CREATE OR REPLACE STREAM s AS SELECT id, a, b FROM r;
  |                          ^
Hint: DROP it and create it again.
Code: BW-1307

case: a table for a stream
CREATE STREAM o AS SELECT id, a FROM s;
CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n FROM s GROUP BY a;

error:
Cannot upgrade data source: DataSource '`O`' is a stream; has key columns, which can't change; has schema = `ID` INTEGER KEY, `A` INTEGER which is not upgradeable to `A` INTEGER KEY, `N` BIGINT. (The following columns are changed, missing or reordered: [`A` INTEGER])
  |
2 | CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n FROM s GROUP BY a;
  |                         ^
Hint: DROP it and create it again.
Code: BW-1307

case: a stream that is read-only
CREATE SOURCE STREAM x (id INT KEY, a INT) WITH (KAFKA_TOPIC='s', FORMAT='JSON');
CREATE OR REPLACE STREAM x AS SELECT id, a FROM s;

error:
Cannot add stream 'X': CREATE OR REPLACE is not supported on source streams.
  |
2 | CREATE OR REPLACE STREAM x AS SELECT id, a FROM s;
  |                          ^
Code: BW-1308
