// SPDX-License-Identifier: Apache-2.0
/** A small blocking client of the REST API. */
package dev.bottledwater.wire.client;
