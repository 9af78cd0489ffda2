-- Aggregate functions: what they keep per group, window and table row, and what they refuse.

setup:
CREATE STREAM s (k STRING KEY, n INT, x DOUBLE, t STRING, a ARRAY<BIGINT>)
  WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
CREATE TABLE u (id INT PRIMARY KEY, k STRING, n INT, t STRING)
  WITH (KAFKA_TOPIC='u', VALUE_FORMAT='JSON');
CREATE STREAM d (k STRING KEY, n INT, t STRING)
  WITH (KAFKA_TOPIC='d', VALUE_FORMAT='DELIMITED');

case: topk keeps the first of equal values and skips nulls
CREATE TABLE o AS SELECT k, TOPK(n, 2) AS v, TOPK(n, t, x, 2) AS r, TOPKDISTINCT(n, 2) AS c
  FROM s GROUP BY k;

in: s
{"key": "a", "value": {"N": 5, "T": "first", "X": 0.5}}
{"key": "a", "value": {"N": null, "T": "skipped"}}
{"key": "a", "value": {"N": 5, "T": "second", "X": null}}
{"key": "a", "value": {"N": 7, "T": null}}

out: O
{"key": "a", "value": {"V": [5], "R": [{"sort_col": 5, "col0": "first", "col1": 0.5}], "C": [5]}, "timestamp": 0}
{"key": "a", "value": {"V": [5], "R": [{"sort_col": 5, "col0": "first", "col1": 0.5}], "C": [5]}, "timestamp": 0}
{"key": "a", "value": {"V": [5, 5], "R": [{"sort_col": 5, "col0": "first", "col1": 0.5}, {"sort_col": 5, "col0": "second", "col1": null}], "C": [5]}, "timestamp": 0}
{"key": "a", "value": {"V": [7, 5], "R": [{"sort_col": 7, "col0": null, "col1": null}, {"sort_col": 5, "col0": "first", "col1": 0.5}], "C": [7, 5]}, "timestamp": 0}

case: collecting keeps nulls, and limits leave later values out
SET 'ksql.functions.collect_list.limit'='3';
SET 'ksql.functions.collect_set.limit'='2';
CREATE TABLE o AS SELECT k, COLLECT_LIST(t) AS l, COLLECT_SET(t) AS c, HISTOGRAM(t) AS h
  FROM s GROUP BY k;

in: s
{"key": "a", "value": {"T": "x"}}
{"key": "a", "value": {"T": null}}
{"key": "a", "value": {"T": "x"}}
{"key": "a", "value": {"T": "y"}}

out: O
{"key": "a", "value": {"L": ["x"], "C": ["x"], "H": {"x": 1}}, "timestamp": 0}
{"key": "a", "value": {"L": ["x", null], "C": ["x", null], "H": {"x": 1}}, "timestamp": 0}
{"key": "a", "value": {"L": ["x", null, "x"], "C": ["x", null], "H": {"x": 2}}, "timestamp": 0}
{"key": "a", "value": {"L": ["x", null, "x"], "C": ["x", null], "H": {"x": 2, "y": 1}}, "timestamp": 0}

case: changes of a table's rows are undone
CREATE TABLE o AS SELECT k, COLLECT_LIST(n) AS l, HISTOGRAM(t) AS h, ATTR(t) AS t,
  STDDEV_SAMP(n) AS v, CORRELATION(n, n * 2) AS r, SUM(n) AS s
  FROM u GROUP BY k;

in: u
{"key": 1, "value": {"K": "a", "N": 1, "T": "x"}}
{"key": 2, "value": {"K": "a", "N": 3, "T": "x"}}
{"key": 1, "value": {"K": "a", "N": 5, "T": "y"}}
{"key": 2, "value": {"K": "b", "N": 3, "T": "z"}}
{"key": 1, "value": null}

out: O
{"key": "a", "value": {"L": [1], "H": {"x": 1}, "T": "x", "V": 0.0, "R": "NaN", "S": 1}, "timestamp": 0}
{"key": "a", "value": {"L": [1, 3], "H": {"x": 2}, "T": "x", "V": 2.0, "R": 1.0, "S": 4}, "timestamp": 0}
{"key": "a", "value": {"L": [3, 5], "H": {"x": 1, "y": 1}, "T": null, "V": 2.0, "R": 1.0, "S": 8}, "timestamp": 0}
{"key": "a", "value": {"L": [5], "H": {"y": 1}, "T": "y", "V": 0.0, "R": "NaN", "S": 5}, "timestamp": 0}
{"key": "b", "value": {"L": [3], "H": {"z": 1}, "T": "z", "V": 0.0, "R": "NaN", "S": 3}, "timestamp": 0}
{"key": "a", "value": {"L": [], "H": {}, "T": null, "V": 0.0, "R": "NaN", "S": 0}, "timestamp": 0}

case: sessions that meet are merged
CREATE TABLE o AS SELECT k, COLLECT_LIST(t) AS l, TOPK(n, 2) AS v, EARLIEST_BY_OFFSET(t, 2) AS e,
  LATEST_BY_OFFSET(t, 2) AS f, COUNT_DISTINCT(t) AS c, AVG(n) AS m, STDDEV_SAMPLE(n) AS d
  FROM s WINDOW SESSION (10 SECONDS) GROUP BY k;

in: s
{"key": "a", "value": {"N": 1, "T": "p"}, "timestamp": 0}
{"key": "a", "value": {"N": 3, "T": "q"}, "timestamp": 20000}
{"key": "a", "value": {"N": 2, "T": "r"}, "timestamp": 10000}

out: O
{"key": "a", "value": {"L": ["p"], "V": [1], "E": ["p"], "F": ["p"], "C": 1, "M": 1.0, "D": 0.0}, "timestamp": 0, "window": {"start": 0, "end": 0, "type": "session"}}
{"key": "a", "value": {"L": ["q"], "V": [3], "E": ["q"], "F": ["q"], "C": 1, "M": 3.0, "D": 0.0}, "timestamp": 20000, "window": {"start": 20000, "end": 20000, "type": "session"}}
{"key": "a", "value": null, "timestamp": 0, "window": {"start": 0, "end": 0, "type": "session"}}
{"key": "a", "value": null, "timestamp": 20000, "window": {"start": 20000, "end": 20000, "type": "session"}}
{"key": "a", "value": {"L": ["p", "q", "r"], "V": [3, 2], "E": ["p", "q"], "F": ["q", "r"], "C": 3, "M": 2.0, "D": 1.0}, "timestamp": 20000, "window": {"start": 0, "end": 20000, "type": "session"}}

case: sums of lists, and of nothing
CREATE TABLE o AS SELECT k, SUM_LIST(a) AS l, SUM(x) AS s, AVG(x) AS m, MAX(t) AS t, COUNT(x) AS n
  FROM s GROUP BY k;

in: s
{"key": "a", "value": {"A": null}}
{"key": "a", "value": {"A": [1, null, 2], "X": 1.5, "T": "b"}}
{"key": "a", "value": {"A": [], "X": 0.25, "T": "a"}}

out: O
{"key": "a", "value": {"L": 0, "S": 0.0, "M": null, "T": null, "N": 0}, "timestamp": 0}
{"key": "a", "value": {"L": 3, "S": 1.5, "M": 1.5, "T": "b", "N": 1}, "timestamp": 0}
{"key": "a", "value": {"L": 3, "S": 1.75, "M": 0.875, "T": "b", "N": 2}, "timestamp": 0}

case: literals are stored, so they are no expressions
CREATE TABLE o AS SELECT k, TOPK(n, 1 + 1) AS v FROM s GROUP BY k;

error:
Could not determine output schema for query due to error: Parameter 2 passed to function TOPK must be a literal constant, but was expression: '(1 + 1)'
  |
1 | CREATE TABLE o AS SELECT k, TOPK(n, 1 + 1) AS v FROM s GROUP BY k;
  |                                     ^^^^^
Hint: Write the value itself, such as 3 or TRUE.
Code: BW-1202

case: a number of values below 1
CREATE TABLE o AS SELECT k, LATEST_BY_OFFSET(n, 0) AS v FROM s GROUP BY k;

error:
Could not determine output schema for query due to error: LATEST_BY_OFFSET: latestN must be 1 or more, but is 0
  |
1 | CREATE TABLE o AS SELECT k, LATEST_BY_OFFSET(n, 0) AS v FROM s GROUP BY k;
  |                             ^^^^^^^^^^^^^^^^^^^^^^
Code: BW-1202

case: a limit that is no number
SET 'ksql.functions.collect_list.limit'='many';
CREATE TABLE o AS SELECT k, COLLECT_LIST(n) AS v FROM s GROUP BY k;

error:
Could not determine output schema for query due to error: COLLECT_LIST: the property ksql.functions.collect_list.limit must be a whole number, but is 'many'
  |
2 | CREATE TABLE o AS SELECT k, COLLECT_LIST(n) AS v FROM s GROUP BY k;
  |                             ^^^^^^^^^^^^^^^
Code: BW-1202

case: arguments that no overload takes
CREATE TABLE o AS SELECT k, TOPK(a, 3) AS v FROM s GROUP BY k;

error:
Could not determine output schema for query due to error: Function 'TOPK' does not accept parameters (ARRAY<BIGINT>, INTEGER).
Valid alternatives are:
TOPK(DOUBLE val1, ANY... val2, INT k)
TOPK(INT val1, ANY... val2, INT k)
TOPK(BIGINT val1, ANY... val2, INT k)
TOPK(VARCHAR val1, ANY... val2, INT k)
For detailed information on a function run: DESCRIBE FUNCTION <Function-Name>;
  |
1 | CREATE TABLE o AS SELECT k, TOPK(a, 3) AS v FROM s GROUP BY k;
  |                             ^^^^^^^^^^
Code: BW-1202

case: a function that can't undo on a table
CREATE TABLE o AS SELECT k, COLLECT_SET(n) AS v, MIN(n) AS m FROM u GROUP BY k;

error:
Could not determine output schema for query due to error: The aggregation function(s) (COLLECT_SET, MIN) cannot be applied to a table source, only to a stream source.
  |
1 | CREATE TABLE o AS SELECT k, COLLECT_SET(n) AS v, MIN(n) AS m FROM u GROUP BY k;
  |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: A table's rows change: only functions that can take a row back work on it.
Code: BW-1303

case: a state that a flat format could not hold
CREATE TABLE o AS SELECT k, AVG(n) AS v FROM d GROUP BY k;

error:
Could not determine output schema for query due to error: One of the functions used in the statement has an intermediate type that the value format can not handle. Please remove the function or change the format.
  |
1 | CREATE TABLE o AS SELECT k, AVG(n) AS v FROM d GROUP BY k;
  |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
Hint: Give the source a VALUE_FORMAT that holds arrays and structs, such as JSON.
Code: BW-1306

case: flat formats and flat states
CREATE TABLE o AS SELECT k, SUM(n) AS s, MAX(t) AS m, COUNT(*) AS c FROM d GROUP BY k;

in: d
{"key": "a", "value": "1,x"}
{"key": "a", "value": "2,"}

out: O
{"key": "a", "value": "1,x,1", "timestamp": 0}
{"key": "a", "value": "3,x,2", "timestamp": 0}
