-- Change events of a database: Debezium's envelope with before, after and op, and the tombstone that
-- follows a delete.

setup:
CREATE STREAM changes (
    id INT KEY,
    before STRUCT<id INT, name VARCHAR, balance DOUBLE>,
    after STRUCT<id INT, name VARCHAR, balance DOUBLE>,
    op VARCHAR,
    source STRUCT<lsn BIGINT, `table` VARCHAR, snapshot VARCHAR>,
    ts_ms BIGINT)
  WITH (KAFKA_TOPIC='db.public.customers', VALUE_FORMAT='JSON');

case: the new row of every change
CREATE STREAM rows AS SELECT id, op, after->name AS name, after->balance AS balance FROM changes;

in: db.public.customers
{"key": 1, "value": {"before": null, "after": {"id": 1, "name": "Ann", "balance": 10.5}, "op": "r", "source": {"lsn": 100, "table": "customers", "snapshot": "last"}, "ts_ms": 1000}, "timestamp": 1}
{"key": 1, "value": {"before": {"id": 1, "name": "Ann", "balance": 10.5}, "after": {"id": 1, "name": "Anna", "balance": 10.5}, "op": "u", "source": {"lsn": 101, "table": "customers", "snapshot": "false"}, "ts_ms": 2000}, "timestamp": 2}
{"key": 2, "value": {"before": null, "after": {"id": 2, "name": "Bob", "balance": 0.0}, "op": "c", "source": {"lsn": 102, "table": "customers", "snapshot": "false"}, "ts_ms": 3000}, "timestamp": 3}

out: ROWS
{"key": 1, "value": {"OP": "r", "NAME": "Ann", "BALANCE": 10.5}, "timestamp": 1}
{"key": 1, "value": {"OP": "u", "NAME": "Anna", "BALANCE": 10.5}, "timestamp": 2}
{"key": 2, "value": {"OP": "c", "NAME": "Bob", "BALANCE": 0.0}, "timestamp": 3}

case: a delete has no new row
CREATE STREAM rows AS SELECT id, op, before->name AS old, after->name AS new FROM changes;

in: db.public.customers
{"key": 1, "value": {"before": {"id": 1, "name": "Ann", "balance": 10.5}, "after": null, "op": "d", "source": {"lsn": 100, "table": "customers", "snapshot": "false"}, "ts_ms": 1000}, "timestamp": 1}

out: ROWS
{"key": 1, "value": {"OP": "d", "OLD": "Ann", "NEW": null}, "timestamp": 1}

case: the tombstone behind a delete stays one
CREATE STREAM rows AS SELECT id, op FROM changes;

in: db.public.customers
{"key": 1, "value": {"before": {"id": 1}, "after": null, "op": "d"}, "timestamp": 1}
{"key": 1, "value": null, "timestamp": 2}
{"key": 2, "value": {"before": null, "after": {"id": 2}, "op": "c"}, "timestamp": 3}

out: ROWS
{"key": 1, "value": {"OP": "d"}, "timestamp": 1}
{"key": 1, "value": null, "timestamp": 2}
{"key": 2, "value": {"OP": "c"}, "timestamp": 3}

case: only what really changed
CREATE STREAM renamed AS
  SELECT id, before->name AS old, after->name AS new FROM changes
  WHERE op = 'u' AND before->name <> after->name;

in: db.public.customers
{"key": 1, "value": {"before": {"name": "Ann"}, "after": {"name": "Ann"}, "op": "u"}, "timestamp": 1}
{"key": 1, "value": {"before": {"name": "Ann"}, "after": {"name": "Anna"}, "op": "u"}, "timestamp": 2}
{"key": 2, "value": {"before": null, "after": {"name": "Bob"}, "op": "c"}, "timestamp": 3}

out: RENAMED
{"key": 1, "value": {"OLD": "Ann", "NEW": "Anna"}, "timestamp": 2}

case: the newest state by key
CREATE TABLE customers AS
  SELECT id, LATEST_BY_OFFSET(after->name) AS name, LATEST_BY_OFFSET(op) AS op, COUNT(*) AS changes
  FROM changes GROUP BY id;

in: db.public.customers
{"key": 1, "value": {"after": {"name": "Ann"}, "op": "c"}, "timestamp": 1}
{"key": 2, "value": {"after": {"name": "Bob"}, "op": "c"}, "timestamp": 2}
{"key": 1, "value": {"after": {"name": "Anna"}, "op": "u"}, "timestamp": 3}

out: CUSTOMERS
{"key": 1, "value": {"NAME": "Ann", "OP": "c", "CHANGES": 1}, "timestamp": 1}
{"key": 2, "value": {"NAME": "Bob", "OP": "c", "CHANGES": 1}, "timestamp": 2}
{"key": 1, "value": {"NAME": "Anna", "OP": "u", "CHANGES": 2}, "timestamp": 3}

case: changes counted by kind
CREATE TABLE kinds AS SELECT op, COUNT(*) AS n FROM changes GROUP BY op;

in: db.public.customers
{"key": 1, "value": {"op": "c"}, "timestamp": 1}
{"key": 1, "value": {"op": "u"}, "timestamp": 2}
{"key": 1, "value": {"op": "u"}, "timestamp": 3}
{"key": 1, "value": {"op": "d"}, "timestamp": 4}
{"key": 1, "value": null, "timestamp": 5}

out: KINDS
{"key": "c", "value": {"N": 1}, "timestamp": 1}
{"key": "u", "value": {"N": 1}, "timestamp": 2}
{"key": "u", "value": {"N": 2}, "timestamp": 3}
{"key": "d", "value": {"N": 1}, "timestamp": 4}

case: fields are found whatever their case
CREATE STREAM rows AS SELECT id, source->lsn AS lsn, source->`table` AS t, ts_ms FROM changes;

in: db.public.customers
{"key": 1, "value": {"OP": "c", "SOURCE": {"LSN": 7, "table": "customers"}, "TS_MS": 12}, "timestamp": 1}

out: ROWS
{"key": 1, "value": {"LSN": 7, "T": "customers", "TS_MS": 12}, "timestamp": 1}

case: a large envelope of which one field is read
CREATE STREAM ops AS SELECT id, op FROM changes;

in: db.public.customers
{"key": 1, "value": {"schema": {"type": "struct", "fields": [{"field": "before"}, {"field": "after"}]}, "before": {"x": [1, {"y": [[]]}]}, "op": "c", "transaction": null}, "timestamp": 1}

out: OPS
{"key": 1, "value": {"OP": "c"}, "timestamp": 1}

case: rows flattened by the connector become a table
CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR, balance DOUBLE)
  WITH (KAFKA_TOPIC='flat', VALUE_FORMAT='JSON');
CREATE TABLE rich AS SELECT id, name FROM customers WHERE balance > 100;

in: flat
{"key": 1, "value": {"id": 1, "name": "Ann", "balance": 200.0}, "timestamp": 1}
{"key": 2, "value": {"id": 2, "name": "Bob", "balance": 20.0}, "timestamp": 2}
{"key": 1, "value": {"id": 1, "name": "Ann", "balance": 50.0}, "timestamp": 3}
{"key": 2, "value": null, "timestamp": 4}

out: RICH
{"key": 1, "value": {"NAME": "Ann"}, "timestamp": 1}
{"key": 1, "value": null, "timestamp": 3}

case: a deleted row leaves the sum
CREATE TABLE accounts (id INT PRIMARY KEY, owner VARCHAR, balance INT)
  WITH (KAFKA_TOPIC='flat', VALUE_FORMAT='JSON');
CREATE TABLE totals AS SELECT owner, SUM(balance) AS total, COUNT(*) AS n FROM accounts GROUP BY owner;

in: flat
{"key": 1, "value": {"owner": "Ann", "balance": 10}, "timestamp": 1}
{"key": 2, "value": {"owner": "Ann", "balance": 5}, "timestamp": 2}
{"key": 1, "value": {"owner": "Bob", "balance": 10}, "timestamp": 3}
{"key": 2, "value": null, "timestamp": 4}

out: TOTALS
{"key": "Ann", "value": {"TOTAL": 10, "N": 1}, "timestamp": 1}
{"key": "Ann", "value": {"TOTAL": 15, "N": 2}, "timestamp": 2}
{"key": "Ann", "value": {"TOTAL": 5, "N": 1}, "timestamp": 3}
{"key": "Bob", "value": {"TOTAL": 10, "N": 1}, "timestamp": 3}
{"key": "Ann", "value": {"TOTAL": 0, "N": 0}, "timestamp": 4}

case: orders meet the newest row of their customer
CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR)
  WITH (KAFKA_TOPIC='flat', VALUE_FORMAT='JSON');
CREATE STREAM orders (no INT KEY, customer INT) WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='JSON');
CREATE STREAM named AS SELECT o.customer, o.no, c.name FROM orders o LEFT JOIN customers c ON o.customer = c.id;

in: orders
{"key": 1, "value": {"customer": 7}, "timestamp": 1}

in: flat
{"key": 7, "value": {"name": "Ann"}, "timestamp": 2}

in: orders
{"key": 2, "value": {"customer": 7}, "timestamp": 3}

in: flat
{"key": 7, "value": null, "timestamp": 4}

in: orders
{"key": 3, "value": {"customer": 7}, "timestamp": 5}

out: NAMED
{"key": 7, "value": {"NO": 1, "NAME": null}, "timestamp": 1}
{"key": 7, "value": {"NO": 2, "NAME": "Ann"}, "timestamp": 3}
{"key": 7, "value": {"NO": 3, "NAME": null}, "timestamp": 5}

case: a decimal of the database as text or number
CREATE STREAM prices (id INT KEY, price DECIMAL(8, 2)) WITH (KAFKA_TOPIC='prices', VALUE_FORMAT='JSON');
CREATE STREAM doubled AS SELECT id, price * 2 AS price FROM prices;

in: prices
{"key": 1, "value": {"price": 12.50}, "timestamp": 1}
{"key": 2, "value": {"price": "12.50"}, "timestamp": 2}
{"key": 3, "value": {"price": 12}, "timestamp": 3}
{"key": 4, "value": {"price": 12.505}, "timestamp": 4}

out: DOUBLED
{"key": 1, "value": {"PRICE": 25.00}, "timestamp": 1}
{"key": 2, "value": {"PRICE": 25.00}, "timestamp": 2}
{"key": 3, "value": {"PRICE": 24.00}, "timestamp": 3}
{"key": 4, "value": {"PRICE": 25.02}, "timestamp": 4}
