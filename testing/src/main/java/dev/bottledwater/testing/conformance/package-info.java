// SPDX-License-Identifier: Apache-2.0
/** Cases of the JSON conformance format: what a file holds, as records, with nothing run yet. */
package dev.bottledwater.testing.conformance;
