-- What the demo sends to /ksql. Debezium writes each row of Postgres to a change topic: the row's id is the record's key, the row
-- as it is now the value, and a delete is a tombstone. So each change topic is a table.
CREATE TABLE orders (
  id BIGINT PRIMARY KEY,
  customer_id BIGINT,
  region VARCHAR,
  status VARCHAR,
  amount DECIMAL(12, 2),
  commit_id BIGINT
) WITH (KAFKA_TOPIC = 'shop.public.orders', VALUE_FORMAT = 'JSON');

CREATE TABLE customers (
  id BIGINT PRIMARY KEY,
  name VARCHAR,
  region VARCHAR
) WITH (KAFKA_TOPIC = 'shop.public.customers', VALUE_FORMAT = 'JSON');

-- The same topic read as a stream: every change is an event of its own.
CREATE STREAM order_events (
  id BIGINT KEY,
  customer_id BIGINT,
  region VARCHAR,
  status VARCHAR,
  amount DECIMAL(12, 2),
  commit_id BIGINT
) WITH (KAFKA_TOPIC = 'shop.public.orders', VALUE_FORMAT = 'JSON');

CREATE STREAM large_orders AS
  SELECT id,
         UCASE(region) AS region,
         amount,
         CASE WHEN amount >= 900 THEN 'huge' ELSE 'large' END AS size
  FROM order_events
  WHERE amount >= 500 AND status <> 'cancelled'
  EMIT CHANGES;

-- An updated order leaves its old region and amount; a deleted one leaves altogether. COMMITS tells which changes a row of the
-- result has seen: it is how the demo measures the time from COMMIT to the row on the client.
CREATE TABLE sales_by_region AS
  SELECT region,
         COUNT(*) AS orders,
         SUM(amount) AS amount,
         SUM(commit_id) AS commits
  FROM orders
  GROUP BY region
  EMIT CHANGES;
