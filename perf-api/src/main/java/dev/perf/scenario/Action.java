package dev.perf.scenario;

/**
 * Plain Java as a step. It runs on the virtual user's own virtual thread, so it may block, loop and call any client.
 */
@FunctionalInterface
public interface Action {

    /**
     * Does the step.
     *
     * @param user the virtual user it runs for
     * @throws Exception to fail the step; the exception's message is counted among the errors, and the iteration ends
     */
    void run(User user) throws Exception;
}
