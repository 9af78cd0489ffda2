-- Table functions: rows side by side, in expressions, behind filters, new keys and joins.

setup:
CREATE STREAM orders (id BIGINT KEY, customer VARCHAR, items ARRAY<STRUCT<sku VARCHAR, n INT>>, tags ARRAY<VARCHAR>)
  WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='JSON');
CREATE TABLE customers (name VARCHAR PRIMARY KEY, city VARCHAR) WITH (KAFKA_TOPIC='customers', VALUE_FORMAT='JSON');

case: the other columns are repeated
CREATE STREAM lines AS SELECT id, customer, EXPLODE(tags) AS tag FROM orders WHERE customer <> 'x';

in: orders
{"key": 1, "value": {"CUSTOMER": "a", "TAGS": ["p", null, "q"]}, "timestamp": 5}
{"key": 2, "value": {"CUSTOMER": "b", "TAGS": []}}
{"key": 3, "value": {"CUSTOMER": "c", "TAGS": null}}
{"key": 4, "value": {"CUSTOMER": "x", "TAGS": ["r"]}}

out: LINES
{"key": 1, "value": {"CUSTOMER": "a", "TAG": "p"}, "timestamp": 5}
{"key": 1, "value": {"CUSTOMER": "a", "TAG": null}, "timestamp": 5}
{"key": 1, "value": {"CUSTOMER": "a", "TAG": "q"}, "timestamp": 5}

case: several are walked side by side, one that occurs twice once
CREATE STREAM lines AS SELECT id, EXPLODE(items)->sku, EXPLODE(items)->n * 2 AS twice, EXPLODE(tags) AS tag FROM orders;

plan: logical
Output [ID=#0, SKU=#1, TWICE=#2, TAG=#3] emit CHANGES
  Project key [ID] values [SKU=KSQL_ROWS_0#3->SKU, TWICE=(KSQL_ROWS_0#3->N * 2:INTEGER):INTEGER, TAG=KSQL_ROWS_1#4]
    FlatMap [KSQL_ROWS_0=EXPLODE(ITEMS#1):ARRAY<STRUCT<`SKU` STRING, `N` INTEGER>>, KSQL_ROWS_1=EXPLODE(TAGS#2):ARRAY<STRING>]
      Scan STREAM ORDERS [ID KEY, ITEMS, TAGS]

in: orders
{"key": 1, "value": {"ITEMS": [{"SKU": "s", "N": 1}, {"SKU": "t", "N": 2}], "TAGS": ["p"]}}

out: LINES
{"key": 1, "value": {"SKU": "s", "TWICE": 2, "TAG": "p"}}
{"key": 1, "value": {"SKU": "t", "TWICE": 4, "TAG": null}}

case: all fields of the rows under a new key
CREATE STREAM lines AS SELECT customer, EXPLODE(items)->* FROM orders PARTITION BY customer;

plan:
> [ SINK ] | Schema: CUSTOMER STRING KEY, SKU STRING, N INTEGER | Logger: CSAS_LINES_0.LINES
		 > [ PROJECT ] | Schema: CUSTOMER STRING KEY, SKU STRING, N INTEGER | Logger: CSAS_LINES_0.Project
				 > [ FLAT_MAP ] | Schema: CUSTOMER STRING KEY, ID BIGINT, CUSTOMER STRING, ITEMS ARRAY<STRUCT<SKU STRING, N INTEGER>>, KSQL_ROWS_0 STRUCT<SKU STRING, N INTEGER> | Logger: CSAS_LINES_0.FlatMap
						 > [ REPARTITION ] | Schema: CUSTOMER STRING KEY, ID BIGINT, CUSTOMER STRING, ITEMS ARRAY<STRUCT<SKU STRING, N INTEGER>> | Logger: CSAS_LINES_0.PartitionBy
								 > [ SOURCE ] | Schema: ID BIGINT KEY, CUSTOMER STRING, ITEMS ARRAY<STRUCT<SKU STRING, N INTEGER>> | Logger: CSAS_LINES_0.KsqlTopic

in: orders
{"key": 1, "value": {"CUSTOMER": "a", "ITEMS": [{"SKU": "s", "N": 1}, {"SKU": "t", "N": 2}]}}

out: LINES
{"key": "a", "value": {"SKU": "s", "N": 1}}
{"key": "a", "value": {"SKU": "t", "N": 2}}

case: the rows of a join
CREATE STREAM lines AS SELECT o.customer, city, EXPLODE(SPLIT(city, '-')) AS part FROM orders o JOIN customers c ON o.customer = c.name;

in: customers
{"key": "a", "value": {"CITY": "x-y"}}

in: orders
{"key": 1, "value": {"CUSTOMER": "a"}}

out: LINES
{"key": "a", "value": {"CITY": "x-y", "PART": "x"}}
{"key": "a", "value": {"CITY": "x-y", "PART": "y"}}
