// SPDX-License-Identifier: Apache-2.0
/** A schema registry on loopback that answers as Confluent's does, in memory. */
@NullMarked
package dev.bottledwater.devkit.registry;

import org.jspecify.annotations.NullMarked;
