// SPDX-License-Identifier: Apache-2.0
/**
 * A stand-in for Heroku's dynos: processes in a memory and a pids cgroup, each in a network
 * namespace of its own with no path to its siblings. Needs Linux and root.
 */
@org.jspecify.annotations.NullMarked
package dev.bottledwater.devkit.dyno;
