-- Records that can't be read and expressions that fail: each has an entry in the processing log, and the
-- query goes on.

setup:
CREATE STREAM s (id BIGINT KEY, v INT, name VARCHAR, tags ARRAY<INT>) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');

case: text that is no JSON
CREATE STREAM o AS SELECT id, v FROM s;

in: s
{"key": 1, "valueText": "hello", "timestamp": 1}
{"key": 2, "valueText": "{\"V\": 1", "timestamp": 2}
{"key": 3, "valueText": "", "timestamp": 3}
{"key": 4, "valueText": "{\"V\": 1} x", "timestamp": 4}
{"key": 5, "value": {"V": 5}, "timestamp": 5}

out: O
{"key": 5, "value": {"V": 5}, "timestamp": 5}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@0: the value is not JSON: it goes wrong at byte 1
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@1: the value is not JSON: it ends too early, at byte 7
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@2: the value is empty, which is not JSON
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@3: the value is not JSON: it goes wrong at byte 10

case: JSON that is no object
CREATE STREAM o AS SELECT id, v FROM s;

in: s
{"key": 1, "value": "text", "timestamp": 1}
{"key": 2, "value": [1], "timestamp": 2}
{"key": 3, "value": 7, "timestamp": 3}
{"key": 4, "valueText": "null", "timestamp": 4}

out: O
{"key": 4, "value": null, "timestamp": 4}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@0: expected a JSON object with the columns but the value is a string
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@1: expected a JSON object with the columns but the value is an array
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@2: expected a JSON object with the columns but the value is a number

case: a member of a wrong type
CREATE STREAM o AS SELECT id, v FROM s;

in: s
{"key": 1, "value": {"V": "many"}, "timestamp": 1}
{"key": 2, "value": {"V": [1]}, "timestamp": 2}
{"key": 3, "value": {"V": {}}, "timestamp": 3}
{"key": 4, "value": {"V": 12345678901}, "timestamp": 4}
{"key": 5, "value": {"V": null}, "timestamp": 5}

out: O
{"key": 5, "value": {"V": null}, "timestamp": 5}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@0: column `V`: expected INTEGER but the JSON has a string that is no such number
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@1: column `V`: expected INTEGER but the JSON has an array
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@2: column `V`: expected INTEGER but the JSON has an object
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@3: column `V`: expected INTEGER but the JSON has a number out of its range

case: a bad member that isn't used is never read
CREATE STREAM o AS SELECT id, name FROM s;

in: s
{"key": 1, "value": {"V": "many", "NAME": "Ann"}, "timestamp": 1}

out: O
{"key": 1, "value": {"NAME": "Ann"}, "timestamp": 1}

case: a bad element of an array
CREATE STREAM o AS SELECT id, tags FROM s;

in: s
{"key": 1, "value": {"TAGS": [1, "x", 3]}, "timestamp": 1}
{"key": 2, "value": {"TAGS": [1, null, 3]}, "timestamp": 2}

out: O
{"key": 2, "value": {"TAGS": [1, null, 3]}, "timestamp": 2}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@0: column `TAGS`[2]: expected INTEGER but the JSON has a string that is no such number

case: a key of a wrong size
CREATE STREAM o AS SELECT id, v FROM s;

in: s
{"keyText": "abc", "value": {"V": 1}, "timestamp": 1}
{"key": 2, "value": {"V": 2}, "timestamp": 2}

out: O
{"key": 2, "value": {"V": 2}, "timestamp": 2}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@0: key column `ID`: expected 8 bytes of BIGINT but the key has 3

case: bytes that are no UTF-8
CREATE STREAM o AS SELECT id, name FROM s;

in: s
{"key": 1, "valueBase64": "eyJOQU1FIjogIv/+In0=", "timestamp": 1}
{"key": 2, "value": {"NAME": "Bob"}, "timestamp": 2}

out: O
{"key": 2, "value": {"NAME": "Bob"}, "timestamp": 2}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@0: the value is not JSON: it goes wrong at byte 12

case: a division by zero
CREATE STREAM o AS SELECT id, 10 / v AS q FROM s;

in: s
{"key": 1, "value": {"V": 0}, "timestamp": 1}
{"key": 2, "value": {"V": 2}, "timestamp": 2}

out: O
{"key": 1, "value": {"Q": null}, "timestamp": 1}
{"key": 2, "value": {"Q": 5}, "timestamp": 2}

log:
RECORD_PROCESSING_ERROR CSAS_O_0/Project s[0]@0: column `Q`: division by zero

case: a condition that fails leaves the record out
CREATE STREAM o AS SELECT id, v FROM s WHERE 10 / v > 1;

in: s
{"key": 1, "value": {"V": 0}, "timestamp": 1}
{"key": 2, "value": {"V": 2}, "timestamp": 2}

out: O
{"key": 2, "value": {"V": 2}, "timestamp": 2}

log:
RECORD_PROCESSING_ERROR CSAS_O_0/WhereFilter s[0]@0: the WHERE clause: division by zero

case: a cast that fails
CREATE STREAM o AS SELECT id, CAST(name AS INT) AS n FROM s;

in: s
{"key": 1, "value": {"NAME": "12"}, "timestamp": 1}
{"key": 2, "value": {"NAME": "twelve"}, "timestamp": 2}
{"key": 3, "value": {"NAME": "99999999999"}, "timestamp": 3}

out: O
{"key": 1, "value": {"N": 12}, "timestamp": 1}
{"key": 2, "value": {"N": null}, "timestamp": 2}
{"key": 3, "value": {"N": null}, "timestamp": 3}

log:
RECORD_PROCESSING_ERROR CSAS_O_0/Project s[0]@1: column `N`: CAST of STRING to INTEGER failed: the text is not a whole number of 32 bits
RECORD_PROCESSING_ERROR CSAS_O_0/Project s[0]@2: column `N`: CAST of STRING to INTEGER failed: the text is not a whole number of 32 bits

case: an element that isn't there is null
CREATE STREAM o AS SELECT id, tags[1] AS a, tags[-1] AS z, tags[7] AS none FROM s;

in: s
{"key": 1, "value": {"TAGS": [1, 2]}, "timestamp": 1}
{"key": 2, "value": {"TAGS": []}, "timestamp": 2}
{"key": 3, "value": {"TAGS": null}, "timestamp": 3}

out: O
{"key": 1, "value": {"A": 1, "Z": 2, "NONE": null}, "timestamp": 1}
{"key": 2, "value": {"A": null, "Z": null, "NONE": null}, "timestamp": 2}
{"key": 3, "value": {"A": null, "Z": null, "NONE": null}, "timestamp": 3}

case: nulls go through
CREATE STREAM o AS SELECT id, v + 1 AS a, name + 'x' AS b, UCASE(name) AS c, tags[1] AS d, v > 1 AS e FROM s;

in: s
{"key": 1, "value": {}, "timestamp": 1}
{"key": null, "value": {"V": 1}, "timestamp": 2}

out: O
{"key": 1, "value": {"A": null, "B": "nullx", "C": null, "D": null, "E": false}, "timestamp": 1}
{"key": null, "value": {"A": 2, "B": "nullx", "C": null, "D": null, "E": false}, "timestamp": 2}

case: a number that overflows
CREATE STREAM o AS SELECT id, v * 2 AS a, id * 2 AS b FROM s;

in: s
{"key": 9223372036854775807, "value": {"V": 2147483647}, "timestamp": 1}

out: O
{"key": 9223372036854775807, "value": {"A": -2, "B": -2}, "timestamp": 1}

case: a null key in an aggregate
CREATE TABLE o AS SELECT id, COUNT(*) AS n FROM s GROUP BY id;

in: s
{"key": null, "value": {"V": 1}, "timestamp": 1}
{"key": 1, "value": {"V": 1}, "timestamp": 2}

out: O
{"key": 1, "value": {"N": 1}, "timestamp": 2}

log:
RECORD_PROCESSING_ERROR CTAS_O_0/Aggregate-Prepare s[0]@0: A row was left out of the aggregation: what it is to be grouped by is null

case: a null grouping column
CREATE TABLE o AS SELECT name, COUNT(*) AS n FROM s GROUP BY name;

in: s
{"key": 1, "value": {"V": 1}, "timestamp": 1}
{"key": 1, "value": {"NAME": "Ann"}, "timestamp": 2}

out: O
{"key": "Ann", "value": {"N": 1}, "timestamp": 2}

log:
RECORD_PROCESSING_ERROR CTAS_O_0/Aggregate-Prepare s[0]@0: A row was left out of the aggregation: what it is to be grouped by is null

case: a grouping expression that fails
CREATE TABLE o AS SELECT 10 / v AS g, COUNT(*) AS n FROM s GROUP BY 10 / v;

in: s
{"key": 1, "value": {"V": 0}, "timestamp": 1}
{"key": 1, "value": {"V": 2}, "timestamp": 2}

out: O
{"key": 5, "value": {"N": 1}, "timestamp": 2}

log:
RECORD_PROCESSING_ERROR CTAS_O_0/Aggregate-Prepare s[0]@0: column `G`: division by zero
RECORD_PROCESSING_ERROR CTAS_O_0/Aggregate-Prepare s[0]@0: A row was left out of the aggregation: what it is to be grouped by is null

case: a null value in an aggregate
CREATE TABLE o AS SELECT id, COUNT(v) AS c, COUNT(*) AS n, SUM(v) AS s, MIN(v) AS lo, MAX(v) AS hi FROM s GROUP BY id;

in: s
{"key": 1, "value": {}, "timestamp": 1}
{"key": 1, "value": {"V": 4}, "timestamp": 2}
{"key": 1, "value": null, "timestamp": 3}

out: O
{"key": 1, "value": {"C": 0, "N": 1, "S": 0, "LO": null, "HI": null}, "timestamp": 1}
{"key": 1, "value": {"C": 1, "N": 2, "S": 4, "LO": 4, "HI": 4}, "timestamp": 2}

case: a bad row of a table leaves the old one
CREATE TABLE t (id BIGINT PRIMARY KEY, v INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON');
CREATE STREAM o AS SELECT s.id, s.name, t.v FROM s JOIN t ON s.id = t.id;

in: t
{"key": 1, "value": {"V": 1}, "timestamp": 1}
{"key": 1, "valueText": "{", "timestamp": 2}

in: s
{"key": 1, "value": {"NAME": "a"}, "timestamp": 3}

out: O
{"key": 1, "value": {"NAME": "a", "T_V": 1}, "timestamp": 3}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-2-Source t[0]@1: the value is not JSON: it ends too early, at byte 1

case: a join key that fails
CREATE TABLE t (id BIGINT PRIMARY KEY, v INT) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON');
CREATE STREAM o AS SELECT s.id AS old, t.id, t.v FROM s JOIN t ON CAST(s.name AS BIGINT) = t.id;

in: t
{"key": 1, "value": {"V": 1}, "timestamp": 1}

in: s
{"key": 1, "value": {"NAME": "one"}, "timestamp": 2}
{"key": 1, "value": {"NAME": "1"}, "timestamp": 3}

out: O
{"key": 1, "value": {"OLD": 1, "T_V": 1}, "timestamp": 3}

log:
RECORD_PROCESSING_ERROR CSAS_O_0/PartitionBy s[0]@0: column `ID`: CAST of STRING to BIGINT failed: the text is not a whole number of 64 bits
RECORD_PROCESSING_ERROR CSAS_O_0/Join s[0]@0: A row was left out of the join: what it is to be joined on is null

case: a DECIMAL that is too wide
CREATE STREAM d (id INT KEY, x DECIMAL(4, 2)) WITH (KAFKA_TOPIC='d', VALUE_FORMAT='JSON');
CREATE STREAM o AS SELECT id, x FROM d;

in: d
{"key": 1, "value": {"X": 12.34}, "timestamp": 1}
{"key": 2, "value": {"X": 123.4}, "timestamp": 2}
{"key": 3, "value": {"X": 1.2}, "timestamp": 3}
{"key": 4, "value": {"X": 1.234}, "timestamp": 4}

out: O
{"key": 1, "value": {"X": 12.34}, "timestamp": 1}
{"key": 3, "value": {"X": 1.20}, "timestamp": 3}
{"key": 4, "value": {"X": 1.23}, "timestamp": 4}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source d[0]@1: column `X`: expected DECIMAL(4, 2) but the JSON has a number with more digits

case: dates and times that are none
CREATE STREAM d (id INT KEY, a DATE, b TIME, c TIMESTAMP) WITH (KAFKA_TOPIC='d', VALUE_FORMAT='JSON');
CREATE STREAM o AS SELECT * FROM d;

in: d
{"key": 1, "value": {"A": 1, "B": 1000, "C": 1000}, "timestamp": 1}
{"key": 2, "value": {"A": "1970-01-02"}, "timestamp": 2}
{"key": 3, "value": {"B": 90000000}, "timestamp": 3}

out: O
{"key": 1, "value": {"A": 1, "B": 1000, "C": 1000}, "timestamp": 1}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source d[0]@1: column `A`: expected DATE as days since 1970 but the JSON has a string
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source d[0]@2: column `B`: expected TIME as milliseconds of the day but the JSON has a number out of its range

case: bytes in base64 and not
CREATE STREAM d (id INT KEY, b BYTES) WITH (KAFKA_TOPIC='d', VALUE_FORMAT='JSON');
CREATE STREAM o AS SELECT id, b FROM d;

in: d
{"key": 1, "value": {"B": "aGk="}, "timestamp": 1}
{"key": 2, "value": {"B": "???"}, "timestamp": 2}

out: O
{"key": 1, "value": {"B": "aGk="}, "timestamp": 1}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source d[0]@1: column `B`: expected BYTES as base64 but the JSON has another string
