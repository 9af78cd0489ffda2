// SPDX-License-Identifier: Apache-2.0
/**
 * Requests between the workers of a cluster where they can't open connections to each other. A
 * follower sends writes of users and the configurations of tasks to the leader; without a way
 * there, connectors on followers never get tasks, and nobody says so.
 */
@NullMarked
package dev.bottledwater.connect.sibling;

import org.jspecify.annotations.NullMarked;
