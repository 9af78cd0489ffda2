// SPDX-License-Identifier: Apache-2.0
/** Saves the catalog of a server as SQL, and makes it of SQL or of a command topic. */
@NullMarked
package dev.bottledwater.cli.catalog;

import org.jspecify.annotations.NullMarked;
