// SPDX-License-Identifier: Apache-2.0
/** Who a request comes from, and what users of each role may do. */
package dev.bottledwater.server.auth;
