// SPDX-License-Identifier: Apache-2.0
/**
 * Topics of the cluster by their logical names: looking at them, creating and deleting them within
 * what the cluster's ACLs allow.
 */
@NullMarked
package dev.bottledwater.engine.topic;

import org.jspecify.annotations.NullMarked;
