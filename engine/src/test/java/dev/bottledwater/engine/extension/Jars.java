// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.udf.ScalarFunction;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles Java sources into jars. */
final class Jars {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([a-z.]+);");
    private static final Pattern CLASS = Pattern.compile("(?m)^public (?:final )?class (\\w+)");

    private Jars() {}

    /** Writes a jar with the classes of a source file, and leaves out those of some names. */
    static Path write(Path jar, String source, String... without) throws IOException {
        var classes = Files.createTempDirectory(jar.getParent(), "classes");
        compile(source, classes);
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = classes.relativize(file).toString();
                if (!List.of(without).contains(name)) {
                    out.putNextEntry(new JarEntry(name));
                    out.write(Files.readAllBytes(file));
                }
            }
        }
        return jar;
    }

    private static String annotations() {
        return Path.of(
                        URI.create(
                                ScalarFunction.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()))
                .toString();
    }

    private static void compile(String source, Path classes) {
        var problems = new StringWriter();
        boolean compiled =
                ToolProvider.getSystemJavaCompiler()
                        .getTask(
                                problems,
                                null,
                                null,
                                List.of(
                                        "-parameters",
                                        "-proc:none",
                                        "-d",
                                        classes.toString(),
                                        "-classpath",
                                        annotations()),
                                null,
                                List.of(new Source(source)))
                        .call();
        assertThat(compiled).describedAs(problems.toString()).isTrue();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String code) {
            super(URI.create("mem:///" + name(code)), JavaFileObject.Kind.SOURCE);
            this.code = code;
        }

        private static String name(String code) {
            var inPackage = PACKAGE.matcher(code);
            var ofClass = CLASS.matcher(code);
            return (inPackage.find() ? inPackage.group(1).replace('.', '/') + "/" : "")
                    + (ofClass.find() ? ofClass.group(1) : "X")
                    + ".java";
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
