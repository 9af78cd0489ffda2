// SPDX-License-Identifier: Apache-2.0
/**
 * {@code provision} creates the topics and groups that are missing, or prints how; {@code doctor}
 * checks them.
 */
@NullMarked
package dev.bottledwater.cli.provision;

import org.jspecify.annotations.NullMarked;
