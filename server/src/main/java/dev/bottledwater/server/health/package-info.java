// SPDX-License-Identifier: Apache-2.0
/** Whether the process and its parts work. */
package dev.bottledwater.server.health;
