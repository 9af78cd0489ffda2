// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

import java.util.List;

/**
 * What came of a case.
 *
 * @param mismatches none for a case that is right in all tiers, or wasn't run
 */
public record CaseResult(TestCase testCase, List<Mismatch> mismatches) {
    public CaseResult {
        mismatches = List.copyOf(mismatches);
    }

    /** Whether it wasn't run. */
    public boolean skipped() {
        return testCase.skipReason().isPresent();
    }

    /** Whether all but the names of internal topics are right. */
    public boolean passed() {
        return !skipped() && right(Tier.BEHAVIOUR) && right(Tier.MESSAGE);
    }

    /** Whether nothing of this tier is wrong. */
    public boolean right(Tier tier) {
        return mismatches.stream().noneMatch(m -> m.tier() == tier);
    }
}
