// SPDX-License-Identifier: Apache-2.0
/** The Connect worker. */
package dev.bottledwater.connect;
