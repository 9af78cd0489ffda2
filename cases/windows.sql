-- Records that come late or out of their order: windows, grace, sessions, and final results.

setup:
CREATE STREAM clicks (page VARCHAR KEY, n INT) WITH (KAFKA_TOPIC='clicks', VALUE_FORMAT='JSON');

case: out of order inside the window
CREATE TABLE counts AS SELECT page, COUNT(*) AS n, SUM(n) AS total FROM clicks WINDOW TUMBLING (SIZE 10 SECONDS) GROUP BY page;

in: clicks
{"key": "a", "value": {"N": 1}, "timestamp": 9000}
{"key": "a", "value": {"N": 2}, "timestamp": 1000}
{"key": "a", "value": {"N": 3}, "timestamp": 5000}

out: COUNTS
{"key": "a", "value": {"N": 1, "TOTAL": 1}, "timestamp": 9000, "window": {"start": 0, "end": 10000, "type": "time"}}
{"key": "a", "value": {"N": 2, "TOTAL": 3}, "timestamp": 9000, "window": {"start": 0, "end": 10000, "type": "time"}}
{"key": "a", "value": {"N": 3, "TOTAL": 6}, "timestamp": 9000, "window": {"start": 0, "end": 10000, "type": "time"}}

case: late within the grace
CREATE TABLE counts AS SELECT page, COUNT(*) AS n FROM clicks WINDOW TUMBLING (SIZE 10 SECONDS, GRACE PERIOD 5 SECONDS) GROUP BY page;

in: clicks
{"key": "a", "value": {"N": 1}, "timestamp": 9000}
{"key": "a", "value": {"N": 2}, "timestamp": 14000}
{"key": "a", "value": {"N": 3}, "timestamp": 8000}

out: COUNTS
{"key": "a", "value": {"N": 1}, "timestamp": 9000, "window": {"start": 0, "end": 10000, "type": "time"}}
{"key": "a", "value": {"N": 1}, "timestamp": 14000, "window": {"start": 10000, "end": 20000, "type": "time"}}
{"key": "a", "value": {"N": 2}, "timestamp": 9000, "window": {"start": 0, "end": 10000, "type": "time"}}

case: late behind the grace
CREATE TABLE counts AS SELECT page, COUNT(*) AS n FROM clicks WINDOW TUMBLING (SIZE 10 SECONDS, GRACE PERIOD 5 SECONDS) GROUP BY page;

in: clicks
{"key": "a", "value": {"N": 1}, "timestamp": 9000}
{"key": "a", "value": {"N": 2}, "timestamp": 15000}
{"key": "a", "value": {"N": 3}, "timestamp": 8000}

out: COUNTS
{"key": "a", "value": {"N": 1}, "timestamp": 9000, "window": {"start": 0, "end": 10000, "type": "time"}}
{"key": "a", "value": {"N": 1}, "timestamp": 15000, "window": {"start": 10000, "end": 20000, "type": "time"}}

log:
RECORD_PROCESSING_ERROR CTAS_COUNTS_0/Aggregate clicks[0]@2: A row came too late and was left out: its time is 1970-01-01T00:00:08Z, but its window closed before, as there are rows of 1970-01-01T00:00:15Z already and GRACE PERIOD is 5000 ms

case: no grace
CREATE TABLE counts AS SELECT page, COUNT(*) AS n FROM clicks WINDOW TUMBLING (SIZE 10 SECONDS, GRACE PERIOD 0 SECONDS) GROUP BY page;

in: clicks
{"key": "a", "value": {"N": 1}, "timestamp": 9999}
{"key": "a", "value": {"N": 2}, "timestamp": 10000}
{"key": "a", "value": {"N": 3}, "timestamp": 9999}

out: COUNTS
{"key": "a", "value": {"N": 1}, "timestamp": 9999, "window": {"start": 0, "end": 10000, "type": "time"}}
{"key": "a", "value": {"N": 1}, "timestamp": 10000, "window": {"start": 10000, "end": 20000, "type": "time"}}

log:
RECORD_PROCESSING_ERROR CTAS_COUNTS_0/Aggregate clicks[0]@2: A row came too late and was left out: its time is 1970-01-01T00:00:09.999Z, but its window closed before, as there are rows of 1970-01-01T00:00:10Z already and GRACE PERIOD is 0 ms

case: time goes on with the records of other keys
CREATE TABLE counts AS SELECT page, COUNT(*) AS n FROM clicks WINDOW TUMBLING (SIZE 10 SECONDS, GRACE PERIOD 0 SECONDS) GROUP BY page;

in: clicks
{"key": "a", "value": {"N": 1}, "timestamp": 1000}
{"key": "b", "value": {"N": 2}, "timestamp": 20000}
{"key": "a", "value": {"N": 3}, "timestamp": 1000}

out: COUNTS
{"key": "a", "value": {"N": 1}, "timestamp": 1000, "window": {"start": 0, "end": 10000, "type": "time"}}
{"key": "b", "value": {"N": 1}, "timestamp": 20000, "window": {"start": 20000, "end": 30000, "type": "time"}}

log:
RECORD_PROCESSING_ERROR CTAS_COUNTS_0/Aggregate clicks[0]@2: A row came too late and was left out: its time is 1970-01-01T00:00:01Z, but its window closed before, as there are rows of 1970-01-01T00:00:20Z already and GRACE PERIOD is 0 ms

case: a hopping window holds a record more than once
CREATE TABLE counts AS SELECT page, COUNT(*) AS n, WINDOWSTART AS ws, WINDOWEND AS we FROM clicks
  WINDOW HOPPING (SIZE 10 SECONDS, ADVANCE BY 5 SECONDS) GROUP BY page;

in: clicks
{"key": "a", "value": {"N": 1}, "timestamp": 7000}
{"key": "a", "value": {"N": 2}, "timestamp": 12000}

out: COUNTS
{"key": "a", "value": {"N": 1, "WS": 0, "WE": 10000}, "timestamp": 7000, "window": {"start": 0, "end": 10000, "type": "time"}}
{"key": "a", "value": {"N": 1, "WS": 5000, "WE": 15000}, "timestamp": 7000, "window": {"start": 5000, "end": 15000, "type": "time"}}
{"key": "a", "value": {"N": 2, "WS": 5000, "WE": 15000}, "timestamp": 12000, "window": {"start": 5000, "end": 15000, "type": "time"}}
{"key": "a", "value": {"N": 1, "WS": 10000, "WE": 20000}, "timestamp": 12000, "window": {"start": 10000, "end": 20000, "type": "time"}}

case: a late record in the older of two hopping windows only
CREATE TABLE counts AS SELECT page, COUNT(*) AS n FROM clicks
  WINDOW HOPPING (SIZE 10 SECONDS, ADVANCE BY 5 SECONDS, GRACE PERIOD 0 SECONDS) GROUP BY page;

in: clicks
{"key": "a", "value": {"N": 1}, "timestamp": 12000}
{"key": "a", "value": {"N": 2}, "timestamp": 7000}

out: COUNTS
{"key": "a", "value": {"N": 1}, "timestamp": 12000, "window": {"start": 5000, "end": 15000, "type": "time"}}
{"key": "a", "value": {"N": 1}, "timestamp": 12000, "window": {"start": 10000, "end": 20000, "type": "time"}}
{"key": "a", "value": {"N": 2}, "timestamp": 12000, "window": {"start": 5000, "end": 15000, "type": "time"}}

log:
RECORD_PROCESSING_ERROR CTAS_COUNTS_0/Aggregate clicks[0]@1: A row came too late and was left out: its time is 1970-01-01T00:00:07Z, but 1 of its 2 windows closed before, as there are rows of 1970-01-01T00:00:12Z already and GRACE PERIOD is 0 ms

case: sessions that a late record joins
CREATE TABLE sessions AS SELECT page, COUNT(*) AS n FROM clicks WINDOW SESSION (5 SECONDS) GROUP BY page;

in: clicks
{"key": "a", "value": {"N": 1}, "timestamp": 1000}
{"key": "a", "value": {"N": 2}, "timestamp": 9000}
{"key": "a", "value": {"N": 3}, "timestamp": 5000}

out: SESSIONS
{"key": "a", "value": {"N": 1}, "timestamp": 1000, "window": {"start": 1000, "end": 1000, "type": "session"}}
{"key": "a", "value": {"N": 1}, "timestamp": 9000, "window": {"start": 9000, "end": 9000, "type": "session"}}
{"key": "a", "value": null, "timestamp": 1000, "window": {"start": 1000, "end": 1000, "type": "session"}}
{"key": "a", "value": null, "timestamp": 9000, "window": {"start": 9000, "end": 9000, "type": "session"}}
{"key": "a", "value": {"N": 3}, "timestamp": 9000, "window": {"start": 1000, "end": 9000, "type": "session"}}

case: a gap ends a session
CREATE TABLE sessions AS SELECT page, COUNT(*) AS n FROM clicks WINDOW SESSION (5 SECONDS) GROUP BY page;

in: clicks
{"key": "a", "value": {"N": 1}, "timestamp": 1000}
{"key": "a", "value": {"N": 2}, "timestamp": 6000}
{"key": "a", "value": {"N": 3}, "timestamp": 11001}

out: SESSIONS
{"key": "a", "value": {"N": 1}, "timestamp": 1000, "window": {"start": 1000, "end": 1000, "type": "session"}}
{"key": "a", "value": null, "timestamp": 1000, "window": {"start": 1000, "end": 1000, "type": "session"}}
{"key": "a", "value": {"N": 2}, "timestamp": 6000, "window": {"start": 1000, "end": 6000, "type": "session"}}
{"key": "a", "value": {"N": 1}, "timestamp": 11001, "window": {"start": 11001, "end": 11001, "type": "session"}}

case: final results come once, when the grace is over
CREATE TABLE finals AS SELECT page, COUNT(*) AS n FROM clicks
  WINDOW TUMBLING (SIZE 10 SECONDS, GRACE PERIOD 2 SECONDS) GROUP BY page EMIT FINAL;

in: clicks
{"key": "a", "value": {"N": 1}, "timestamp": 1000}
{"key": "a", "value": {"N": 2}, "timestamp": 11000}
{"key": "a", "value": {"N": 3}, "timestamp": 2000}

out: FINALS

in: clicks
{"key": "b", "value": {"N": 4}, "timestamp": 12000}

out: FINALS
{"key": "a", "value": {"N": 2}, "timestamp": 2000, "window": {"start": 0, "end": 10000, "type": "time"}}

in: clicks
{"key": "a", "value": {"N": 5}, "timestamp": 3000}

out: FINALS

log:
RECORD_PROCESSING_ERROR CTAS_FINALS_0/Aggregate clicks[0]@4: A row came too late and was left out: its time is 1970-01-01T00:00:03Z, but its window closed before, as there are rows of 1970-01-01T00:00:12Z already and GRACE PERIOD is 2000 ms

case: the earliest and latest by offset don't mind timestamps
CREATE TABLE ends AS SELECT page, EARLIEST_BY_OFFSET(n) AS first, LATEST_BY_OFFSET(n) AS last FROM clicks GROUP BY page;

in: clicks
{"key": "a", "value": {"N": 1}, "timestamp": 9000}
{"key": "a", "value": {"N": 2}, "timestamp": 1000}

out: ENDS
{"key": "a", "value": {"FIRST": 1, "LAST": 1}, "timestamp": 9000}
{"key": "a", "value": {"FIRST": 1, "LAST": 2}, "timestamp": 9000}

case: the timestamp of a row is the latest of its records
CREATE TABLE totals AS SELECT page, SUM(n) AS total FROM clicks GROUP BY page;

in: clicks
{"key": "a", "value": {"N": 1}, "timestamp": 9000}
{"key": "a", "value": {"N": 2}, "timestamp": 1000}

out: TOTALS
{"key": "a", "value": {"TOTAL": 1}, "timestamp": 9000}
{"key": "a", "value": {"TOTAL": 3}, "timestamp": 9000}

case: a timestamp from a column
CREATE STREAM visits (page VARCHAR KEY, at BIGINT) WITH (KAFKA_TOPIC='visits', VALUE_FORMAT='JSON', TIMESTAMP='at');
CREATE TABLE counts AS SELECT page, COUNT(*) AS n FROM visits WINDOW TUMBLING (SIZE 10 SECONDS) GROUP BY page;

in: visits
{"key": "a", "value": {"AT": 12000}, "timestamp": 1}
{"key": "a", "value": {"AT": 3000}, "timestamp": 2}

out: COUNTS
{"key": "a", "value": {"N": 1}, "timestamp": 12000, "window": {"start": 10000, "end": 20000, "type": "time"}}
{"key": "a", "value": {"N": 1}, "timestamp": 3000, "window": {"start": 0, "end": 10000, "type": "time"}}

case: a timestamp as text that can't be read
CREATE STREAM visits (page VARCHAR KEY, at VARCHAR)
  WITH (KAFKA_TOPIC='visits', VALUE_FORMAT='JSON', TIMESTAMP='at', TIMESTAMP_FORMAT='yyyy-MM-dd HH:mm');
CREATE STREAM copies AS SELECT page, at FROM visits;

in: visits
{"key": "a", "value": {"AT": "1970-01-02 00:00"}, "timestamp": 1}
{"key": "a", "value": {"AT": "tomorrow"}, "timestamp": 2}
{"key": "a", "value": {"AT": "1970-01-03 12:30"}, "timestamp": 3}

out: COPIES
{"key": "a", "value": {"AT": "1970-01-02 00:00"}, "timestamp": 86400000}
{"key": "a", "value": {"AT": "1970-01-03 12:30"}, "timestamp": 217800000}

log:
RECORD_PROCESSING_ERROR CSAS_COPIES_0/KsqlTopic visits[0]@1: The TIMESTAMP column `AT` does not follow TIMESTAMP_FORMAT; the record is skipped

case: a windowed table read as a stream of windows
CREATE TABLE counts AS SELECT page, COUNT(*) AS n FROM clicks WINDOW TUMBLING (SIZE 10 SECONDS) GROUP BY page;
CREATE STREAM windows (page VARCHAR KEY, n BIGINT)
  WITH (KAFKA_TOPIC='COUNTS', VALUE_FORMAT='JSON', WINDOW_TYPE='TUMBLING', WINDOW_SIZE='10 SECONDS');
CREATE STREAM starts AS SELECT page, WINDOWSTART AS ws, n FROM windows;

in: clicks
{"key": "a", "value": {"N": 1}, "timestamp": 12000}

out: STARTS
{"key": "a", "value": {"WS": 10000, "N": 1}, "timestamp": 12000, "window": {"start": 10000, "end": 20000, "type": "time"}}
