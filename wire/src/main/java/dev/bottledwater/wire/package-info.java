// SPDX-License-Identifier: Apache-2.0
/** REST records and client. */
package dev.bottledwater.wire;
