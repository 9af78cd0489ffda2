// SPDX-License-Identifier: Apache-2.0
/** {@code connect}: the connectors of an app, from files and over its REST API. */
@NullMarked
package dev.bottledwater.cli.connect;

import org.jspecify.annotations.NullMarked;
