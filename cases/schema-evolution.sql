-- Records written with other columns than the source declares: older or newer schemas, missing and
-- extra members.

case: AVRO records of three schemas

schema: s-value AVRO
{"type": "record", "name": "person", "fields": [{"name": "NAME", "type": ["null", "string"], "default": null}]}

sql:
CREATE STREAM s (id INT KEY, name VARCHAR, age INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='AVRO');
CREATE STREAM o WITH (VALUE_FORMAT='JSON') AS SELECT id, name, age FROM s;

in: s
{"key": 1, "value": {"NAME": "Ann"}, "timestamp": 1}

schema: s-value AVRO
{"type": "record", "name": "person", "fields": [{"name": "NAME", "type": ["null", "string"], "default": null}, {"name": "AGE", "type": ["null", "int"], "default": null}]}

in: s
{"key": 2, "value": {"NAME": "Bob", "AGE": 30}, "timestamp": 2}

schema: s-value AVRO
{"type": "record", "name": "person", "fields": [{"name": "AGE", "type": "long"}, {"name": "CITY", "type": "string"}, {"name": "NAME", "type": "string"}]}

in: s
{"key": 3, "value": {"NAME": "Cid", "AGE": 31, "CITY": "Ulm"}, "timestamp": 3}

out: O
{"key": 1, "value": {"NAME": "Ann", "AGE": null}, "timestamp": 1}
{"key": 2, "value": {"NAME": "Bob", "AGE": 30}, "timestamp": 2}
{"key": 3, "value": {"NAME": "Cid", "AGE": 31}, "timestamp": 3}

case: an AVRO field that became wider

schema: s-value AVRO
{"type": "record", "name": "r", "fields": [{"name": "V", "type": "int"}]}

sql:
CREATE STREAM s (id INT KEY, v BIGINT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='AVRO');
CREATE STREAM o WITH (VALUE_FORMAT='JSON') AS SELECT id, v + 1 AS w FROM s;

in: s
{"key": 1, "value": {"V": 1}, "timestamp": 1}

schema: s-value AVRO
{"type": "record", "name": "r", "fields": [{"name": "V", "type": "long"}]}

in: s
{"key": 2, "value": {"V": 10000000000}, "timestamp": 2}

out: O
{"key": 1, "value": {"W": 2}, "timestamp": 1}
{"key": 2, "value": {"W": 10000000001}, "timestamp": 2}

case: an AVRO field that became another type

schema: s-value AVRO
{"type": "record", "name": "r", "fields": [{"name": "V", "type": "string"}]}

sql:
CREATE STREAM s (id INT KEY, v BIGINT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='AVRO');
CREATE STREAM o WITH (VALUE_FORMAT='JSON') AS SELECT id, v FROM s;

in: s
{"key": 1, "value": {"V": "one"}, "timestamp": 1}

schema: s-value AVRO
{"type": "record", "name": "r", "fields": [{"name": "V", "type": "long"}]}

in: s
{"key": 2, "value": {"V": 2}, "timestamp": 2}

out: O
{"key": 2, "value": {"V": 2}, "timestamp": 2}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@0: column `V`: expected BIGINT but the Avro schema has string

case: columns are taken from the newest AVRO schema

topic: s

schema: s-value AVRO
{"type": "record", "name": "r", "fields": [{"name": "A", "type": "int"}]}

schema: s-value AVRO
{"type": "record", "name": "r", "fields": [{"name": "A", "type": "int"}, {"name": "B", "type": ["null", "string"], "default": null}]}

sql:
CREATE STREAM s (id INT KEY) WITH (KAFKA_TOPIC='s', KEY_FORMAT='KAFKA', VALUE_FORMAT='AVRO');
CREATE STREAM o WITH (VALUE_FORMAT='JSON') AS SELECT * FROM s;

in: s
{"key": 1, "value": {"A": 1, "B": "x"}, "timestamp": 1}

out: O
{"key": 1, "value": {"A": 1, "B": "x"}, "timestamp": 1}

case: nested AVRO records with members of different schemas

schema: s-value AVRO
{"type": "record", "name": "r", "fields": [{"name": "P", "type": {"type": "record", "name": "p", "fields": [{"name": "X", "type": "int"}]}}]}

sql:
CREATE STREAM s (id INT KEY, p STRUCT<x INT, y INT>) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='AVRO');
CREATE STREAM o WITH (VALUE_FORMAT='JSON') AS SELECT id, p->x AS x, p->y AS y FROM s;

in: s
{"key": 1, "value": {"P": {"X": 1}}, "timestamp": 1}

schema: s-value AVRO
{"type": "record", "name": "r", "fields": [{"name": "P", "type": ["null", {"type": "record", "name": "p", "fields": [{"name": "X", "type": "int"}, {"name": "Y", "type": "int"}, {"name": "Z", "type": "int"}]}]}]}

in: s
{"key": 2, "value": {"P": {"X": 1, "Y": 2, "Z": 3}}, "timestamp": 2}
{"key": 3, "value": {"P": null}, "timestamp": 3}

out: O
{"key": 1, "value": {"X": 1, "Y": null}, "timestamp": 1}
{"key": 2, "value": {"X": 1, "Y": 2}, "timestamp": 2}
{"key": 3, "value": {"X": null, "Y": null}, "timestamp": 3}

case: a schema that nobody registered
CREATE STREAM s (id INT KEY, v INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='AVRO');
CREATE STREAM o WITH (VALUE_FORMAT='JSON') AS SELECT * FROM s;

in: s
{"key": 1, "valueBase64": "AAAAA+cCAg==", "timestamp": 1}
{"key": 2, "value": {"V": 2}, "timestamp": 2}

out: O
{"key": 2, "value": {"V": 2}, "timestamp": 2}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@0: the value was written with schema 999, which the schema registry doesn't have

case: JSON members that are missing or too many
CREATE STREAM s (id INT KEY, name VARCHAR, age INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
CREATE STREAM o AS SELECT * FROM s;

in: s
{"key": 1, "value": {"NAME": "Ann"}, "timestamp": 1}
{"key": 2, "value": {}, "timestamp": 2}
{"key": 3, "value": {"NAME": "Bob", "AGE": 3, "CITY": "Ulm", "TAGS": [{"A": 1}]}, "timestamp": 3}

out: O
{"key": 1, "value": {"NAME": "Ann", "AGE": null}, "timestamp": 1}
{"key": 2, "value": {"NAME": null, "AGE": null}, "timestamp": 2}
{"key": 3, "value": {"NAME": "Bob", "AGE": 3}, "timestamp": 3}

case: JSON members that come twice
CREATE STREAM s (id INT KEY, v INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
CREATE STREAM o AS SELECT * FROM s;

in: s
{"key": 1, "valueText": "{\"V\": 1, \"V\": 2}", "timestamp": 1}
{"key": 2, "valueText": "{\"v\": 1, \"V\": 2}", "timestamp": 2}

out: O
{"key": 1, "value": {"V": 1}, "timestamp": 1}
{"key": 2, "value": {"V": 1}, "timestamp": 2}

case: JSON structs with other members
CREATE STREAM s (id INT KEY, p STRUCT<x INT, y STRUCT<z VARCHAR>>) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
CREATE STREAM o AS SELECT * FROM s;

in: s
{"key": 1, "value": {"P": {"X": 1}}, "timestamp": 1}
{"key": 2, "value": {"P": {"Y": {"Z": "a", "W": 1}, "U": []}}, "timestamp": 2}
{"key": 3, "value": {"P": {}}, "timestamp": 3}

out: O
{"key": 1, "value": {"P": {"X": 1, "Y": null}}, "timestamp": 1}
{"key": 2, "value": {"P": {"X": null, "Y": {"Z": "a"}}}, "timestamp": 2}
{"key": 3, "value": {"P": {"X": null, "Y": null}}, "timestamp": 3}

case: values that JSON has in another type
CREATE STREAM s (id INT KEY, i INT, b BIGINT, d DOUBLE, v VARCHAR, t BOOLEAN) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
CREATE STREAM o AS SELECT * FROM s;

in: s
{"key": 1, "value": {"I": "5", "B": "6", "D": "7.5", "V": 8, "T": "true"}, "timestamp": 1}
{"key": 2, "value": {"I": 5.0, "B": 6.9, "D": 7, "V": true, "T": true}, "timestamp": 2}
{"key": 3, "value": {"V": {"a": [1, 2.50]}}, "timestamp": 3}

out: O
{"key": 3, "value": {"I": null, "B": null, "D": null, "V": "{\"a\":[1,2.50]}", "T": null}, "timestamp": 3}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@0: column `T`: expected BOOLEAN but the JSON has a string
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@1: column `B`: expected BIGINT but the JSON has a number with a fraction

case: a stream gets a column
CREATE STREAM s (id INT KEY, a INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
ALTER STREAM s ADD COLUMN b INT;
CREATE STREAM o AS SELECT * FROM s;

in: s
{"key": 1, "value": {"A": 1, "B": 2}, "timestamp": 1}

out: O
{"key": 1, "value": {"A": 1, "B": 2}, "timestamp": 1}

case: DELIMITED lines with too few and too many fields
CREATE STREAM s (id INT KEY, a INT, b VARCHAR) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='DELIMITED');
CREATE STREAM o AS SELECT * FROM s;

in: s
{"key": 1, "value": "1,x", "timestamp": 1}
{"key": 2, "value": "1", "timestamp": 2}
{"key": 3, "value": "1,x,y", "timestamp": 3}
{"key": 4, "value": ",", "timestamp": 4}
{"key": 5, "value": "\"2\",\"a,b\"", "timestamp": 5}

out: O
{"key": 1, "value": "1,x", "timestamp": 1}
{"key": 4, "value": ",", "timestamp": 4}
{"key": 5, "value": "2,\"a,b\"", "timestamp": 5}

log:
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@1: expected 2 columns but the value has 1
DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic-Source s[0]@2: expected 2 columns but the value has 3
