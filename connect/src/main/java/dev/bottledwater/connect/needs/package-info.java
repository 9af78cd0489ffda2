// SPDX-License-Identifier: Apache-2.0
/** What connectors need on the Kafka side before they are created. */
@NullMarked
package dev.bottledwater.connect.needs;

import org.jspecify.annotations.NullMarked;
