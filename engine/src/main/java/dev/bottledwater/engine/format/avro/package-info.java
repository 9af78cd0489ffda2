// SPDX-License-Identifier: Apache-2.0
/**
 * AVRO: binary Avro behind the header of a schema registry. A schema becomes a plan of small
 * readers or writers once; records go through the plan without generic records.
 */
@NullMarked
package dev.bottledwater.engine.format.avro;

import org.jspecify.annotations.NullMarked;
