// SPDX-License-Identifier: Apache-2.0
/** What statements answer, before it becomes JSON. Names follow KSQL's REST entities. */
package dev.bottledwater.engine.result;
