package dev.perf.cli;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.engine.origin.TestMethod;
import dev.perf.engine.origin.UnusableTestException;
import dev.perf.plan.TestOrigin;
import dev.perf.plan.TestPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {

    private static final String NEEDED = "a static method without parameters that returns a LoadTest, such as\n"
            + "  public static LoadTest test() { return loadTest(\"shop\").run(...); }";

    @RegisterExtension
    private final CaughtOutput output = new CaughtOutput();

    @TempDir
    private Path temp;

    private static LoadTest counted(String name) {
        return loadTest(name).run(scenario("s").exec(exec("work", user -> {})), users(2).iterations(5));
    }

    /** Makes one test. */
    static final class One {
        private One() {}

        static LoadTest shop() {
            return counted("one");
        }

        static LoadTest at(String url) {
            return counted(url);
        }
    }

    /** Makes several, one of which is preferred. */
    static final class Several {
        private Several() {}

        public static LoadTest browse() {
            return counted("browse");
        }

        public static TestPlan checkout() {
            return counted("checkout").plan();
        }

        public static LoadTest test() {
            return counted("test");
        }
    }

    /** Makes several, none of which is preferred, and some that are none. */
    static final class Odd {
        private Odd() {}

        static LoadTest first() {
            throw new IllegalStateException("no shop today");
        }

        static @Nullable LoadTest second() {
            return null;
        }

        static String text() {
            return "no test";
        }
    }

    /** Makes none. */
    static final class Main {
        private Main() {}

        public static void main(String... args) {
            counted("main").main(args);
        }
    }

    private static String name(Class<?> type) {
        return type.getName();
    }

    private TestPlan plan(String test) {
        try {
            return TestMethod.of(test, RunCommandTest.class.getClassLoader()).plan();
        } catch (ClassNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    @Test
    void aClassNeedsNoNameOfItsOnlyMethodOrOfTheOneNamedTest() {
        assertThat(plan(name(One.class)).name()).isEqualTo("one");
        assertThat(plan(name(Several.class)).name()).isEqualTo("test");
        assertThat(plan(name(Several.class) + "::checkout").name()).isEqualTo("checkout");
    }

    @Test
    void agentsCallTheMethodThatWasNamed() {
        assertThat(plan(name(Several.class) + "::checkout").origin())
                .isEqualTo(new TestOrigin(name(Several.class), "checkout", "()Ldev/perf/plan/TestPlan;", List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        RunCommandTest$Odd         | makes several tests; name one: dev.perf.cli.RunCommandTest$Odd::first, dev.perf.cli.RunCommandTest$Odd::second
        RunCommandTest$Odd::frist  | ::frist has no method
        RunCommandTest$Odd::second | ::second returned null; let it return the test
        """)
    void saysWhichMethodsThereAre(String test, String message) {
        String expected = message.startsWith("::frist")
                ? "dev.perf.cli.RunCommandTest$Odd has no method frist; did you mean \"first\"? Its tests are"
                        + " dev.perf.cli.RunCommandTest$Odd::first, dev.perf.cli.RunCommandTest$Odd::second"
                : "dev.perf.cli.RunCommandTest$Odd" + (message.startsWith("::") ? "" : " ") + message;
        assertThatThrownBy(() -> plan("dev.perf.cli." + test))
                .isInstanceOf(UnusableTestException.class)
                .hasMessage(expected);
    }

    @Test
    void saysWhatAMethodMustBeLike() {
        assertThatThrownBy(() -> plan(name(Main.class)))
                .isInstanceOf(UnusableTestException.class)
                .hasMessage(name(Main.class) + " makes no test: it needs " + NEEDED
                        + "\nIts method main is not called, for nobody knows what it does with flags.");
        assertThatThrownBy(() -> plan(name(One.class) + "::at"))
                .isInstanceOf(UnusableTestException.class)
                .hasMessage(name(One.class) + "::at makes no test: it must be " + NEEDED);
    }

    @Test
    void tellsWhatTheMethodThrewWithItsStack() {
        assertThatThrownBy(() -> plan(name(Odd.class) + "::first"))
                .isInstanceOf(UnusableTestException.class)
                .hasMessageStartingWith(
                        name(Odd.class) + "::first threw java.lang.IllegalStateException: no shop today\n\tat ");
    }

    @Test
    void runsAClassWithTheFlagsOfTests() throws IOException {
        Path reports = temp.resolve("reports");

        int code = PerfCommand.run(
                "run",
                name(One.class),
                "--report",
                reports.toString(),
                "--html=" + temp.resolve("page.html"),
                "--csv=" + temp.resolve("one"),
                "--json=" + temp.resolve("one.json"),
                "--threshold",
                "iterations: count == 10");

        assertThat(output.out()).contains("PASSED");
        assertThat(code).isZero();
        assertThat(temp.resolve("page.html")).content().contains("one", "<html");
        assertThat(temp.resolve("one_stats.csv")).content().startsWith("Type,Name,Request Count");
        assertThat(temp.resolve("one_stats_history.csv")).content().startsWith("Timestamp,User Count");
        assertThat(temp.resolve("one_failures.csv")).content().startsWith("Method,Name,Error");
        assertThat(temp.resolve("one.json")).content().contains("\"PASSED\"");
        assertThat(output.err()).isEmpty();
    }

    @Test
    void behindTheTestEvenHelpIsTheTests() {
        assertThat(PerfCommand.run("run", name(One.class), "--users", "5", "--help"))
                .isZero();
        assertThat(output.out()).startsWith("Runs the load test \"one\".\n");
        assertThat(PerfCommand.run("run", name(One.class), "--user", "5")).isEqualTo(2);
        assertThat(output.err()).isEqualTo("unknown flag --user; did you mean --users? --help lists the flags\n");
    }

    @Test
    void aFileThatIsATestHasTheFlagsOfTests() throws IOException {
        Path file = Files.writeString(temp.resolve("shop.yaml"), "name: shop\n");

        assertThat(PerfCommand.run("run", file.toString(), "--users", "5", "--help"))
                .isZero();
        assertThat(output.out()).startsWith("Runs the load test \"" + file + "\".\n");
    }

    @Test
    void aMissingFileIsToldWithThoseThatAreNear() throws IOException {
        Files.writeString(temp.resolve("shop.yaml"), "");
        Files.writeString(temp.resolve("other.json"), "");
        Files.writeString(temp.resolve("notes.txt"), "");
        Path folder = Files.createDirectory(temp.resolve("folder"));

        assertThat(PerfCommand.run("run", temp.resolve("shp.yaml").toString())).isEqualTo(2);
        assertThat(PerfCommand.run("run", temp.toString())).isEqualTo(2);
        assertThat(PerfCommand.run("run", folder.resolve("shop.yaml").toString()))
                .isEqualTo(2);
        assertThat(PerfCommand.run("run", temp.resolve("nowhere/shop.yaml").toString()))
                .isEqualTo(2);

        String here = Path.of("").toAbsolutePath().toString();
        String help = "perf run --help lists what is allowed\n";
        assertThat(output.err())
                .isEqualTo("there is no file " + temp.resolve("shp.yaml") + "; the working folder is " + here
                        + "; did you mean \"shop.yaml\"? files there: other.json, shop.yaml\n" + help + temp
                        + " is a folder; name a file in it: other.json, shop.yaml\n" + help + "there is no file "
                        + folder.resolve("shop.yaml") + "; the working folder is " + here
                        + "; no file there could be a test\n" + help + "there is no file "
                        + temp.resolve("nowhere/shop.yaml") + ", nor its folder; the working folder is " + here + "\n"
                        + help);
    }

    @Test
    void aMissingClassIsToldWithWhereClassesAre() {
        assertThat(PerfCommand.run("run", "com.example.Nothing", "--class-path=target"))
                .isEqualTo(2);
        assertThat(PerfCommand.run("run", "com.example.Nothing", "--class-path", "nowhere.jar"))
                .isEqualTo(2);
        assertThat(PerfCommand.run("run", "com.example.Nothing", "--class-path"))
                .isEqualTo(2);

        String help = "perf run --help lists what is allowed\n";
        assertThat(output.err())
                .isEqualTo("there is no file and no class com.example.Nothing; for a class, say where it is, with its"
                        + " package: --class-path target/test-classes\n" + help
                        + "--class-path: there is no nowhere.jar in "
                        + Path.of("").toAbsolutePath()
                        + "; name jars and folders of classes, with \":\" between them\n" + help
                        + "--class-path needs a value\n" + help);
    }

    /** A test of classes and data that are on the class path of nobody but {@code --class-path}. */
    private Path classesOfTheirOwn() throws IOException {
        Path source = Files.writeString(temp.resolve("Outside.java"), """
            package outside;

            import static dev.perf.Perf.csv;
            import static dev.perf.Perf.exec;
            import static dev.perf.Perf.loadTest;
            import static dev.perf.Perf.scenario;
            import static dev.perf.Perf.users;

            import dev.perf.LoadTest;

            final class Outside {

                private Outside() {}

                static LoadTest test() {
                    return loadTest("outside")
                            .run(
                                    scenario("s")
                                            .feed(csv("outside/people.csv").circular())
                                            .exec(exec("work", user -> Later.check(user.session().get("name")))),
                                    users(4).iterations(5))
                            .threshold("iterations: count == 20")
                            .threshold("step_failed: rate == 0");
                }

                private static final class Later {
                    private Later() {}

                    static void check(Object name) {
                        if (!"ann".equals(name)) {
                            throw new IllegalStateException("who is " + name);
                        }
                    }
                }
            }
            """);
        Path classes = temp.resolve("classes");
        CompiledClasses.of(source, classes);
        Files.writeString(classes.resolve("outside/people.csv"), "name\nann\n");
        return classes;
    }

    @Test
    void classesAndDataMayStandOutsideTheClassPath() throws IOException {
        String classes = classesOfTheirOwn().toString();

        assertThat(PerfCommand.run("run", "--class-path", classes, "outside.Outside", "--no-report"))
                .as(output.out() + output.err())
                .isZero();
        assertThat(PerfCommand.run("run", "outside.Outside", "--class-path=" + classes, "--dry-run"))
                .isZero();
        assertThat(PerfCommand.run("run", "outside.Outside", "--class-path=" + classes, "--users=8", "--no-report"))
                .isEqualTo(1);
        assertThat(output.out()).contains("iterations  40 scheduled = 40 started");
        assertThat(Thread.currentThread().getContextClassLoader()).isEqualTo(RunCommandTest.class.getClassLoader());
    }

    @Test
    void agentsGetTheClassesAndTheDataAsWell() throws IOException {
        assertThat(PerfCommand.run(
                        "run",
                        "--class-path=" + classesOfTheirOwn(),
                        "outside.Outside",
                        "--fleet=local:2",
                        "--no-report"))
                .as(output.out() + output.err())
                .isZero();
        assertThat(output.out())
                .contains("iterations  20 scheduled = 20 started")
                .contains("PASSED");
    }
}
