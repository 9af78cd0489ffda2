// SPDX-License-Identifier: Apache-2.0
/**
 * Pull queries that ask for one key after the other: plans that are kept between statements, and
 * rows that are at hand in this process, which are read without waiting for anybody.
 */
package dev.bottledwater.engine.lookup;
