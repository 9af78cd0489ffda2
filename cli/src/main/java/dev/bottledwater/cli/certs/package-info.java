// SPDX-License-Identifier: Apache-2.0
/** {@code certs}: key and certificates as files for other tools. */
@NullMarked
package dev.bottledwater.cli.certs;

import org.jspecify.annotations.NullMarked;
