// SPDX-License-Identifier: Apache-2.0
/** Stands in for Heroku: its data API over TLS, working on an embedded broker. */
@NullMarked
package dev.bottledwater.devkit.heroku;

import org.jspecify.annotations.NullMarked;
