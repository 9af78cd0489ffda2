// SPDX-License-Identifier: Apache-2.0
/** A Postgres server with logical decoding, started from binaries on the class path. */
package dev.bottledwater.devkit.postgres;
