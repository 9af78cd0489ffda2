// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.ScalarSignature;
import dev.bottledwater.sql.function.SignatureTexts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** All functions of a real server, by their signatures, without code. */
public final class ObservedFunctions {
    private static final Pattern FUNCTION =
            Pattern.compile("- \\*\\*(\\w+)\\*\\* \\[([^]]+)]: (.*)");
    private static final Pattern CONSTANTS =
            Pattern.compile("(INT (earliestN|latestN|k))|(BOOLEAN ignoreNulls)");
    private static final Set<String> CANNOT_UNDO =
            Set.of(
                    "MIN",
                    "MAX",
                    "TOPK",
                    "TOPKDISTINCT",
                    "COLLECT_SET",
                    "EARLIEST_BY_OFFSET",
                    "LATEST_BY_OFFSET",
                    "COUNT_DISTINCT");

    private ObservedFunctions() {}

    /** The functions; none when the reference data isn't there. */
    public static FunctionRegistry load() throws IOException {
        var scalars = new ArrayList<ScalarSignature>();
        var aggregates = new ArrayList<AggregateSignature>();
        var group = "";
        for (var line : SharedFiles.lines("spec/observed/signatures.md").orElse(List.of())) {
            group = line.startsWith("## ") ? line.substring(3) : group;
            var m = FUNCTION.matcher(line);
            if (!m.matches()) {
                continue;
            }
            for (var signature : m.group(3).replace(", or NULL", " or NULL").split("; ")) {
                switch (group) {
                    case "SCALAR" -> scalars.add(SignatureTexts.scalar(m.group(1), signature));
                    case "AGGREGATE" -> {
                        // The result's S is a struct of all columns; its type isn't of interest.
                        var text = signature.replace("ARRAY<S>", "ARRAY<INT>");
                        aggregates.add(
                                SignatureTexts.aggregate(
                                        m.group(1),
                                        text,
                                        (int) CONSTANTS.matcher(text).results().count(),
                                        !CANNOT_UNDO.contains(m.group(1))));
                    }
                    default -> {}
                }
            }
        }
        return new FunctionRegistry(scalars, aggregates);
    }
}
