package dev.perf.cli;

import dev.perf.engine.origin.TestMethod;
import dev.perf.engine.origin.UnusableTestException;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import dev.perf.spi.Engine;
import dev.perf.spi.FileEngine;
import java.io.IOException;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code perf run}: a test in a file, or one that a method of a class makes. */
@Command(
        name = "run",
        description = {
            "Runs a test: a file in YAML or JSON of Perf, Artillery or k6, locust.conf, or a class with a static method"
                    + " that returns a LoadTest; or all tests that a file lists.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        customSynopsis = "perf run [--class-path PATHS] FILE|CLASS[::METHOD] [FLAGS OF TESTS...]",
        sortOptions = false,
        descriptionHeading = "",
        footerHeading = "%nExamples:%n",
        footer = {
            "  perf run shop.yaml --env staging --profile smoke",
            "  perf run artillery.yaml --dry-run",
            "  perf run --class-path target/test-classes com.example.ShopLoadTest --users 50 --duration 5m",
            "  perf run com.example.ShopLoadTest::checkout --class-path shop-tests.jar --config shop.yaml",
            "",
            "perf run FILE|CLASS --help lists the flags of tests.",
            "",
            "Exit codes: 0 passed, 1 a threshold did not hold, 2 mistakes in the test or the command line,",
            "3 the generator was the limit, 4 stopped before the end, 5 a fault of Perf."
        })
final class RunCommand implements Callable<Integer> {

    private static final String CLASS_PATH = "--class-path";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = CLASS_PATH,
            paramLabel = "PATHS",
            description =
                    "jars and folders that the test's classes and resources are in, besides those of this process; it"
                            + " may stand behind the test as well")
    private @Nullable String classPath;

    @Parameters(
            index = "0",
            paramLabel = "FILE|CLASS[::METHOD]",
            description = "what to run; a method needs no name where the class has one of them, or one named test")
    @SuppressWarnings("NullAway.Init") // required
    private String test;

    @Parameters(index = "1..*", paramLabel = "FLAGS", description = "flags of tests, as test.main(args) has them")
    private List<String> flags = List.of();

    /** For picocli. */
    RunCommand() {}

    @Override
    public Integer call() throws IOException {
        List<String> ofTest = withoutClassPath();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader classes = AddedClasses.loader(classPath, before)) {
            thread.setContextClassLoader(classes);
            if (TestFiles.isFile(test)) {
                TestFiles.check(test, classes);
                Integer ofList = SuiteCommand.run(TestFile.at(test), ofTest);
                return ofList == null ? FileEngine.find().main(TestFile.at(test), null, ofTest) : ofList;
            }
            TestPlan plan = TestMethod.of(test, classes).plan();
            return Engine.find().main(plan, ofTest);
        } catch (ClassNotFoundException missing) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no file and no class " + missing.getMessage() + "; for a class, "
                            + TestMethod.whereClassesAre(),
                    missing);
        } catch (UnusableTestException mistake) {
            throw new ParameterException(spec.commandLine(), String.valueOf(mistake.getMessage()), mistake);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Behind the test all is the test's, but for this one. */
    private List<String> withoutClassPath() {
        var others = new ArrayList<String>();
        for (int i = 0; i < flags.size(); i++) {
            String flag = flags.get(i);
            if (flag.equals(CLASS_PATH)) {
                if (i + 1 == flags.size()) {
                    throw new ParameterException(spec.commandLine(), CLASS_PATH + " needs a value");
                }
                classPath = flags.get(++i);
            } else if (flag.startsWith(CLASS_PATH + "=")) {
                classPath = flag.substring(CLASS_PATH.length() + 1);
            } else {
                others.add(flag);
            }
        }
        return others;
    }
}
