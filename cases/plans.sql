-- What a statement becomes: the steps as EXPLAIN shows them, and with their expressions.

setup:
CREATE STREAM s (id BIGINT KEY, name VARCHAR, age INT, price DECIMAL(6, 2), tags ARRAY<VARCHAR>)
  WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
CREATE STREAM r (id BIGINT KEY, w INT) WITH (KAFKA_TOPIC='r', VALUE_FORMAT='JSON');
CREATE TABLE t (id BIGINT PRIMARY KEY, city VARCHAR) WITH (KAFKA_TOPIC='t', VALUE_FORMAT='JSON');
CREATE TABLE u (id BIGINT PRIMARY KEY, tid BIGINT, n INT) WITH (KAFKA_TOPIC='u', VALUE_FORMAT='JSON');

case: only the columns that are used are read
CREATE STREAM o AS SELECT id, age FROM s;

plan:
> [ SINK ] | Schema: ID BIGINT KEY, AGE INTEGER | Logger: CSAS_O_0.O
		 > [ PROJECT ] | Schema: ID BIGINT KEY, AGE INTEGER | Logger: CSAS_O_0.Project
				 > [ SOURCE ] | Schema: ID BIGINT KEY, AGE INTEGER | Logger: CSAS_O_0.KsqlTopic

plan: logical
Output [ID=#0, AGE=#1] emit CHANGES
  Project key [ID] values [AGE=AGE#1]
    Scan STREAM S [ID KEY, AGE]

case: a filter stands before the projection
CREATE STREAM o AS SELECT id, UCASE(name) AS n FROM s WHERE age > 18 AND name IS NOT NULL;

plan:
> [ SINK ] | Schema: ID BIGINT KEY, N STRING | Logger: CSAS_O_0.O
		 > [ PROJECT ] | Schema: ID BIGINT KEY, N STRING | Logger: CSAS_O_0.Project
				 > [ FILTER ] | Schema: ID BIGINT KEY, NAME STRING, AGE INTEGER | Logger: CSAS_O_0.WhereFilter
						 > [ SOURCE ] | Schema: ID BIGINT KEY, NAME STRING, AGE INTEGER | Logger: CSAS_O_0.KsqlTopic

plan: logical
Output [ID=#0, N=#1] emit CHANGES
  Project key [ID] values [N=UCASE(NAME#1):STRING]
    Filter ((AGE#2 > 18:INTEGER) AND (NAME#1 IS NOT NULL))
      Scan STREAM S [ID KEY, NAME, AGE]

case: numbers are widened where they meet
CREATE STREAM o AS SELECT id, age + id AS a, age * price AS b, age / 2.0 AS c, age + 1e0 AS d FROM s;

plan: logical
Output [ID=#0, A=#1, B=#2, C=#3, D=#4] emit CHANGES
  Project key [ID] values [A=(CAST(AGE#1 AS BIGINT) + ID#0):BIGINT, B=(CAST(AGE#1 AS DECIMAL(10, 0)) * PRICE#2):DECIMAL(17, 2), C=(CAST(AGE#1 AS DECIMAL(10, 0)) / 2.0:DECIMAL(2, 1)):DECIMAL(17, 6), D=(CAST(AGE#1 AS DOUBLE) + 1.0:DOUBLE):DOUBLE]
    Scan STREAM S [ID KEY, AGE, PRICE]

case: constants
CREATE STREAM o AS SELECT id, 1 + 2 AS a, 'x' + 'y' AS b, CAST('5' AS INT) AS c FROM s WHERE 2 > 1;

plan: logical
Output [ID=#0, A=#1, B=#2, C=#3] emit CHANGES
  Project key [ID] values [A=(1:INTEGER + 2:INTEGER):INTEGER, B=('x':STRING || 'y':STRING), C=CAST('5':STRING AS INTEGER)]
    Filter (2:INTEGER > 1:INTEGER)
      Scan STREAM S [ID KEY]

case: partitioned anew
CREATE STREAM o AS SELECT * FROM s PARTITION BY name;

plan:
> [ SINK ] | Schema: NAME STRING KEY, AGE INTEGER, PRICE DECIMAL(6, 2), TAGS ARRAY<STRING>, ID BIGINT | Logger: CSAS_O_0.O
		 > [ PROJECT ] | Schema: NAME STRING KEY, AGE INTEGER, PRICE DECIMAL(6, 2), TAGS ARRAY<STRING>, ID BIGINT | Logger: CSAS_O_0.Project
				 > [ REPARTITION ] | Schema: NAME STRING KEY, ID BIGINT, NAME STRING, AGE INTEGER, PRICE DECIMAL(6, 2), TAGS ARRAY<STRING> | Logger: CSAS_O_0.PartitionBy
						 > [ SOURCE ] | Schema: ID BIGINT KEY, NAME STRING, AGE INTEGER, PRICE DECIMAL(6, 2), TAGS ARRAY<STRING> | Logger: CSAS_O_0.KsqlTopic

plan: logical
Output [NAME=#0, AGE=#1, PRICE=#2, TAGS=#3, ID=#4] emit CHANGES
  Project key [NAME] values [AGE=AGE#3, PRICE=PRICE#4, TAGS=TAGS#5, ID=ID#1]
    Repartition key [NAME=NAME#1]
      Scan STREAM S [ID KEY, NAME, AGE, PRICE, TAGS]

case: without a key
CREATE STREAM o AS SELECT * FROM s PARTITION BY NULL;

plan:
> [ SINK ] | Schema: ID BIGINT, NAME STRING, AGE INTEGER, PRICE DECIMAL(6, 2), TAGS ARRAY<STRING> | Logger: CSAS_O_0.O
		 > [ PROJECT ] | Schema: ID BIGINT, NAME STRING, AGE INTEGER, PRICE DECIMAL(6, 2), TAGS ARRAY<STRING> | Logger: CSAS_O_0.Project
				 > [ REPARTITION ] | Schema: ID BIGINT, NAME STRING, AGE INTEGER, PRICE DECIMAL(6, 2), TAGS ARRAY<STRING> | Logger: CSAS_O_0.PartitionBy
						 > [ SOURCE ] | Schema: ID BIGINT KEY, NAME STRING, AGE INTEGER, PRICE DECIMAL(6, 2), TAGS ARRAY<STRING> | Logger: CSAS_O_0.KsqlTopic

case: an aggregate by the key needs no repartition
CREATE TABLE o AS SELECT id, COUNT(*) AS n, SUM(age) AS total FROM s GROUP BY id;

plan:
> [ SINK ] | Schema: ID BIGINT KEY, N BIGINT, TOTAL INTEGER | Logger: CTAS_O_0.O
		 > [ PROJECT ] | Schema: ID BIGINT KEY, N BIGINT, TOTAL INTEGER | Logger: CTAS_O_0.Aggregate-Project
				 > [ AGGREGATE ] | Schema: ID BIGINT KEY, KSQL_AGG_VARIABLE_0 BIGINT, KSQL_AGG_VARIABLE_1 INTEGER | Logger: CTAS_O_0.Aggregate
						 > [ SOURCE ] | Schema: ID BIGINT KEY, AGE INTEGER, ROWTIME BIGINT | Logger: CTAS_O_0.KsqlTopic

plan: logical
Output [ID=#0, N=#1, TOTAL=#2] emit CHANGES
  Project key [ID] values [N=KSQL_AGG_VARIABLE_0#1, TOTAL=KSQL_AGG_VARIABLE_1#2]
    Aggregate by [ID=ID#0] calls [KSQL_AGG_VARIABLE_0=COUNT(ROWTIME#2):BIGINT, KSQL_AGG_VARIABLE_1=SUM(AGE#1):INTEGER]
      Scan STREAM S [ID KEY, AGE, ROWTIME]

case: an aggregate by another column
CREATE TABLE o AS SELECT name, MAX(price) AS top FROM s GROUP BY name HAVING COUNT(*) > 2;

plan:
> [ SINK ] | Schema: NAME STRING KEY, TOP DECIMAL(6, 2) | Logger: CTAS_O_0.O
		 > [ PROJECT ] | Schema: NAME STRING KEY, TOP DECIMAL(6, 2) | Logger: CTAS_O_0.Aggregate-Project
				 > [ FILTER ] | Schema: NAME STRING KEY, KSQL_AGG_VARIABLE_0 DECIMAL(6, 2), KSQL_AGG_VARIABLE_1 BIGINT | Logger: CTAS_O_0.Aggregate-HavingFilter
						 > [ AGGREGATE ] | Schema: NAME STRING KEY, KSQL_AGG_VARIABLE_0 DECIMAL(6, 2), KSQL_AGG_VARIABLE_1 BIGINT | Logger: CTAS_O_0.Aggregate
								 > [ SOURCE ] | Schema: ID BIGINT KEY, NAME STRING, PRICE DECIMAL(6, 2), ROWTIME BIGINT | Logger: CTAS_O_0.KsqlTopic

plan: logical
Output [NAME=#0, TOP=#1] emit CHANGES
  Project key [NAME] values [TOP=KSQL_AGG_VARIABLE_0#1]
    Filter (KSQL_AGG_VARIABLE_1#2 > 2:BIGINT)
      Aggregate by [NAME=NAME#1] calls [KSQL_AGG_VARIABLE_0=MAX(PRICE#2):DECIMAL(6, 2), KSQL_AGG_VARIABLE_1=COUNT(ROWTIME#3):BIGINT]
        Scan STREAM S [ID KEY, NAME, PRICE, ROWTIME]

case: a windowed aggregate
CREATE TABLE o AS SELECT name, COUNT(*) AS n FROM s
  WINDOW HOPPING (SIZE 1 HOUR, ADVANCE BY 10 MINUTES, RETENTION 2 HOURS, GRACE PERIOD 5 MINUTES) GROUP BY name;

plan:
> [ SINK ] | Schema: NAME STRING KEY, N BIGINT | Logger: CTAS_O_0.O
		 > [ PROJECT ] | Schema: NAME STRING KEY, N BIGINT | Logger: CTAS_O_0.Aggregate-Project
				 > [ AGGREGATE ] | Schema: NAME STRING KEY, KSQL_AGG_VARIABLE_0 BIGINT, WINDOWSTART BIGINT, WINDOWEND BIGINT | Logger: CTAS_O_0.Aggregate
						 > [ SOURCE ] | Schema: ID BIGINT KEY, NAME STRING, ROWTIME BIGINT | Logger: CTAS_O_0.KsqlTopic

plan: logical
Output [NAME=#0, N=#1] emit CHANGES
  Project key [NAME] values [N=KSQL_AGG_VARIABLE_0#1]
    Aggregate by [NAME=NAME#1] calls [KSQL_AGG_VARIABLE_0=COUNT(ROWTIME#2):BIGINT] HOPPING size=3600000 advance=600000 retention=7200000 grace=300000
      Scan STREAM S [ID KEY, NAME, ROWTIME]

case: a session window with final results
CREATE TABLE o AS SELECT name, COUNT(*) AS n FROM s WINDOW SESSION (30 SECONDS, GRACE PERIOD 0 SECONDS) GROUP BY name EMIT FINAL;

plan: logical
Output [NAME=#0, N=#1] emit FINAL
  Project key [NAME] values [N=KSQL_AGG_VARIABLE_0#1]
    Aggregate by [NAME=NAME#1] calls [KSQL_AGG_VARIABLE_0=COUNT(ROWTIME#2):BIGINT] SESSION size=30000 advance=30000 retention=null grace=0 final
      Scan STREAM S [ID KEY, NAME, ROWTIME]

case: an aggregate of a table
CREATE TABLE o AS SELECT city, COUNT(*) AS n FROM t GROUP BY city;

plan:
> [ SINK ] | Schema: CITY STRING KEY, N BIGINT | Logger: CTAS_O_0.O
		 > [ PROJECT ] | Schema: CITY STRING KEY, N BIGINT | Logger: CTAS_O_0.Aggregate-Project
				 > [ AGGREGATE ] | Schema: CITY STRING KEY, KSQL_AGG_VARIABLE_0 BIGINT | Logger: CTAS_O_0.Aggregate
						 > [ SOURCE ] | Schema: ID BIGINT KEY, CITY STRING, ROWTIME BIGINT | Logger: CTAS_O_0.KsqlTopic

plan: logical
Output [CITY=#0, N=#1] emit CHANGES
  Project key [CITY] values [N=KSQL_AGG_VARIABLE_0#1]
    Aggregate by [CITY=CITY#1] calls [KSQL_AGG_VARIABLE_0=COUNT(ROWTIME#2):BIGINT]
      Scan TABLE T [ID KEY, CITY, ROWTIME]

case: a stream with a table
CREATE STREAM o AS SELECT s.id, s.name, t.city FROM s LEFT JOIN t ON s.id = t.id;

plan:
> [ SINK ] | Schema: S_ID BIGINT KEY, NAME STRING, CITY STRING | Logger: CSAS_O_0.O
		 > [ PROJECT ] | Schema: S_ID BIGINT KEY, NAME STRING, CITY STRING | Logger: CSAS_O_0.Project
				 > [ JOIN ] | Schema: ID BIGINT KEY, ID BIGINT, NAME STRING, ID BIGINT, CITY STRING | Logger: CSAS_O_0.Join
						 > [ SOURCE ] | Schema: ID BIGINT KEY, NAME STRING | Logger: CSAS_O_0.KsqlTopic
						 > [ SOURCE ] | Schema: ID BIGINT KEY, CITY STRING | Logger: CSAS_O_0.KsqlTopic-2

plan: logical
Output [S_ID=#0, NAME=#1, CITY=#2] emit CHANGES
  Project key [S_ID] values [NAME=NAME#2, CITY=CITY#4]
    Join LEFT lookup key [ID]
      Scan STREAM S [ID KEY, NAME]
      Scan TABLE T [ID KEY, CITY]

case: the stream moves to the table's key
CREATE STREAM o AS SELECT t.id, s.age, s.name, t.city FROM s JOIN t ON CAST(s.age AS BIGINT) = t.id;

plan:
> [ SINK ] | Schema: T_ID BIGINT KEY, AGE INTEGER, NAME STRING, CITY STRING | Logger: CSAS_O_0.O
		 > [ PROJECT ] | Schema: T_ID BIGINT KEY, AGE INTEGER, NAME STRING, CITY STRING | Logger: CSAS_O_0.Project
				 > [ JOIN ] | Schema: ID BIGINT KEY, ID BIGINT, ID BIGINT, NAME STRING, AGE INTEGER, ID BIGINT, CITY STRING | Logger: CSAS_O_0.Join
						 > [ REPARTITION ] | Schema: ID BIGINT KEY, ID BIGINT, NAME STRING, AGE INTEGER | Logger: CSAS_O_0.PartitionBy
								 > [ SOURCE ] | Schema: ID BIGINT KEY, NAME STRING, AGE INTEGER | Logger: CSAS_O_0.KsqlTopic
						 > [ SOURCE ] | Schema: ID BIGINT KEY, CITY STRING | Logger: CSAS_O_0.KsqlTopic-2

case: two streams
CREATE STREAM o AS SELECT s.id, s.name, r.w FROM s JOIN r WITHIN (1 MINUTE, 2 MINUTES) GRACE PERIOD 30 SECONDS ON s.id = r.id;

plan:
> [ SINK ] | Schema: S_ID BIGINT KEY, NAME STRING, W INTEGER | Logger: CSAS_O_0.O
		 > [ PROJECT ] | Schema: S_ID BIGINT KEY, NAME STRING, W INTEGER | Logger: CSAS_O_0.Project
				 > [ JOIN ] | Schema: ID BIGINT KEY, ID BIGINT, NAME STRING, ID BIGINT, W INTEGER | Logger: CSAS_O_0.Join
						 > [ SOURCE ] | Schema: ID BIGINT KEY, NAME STRING | Logger: CSAS_O_0.KsqlTopic
						 > [ SOURCE ] | Schema: ID BIGINT KEY, W INTEGER | Logger: CSAS_O_0.KsqlTopic-2

plan: logical
Output [S_ID=#0, NAME=#1, W=#2] emit CHANGES
  Project key [S_ID] values [NAME=NAME#2, W=W#4]
    Join INNER within before=60000 after=120000 grace=30000 key [ID]
      Scan STREAM S [ID KEY, NAME]
      Scan STREAM R [ID KEY, W]

case: two tables
CREATE TABLE o AS SELECT ROWKEY AS id, t.city, u.n FROM t FULL OUTER JOIN u ON t.id = u.id;

plan:
> [ SINK ] | Schema: ID BIGINT KEY, CITY STRING, N INTEGER | Logger: CTAS_O_0.O
		 > [ PROJECT ] | Schema: ID BIGINT KEY, CITY STRING, N INTEGER | Logger: CTAS_O_0.Project
				 > [ JOIN ] | Schema: ROWKEY BIGINT KEY, ID BIGINT, CITY STRING, ID BIGINT, N INTEGER | Logger: CTAS_O_0.Join
						 > [ SOURCE ] | Schema: ID BIGINT KEY, CITY STRING | Logger: CTAS_O_0.KsqlTopic
						 > [ SOURCE ] | Schema: ID BIGINT KEY, N INTEGER | Logger: CTAS_O_0.KsqlTopic-2

plan: logical
Output [ID=#0, CITY=#1, N=#2] emit CHANGES
  Project key [ID] values [CITY=CITY#2, N=N#4]
    Join FULL tables key [ROWKEY]
      Scan TABLE T [ID KEY, CITY]
      Scan TABLE U [ID KEY, N]

case: a foreign key
CREATE TABLE o AS SELECT u.id, u.n, t.city FROM u JOIN t ON u.tid = t.id;

plan:
> [ SINK ] | Schema: U_ID BIGINT KEY, N INTEGER, CITY STRING | Logger: CTAS_O_0.O
		 > [ PROJECT ] | Schema: U_ID BIGINT KEY, N INTEGER, CITY STRING | Logger: CTAS_O_0.Project
				 > [ JOIN ] | Schema: ID BIGINT KEY, ID BIGINT, TID BIGINT, N INTEGER, ID BIGINT, CITY STRING | Logger: CTAS_O_0.Join
						 > [ SOURCE ] | Schema: ID BIGINT KEY, TID BIGINT, N INTEGER | Logger: CTAS_O_0.KsqlTopic
						 > [ SOURCE ] | Schema: ID BIGINT KEY, CITY STRING | Logger: CTAS_O_0.KsqlTopic-2

plan: logical
Output [U_ID=#0, N=#1, CITY=#2] emit CHANGES
  Project key [U_ID] values [N=N#3, CITY=CITY#5]
    Join INNER foreign key TID#1 key [ID]
      Scan TABLE U [ID KEY, TID, N]
      Scan TABLE T [ID KEY, CITY]

case: three sources
CREATE STREAM o AS SELECT s.id, s.name, t.city, u.n FROM s JOIN t ON s.id = t.id LEFT JOIN u ON s.id = u.id;

plan:
> [ SINK ] | Schema: S_ID BIGINT KEY, NAME STRING, CITY STRING, N INTEGER | Logger: CSAS_O_0.O
		 > [ PROJECT ] | Schema: S_ID BIGINT KEY, NAME STRING, CITY STRING, N INTEGER | Logger: CSAS_O_0.Project
				 > [ JOIN ] | Schema: ID BIGINT KEY, ID BIGINT, ID BIGINT, NAME STRING, ID BIGINT, CITY STRING, ID BIGINT, N INTEGER | Logger: CSAS_O_0.Join
						 > [ JOIN ] | Schema: ID BIGINT KEY, ID BIGINT, NAME STRING, ID BIGINT, CITY STRING | Logger: CSAS_O_0.L_Join
								 > [ SOURCE ] | Schema: ID BIGINT KEY, NAME STRING | Logger: CSAS_O_0.KsqlTopic
								 > [ SOURCE ] | Schema: ID BIGINT KEY, CITY STRING | Logger: CSAS_O_0.KsqlTopic-2
						 > [ SOURCE ] | Schema: ID BIGINT KEY, N INTEGER | Logger: CSAS_O_0.KsqlTopic-3

case: a push query
SELECT name, age FROM s WHERE age > 1 EMIT CHANGES LIMIT 3;

plan:
> [ PROJECT ] | Schema: ID BIGINT KEY, NAME STRING, AGE INTEGER | Logger: transient.Project
		 > [ FILTER ] | Schema: ID BIGINT KEY, NAME STRING, AGE INTEGER | Logger: transient.WhereFilter
				 > [ SOURCE ] | Schema: ID BIGINT KEY, NAME STRING, AGE INTEGER | Logger: transient.KsqlTopic

plan: logical
Output [NAME=#1, AGE=#2] emit CHANGES limit 3
  Project key [ID] values [NAME=NAME#1, AGE=AGE#2]
    Filter (AGE#2 > 1:INTEGER)
      Scan STREAM S [ID KEY, NAME, AGE]

case: several queries of one script
CREATE STREAM a AS SELECT id, age FROM s;
CREATE STREAM b AS SELECT id, age FROM a WHERE age > 1;
INSERT INTO b SELECT id, w AS age FROM r;

plan:
> [ SINK ] | Schema: ID BIGINT KEY, AGE INTEGER | Logger: CSAS_A_0.A
		 > [ PROJECT ] | Schema: ID BIGINT KEY, AGE INTEGER | Logger: CSAS_A_0.Project
				 > [ SOURCE ] | Schema: ID BIGINT KEY, AGE INTEGER | Logger: CSAS_A_0.KsqlTopic

 > [ SINK ] | Schema: ID BIGINT KEY, AGE INTEGER | Logger: CSAS_B_1.B
		 > [ PROJECT ] | Schema: ID BIGINT KEY, AGE INTEGER | Logger: CSAS_B_1.Project
				 > [ FILTER ] | Schema: ID BIGINT KEY, AGE INTEGER | Logger: CSAS_B_1.WhereFilter
						 > [ SOURCE ] | Schema: ID BIGINT KEY, AGE INTEGER | Logger: CSAS_B_1.KsqlTopic

 > [ SINK ] | Schema: ID BIGINT KEY, AGE INTEGER | Logger: INSERTQUERY_2.B
		 > [ PROJECT ] | Schema: ID BIGINT KEY, AGE INTEGER | Logger: INSERTQUERY_2.Project
				 > [ SOURCE ] | Schema: ID BIGINT KEY, W INTEGER | Logger: INSERTQUERY_2.KsqlTopic
