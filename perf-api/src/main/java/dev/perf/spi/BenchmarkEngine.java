package dev.perf.spi;

import dev.perf.benchmark.ComparisonPlan;
import dev.perf.benchmark.ComparisonResult;
import dev.perf.plan.InvalidPlanException;
import java.util.List;
import java.util.ServiceLoader;

/** Measures plain Java code. Found with {@link ServiceLoader}, as {@link Engine} is. Implementations are thread-safe. */
public interface BenchmarkEngine {

    /**
     * Checks a plan and begins to measure.
     *
     * @return the handle to wait for the result; to stop it lets the operations that run end, to abort it interrupts them
     * @throws InvalidPlanException if the plan has mistakes; nothing has been called then
     */
    Execution<ComparisonResult> start(ComparisonPlan plan);

    /**
     * Measures as a command does: flags are read, the table goes to the console. Blocks until the end; does not exit the
     * process.
     *
     * @param arguments flags of the command line
     * @return the exit code that the process should end with
     */
    int main(ComparisonPlan plan, List<String> arguments);

    /**
     * Returns the one on the class path.
     *
     * @throws IllegalStateException if there is none
     */
    static BenchmarkEngine find() {
        return Found.first(
                BenchmarkEngine.class, "no engine found; add the dependency dev.perf:perf-engine to run a benchmark");
    }
}
