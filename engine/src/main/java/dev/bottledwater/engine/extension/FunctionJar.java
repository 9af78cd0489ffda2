// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.extension;

import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.AnnotatedAggregates;
import dev.bottledwater.sql.function.AnnotatedFunctions;
import dev.bottledwater.sql.function.FunctionLibrary;
import dev.bottledwater.sql.function.FunctionOrigin;
import dev.bottledwater.sql.function.ScalarSignature;
import dev.bottledwater.udf.AggregateFunction;
import dev.bottledwater.udf.ScalarFunction;
import dev.bottledwater.udf.TableFunction;

import java.io.IOException;
import java.lang.constant.ClassDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The functions of one jar. Only classes that name an annotation of functions are loaded; which
 * those are is read from the class files, so that a jar with all its libraries costs little.
 */
record FunctionJar(
        FunctionLibrary library,
        List<ScalarSignature> scalars,
        List<ScalarSignature> tables,
        List<AggregateSignature> aggregates) {
    private static final Set<String> ANNOTATIONS =
            Stream.of(ScalarFunction.class, TableFunction.class, AggregateFunction.class)
                    .map(c -> c.describeConstable().map(ClassDesc::descriptorString).orElseThrow())
                    .collect(Collectors.toUnmodifiableSet());

    /**
     * Reads a jar, whose classes stay loaded from then on.
     *
     * @throws UnusableJarException when any of its functions can't be used
     */
    static FunctionJar read(Path file) throws UnusableJarException {
        var names = annotated(file);
        if (names.isEmpty()) {
            throw new UnusableJarException(
                    "it has no method with @ScalarFunction or @TableFunction, and no class with @AggregateFunction",
                    null);
        }
        try {
            @SuppressWarnings("resource") // its classes are used until the process ends
            var loader =
                    new FunctionClassLoader(file.getFileName().toString(), file.toUri().toURL());
            var classes = new ArrayList<Class<?>>();
            for (var name : names) {
                classes.add(Class.forName(name, true, loader));
            }
            var array = classes.toArray(Class<?>[]::new);
            return new FunctionJar(
                    library(file),
                    AnnotatedFunctions.load(FunctionOrigin.USER, array),
                    AnnotatedFunctions.loadTables(FunctionOrigin.USER, array),
                    AnnotatedAggregates.load(
                            classes.stream()
                                    .filter(c -> c.isAnnotationPresent(AggregateFunction.class))
                                    .toArray(Class<?>[]::new)));
        } catch (IllegalArgumentException e) {
            throw new UnusableJarException(String.valueOf(e.getMessage()), e);
        } catch (NoClassDefFoundError | ClassNotFoundException e) {
            throw new UnusableJarException(
                    "the class %s isn't in it: a jar brings the libraries that it needs"
                            .formatted(String.valueOf(e.getMessage()).replace('/', '.')),
                    e);
        } catch (UnsupportedClassVersionError e) {
            throw newerJava(e);
        } catch (ExceptionInInitializerError e) {
            throw new UnusableJarException(
                    "a class fails as it is loaded (%s)".formatted(e.getCause()), e);
        } catch (IOException | LinkageError e) {
            throw new UnusableJarException("a class can't be loaded (%s)".formatted(e), e);
        }
    }

    private static UnusableJarException newerJava(Throwable cause) {
        return new UnusableJarException(
                "it is for a newer Java than %d, which runs here"
                        .formatted(Runtime.version().feature()),
                cause);
    }

    private static FunctionLibrary library(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            var manifest = jar.getManifest();
            var attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
            return new FunctionLibrary(
                    file.toString(),
                    text(attributes, Attributes.Name.IMPLEMENTATION_VERSION),
                    text(attributes, Attributes.Name.IMPLEMENTATION_VENDOR));
        }
    }

    private static String text(Attributes attributes, Attributes.Name name) {
        return Objects.requireNonNullElse(attributes.getValue(name), "");
    }

    /** The names of the classes that mention an annotation. */
    private static Set<String> annotated(Path file) throws UnusableJarException {
        var names = new TreeSet<String>();
        try (var jar = new JarFile(file.toFile())) {
            for (var entry : (Iterable<java.util.jar.JarEntry>) jar.stream()::iterator) {
                var name = entry.getName();
                if (!name.endsWith(".class")
                        || name.startsWith("META-INF/")
                        || name.endsWith("module-info.class")) {
                    continue;
                }
                byte[] bytes;
                try (var in = jar.getInputStream(entry)) {
                    bytes = in.readAllBytes();
                }
                if (mentions(bytes)) {
                    names.add(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'));
                }
            }
        } catch (IOException | SecurityException e) {
            throw new UnusableJarException(
                    "it can't be read as a jar (%s)".formatted(e.getMessage()), e);
        }
        return names;
    }

    /** Class files hold names as they are, whatever Java they are for. */
    private static boolean mentions(byte[] classFile) {
        var text = new String(classFile, StandardCharsets.ISO_8859_1);
        return ANNOTATIONS.stream().anyMatch(text::contains);
    }
}
