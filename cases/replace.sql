-- CREATE OR REPLACE … AS SELECT: what may change while a query goes on, and what may not.

setup:
CREATE STREAM s (id INT KEY, a INT, b INT) WITH (KAFKA_TOPIC='s', FORMAT='JSON');
CREATE STREAM r (id INT KEY, a INT, b INT) WITH (KAFKA_TOPIC='r', FORMAT='JSON');
CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT) WITH (KAFKA_TOPIC='t', FORMAT='JSON');

case: another condition and a column behind the last
CREATE STREAM o AS SELECT id, a FROM s WHERE a > 1;
CREATE OR REPLACE STREAM o AS SELECT id, a, b FROM s WHERE a > 2;

plan: changes
- SINK O: ID INTEGER, A INTEGER
- PROJECT Project: A
- FILTER WhereFilter: (A > 1:INTEGER)
- SOURCE KsqlTopic: stream S, ID INTEGER, A INTEGER
+ SINK O: ID INTEGER, A INTEGER, B INTEGER
+ PROJECT Project: A, B
+ FILTER WhereFilter: (A > 2:INTEGER)
+ SOURCE KsqlTopic: stream S, ID INTEGER, A INTEGER, B INTEGER

in: s
{"key": 1, "value": {"A": 2, "B": 5}, "timestamp": 1}
{"key": 1, "value": {"A": 3, "B": 6}, "timestamp": 2}

out: O
{"key": 1, "value": {"A": 3, "B": 6}, "timestamp": 2}

case: other expressions over the same groups
CREATE TABLE o AS SELECT a, COUNT(*) AS n FROM s GROUP BY a;
CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n, COUNT(*) * 10 AS tenfold FROM s GROUP BY a HAVING COUNT(*) > 1;

plan: changes
- SINK O: A INTEGER, N BIGINT
- PROJECT Aggregate-Project: KSQL_AGG_VARIABLE_0 AS N
+ SINK O: A INTEGER, N BIGINT, TENFOLD BIGINT
+ PROJECT Aggregate-Project: KSQL_AGG_VARIABLE_0 AS N, (KSQL_AGG_VARIABLE_0 * 10:BIGINT):BIGINT AS TENFOLD
+ FILTER Aggregate-HavingFilter: (KSQL_AGG_VARIABLE_0 > 1:BIGINT)

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
Hint: DROP O and create it again; the new query then starts anew. What differs:
- AGGREGATE Aggregate: COUNT(ROWTIME) by A
- SOURCE KsqlTopic: stream S, ID INTEGER, A INTEGER, ROWTIME BIGINT
+ AGGREGATE Aggregate: COUNT(ROWTIME) by B
+ SOURCE KsqlTopic: stream S, ID INTEGER, B INTEGER, ROWTIME BIGINT
Code: BW-1307

case: another aggregate function
CREATE TABLE o AS SELECT a, COUNT(*) AS n FROM s GROUP BY a;
CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n, MAX(b) AS most FROM s GROUP BY a;

error:
Cannot replace the query CTAS_O_0: its aggregate functions can't change.
  |
2 | CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n, MAX(b) AS most FROM s GROUP BY a;
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: DROP O and create it again; the new query then starts anew. What differs:
- SINK O: A INTEGER, N BIGINT
- PROJECT Aggregate-Project: KSQL_AGG_VARIABLE_0 AS N
- AGGREGATE Aggregate: COUNT(ROWTIME) by A
- SOURCE KsqlTopic: stream S, ID INTEGER, A INTEGER, ROWTIME BIGINT
+ SINK O: A INTEGER, N BIGINT, MOST INTEGER
+ PROJECT Aggregate-Project: KSQL_AGG_VARIABLE_0 AS N, KSQL_AGG_VARIABLE_1 AS MOST
+ AGGREGATE Aggregate: COUNT(ROWTIME), MAX(B) by A
+ SOURCE KsqlTopic: stream S, ID INTEGER, A INTEGER, B INTEGER, ROWTIME BIGINT
Code: BW-1307

case: another source
CREATE STREAM o AS SELECT id, a FROM s;
CREATE OR REPLACE STREAM o AS SELECT id, a FROM r;

error:
Cannot replace the query CSAS_O_0: it reads S and can't read another source.
  |
2 | CREATE OR REPLACE STREAM o AS SELECT id, a FROM r;
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: DROP O and create it again; the new query then starts anew. What differs:
- SOURCE KsqlTopic: stream S, ID INTEGER, A INTEGER
+ SOURCE KsqlTopic: stream R, ID INTEGER, A INTEGER
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
Hint: DROP O and create it again; the new query then starts anew. What differs:
- FILTER WhereFilter: (A > 1:INTEGER)
- SOURCE KsqlTopic: table T kept, ID INTEGER, A INTEGER
+ FILTER WhereFilter: (B > 1:INTEGER)
+ SOURCE KsqlTopic: table T kept, ID INTEGER, A INTEGER, B INTEGER
Code: BW-1307

case: other windows
CREATE TABLE o AS SELECT a, COUNT(*) AS n FROM s WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY a;
CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n FROM s WINDOW TUMBLING (SIZE 2 HOURS) GROUP BY a;

error:
Cannot replace the query CTAS_O_0: its windows can't change.
  |
2 | CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n FROM s WINDOW TUMBLING (SIZE 2 HOURS) GROUP BY a;
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: DROP O and create it again; the new query then starts anew. What differs:
- AGGREGATE Aggregate: COUNT(ROWTIME) by A, TUMBLING of 3600000 ms, advance 3600000 ms
+ AGGREGATE Aggregate: COUNT(ROWTIME) by A, TUMBLING of 7200000 ms, advance 7200000 ms
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

case: nothing changes
CREATE STREAM o AS SELECT id, a FROM s WHERE a > 1;
CREATE OR REPLACE STREAM o AS SELECT id, a FROM s WHERE a > 1;

plan: changes

case: other rows of the same windows
CREATE TABLE o AS SELECT a, COUNT(*) AS n FROM s WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY a;
CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n, COUNT(*) * 10 AS tenfold FROM s WINDOW TUMBLING (SIZE 1 HOUR) WHERE b > 0 GROUP BY a;

plan: changes
- SINK O: A INTEGER, N BIGINT
- PROJECT Aggregate-Project: KSQL_AGG_VARIABLE_0 AS N
+ SINK O: A INTEGER, N BIGINT, TENFOLD BIGINT
+ PROJECT Aggregate-Project: KSQL_AGG_VARIABLE_0 AS N, (KSQL_AGG_VARIABLE_0 * 10:BIGINT):BIGINT AS TENFOLD
- SOURCE KsqlTopic: stream S, ID INTEGER, A INTEGER, ROWTIME BIGINT
+ FILTER WhereFilter: (B > 0:INTEGER)
+ SOURCE KsqlTopic: stream S, ID INTEGER, A INTEGER, B INTEGER, ROWTIME BIGINT

in: s
{"key": 1, "value": {"A": 2, "B": 5}, "timestamp": 1}

out: O
{"key": 2, "value": {"N": 1, "TENFOLD": 10}, "timestamp": 1, "window": {"start": 0, "end": 3600000, "type": "time"}}

case: another column of the same join
CREATE STREAM o AS SELECT s.id AS id, s.a AS x, t.b AS y FROM s JOIN t ON s.id = t.id;
CREATE OR REPLACE STREAM o AS SELECT s.id AS id, s.a + 1 AS x, t.b AS y, t.b * 2 AS z FROM s JOIN t ON s.id = t.id;

plan: changes
- SINK O: ID INTEGER, X INTEGER, Y INTEGER
- PROJECT Project: S_A AS X, T_B AS Y
+ SINK O: ID INTEGER, X INTEGER, Y INTEGER, Z INTEGER
+ PROJECT Project: (S_A + 1:INTEGER):INTEGER AS X, T_B AS Y, (T_B * 2:INTEGER):INTEGER AS Z

in: t
{"key": 1, "value": {"A": 2, "B": 5}, "timestamp": 1}

in: s
{"key": 1, "value": {"A": 3, "B": 6}, "timestamp": 2}

out: O
{"key": 1, "value": {"X": 4, "Y": 5, "Z": 10}, "timestamp": 2}

case: a column that a join doesn't keep
CREATE STREAM o AS SELECT s.id AS id, s.a AS x, t.b AS y FROM s JOIN t ON s.id = t.id;
CREATE OR REPLACE STREAM o AS SELECT s.id AS id, s.a AS x, t.b AS y, t.a AS z FROM s JOIN t ON s.id = t.id;

error:
Cannot replace the query CSAS_O_0: the columns that it keeps of the table T can't change: `ID` INTEGER KEY, `B` INTEGER.
  |
2 | CREATE OR REPLACE STREAM o AS SELECT s.id AS id, s.a AS x, t.b AS y, t.a AS z FROM s JOIN t ON s.id = t.id;
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: DROP O and create it again; the new query then starts anew. What differs:
- SINK O: ID INTEGER, X INTEGER, Y INTEGER
- PROJECT Project: S_A AS X, T_B AS Y
+ SINK O: ID INTEGER, X INTEGER, Y INTEGER, Z INTEGER
+ PROJECT Project: S_A AS X, T_B AS Y, T_A AS Z
- SOURCE KsqlTopic-2: table T kept, ID INTEGER, B INTEGER
+ SOURCE KsqlTopic-2: table T kept, ID INTEGER, A INTEGER, B INTEGER
Code: BW-1307

case: fewer groups of the same table
CREATE TABLE o AS SELECT a, COUNT(*) AS n FROM t GROUP BY a;
CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n FROM t GROUP BY a HAVING COUNT(*) > 1;

plan: changes
+ FILTER Aggregate-HavingFilter: (KSQL_AGG_VARIABLE_0 > 1:BIGINT)

in: t
{"key": 1, "value": {"A": 2, "B": 5}, "timestamp": 1}
{"key": 2, "value": {"A": 2, "B": 5}, "timestamp": 2}

out: O
{"key": 2, "value": {"N": 2}, "timestamp": 2}

case: other rows under an aggregation over a table
CREATE TABLE o AS SELECT a, COUNT(*) AS n FROM t WHERE a > 1 GROUP BY a;
CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n FROM t WHERE a > 2 GROUP BY a;

error:
Cannot replace the query CTAS_O_0: an aggregation over a table can't change, nor what it reads.
  |
2 | CREATE OR REPLACE TABLE o AS SELECT a, COUNT(*) AS n FROM t WHERE a > 2 GROUP BY a;
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: DROP O and create it again; the new query then starts anew. What differs:
- FILTER WhereFilter: (A > 1:INTEGER)
+ FILTER WhereFilter: (A > 2:INTEGER)
Code: BW-1307

case: a column that an ALTER added, in a query that goes on
CREATE STREAM o AS SELECT * FROM s;
ALTER STREAM s ADD COLUMN c INT;

in: s
{"key": 1, "value": {"A": 2, "B": 5, "C": 7}, "timestamp": 1}

out: O
{"key": 1, "value": {"A": 2, "B": 5}, "timestamp": 1}

sql:
CREATE OR REPLACE STREAM o AS SELECT * FROM s;

plan: changes
- SINK O: ID INTEGER, A INTEGER, B INTEGER
- PROJECT Project: A, B
- SOURCE KsqlTopic: stream S, ID INTEGER, A INTEGER, B INTEGER
+ SINK O: ID INTEGER, A INTEGER, B INTEGER, C INTEGER
+ PROJECT Project: A, B, C
+ SOURCE KsqlTopic: stream S, ID INTEGER, A INTEGER, B INTEGER, C INTEGER

in: s
{"key": 1, "value": {"A": 2, "B": 5, "C": 8}, "timestamp": 2}

out: O
{"key": 1, "value": {"A": 2, "B": 5, "C": 8}, "timestamp": 2}

case: ALTER of a stream that a query writes
CREATE STREAM o AS SELECT id, a FROM s;
ALTER STREAM o ADD COLUMN b INT;

error:
Cannot alter stream 'O': ALTER command is not supported for CREATE ... AS statements.
  |
2 | ALTER STREAM o ADD COLUMN b INT;
  |              ^
Hint: Its columns are those of its query: CREATE OR REPLACE it with the column behind the others.
Code: BW-1308

case: ALTER with a column that is there
ALTER TABLE t ADD COLUMN a BIGINT;

error:
Cannot add column `A` to schema. A column with the same name already exists.
  |
1 | ALTER TABLE t ADD COLUMN a BIGINT;
  |                          ^
Code: BW-1108

case: ALTER with a reserved name
ALTER TABLE t ADD COLUMN rowtime BIGINT;

error:
'ROWTIME' is a reserved column name. You cannot use it as a name for a column.
  |
1 | ALTER TABLE t ADD COLUMN rowtime BIGINT;
  |                          ^^^^^^^
Code: BW-1010

case: ALTER of a stream as a table
ALTER TABLE s ADD COLUMN c INT;

error:
Cannot alter table 'S': it is a stream.
  |
1 | ALTER TABLE s ADD COLUMN c INT;
  |             ^
Hint: ALTER STREAM it.
Code: BW-1308

case: ALTER of a source stream
CREATE SOURCE STREAM x (id INT KEY, a INT) WITH (KAFKA_TOPIC='s', FORMAT='JSON');
ALTER STREAM x ADD COLUMN b INT;

error:
Cannot alter stream 'X': ALTER operations are not supported on source streams.
  |
2 | ALTER STREAM x ADD COLUMN b INT;
  |              ^
Hint: DROP it and create it with the column: nothing but the catalog knows it.
Code: BW-1308
