// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.bottledwater.testing.conformance.Json;
import dev.bottledwater.testing.verdict.CaseResult;
import dev.bottledwater.testing.verdict.Tier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/** What came of many cases, for people and programs. */
public record SuiteReport(List<CaseResult> results) {
    public SuiteReport {
        results = List.copyOf(results);
    }

    public long passed() {
        return results.stream().filter(CaseResult::passed).count();
    }

    public long skipped() {
        return results.stream().filter(CaseResult::skipped).count();
    }

    public long failed() {
        return results.size() - passed() - skipped();
    }

    /** A line on a case that isn't right; empty text for one that is. */
    public static String line(CaseResult result) {
        if (result.skipped()) {
            return "SKIP %s: %s"
                    .formatted(result.testCase().name(), result.testCase().skipReason().orElse(""));
        }
        return result.mismatches().stream()
                .filter(m -> m.tier() != Tier.INTERNAL_NAMES)
                .findFirst()
                .map(m -> "FAIL %s: %s".formatted(result.testCase().name(), m))
                .orElse("");
    }

    /**
     * The lines behind all others: why cases were skipped, how many are right in which tier, and
     * last how many passed.
     */
    public List<String> totals() {
        var lines = new ArrayList<String>();
        var reasons = new TreeMap<String, Integer>();
        results.forEach(
                r ->
                        r.testCase()
                                .skipReason()
                                .ifPresent(why -> reasons.merge(why, 1, Integer::sum)));
        reasons.forEach((why, count) -> lines.add("%d skipped: %s".formatted(count, why)));
        var run = results.stream().filter(r -> !r.skipped()).toList();
        lines.add(
                "of %d cases: %d run or refused rightly, %d with the right message, %d with the right internal names"
                        .formatted(
                                run.size(),
                                right(run, Tier.BEHAVIOUR),
                                right(run, Tier.MESSAGE),
                                right(run, Tier.INTERNAL_NAMES)));
        lines.add("%d passed, %d failed".formatted(passed(), failed()));
        return lines;
    }

    /** A line per file, and one for all: how many cases are right in which tier. */
    public List<String> summary() {
        var byFile = new LinkedHashMap<String, List<CaseResult>>();
        for (var result : results) {
            byFile.computeIfAbsent(result.testCase().file(), _ -> new ArrayList<>()).add(result);
        }
        var lines = new ArrayList<String>();
        lines.add(
                "%-36s %6s %6s %6s %8s %8s %8s"
                        .formatted(
                                "file",
                                "cases",
                                "passed",
                                "failed",
                                "behaved",
                                "message",
                                "internal"));
        byFile.forEach((file, own) -> lines.add(summaryLine(file, own)));
        lines.add(summaryLine("all", results));
        return lines;
    }

    private static String summaryLine(String name, List<CaseResult> results) {
        var run = results.stream().filter(r -> !r.skipped()).toList();
        var passed = run.stream().filter(CaseResult::passed).count();
        return "%-36s %6d %6d %6d %8d %8d %8d"
                .formatted(
                        name,
                        run.size(),
                        passed,
                        run.size() - passed,
                        right(run, Tier.BEHAVIOUR),
                        right(run, Tier.MESSAGE),
                        right(run, Tier.INTERNAL_NAMES));
    }

    /** A case whose behaviour is wrong has nothing right behind it. */
    private static long right(List<CaseResult> results, Tier tier) {
        return results.stream().filter(r -> r.right(Tier.BEHAVIOUR) && r.right(tier)).count();
    }

    /** The report as JSON: every case with what is wrong with it. */
    public byte[] json() {
        var nodes = JsonNodeFactory.instance;
        var root = nodes.objectNode();
        root.put("passed", passed()).put("failed", failed()).put("skipped", skipped());
        var tiers = root.putObject("tiers");
        var run = results.stream().filter(r -> !r.skipped()).toList();
        for (var tier : Tier.values()) {
            tiers.put(tier.name(), right(run, tier));
        }
        var cases = root.putArray("cases");
        for (var result : results) {
            var node = cases.addObject();
            node.put("file", result.testCase().file())
                    .put("name", result.testCase().name())
                    .put("passed", result.passed());
            result.testCase().skipReason().ifPresent(why -> node.put("skipped", why));
            var mismatches = node.putArray("mismatches");
            for (var m : result.mismatches()) {
                mismatches
                        .addObject()
                        .put("tier", m.tier().name())
                        .put("kind", m.kind().name())
                        .put("what", m.what())
                        .put("expected", m.expected())
                        .put("actual", m.actual());
            }
        }
        return Json.write(root);
    }
}
