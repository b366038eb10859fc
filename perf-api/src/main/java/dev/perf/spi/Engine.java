package dev.perf.spi;

import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import dev.perf.result.JournalException;
import dev.perf.result.RunResult;
import dev.perf.search.SearchPlan;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Runs plans. Found with {@link ServiceLoader}, so a test runs as soon as an engine is on the class path.
 *
 * <p>Implementations are thread-safe, and runs do not disturb each other.
 */
public interface Engine {

    /**
     * Validates a plan and begins to run it.
     *
     * @throws InvalidPlanException if the plan has mistakes; nothing has been sent then
     */
    Run start(TestPlan plan, RunOptions options);

    /**
     * Runs a plan as a command does: flags are read, progress and verdict go to the console, reports are written.
     * Blocks until the run has ended; does not exit the process.
     *
     * @param plan what to run
     * @param arguments flags of the command line
     * @return the exit code that the process should end with
     */
    int main(TestPlan plan, List<String> arguments);

    /**
     * Lets one user of each scenario do its steps once, without load, and prints what it does.
     *
     * @param plan what to do
     * @param scenarios names of the scenarios to do; empty for all
     * @param out where to print
     * @return whether nothing has failed
     * @throws InvalidPlanException if the plan has mistakes; nothing has been sent then
     * @throws IllegalArgumentException if the plan has no scenario of one of the names
     * @throws InterruptedException if the calling thread is interrupted; the user has ended
     */
    boolean debug(TestPlan plan, List<String> scenarios, PrintStream out) throws InterruptedException;

    /**
     * Validates a search and begins it.
     *
     * @throws InvalidPlanException if it has mistakes; nothing has been sent then
     */
    Search search(SearchPlan plan, RunOptions options);

    /**
     * Runs a search as a command does, as {@link #main} runs a plan.
     *
     * @return the exit code that the process should end with
     */
    int searchMain(SearchPlan plan, List<String> arguments);

    /**
     * Makes the report of a run that could not make its own, from the journal in its folder; see
     * {@link dev.perf.Perf#rebuildReport}.
     *
     * @throws JournalException if there is no journal that can be read
     */
    RunResult rebuild(Path folder);

    /**
     * Returns the engine on the class path.
     *
     * @throws IllegalStateException if there is none
     */
    static Engine find() {
        return Found.first(Engine.class, "no engine found; add the dependency dev.perf:perf-engine to run a load test");
    }
}
