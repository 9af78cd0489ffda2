// SPDX-License-Identifier: Apache-2.0
/**
 * Carrying out statements: each is prepared against a version of the catalog, which changes
 * nothing, and then run; a preparation that is out of date is made anew.
 */
@NullMarked
package dev.bottledwater.engine.statement;

import org.jspecify.annotations.NullMarked;
