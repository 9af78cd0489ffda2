// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.golden;

import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.testing.verdict.Mismatch;
import dev.bottledwater.testing.verdict.TestCase;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A case of a {@code .sql} file of our own.
 *
 * @param setup what every case of the file begins with
 */
public record GoldenCase(String file, String name, List<Block> setup, List<Block> blocks)
        implements TestCase {
    public GoldenCase {
        setup = List.copyOf(setup);
        blocks = List.copyOf(blocks);
    }

    @Override
    public Optional<String> skipReason() {
        return Optional.empty();
    }

    @Override
    public List<Mismatch> judge(FunctionRegistry functions, Path stateDirectory) {
        var run = GoldenRun.of(this, functions, stateDirectory);
        var found = new ArrayList<Mismatch>();
        run.observed().forEach(o -> found.addAll(Comparison.mismatches(o)));
        run.unexpected().ifPresent(found::add);
        return found;
    }

    /** A golden block with a wrong leaf, line or text, picked by the case's name. */
    @Override
    public Optional<TestCase> perturbed() {
        var golden = blocks.stream().filter(b -> b.kind().golden()).toList();
        var chosen = golden.get(Math.floorMod(name.hashCode(), golden.size()));
        var changed = new ArrayList<>(blocks);
        changed.set(blocks.indexOf(chosen), Comparison.perturbed(chosen));
        return Optional.of(new GoldenCase(file, name, setup, changed));
    }
}
