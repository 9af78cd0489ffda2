// SPDX-License-Identifier: Apache-2.0
/**
 * Physical plans: what a persistent query runs, as records and as the versioned JSON document of
 * the catalog log. A restart runs the stored document; it never plans anew.
 */
package dev.bottledwater.engine.physical;
