package dev.perf.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.SimpleConditionEvent.satisfied;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.perf.architecture.Project.ARROWS;
import static dev.perf.architecture.Project.CLASSES;
import static dev.perf.architecture.Project.moduleOf;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    /** Guards all the others: a rule over classes that were not read holds always. */
    @Test
    void seesEveryClassOfEveryModule() {
        for (String module : ARROWS.keySet()) {
            Path folder = Project.ROOT.resolve(module).resolve("src/main/java");
            assertThat(Project.mainSources(module)).as("sources of %s", module).allSatisfy(source -> {
                String file = folder.relativize(source).toString();
                String name = file.substring(0, file.length() - ".java".length())
                        .replace('/', '.')
                        .replace('\\', '.');
                assertThat(CLASSES.contain(name)).as(name).isTrue();
                assertThat(moduleOf(CLASSES.get(name))).isEqualTo(module);
            });
        }
        assertThat(CLASSES.stream().map(Project::moduleOf)).isNotEmpty().isSubsetOf(ARROWS.keySet());
    }

    @Test
    void modulesKnowOnlyThoseBelowThem() {
        classes()
                .should(useOurClassesOnlyWhere("the arrows between the modules allow it", (from, to) -> {
                    String module = moduleOf(from);
                    return module.equals(moduleOf(to)) || ARROWS.get(module).contains(moduleOf(to));
                }))
                .check(CLASSES);
    }

    @Test
    void internalPackagesAreUsedInTheirModuleAlone() {
        classes()
                .should(useOurClassesOnlyWhere(
                        "they are not internal to another module",
                        (from, to) -> moduleOf(from).equals(moduleOf(to)) || !isInternal(to)))
                .check(CLASSES);
    }

    @Test
    void packagesDependOnEachOtherOneWayOnly() {
        slices().assignedFrom(packages()).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void aPackageLivesInOneModule() {
        assertThat(CLASSES.stream()
                        .collect(groupingBy(
                                JavaClass::getPackageName, mapping(Project::moduleOf, toCollection(TreeSet::new)))))
                .allSatisfy((name, modules) -> assertThat(modules).as(name).hasSize(1));
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> names = CLASSES.stream().map(JavaClass::getPackageName).collect(toCollection(TreeSet::new));
        assertThat(names)
                .as("packages with a package-info.java that says @NullMarked")
                .allMatch(name -> CLASSES.contain(name + ".package-info")
                        && CLASSES.get(name + ".package-info").isAnnotatedWith("org.jspecify.annotations.NullMarked"));
    }

    /** On Java 21 blocking inside {@code synchronized} pins the carrier thread: use a ReentrantLock. */
    @Test
    void nothingIsSynchronized() throws IOException {
        methods()
                .should(new ArchCondition<>("not be synchronized") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        if (method.getModifiers().contains(JavaModifier.SYNCHRONIZED)) {
                            events.add(violated(method, method.getDescription() + " is synchronized"));
                        }
                    }
                })
                .allowEmptyShould(true)
                .check(CLASSES);

        Pattern block = Pattern.compile("^\\s*synchronized\\s*\\(");
        List<String> blocks = new ArrayList<>();
        for (String module : ARROWS.keySet()) {
            for (Path source : Project.mainSources(module)) {
                try (Stream<String> lines = Files.lines(source)) {
                    lines.filter(line -> block.matcher(line).find())
                            .forEach(line -> blocks.add(source + ": " + line.strip()));
                }
            }
        }
        assertThat(blocks).isEmpty();
    }

    @Test
    void onlyMainMethodsAndCommandsEndTheJvm() {
        noCodeUnits()
                .that(describe(
                        "are neither main methods nor of a command",
                        unit -> !unit.getName().equals("main") && !isCommand(unit.getOwner())))
                .should(callAnyOf(Set.of(
                        "java.lang.System.exit(int)", "java.lang.Runtime.exit(int)", "java.lang.Runtime.halt(int)")))
                .check(CLASSES);
    }

    /** Samples may print: they are programs, not a library. The JUnit extension says where the report is. */
    @Test
    void onlyConsoleAndCommandsPrint() {
        noClasses()
                .that(describe(
                        "are outside samples, console and commands",
                        type -> !moduleOf(type).equals("samples")
                                && !isCommand(type)
                                && !hasSegment(type, Set.of("console", "junit"))))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void nothingLogsToJavaUtilLogging() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(CLASSES);
    }

    @Test
    void tellsTimeWithJavaTime() {
        noClasses()
                .should(dependOnClassesThat(describe(
                        "are of the old date API",
                        type -> Set.of(
                                        "java.util.Date",
                                        "java.util.Calendar",
                                        "java.util.GregorianCalendar",
                                        "java.util.TimeZone",
                                        "java.text.DateFormat",
                                        "java.text.SimpleDateFormat")
                                .contains(type.getName()))))
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> useOurClassesOnlyWhere(
            String what, BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>("use other classes of Perf only where " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (Project.isOurs(target) && !allowed.test(type, target)) {
                        events.add(violated(
                                type, moduleOf(type) + " -> " + moduleOf(target) + ": " + dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaCodeUnit> callAnyOf(Set<String> methods) {
        return new ArchCondition<>("call " + methods) {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                unit.getMethodCallsFromSelf().stream()
                        .filter(call -> methods.contains(call.getTarget().getFullName()))
                        .forEach(call -> events.add(satisfied(unit, call.getDescription())));
            }
        };
    }

    /** Numbers and texts as bytes are the same on all wires; the package is exported to the modules that have one. */
    private static boolean isInternal(JavaClass type) {
        return hasSegment(type, Set.of("internal")) && !type.getPackageName().equals("dev.perf.engine.internal.wire");
    }

    /** What stands behind a {@code main}: the flags of {@code LoadTest.main}, {@code perf.jar}, and an agent's child JVM. */
    private static boolean isCommand(JavaClass type) {
        return Set.of("dev.perf.LoadTest", "dev.perf.distributed.internal.worker.WorkerMain")
                        .contains(type.getName())
                || hasSegment(type, Set.of("cli", "command"));
    }

    private static boolean hasSegment(JavaClass type, Set<String> segments) {
        return Stream.of(type.getPackageName().split("\\.")).anyMatch(segments::contains);
    }

    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return Project.isOurs(type) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of dev.perf";
            }
        };
    }
}
