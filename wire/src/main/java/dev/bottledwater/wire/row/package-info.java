// SPDX-License-Identifier: Apache-2.0
/** What answers to queries are made of: a header, rows and an end. */
package dev.bottledwater.wire.row;
