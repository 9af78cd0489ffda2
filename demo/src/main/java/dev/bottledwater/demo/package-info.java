// SPDX-License-Identifier: Apache-2.0
/**
 * The demo: the whole way Postgres → Debezium → Kafka → SQL on one machine. It starts an embedded
 * broker and an embedded Postgres, hands them to {@code serve} as config vars only, and talks to it
 * over HTTP like any client: it has no private door into the product.
 */
package dev.bottledwater.demo;
