// SPDX-License-Identifier: Apache-2.0
/** What a Postgres is asked before a Debezium connector is let loose on it. */
@NullMarked
package dev.bottledwater.connect.postgres;

import org.jspecify.annotations.NullMarked;
