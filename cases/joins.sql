-- Joins when their records come in every order.

setup:
CREATE STREAM orders (id INT KEY, item VARCHAR) WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='JSON');
CREATE STREAM payments (id INT KEY, paid INT) WITH (KAFKA_TOPIC='payments', VALUE_FORMAT='JSON');
CREATE TABLE stock (id INT PRIMARY KEY, n INT) WITH (KAFKA_TOPIC='stock', VALUE_FORMAT='JSON');
CREATE TABLE places (id INT PRIMARY KEY, shelf VARCHAR) WITH (KAFKA_TOPIC='places', VALUE_FORMAT='JSON');

case: streams meet inside the window, in any order
CREATE STREAM o AS SELECT orders.id, item, paid FROM orders JOIN payments WITHIN 10 SECONDS ON orders.id = payments.id;

in: payments
{"key": 1, "value": {"PAID": 5}, "timestamp": 8000}

in: orders
{"key": 1, "value": {"ITEM": "book"}, "timestamp": 1000}
{"key": 1, "value": {"ITEM": "bike"}, "timestamp": 18000}
{"key": 1, "value": {"ITEM": "boat"}, "timestamp": 18001}

out: O
{"key": 1, "value": {"ITEM": "book", "PAID": 5}, "timestamp": 8000}
{"key": 1, "value": {"ITEM": "bike", "PAID": 5}, "timestamp": 18000}

case: only later payments
CREATE STREAM o AS SELECT orders.id, item, paid FROM orders JOIN payments WITHIN (0 SECONDS, 10 SECONDS) ON orders.id = payments.id;

in: orders
{"key": 1, "value": {"ITEM": "book"}, "timestamp": 5000}

in: payments
{"key": 1, "value": {"PAID": 1}, "timestamp": 4999}
{"key": 1, "value": {"PAID": 2}, "timestamp": 5000}
{"key": 1, "value": {"PAID": 3}, "timestamp": 15000}
{"key": 1, "value": {"PAID": 4}, "timestamp": 15001}

out: O
{"key": 1, "value": {"ITEM": "book", "PAID": 2}, "timestamp": 5000}
{"key": 1, "value": {"ITEM": "book", "PAID": 3}, "timestamp": 15000}

case: orders that nobody pays, once the grace is over
CREATE STREAM o AS SELECT orders.id, item, paid FROM orders LEFT JOIN payments
  WITHIN 10 SECONDS GRACE PERIOD 5 SECONDS ON orders.id = payments.id;

in: orders
{"key": 1, "value": {"ITEM": "book"}, "timestamp": 1000}
{"key": 2, "value": {"ITEM": "bike"}, "timestamp": 2000}

in: payments
{"key": 2, "value": {"PAID": 7}, "timestamp": 3000}

out: O
{"key": 2, "value": {"ITEM": "bike", "PAID": 7}, "timestamp": 3000}

in: orders
{"key": 3, "value": {"ITEM": "boat"}, "timestamp": 20000}

out: O
{"key": 1, "value": {"ITEM": "book", "PAID": null}, "timestamp": 1000}

case: a payment that is too late finds nothing
CREATE STREAM o AS SELECT orders.id, item, paid FROM orders JOIN payments
  WITHIN 10 SECONDS GRACE PERIOD 0 SECONDS ON orders.id = payments.id;

in: orders
{"key": 1, "value": {"ITEM": "book"}, "timestamp": 1000}
{"key": 2, "value": {"ITEM": "bike"}, "timestamp": 30000}

in: payments
{"key": 1, "value": {"PAID": 7}, "timestamp": 2000}

out: O

case: a null key joins nothing
CREATE STREAM o AS SELECT orders.id, item, paid FROM orders JOIN payments WITHIN 10 SECONDS ON orders.id = payments.id;

in: orders
{"key": null, "value": {"ITEM": "book"}, "timestamp": 1}

in: payments
{"key": null, "value": {"PAID": 7}, "timestamp": 2}

out: O

log:
RECORD_PROCESSING_ERROR CSAS_O_0/Join orders[0]@0: A row was left out of the join: what it is to be joined on is null
RECORD_PROCESSING_ERROR CSAS_O_0/Join payments[0]@0: A row was left out of the join: what it is to be joined on is null

case: a stream takes the table as it is at that moment
CREATE STREAM o AS SELECT orders.id, item, n FROM orders JOIN stock ON orders.id = stock.id;

in: orders
{"key": 1, "value": {"ITEM": "too early"}, "timestamp": 1}

in: stock
{"key": 1, "value": {"N": 3}, "timestamp": 2}

in: orders
{"key": 1, "value": {"ITEM": "book"}, "timestamp": 3}

in: stock
{"key": 1, "value": {"N": 2}, "timestamp": 4}
{"key": 1, "value": null, "timestamp": 5}

in: orders
{"key": 1, "value": {"ITEM": "sold out"}, "timestamp": 6}

out: O
{"key": 1, "value": {"ITEM": "book", "N": 3}, "timestamp": 3}

case: tables joined on all sides
CREATE TABLE o AS SELECT ROWKEY AS id, n, shelf FROM stock FULL OUTER JOIN places ON stock.id = places.id;

in: stock
{"key": 1, "value": {"N": 3}, "timestamp": 1}

in: places
{"key": 1, "value": {"SHELF": "a"}, "timestamp": 2}
{"key": 2, "value": {"SHELF": "b"}, "timestamp": 3}

in: stock
{"key": 1, "value": null, "timestamp": 4}

in: places
{"key": 1, "value": null, "timestamp": 5}

out: O
{"key": 1, "value": {"N": 3, "SHELF": null}, "timestamp": 1}
{"key": 1, "value": {"N": 3, "SHELF": "a"}, "timestamp": 2}
{"key": 2, "value": {"N": null, "SHELF": "b"}, "timestamp": 3}
{"key": 1, "value": {"N": null, "SHELF": "a"}, "timestamp": 4}
{"key": 1, "value": null, "timestamp": 5}

case: an inner join of tables takes back what no longer holds
CREATE TABLE o AS SELECT stock.id, n, shelf FROM stock JOIN places ON stock.id = places.id;

in: stock
{"key": 1, "value": {"N": 3}, "timestamp": 1}

in: places
{"key": 1, "value": {"SHELF": "a"}, "timestamp": 2}

in: stock
{"key": 1, "value": {"N": 4}, "timestamp": 3}

in: places
{"key": 1, "value": null, "timestamp": 4}

out: O
{"key": 1, "value": {"N": 3, "SHELF": "a"}, "timestamp": 2}
{"key": 1, "value": {"N": 4, "SHELF": "a"}, "timestamp": 3}
{"key": 1, "value": null, "timestamp": 4}

case: a row moves to another foreign key
CREATE TABLE items (item INT PRIMARY KEY, place INT, name VARCHAR) WITH (KAFKA_TOPIC='items', VALUE_FORMAT='JSON');
CREATE TABLE o AS SELECT item, name, shelf FROM items JOIN places ON items.place = places.id;

in: places
{"key": 1, "value": {"SHELF": "a"}, "timestamp": 1}
{"key": 2, "value": {"SHELF": "b"}, "timestamp": 2}

in: items
{"key": 10, "value": {"PLACE": 1, "NAME": "book"}, "timestamp": 3}
{"key": 10, "value": {"PLACE": 2, "NAME": "book"}, "timestamp": 4}
{"key": 10, "value": {"PLACE": 3, "NAME": "book"}, "timestamp": 5}

in: places
{"key": 3, "value": {"SHELF": "c"}, "timestamp": 6}

in: items
{"key": 10, "value": null, "timestamp": 7}

out: O
{"key": 10, "value": {"NAME": "book", "SHELF": "a"}, "timestamp": 3}
{"key": 10, "value": {"NAME": "book", "SHELF": "b"}, "timestamp": 4}
{"key": 10, "value": null, "timestamp": 5}
{"key": 10, "value": {"NAME": "book", "SHELF": "c"}, "timestamp": 6}
{"key": 10, "value": null, "timestamp": 7}

case: the right row changes for all that refer to it
CREATE TABLE items (item INT PRIMARY KEY, place INT) WITH (KAFKA_TOPIC='items', VALUE_FORMAT='JSON');
CREATE TABLE o AS SELECT item, shelf FROM items LEFT JOIN places ON items.place = places.id;

in: items
{"key": 10, "value": {"PLACE": 1}, "timestamp": 1}
{"key": 11, "value": {"PLACE": 1}, "timestamp": 2}

in: places
{"key": 1, "value": {"SHELF": "a"}, "timestamp": 3}
{"key": 1, "value": null, "timestamp": 4}

out: O
{"key": 10, "value": {"SHELF": null}, "timestamp": 1}
{"key": 11, "value": {"SHELF": null}, "timestamp": 2}
{"key": 10, "value": {"SHELF": "a"}, "timestamp": 3}
{"key": 11, "value": {"SHELF": "a"}, "timestamp": 3}
{"key": 10, "value": {"SHELF": null}, "timestamp": 4}
{"key": 11, "value": {"SHELF": null}, "timestamp": 4}
