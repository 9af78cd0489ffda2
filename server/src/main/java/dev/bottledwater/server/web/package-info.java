// SPDX-License-Identifier: Apache-2.0
/**
 * Requests, answers and routes, as the endpoints see them; which HTTP server is below stays in
 * {@code server.http}.
 */
package dev.bottledwater.server.web;
