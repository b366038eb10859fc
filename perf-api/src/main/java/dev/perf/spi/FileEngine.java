package dev.perf.spi;

import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.plan.TestFile;
import dev.perf.plan.TestPlan;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Makes tests of files. Found with {@link ServiceLoader}, as {@link Engine} is. Implementations are thread-safe. */
public interface FileEngine {

    /**
     * Returns the test that a file is, or a test with what the file says.
     *
     * @param test what the file configures; null where it is the test, or names it
     * @throws InvalidTestFileException if the file cannot be read or has mistakes
     */
    TestPlan plan(TestFile file, @Nullable TestPlan test);

    /**
     * Begins to run the test, on the fleet and with the reports that the file asks for.
     *
     * @param test as for {@link #plan}
     * @throws InvalidTestFileException if the file has mistakes
     * @throws InvalidPlanException if the test has mistakes
     */
    Run start(TestFile file, @Nullable TestPlan test) throws InterruptedException;

    /**
     * Runs the test as a command does; blocks until it has ended, and does not exit the process.
     *
     * @param test as for {@link #plan}
     * @param arguments flags of the command line, which win over what the file says
     * @return the exit code that the process should end with
     */
    int main(TestFile file, @Nullable TestPlan test, List<String> arguments);

    /**
     * Returns the effective configuration, line by line: each value, and where it comes from. Secrets are masked.
     *
     * @throws InvalidTestFileException if the file cannot be read or has mistakes
     */
    List<String> effective(TestFile file);

    /**
     * Returns the tests that a file lists under {@code tests}; null where it is a test itself.
     *
     * @throws InvalidTestFileException if it, or a file that it names, cannot be read or has mistakes
     */
    @Nullable
    Suite suite(TestFile file);

    /** Returns the JSON Schema, of draft-07, of the files that are tests. */
    String schema();

    /**
     * Returns the engine on the class path.
     *
     * @throws IllegalStateException if there is none
     */
    static FileEngine find() {
        return Found.first(
                FileEngine.class, "no engine found; add the dependency dev.perf:perf-engine to run tests in files");
    }
}
