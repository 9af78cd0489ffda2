-- Properties of sources, and what formats, keys, windows and joins don't allow.

setup:
CREATE STREAM s (id BIGINT KEY, v VARCHAR, n INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON');

case: no topic
CREATE STREAM o (id INT KEY) WITH (VALUE_FORMAT='JSON');

error:
Failed to prepare statement: Missing required property "KAFKA_TOPIC" which has no default value.
  |
1 | CREATE STREAM o (id INT KEY) WITH (VALUE_FORMAT='JSON');
  |                              ^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: Add WITH (KAFKA_TOPIC='…', …).
Code: BW-1011

case: no format
CREATE STREAM o (id INT KEY, v INT) WITH (KAFKA_TOPIC='o');

error:
Statement is missing the 'VALUE_FORMAT' property from the WITH clause. Either provide one or set a default via the 'ksql.persistence.default.format.value' config.
  |
1 | CREATE STREAM o (id INT KEY, v INT) WITH (KAFKA_TOPIC='o');
  |                                     ^^^^^^^^^^^^^^^^^^^^^^
Hint: Add VALUE_FORMAT='JSON'.
Code: BW-1011

case: a property that comes twice
CREATE STREAM o (id INT KEY) WITH (KAFKA_TOPIC='o', KAFKA_TOPIC='p', VALUE_FORMAT='JSON');

error:
line 1:53: Property 'KAFKA_TOPIC' is set twice
  |
1 | CREATE STREAM o (id INT KEY) WITH (KAFKA_TOPIC='o', KAFKA_TOPIC='p', VALUE_FORMAT='JSON');
  |                                                     ^^^^^^^^^^^^^^^
Code: BW-1011

case: partitions that are no number
CREATE STREAM o (id INT KEY) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', PARTITIONS='many');

error:
Invalid value for property PARTITIONS: it must be a whole number
  |
1 | CREATE STREAM o (id INT KEY) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', PARTITIONS='many');
  |                                                                                     ^^^^^^
Code: BW-1011

case: no partitions at all
CREATE STREAM o (id INT KEY) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', PARTITIONS=0);

error:
Invalid value 0 for property PARTITIONS: it must be at least 1
  |
1 | CREATE STREAM o (id INT KEY) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', PARTITIONS=0);
  |                                                                          ^^^^^^^^^^^^
Code: BW-1011

case: a timestamp column that is not there
CREATE STREAM o (id INT KEY, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', TIMESTAMP='w');

error:
The TIMESTAMP column set in the WITH clause does not exist in the schema: 'W'
  |
1 | CREATE STREAM o (id INT KEY, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', TIMESTAMP='w');
  |                                                                                 ^^^^^^^^^^^^^
Hint: Did you mean 'V'?
Code: BW-1102

case: a timestamp column of a wrong type
CREATE STREAM o (id INT KEY, v BOOLEAN) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', TIMESTAMP='v');

error:
Timestamp column, `V`, should be LONG(INT64), TIMESTAMP, or a String with a timestamp_format specified
  |
1 | CREATE STREAM o (id INT KEY, v BOOLEAN) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', TIMESTAMP='v');
  |                                                                                     ^^^^^^^^^^^^^
Code: BW-1201

case: a delimiter for a format without one
CREATE STREAM o (id INT KEY, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', VALUE_DELIMITER='|');

error:
JSON does not support the following configs: [delimiter]
  |
1 | CREATE STREAM o (id INT KEY, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', VALUE_DELIMITER='|');
  |                                                                                 ^^^^^^^^^^^^^^^^^^^
Code: BW-1011

case: a key of a type that the format can't hold
CREATE STREAM o (id ARRAY<INT> KEY, v INT) WITH (KAFKA_TOPIC='o', KEY_FORMAT='KAFKA', VALUE_FORMAT='JSON');

error:
Key format does not support schema.
format: KAFKA
schema: Persistence{columns=[`ID` ARRAY<INTEGER> KEY], features=[]}
reason: The 'KAFKA' format does not support type 'ARRAY'
  |
1 | CREATE STREAM o (id ARRAY<INT> KEY, v INT) WITH (KAFKA_TOPIC='o', KEY_FORMAT='KAFKA', VALUE_FORMAT='JSON');
  |                                                                   ^^^^^^^^^^^^^^^^^^
Code: BW-1306

case: a value of a type that the format can't hold
CREATE STREAM o (id INT KEY, v MAP<VARCHAR, INT>) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='DELIMITED');

error:
Value format does not support schema.
format: DELIMITED
schema: Persistence{columns=[`V` MAP<STRING, INTEGER>], features=[]}
reason: The 'DELIMITED' format does not support type 'MAP', column: `V`
  |
1 | CREATE STREAM o (id INT KEY, v MAP<VARCHAR, INT>) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='DELIMITED');
  |                                                                          ^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1306

case: map keys that JSON can't hold
CREATE STREAM o (id INT KEY, v MAP<INT, INT>) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');

error:
Value format does not support schema.
format: JSON
schema: Persistence{columns=[`V` MAP<INTEGER, INTEGER>], features=[]}
reason: JSON only supports MAP types with STRING keys
  |
1 | CREATE STREAM o (id INT KEY, v MAP<INT, INT>) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');
  |                                                                      ^^^^^^^^^^^^^^^^^^^
Code: BW-1306

case: several key columns in a format for one
CREATE STREAM o (a INT KEY, b INT KEY, v INT) WITH (KAFKA_TOPIC='o', KEY_FORMAT='KAFKA', VALUE_FORMAT='JSON');

error:
Key format does not support schema.
format: KAFKA
schema: Persistence{columns=[`A` INTEGER KEY, `B` INTEGER KEY], features=[]}
reason: The 'KAFKA' format only supports a single field. Got: [`A` INTEGER KEY, `B` INTEGER KEY]
  |
1 | CREATE STREAM o (a INT KEY, b INT KEY, v INT) WITH (KAFKA_TOPIC='o', KEY_FORMAT='KAFKA', VALUE_FORMAT='JSON');
  |                                                                      ^^^^^^^^^^^^^^^^^^
Hint: Set KEY_FORMAT='JSON'.
Code: BW-1306

case: a primary key on a stream
CREATE STREAM o (id INT PRIMARY KEY, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');

error:
Line: 1, Col: 18: Column `ID` is a 'PRIMARY KEY' column: please use 'KEY' for streams.
  |
1 | CREATE STREAM o (id INT PRIMARY KEY, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');
  |                  ^^^^^^^^^^^^^^^^^^
Hint: Write KEY in place of PRIMARY KEY.
Code: BW-1010

case: a table without a primary key
CREATE TABLE o (id INT, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');

error:
Tables require a PRIMARY KEY. Please define the PRIMARY KEY.
  |
1 | CREATE TABLE o (id INT, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');
  |              ^
Code: BW-1304

case: a table with a KEY that is not primary
CREATE TABLE o (id INT KEY, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');

error:
Line: 1, Col: 17: Column `ID` is a 'KEY' column: please use 'PRIMARY KEY' for tables.
  |
1 | CREATE TABLE o (id INT KEY, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');
  |                 ^^^^^^^^^^
Hint: Write PRIMARY KEY in place of KEY.
Code: BW-1010

case: columns that the engine has itself
CREATE STREAM o (id INT KEY, rowtime BIGINT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');

error:
'ROWTIME' is a reserved column name. You cannot use it as a name for a column.
  |
1 | CREATE STREAM o (id INT KEY, rowtime BIGINT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON');
  |                              ^^^^^^^^^^^^^^
Code: BW-1010

case: a session window with a size
CREATE STREAM o (id INT KEY, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', WINDOW_TYPE='SESSION', WINDOW_SIZE='10 SECONDS');

error:
'WINDOW_SIZE' should not be set for SESSION windows.
  |
1 | …AFKA_TOPIC='o', VALUE_FORMAT='JSON', WINDOW_TYPE='SESSION', WINDOW_SIZE='10 SECONDS');
  |                                                              ^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1011

case: a tumbling window without a size
CREATE STREAM o (id INT KEY, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', WINDOW_TYPE='TUMBLING');

error:
'WINDOW_SIZE' must be provided for TUMBLING windows. For example: 'WINDOW_SIZE'='10 SECONDS'
  |
1 | CREATE STREAM o (id INT KEY, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', WINDOW_TYPE='TUMBLING');
  |                                                                                 ^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1011

case: an unknown kind of window
CREATE STREAM o (id INT KEY, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', WINDOW_TYPE='TUMBLNG', WINDOW_SIZE='10 SECONDS');

error:
Invalid value 'TUMBLNG' for property WINDOW_TYPE: String must be one of: TUMBLING, HOPPING, SESSION
  |
1 | …INT KEY, v INT) WITH (KAFKA_TOPIC='o', VALUE_FORMAT='JSON', WINDOW_TYPE='TUMBLNG', WINDOW_SIZE='10 SECONDS');
  |                                                              ^^^^^^^^^^^^^^^^^^^^^
Hint: Did you mean 'TUMBLING'?
Code: BW-1011

case: a window of size zero
CREATE TABLE o AS SELECT v, COUNT(*) AS c FROM s WINDOW TUMBLING (SIZE 0 SECONDS) GROUP BY v;

error:
Could not determine output schema for query due to error: The SIZE of a window must be more than zero
  |
1 | CREATE TABLE o AS SELECT v, COUNT(*) AS c FROM s WINDOW TUMBLING (SIZE 0 SECONDS) GROUP BY v;
  |                                                                        ^^^^^^^^^
Code: BW-1305

case: a window over a table
CREATE TABLE o AS SELECT v, COUNT(*) AS c FROM t WINDOW TUMBLING (SIZE 5 SECONDS) GROUP BY v;

error:
Could not determine output schema for query due to error: WINDOW clause is only supported over streams: `T` is a table.
  |
1 | CREATE TABLE o AS SELECT v, COUNT(*) AS c FROM t WINDOW TUMBLING (SIZE 5 SECONDS) GROUP BY v;
  |                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1305

case: a stream joined with itself
CREATE STREAM o AS SELECT a.id, a.v, b.n FROM s a JOIN s b WITHIN 1 HOUR ON a.id = b.id;

error:
Could not determine output schema for query due to error: Can not join 'S' to 'S': self joins are not yet supported.
  |
1 | CREATE STREAM o AS SELECT a.id, a.v, b.n FROM s a JOIN s b WITHIN 1 HOUR ON a.id = b.id;
  |                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: Write the rows into a second stream or table and join that.
Code: BW-1302

case: streams joined without a window
CREATE STREAM r (id BIGINT KEY, w INT) WITH (KAFKA_TOPIC='r', VALUE_FORMAT='JSON');
CREATE STREAM o AS SELECT s.id, s.v, r.w FROM s JOIN r ON s.id = r.id;

error:
Could not determine output schema for query due to error: Stream-stream joins must have a WITHIN clause specified. None was provided.
  |
2 | CREATE STREAM o AS SELECT s.id, s.v, r.w FROM s JOIN r ON s.id = r.id;
  |                                                 ^^^^^^^^^^^^^^^^^^^^^
Hint: Say how far apart in time two records may be, e.g. WITHIN 1 HOUR.
Code: BW-1302

case: a stream and a table joined with a window
CREATE STREAM o AS SELECT s.id, t.v FROM s JOIN t WITHIN 1 HOUR ON s.id = t.id;

error:
Could not determine output schema for query due to error: A window definition was provided for a Stream-Table join. These joins are not windowed. Please drop the window definition (ie. the WITHIN clause) and try to execute your join again.
  |
1 | CREATE STREAM o AS SELECT s.id, t.v FROM s JOIN t WITHIN 1 HOUR ON s.id = t.id;
  |                                                   ^^^^^^^^^^^^^
Code: BW-1302

case: a join on two conditions
CREATE STREAM o AS SELECT s.id, t.v FROM s JOIN t ON s.id = t.id AND s.v = t.v;

error:
Could not determine output schema for query due to error: Invalid join condition: joins on multiple conditions are not yet supported. Got ((S.ID = T.ID) AND (S.V = T.V)).
  |
1 | CREATE STREAM o AS SELECT s.id, t.v FROM s JOIN t ON s.id = t.id AND s.v = t.v;
  |                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: Join on one condition, and put the others into WHERE.
Code: BW-1302

case: a join on different types
CREATE STREAM o AS SELECT s.id, t.v FROM s JOIN t ON s.v = t.id;

error:
Could not determine output schema for query due to error: Invalid join condition: types don't match. Got S.V{STRING} = T.ID{BIGINT}.
  |
1 | CREATE STREAM o AS SELECT s.id, t.v FROM s JOIN t ON s.v = t.id;
  |                                                      ^^^^^^^^^^
Hint: CAST one side to the other's type.
Code: BW-1302

case: a table joined on a column that is not its key
CREATE STREAM o AS SELECT s.id, t.v FROM s JOIN t ON s.v = t.v;

error:
Could not determine output schema for query due to error: Invalid join condition: stream-table joins require to join on the table's primary key. Got S.V = T.V.
  |
1 | CREATE STREAM o AS SELECT s.id, t.v FROM s JOIN t ON s.v = t.v;
  |                                                      ^^^^^^^^^
Code: BW-1302

case: a join on an inequality
CREATE STREAM o AS SELECT s.id, t.v FROM s JOIN t ON s.id > t.id;

error:
Could not determine output schema for query due to error: Invalid join condition: only equality joins are supported. Got (S.ID > T.ID).
  |
1 | CREATE STREAM o AS SELECT s.id, t.v FROM s JOIN t ON s.id > t.id;
  |                                                      ^^^^^^^^^^^
Hint: Join on one condition, and put the others into WHERE.
Code: BW-1302

case: a table from a stream without a grouping
CREATE TABLE o AS SELECT * FROM s;

error:
Could not determine output schema for query due to error: Invalid result type. Your SELECT query produces a STREAM. Please use CREATE STREAM AS SELECT statement instead.
Statement: CREATE TABLE O WITH (CLEANUP_POLICY='delete', KAFKA_TOPIC='O', PARTITIONS=4, REPLICAS=1) AS SELECT
  S.ID ID,
  S.V V,
  S.N N
FROM S S
EMIT CHANGES;
  |
1 | CREATE TABLE o AS SELECT * FROM s;
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1301

case: a stream from a grouping
CREATE STREAM o AS SELECT v, COUNT(*) AS c FROM s GROUP BY v;

error:
Could not determine output schema for query due to error: Invalid result type. Your SELECT query produces a TABLE. Please use CREATE TABLE AS SELECT statement instead.
Statement: CREATE STREAM O WITH (CLEANUP_POLICY='compact', KAFKA_TOPIC='O', PARTITIONS=4, REPLICAS=1) AS SELECT
  S.V V,
  COUNT(*) C
FROM S S
GROUP BY S.V
EMIT CHANGES;
  |
1 | CREATE STREAM o AS SELECT v, COUNT(*) AS c FROM s GROUP BY v;
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1301

case: a table partitioned anew
CREATE TABLE o AS SELECT * FROM t PARTITION BY v;

error:
Could not determine output schema for query due to error: PARTITION BY is only supported on streams: `T` is a table.
  |
1 | CREATE TABLE o AS SELECT * FROM t PARTITION BY v;
  |                                                ^
Hint: Use GROUP BY to give a table another key.
Code: BW-1301

case: HAVING without GROUP BY
CREATE STREAM o AS SELECT id, v FROM s HAVING n > 1;

error:
Could not determine output schema for query due to error: GROUP BY requires aggregate functions in either the SELECT or HAVING clause.
  |
1 | CREATE STREAM o AS SELECT id, v FROM s HAVING n > 1;
  |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: Add an aggregate function such as COUNT(*).
Code: BW-1303

case: EMIT FINAL without a window
CREATE TABLE o AS SELECT v, COUNT(*) AS c FROM s GROUP BY v EMIT FINAL;

error:
Could not determine output schema for query due to error: EMIT FINAL is only supported for windowed aggregations.
  |
1 | CREATE TABLE o AS SELECT v, COUNT(*) AS c FROM s GROUP BY v EMIT FINAL;
  |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: Write EMIT CHANGES, or add a WINDOW and GROUP BY.
Code: BW-1305

case: a source that a query reads can't be dropped
CREATE STREAM o AS SELECT * FROM s;
DROP STREAM s;

error:
Cannot drop S.
The following streams and/or tables read from this source: [O].
You need to drop them before dropping S.
  |
2 | DROP STREAM s;
  | ^^^^^^^^^^^^^
Code: BW-1308

case: a replaced stream can't lose a column
CREATE STREAM o AS SELECT id, v, n FROM s;
CREATE OR REPLACE STREAM o AS SELECT id, v FROM s;

error:
Cannot upgrade data source: DataSource '`O`' has schema = `ID` BIGINT KEY, `V` STRING, `N` INTEGER which is not upgradeable to `ID` BIGINT KEY, `V` STRING. (The following columns are changed, missing or reordered: [`N` INTEGER])
  |
2 | CREATE OR REPLACE STREAM o AS SELECT id, v FROM s;
  |                          ^
Hint: DROP it and create it again.
Code: BW-1307
