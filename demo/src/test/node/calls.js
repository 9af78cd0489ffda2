// SPDX-License-Identifier: Apache-2.0
//
// Every call of the npm package ksqldb-client, made to a server that has no streams or tables yet:
//
//     npm install && node calls.js http://localhost 8088 [user password]
//
// Prints a line per call and ends with 1 at the first answer that isn't as it should be.
"use strict";

const assert = require("node:assert/strict");
const KsqldbClient = require("ksqldb-client");

const [host, port, username, password] = process.argv.slice(2);
const client = new KsqldbClient({
  host,
  port: Number(port),
  ...(username && { authorization: { username, password } }),
});

function said(call, detail) {
  console.log(`ok  ${call}  ${detail}`);
}

/** What a statement answered, which must not be an error. */
async function execute(statement, extra) {
  const { data, status, error } = await client.executeStatement(statement, extra);
  assert.equal(error, undefined, JSON.stringify(error));
  assert.equal(status, 200);
  const command = data.rows[0];
  assert.equal(command.commandStatus.status, "SUCCESS");
  said("executeStatement", command.commandStatus.message);
  return command;
}

async function until(what, condition) {
  const end = Date.now() + 30000;
  for (;;) {
    const result = await condition();
    if (result) {
      return result;
    }
    assert.ok(Date.now() < end, `${what} within 30 s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function statements() {
  await execute(
    "CREATE STREAM ${NAME} (ID VARCHAR KEY, AMOUNT BIGINT, TAGS ARRAY<VARCHAR>) WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='JSON', PARTITIONS=1);",
    { sessionVariables: { NAME: "ORDERS" } },
  );
  const table = await execute(
    "CREATE TABLE TOTALS AS SELECT ID, SUM(AMOUNT) AS TOTAL FROM ORDERS GROUP BY ID EMIT CHANGES;",
    { streamsProperties: { "ksql.streams.auto.offset.reset": "earliest" } },
  );
  assert.ok(table.commandSequenceNumber > 0);
}

async function inserts() {
  for (let n = 1; n <= 3; n++) {
    const { data, status, error } = await client.insertInto("ORDERS", {
      ID: `c${n % 2}`,
      AMOUNT: n,
      TAGS: ["a", "b"],
    });
    assert.equal(error, undefined, JSON.stringify(error));
    assert.equal(status, 200);
    assert.deepEqual(data.rows, [{ status: "ok", seq: 0 }]);
  }
  said("insertInto", "3 rows");
}

async function pull() {
  const rows = await until("totals", async () => {
    const { data, status, error } = await client.query("SELECT ID, TOTAL FROM TOTALS WHERE ID = 'c1';");
    assert.equal(error, undefined, JSON.stringify(error));
    assert.equal(status, 200);
    assert.deepEqual(data.metadata.columnNames, ["ID", "TOTAL"]);
    return data.rows.length === 1 && data.rows[0].TOTAL === 4 && data.rows;
  });
  assert.deepEqual(rows, [{ ID: "c1", TOTAL: 4 }]);
  said("query", JSON.stringify(rows));
  const refused = await client.query("SELECT * FROM NOSUCH;");
  assert.equal(refused.status, 400);
  assert.match(refused.error.message, /NOSUCH/);
  said("query", refused.error.message.split("\n")[0]);
}

async function push() {
  const rows = [];
  const limited = await client.streamQuery(
    "SELECT * FROM ORDERS EMIT CHANGES LIMIT 3;",
    (data) => rows.push(...(data.rows ?? [])),
    { streamsProperties: { "auto.offset.reset": "earliest" } },
  );
  assert.equal(limited.error, undefined, JSON.stringify(limited.error));
  assert.deepEqual(rows, [
    { ID: "c1", AMOUNT: 1, TAGS: ["a", "b"] },
    { ID: "c0", AMOUNT: 2, TAGS: ["a", "b"] },
    { ID: "c1", AMOUNT: 3, TAGS: ["a", "b"] },
  ]);
  said("streamQuery", `${rows.length} rows, and the end`);
}

/** Longer than the server lets a connection be silent, when SILENCE says how many seconds. */
async function pushUntilTerminated() {
  let queryId;
  let late = 0;
  const ended = client.streamQuery("SELECT ID FROM ORDERS WHERE ID = 'late' EMIT CHANGES;", (data) => {
    queryId = data.metadata.queryId;
    late += (data.rows ?? []).length;
  });
  await until("the query's id", async () => queryId);
  await new Promise((resolve) => setTimeout(resolve, 1000 * Number(process.env.SILENCE ?? 0)));
  await client.insertInto("ORDERS", { ID: "late", AMOUNT: 0 });
  await until("a row that came later", async () => late === 1);
  const { status, error } = await client.terminatePushQuery(queryId);
  assert.equal(error, undefined, JSON.stringify(error));
  assert.equal(status, 200);
  await ended;
  said("terminatePushQuery", queryId);
}

async function lists() {
  const streams = await client.listStreams();
  assert.deepEqual(streams.map((s) => s.name), ["ORDERS"]);
  said("listStreams", JSON.stringify(streams));
  const tables = await client.listTables();
  assert.deepEqual(tables.map((t) => t.name), ["TOTALS"]);
  said("listTables", JSON.stringify(tables));
  const topics = await client.listTopics();
  assert.ok(topics.some((t) => t.name === "orders"));
  said("listTopics", topics.map((t) => t.name).join(", "));
  const queries = await client.listQueries();
  assert.deepEqual(queries.map((q) => q.queryType), ["PERSISTENT"]);
  said("listQueries", queries[0].id);
  const sourceDescription = await client.describeSource("ORDERS");
  assert.equal(sourceDescription.fields.length, 3);
  said("describeSource", sourceDescription.fields.map((f) => f.name).join(", "));
  return queries[0].id;
}

async function main() {
  await client.connect();
  await statements();
  await inserts();
  await pull();
  await push();
  await pushUntilTerminated();
  const query = await lists();
  await execute(`TERMINATE ${query};`);
  await execute("DROP TABLE TOTALS;");
  await execute("DROP STREAM ORDERS;");
  await client.disconnect();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
