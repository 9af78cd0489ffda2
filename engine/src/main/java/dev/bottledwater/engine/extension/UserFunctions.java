// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.extension;

import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.ScalarSignature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The built-in functions and those of the jars of a directory.
 *
 * @param registry all of them
 * @param loaded a sentence for each jar that is used
 * @param problems a sentence for each jar that isn't: a jar is used as a whole or not at all
 */
public record UserFunctions(FunctionRegistry registry, List<String> loaded, List<String> problems) {
    private static final Pattern NAME = Pattern.compile("[A-Z_][A-Z0-9_]*");

    public UserFunctions {
        loaded = List.copyOf(loaded);
        problems = List.copyOf(problems);
    }

    /**
     * Reads the jars of a directory in the order of their names. Nothing is thrown: what can't be
     * used is a problem.
     *
     * @param directory one that isn't there has no jars
     */
    public static UserFunctions of(FunctionRegistry builtIn, Path directory) {
        var loaded = new ArrayList<String>();
        var problems = new ArrayList<String>();
        var registry = builtIn;
        for (var file : jars(directory, problems)) {
            try {
                var jar = FunctionJar.read(file);
                checkNames(builtIn, jar);
                registry = with(registry, jar);
                loaded.add(
                        "%s has the functions %s"
                                .formatted(
                                        file, String.join(", ", names(jar).distinct().toList())));
            } catch (UnusableJarException e) {
                problems.add("The functions of %s are not used: %s".formatted(file, sentence(e)));
            }
        }
        return new UserFunctions(registry, loaded, problems);
    }

    private static String sentence(UnusableJarException e) {
        var message = String.valueOf(e.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }

    private static List<Path> jars(Path directory, List<String> problems) {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            problems.add(
                    "The directory of functions %s can't be read (%s)."
                            .formatted(directory, e.getMessage()));
            return List.of();
        }
    }

    /** Built-in functions mean the same everywhere, so nobody adds overloads to them. */
    private static void checkNames(FunctionRegistry builtIn, FunctionJar jar)
            throws UnusableJarException {
        Collection<String> taken = builtIn.names();
        for (var name : (Iterable<String>) names(jar)::iterator) {
            if (taken.contains(name)) {
                throw new UnusableJarException(
                        "%s is the name of a built-in function; give it another name"
                                .formatted(name),
                        null);
            }
            if (!NAME.matcher(name).matches()) {
                throw new UnusableJarException(
                        "'%s' is no name of a function: letters, digits and underscores make one"
                                .formatted(name),
                        null);
            }
        }
    }

    private static Stream<String> names(FunctionJar jar) {
        return Stream.of(
                        jar.scalars().stream().map(ScalarSignature::name),
                        jar.tables().stream().map(ScalarSignature::name),
                        jar.aggregates().stream().map(AggregateSignature::name))
                .flatMap(names -> names);
    }

    private static FunctionRegistry with(FunctionRegistry registry, FunctionJar jar)
            throws UnusableJarException {
        try {
            return registry.with(jar.library(), jar.scalars(), jar.tables(), jar.aggregates());
        } catch (IllegalArgumentException e) {
            throw new UnusableJarException(
                    "they don't go together with those that are there: " + e.getMessage(), e);
        }
    }
}
