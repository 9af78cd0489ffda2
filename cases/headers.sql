-- Columns that are read from the headers of records.

setup:
CREATE STREAM s (id INT KEY, v INT, trace BYTES HEADER('trace'), every ARRAY<STRUCT<key STRING, value BYTES>> HEADERS)
  WITH (KAFKA_TOPIC='s', FORMAT='JSON');

case: the last header of a name, and all headers
CREATE STREAM o AS SELECT id, FROM_BYTES(trace, 'utf8') AS trace, ARRAY_LENGTH(every) AS n FROM s;

in: s
{"key": 1, "value": {"V": 1}, "timestamp": 1, "headers": [{"KEY": "trace", "VALUE": "YQ=="}, {"KEY": "trace", "VALUE": "Yg=="}]}
{"key": 2, "value": {"V": 2}, "timestamp": 2}
{"key": 3, "value": {"V": 3}, "timestamp": 3, "headers": [{"KEY": "trace", "VALUE": null}]}

out: O
{"key": 1, "value": {"TRACE": "b", "N": 2}, "timestamp": 1, "headers": [{"KEY": "trace", "VALUE": "YQ=="}, {"KEY": "trace", "VALUE": "Yg=="}]}
{"key": 2, "value": {"TRACE": null, "N": 0}, "timestamp": 2}
{"key": 3, "value": {"TRACE": null, "N": 1}, "timestamp": 3, "headers": [{"KEY": "trace", "VALUE": null}]}

case: a star has them behind the values
CREATE STREAM o WITH (VALUE_FORMAT='JSON') AS SELECT * FROM s;

in: s
{"key": 1, "value": {"V": 1}, "timestamp": 1, "headers": [{"KEY": "trace", "VALUE": "YQ=="}]}

out: O
{"key": 1, "value": {"V": 1, "TRACE": "YQ==", "EVERY": [{"KEY": "trace", "VALUE": "YQ=="}]}, "timestamp": 1, "headers": [{"KEY": "trace", "VALUE": "YQ=="}]}

case: they can't be inserted
INSERT INTO s (id, v, trace) VALUES (1, 2, 'YQ==');

error:
Cannot insert into HEADER columns: TRACE
  |
1 | INSERT INTO s (id, v, trace) VALUES (1, 2, 'YQ==');
  |                       ^^^^^
Hint: Leave them out: headers can't be written.
Code: BW-1010

case: queries can't write them
CREATE STREAM r (id INT KEY, v INT) WITH (KAFKA_TOPIC='r', FORMAT='JSON');
INSERT INTO s SELECT id, v FROM r;

error:
Cannot insert into S because it has header columns
  |
2 | INSERT INTO s SELECT id, v FROM r;
  |             ^
Code: BW-1308

case: the type is fixed
CREATE STREAM x (id INT KEY, h STRING HEADER('trace')) WITH (KAFKA_TOPIC='x', FORMAT='JSON');

error:
Invalid type for HEADER('trace') column: expected BYTES, got STRING
  |
1 | CREATE STREAM x (id INT KEY, h STRING HEADER('trace')) WITH (KAFKA_TOPIC='x', FORMAT='JSON');
  |                              ^^^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1010

case: one column for each header
CREATE STREAM x (id INT KEY, a BYTES HEADER('trace'), b BYTES HEADER('trace')) WITH (KAFKA_TOPIC='x', FORMAT='JSON');

error:
Schema already contains a HEADER('trace') column.
  |
1 | CREATE STREAM x (id INT KEY, a BYTES HEADER('trace'), b BYTES HEADER('trace')) WITH (KAFKA_TOPIC='x', FORMAT='JSON');
  |                                                       ^^^^^^^^^^^^^^^^^^^^^^^
Hint: Leave it out: one column of them is enough.
Code: BW-1108

case: one column for all headers
CREATE STREAM x (id INT KEY, a ARRAY<STRUCT<key STRING, value BYTES>> HEADERS, b ARRAY<STRUCT<key STRING, value BYTES>> HEADERS) WITH (KAFKA_TOPIC='x', FORMAT='JSON');

error:
Schema already contains a HEADERS column.
  |
1 | … INT KEY, a ARRAY<STRUCT<key STRING, value BYTES>> HEADERS, b ARRAY<STRUCT<key STRING, value BYTES>> HEADERS) WITH (KAFK…
  |                                                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: Leave it out: one column of them is enough.
Code: BW-1108
