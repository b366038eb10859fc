package dev.perf.spi;

import dev.perf.fleet.Fleet;
import dev.perf.fleet.FleetException;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Runs plans on several machines. Found with {@link ServiceLoader}, so a test runs on a fleet as soon as
 * {@code perf-distributed} is on the class path.
 *
 * <p>Implementations are thread-safe, and runs do not disturb each other.
 */
public interface FleetEngine {

    /**
     * Validates a plan, gets the agents ready for it and begins to run it on them. Blocks until all agents are found and
     * ready, at most for the fleet's {@linkplain Fleet#joinTimeout() join timeout} and the time that the test's class path
     * and its start take there, each of which has a limit.
     *
     * @param plan what to run
     * @param fleet where, {@linkplain Fleet#validate() valid}
     * @param options how it is watched, on this machine; reports are written here
     * @param flags flags of the command line that changed {@code plan}, for the agents make their plan by calling the
     *     user's code again and have to change it in the same way; empty where it was not changed
     * @throws InvalidPlanException if the plan has mistakes; nobody has been called then
     * @throws FleetException if the fleet cannot run it: agents are missing, or cannot be brought to make the same plan;
     *     nothing has been sent to the system under test then
     * @throws InterruptedException if the calling thread is interrupted; the agents are free again
     */
    Run start(TestPlan plan, Fleet fleet, RunOptions options, List<String> flags) throws InterruptedException;

    /**
     * Returns the engine on the class path.
     *
     * @throws IllegalStateException if there is none
     */
    static FleetEngine find() {
        return Found.first(
                FleetEngine.class, "add the dependency dev.perf:perf-distributed to run a test on several machines");
    }
}
