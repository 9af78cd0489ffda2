// SPDX-License-Identifier: Apache-2.0
/** What a persistent query has on the cluster beside its sink: internal topics and its group. */
@NullMarked
package dev.bottledwater.engine.resource;

import org.jspecify.annotations.NullMarked;
