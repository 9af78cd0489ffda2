// SPDX-License-Identifier: Apache-2.0
/** Kafka Connect's own REST API behind the edge: same paths, users and roles, secrets masked. */
package dev.bottledwater.server.connect;
