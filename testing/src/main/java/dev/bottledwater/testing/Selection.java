// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing;

import dev.bottledwater.testing.conformance.CaseReader;
import dev.bottledwater.testing.conformance.UnreadableCasesException;
import dev.bottledwater.testing.directive.DirectiveFile;
import dev.bottledwater.testing.golden.GoldenFile;
import dev.bottledwater.testing.rest.RestCases;
import dev.bottledwater.testing.rest.SharedServer;
import dev.bottledwater.testing.verdict.ConformanceTestCase;
import dev.bottledwater.testing.verdict.TestCase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which cases of files are meant. Patterns are looked for in the whole name of a case, which starts
 * with its file's: {@code ^joins -} means the file {@code joins}.
 *
 * @param filter cases are taken that have a match of it
 * @param exclude but not those that have a match of this one
 */
public record Selection(Pattern filter, Pattern exclude) {
    private static final String JSON = ".json";
    private static final String SQL = ".sql";
    private static final Pattern NEVER = Pattern.compile("(?!)");

    /** Every case. */
    public static final Selection ALL = of("");

    /** The cases whose names have a match of the regular expression. */
    public static Selection of(String regex) {
        return new Selection(Pattern.compile(regex), NEVER);
    }

    /** Whether the case of this name is meant. */
    public boolean includes(String name) {
        return filter.matcher(name).find() && !exclude.matcher(name).find();
    }

    /** The cases of files as {@link #cases(List, SharedServer)}, without a server. */
    public List<TestCase> cases(List<Path> paths) {
        return cases(paths, SharedServer.none());
    }

    /**
     * The cases of files, and of all test files in directories, by the order of their paths.
     *
     * @param server what cases ask that need a server
     * @throws UnreadableCasesException for a path that holds no cases that can be read
     */
    public List<TestCase> cases(List<Path> paths, SharedServer server) {
        var cases = new ArrayList<TestCase>();
        for (var file : files(paths)) {
            read(file, server).stream().filter(c -> includes(c.name())).forEach(cases::add);
        }
        return cases;
    }

    private static List<? extends TestCase> read(Path file, SharedServer server) {
        if (!file.toString().endsWith(JSON)) {
            return GoldenFile.isOne(text(file))
                    ? GoldenFile.read(file).cases()
                    : DirectiveFile.read(file);
        }
        var asking = RestCases.read(file, server);
        return asking.isEmpty()
                ? CaseReader.read(file).stream().map(c -> new ConformanceTestCase(c, true)).toList()
                : asking;
    }

    /**
     * The files of cases of our own among paths, by the order of their paths.
     *
     * @throws UnreadableCasesException for a path that holds no cases that can be read
     */
    public List<GoldenFile> goldenFiles(List<Path> paths) {
        return files(paths).stream()
                .filter(f -> f.toString().endsWith(SQL) && GoldenFile.isOne(text(f)))
                .map(GoldenFile::read)
                .toList();
    }

    private static List<Path> files(List<Path> paths) {
        var files = new ArrayList<Path>();
        for (var path : paths) {
            if (Files.isDirectory(path)) {
                try (var inside = Files.walk(path)) {
                    inside.filter(Selection::isTestFileInside).sorted().forEach(files::add);
                } catch (IOException e) {
                    throw new UnreadableCasesException(
                            "%s can't be read: %s".formatted(path, e.getMessage()), e);
                }
            } else if (isTestFile(path)) {
                files.add(path);
            } else {
                throw new UnreadableCasesException(
                        "%s is no test file: those end with .json or .sql.".formatted(path), null);
            }
        }
        return files;
    }

    private static boolean isTestFile(Path path) {
        return path.toString().endsWith(JSON) || path.toString().endsWith(SQL);
    }

    /** Directories may also hold scripts that tests run and that are no tests. */
    private static boolean isTestFileInside(Path path) {
        return path.toString().endsWith(JSON)
                || (path.toString().endsWith(SQL)
                        && (GoldenFile.isOne(text(path)) || DirectiveFile.isOne(text(path))));
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UnreadableCasesException(
                    "%s can't be read: %s".formatted(path, e.getMessage()), e);
        }
    }
}
