// SPDX-License-Identifier: Apache-2.0
/** The HTTP server: the only place that knows Jetty. */
package dev.bottledwater.server.http;
