// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

/** What is counted apart. */
public enum Tier {
    /** Run or refused rightly: records, sources and the place of the failure. */
    BEHAVIOUR,
    /** The text of an expected failure. */
    MESSAGE,
    /** Names of topics that a query makes for itself; a case passes without. */
    INTERNAL_NAMES
}
