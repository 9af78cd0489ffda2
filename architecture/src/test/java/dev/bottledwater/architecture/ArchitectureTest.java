// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules of docs/architecture.md; each says how to mend a violation. */
class ArchitectureTest {
    private static final List<String> MODULES =
            List.of(
                    "udf",
                    "sql",
                    "engine",
                    "testing",
                    "platform",
                    "connect",
                    "peers",
                    "wire",
                    "server",
                    "cli",
                    "devkit",
                    "bench",
                    "demo");
    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.bottledwater");
        // Rules over nothing hold always.
        for (var module : MODULES) {
            assertThat(classes.that(resideInAnyPackage("dev.bottledwater." + module + "..")))
                    .as("classes of module " + module)
                    .isNotEmpty();
        }
    }

    private static void check(ArchRule rule) {
        rule.check(classes);
    }

    private static ArchRule only(String module, String... mayUse) {
        var allowed =
                MODULES.stream()
                        .filter(other -> !other.equals(module) && !List.of(mayUse).contains(other))
                        .map(other -> "dev.bottledwater." + other + "..")
                        .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage("dev.bottledwater." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(allowed)
                .because(
                        "the module %s may use only %s: move the code down, or declare what it needs as an interface"
                                .formatted(module, List.of(mayUse)));
    }

    @Test
    void modulesDependInOneDirection() {
        check(only("udf"));
        check(only("sql", "udf"));
        check(only("engine", "sql", "udf"));
        check(only("testing", "engine", "sql", "udf"));
        check(only("platform"));
        check(only("connect", "platform"));
        check(only("peers"));
        check(only("wire"));
        check(only("server", "engine", "connect", "peers", "platform", "wire", "sql", "udf"));
        check(
                only(
                        "cli",
                        "server",
                        "engine",
                        "testing",
                        "connect",
                        "platform",
                        "wire",
                        "sql",
                        "udf"));
        check(only("devkit"));
        check(only("bench", "cli", "server", "platform", "engine", "devkit", "sql", "udf"));
    }

    @Test
    void theLanguageKnowsNoInfrastructure() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("dev.bottledwater.sql..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.apache.kafka..",
                                "com.fasterxml..",
                                "org.slf4j..",
                                "org.eclipse.jetty..",
                                "java.net.http..")
                        .because(
                                "sql is the language alone: what needs Kafka, JSON or a log belongs to engine"));
        check(
                noClasses()
                        .that()
                        .resideInAPackage("dev.bottledwater.sql..")
                        .and()
                        .resideOutsideOfPackage("dev.bottledwater.sql.parse..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.antlr..")
                        .because("ANTLR stays behind sql.parse: hand over syntax tree nodes"));
    }

    @Test
    void plansAndTopologiesNeverSeeTheSyntaxTree() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(
                                "dev.bottledwater.sql.ir..",
                                "dev.bottledwater.sql.plan..",
                                "dev.bottledwater.engine.topology..",
                                "dev.bottledwater.engine.eval..",
                                "dev.bottledwater.engine.physical..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("dev.bottledwater.sql.ast..")
                        .because(
                                "after analysis everything is in the typed expressions and plan nodes: add it there"));
    }

    @Test
    void eachLibraryHasItsRoom() {
        room(
                "org.apache.kafka.streams..",
                "dev.bottledwater.engine..",
                "dev.bottledwater.testing..",
                "dev.bottledwater.bench..");
        room(
                "org.apache.kafka.connect..",
                "dev.bottledwater.connect..",
                "dev.bottledwater.devkit.plugin..");
        room(
                "org.eclipse.jetty..",
                "dev.bottledwater.server.http..",
                "dev.bottledwater.connect..",
                "dev.bottledwater.bench.load..");
        room("picocli..", "dev.bottledwater.cli..");
        room("org.jline..", "dev.bottledwater.cli..");
        room("org.antlr..", "dev.bottledwater.sql.parse..");
    }

    private static void room(String library, String... rooms) {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(rooms)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library)
                        .because(
                                "%s is used only in %s: ask that package for what you need"
                                        .formatted(library, List.of(rooms))));
    }

    @Test
    void onlyThePlatformReadsTheEnvironment() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages("dev.bottledwater.platform..")
                        .should()
                        .callMethodWhere(
                                target(name("getenv")).and(target(owner(name("java.lang.System")))))
                        .because(
                                "config vars are read and checked once, by platform's ConfigVars"));
    }

    @Test
    void nodesAreRecordsEnumsOrSealedInterfaces() {
        check(
                classes()
                        .that()
                        .resideInAnyPackage(
                                "dev.bottledwater.sql.ast..",
                                "dev.bottledwater.sql.ir..",
                                "dev.bottledwater.sql.plan..")
                        .and()
                        .areTopLevelClasses()
                        .and(
                                describe(
                                        "are nodes, not functions over nodes",
                                        (JavaClass c) ->
                                                !c.getSimpleName().equals("package-info")
                                                        && !isFunctions(c)))
                        .should(
                                com.tngtech.archunit.lang.conditions.ArchConditions.be(
                                        describe(
                                                "a record, an enum or an interface",
                                                (JavaClass c) ->
                                                        c.isRecord()
                                                                || c.isEnum()
                                                                || c.isInterface())))
                        .because("behaviour over nodes is an exhaustive switch outside of them"));
    }

    /** A class that is never made: static methods only. */
    private static boolean isFunctions(JavaClass c) {
        return !c.isInterface()
                && c.getFields().stream()
                        .allMatch(f -> f.getModifiers().contains(JavaModifier.STATIC))
                && c.getConstructors().stream()
                        .allMatch(k -> k.getModifiers().contains(JavaModifier.PRIVATE));
    }

    @Test
    void namesSayWhatAClassIs() {
        check(
                noClasses()
                        .should()
                        .haveNameMatching(".*(Impl|Utils?|Manager|Helper|Visitor)")
                        .because("a name says what the class is for: find that word"));
    }

    @Test
    void packagesHaveNoCycles() {
        check(
                slices().matching("dev.bottledwater.(**)")
                        .should()
                        .beFreeOfCycles()
                        .because("a cycle makes two packages one: move what they share"));
    }

    @Test
    void noLibraryThatWasDecidedAgainst() {
        check(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "com.google.common..",
                                "lombok..",
                                "org.mockito..",
                                "com.google.inject..",
                                "jakarta.inject..")
                        .because("CONTRIBUTING.md: no Guava, Lombok, Mockito or DI container"));
    }

    @Test
    void noStaticMutableState() {
        check(
                com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields()
                        .that()
                        .areStatic()
                        .and()
                        .areDeclaredInClassesThat()
                        .resideOutsideOfPackage("dev.bottledwater.sql.parse.grammar..")
                        .and(
                                describe(
                                        "are not the compiler's",
                                        f -> !f.getModifiers().contains(JavaModifier.SYNTHETIC)))
                        .should()
                        .beFinal()
                        .because("state that is shared by all is nobody's: pass it in"));
    }

    @Test
    void packagesSayWhatTheyAreForAndBelongToOneModule() throws IOException {
        Map<String, TreeSet<String>> modulesByPackage = new TreeMap<>();
        var undocumented = new TreeSet<String>();
        for (var module : MODULES) {
            var sources = Path.of("..", module, "src/main/java").normalize();
            try (var files = Files.walk(sources)) {
                for (var directory : files.filter(Files::isDirectory).toList()) {
                    try (var entries = Files.list(directory)) {
                        var names = entries.map(p -> p.getFileName().toString()).toList();
                        if (names.stream().noneMatch(n -> n.endsWith(".java"))) {
                            continue;
                        }
                        modulesByPackage
                                .computeIfAbsent(
                                        sources.relativize(directory).toString(),
                                        _ -> new TreeSet<>())
                                .add(module);
                        if (!names.contains("package-info.java")) {
                            undocumented.add(directory.toString());
                        }
                    }
                }
            }
        }
        assertThat(undocumented).as("packages without a package-info.java").isEmpty();
        assertThat(
                        modulesByPackage.entrySet().stream()
                                .filter(e -> e.getValue().size() > 1)
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .as("packages in more than one module")
                .isEmpty();
    }

    /** Those that hold tests alone, too, which aren't in {@link #MODULES}. */
    private static List<Path> modulesWith(String directory, String but) throws IOException {
        try (var entries = Files.list(Path.of(".."))) {
            var found =
                    entries.filter(module -> !module.getFileName().toString().equals(but))
                            .map(module -> module.resolve(directory))
                            .filter(Files::isDirectory)
                            .toList();
            assertThat(found).hasSizeGreaterThan(MODULES.size() - 3);
            return found;
        }
    }

    /** A broker follows its controller a moment later, which a test must not race with. */
    @Test
    void testsChangeBrokersThroughWhatWaitsForThem() throws IOException {
        var raw =
                Pattern.compile(
                        "\\.(createAcls|deleteAcls|createPartitions|incrementalAlterConfigs)\\("
                                + "|\\b[aA]dmin\\s*\\.(createTopics|deleteTopics)\\(");
        var racing = new TreeSet<String>();
        // devkit's own tests are about clients' rights to do this.
        for (var tests : modulesWith("src/test/java", "devkit")) {
            try (var files = Files.walk(tests)) {
                for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    if (raw.matcher(Files.readString(file)).find()) {
                        racing.add(file.normalize().toString());
                    }
                }
            }
        }
        assertThat(racing)
                .as("tests to change: use EmbeddedKafka's methods, which await the broker")
                .isEmpty();
    }

    @Test
    void filesStopAt400Lines() throws IOException {
        var tooLong = new TreeMap<String, Long>();
        for (var sources : modulesWith("src", "")) {
            try (var files = Files.walk(sources)) {
                for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    try (var lines = Files.lines(file)) {
                        var count = lines.count();
                        if (count > 400) {
                            tooLong.put(file.normalize().toString(), count);
                        }
                    }
                }
            }
        }
        assertThat(tooLong).as("files over 400 lines: split them by purpose").isEmpty();
    }
}
