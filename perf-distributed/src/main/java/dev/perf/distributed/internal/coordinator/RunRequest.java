package dev.perf.distributed.internal.coordinator;

import dev.perf.fleet.AgentLoss;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.Sharing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A run that agents are wanted for.
 *
 * @param run id of the run
 * @param test name of the test
 * @param agents how many must be there before it begins
 * @param mostAgents how many are taken at most
 * @param names names of those that it may be, however many others there are; empty for any
 * @param labels what they must be labelled with
 * @param sharing how the load is divided
 * @param agentLoss what is done about lost agents
 * @param takesLateAgents whether agents that come later get a share
 * @param peakPerSecond the highest rate of the plan, which the agents' capacities must come to; 0 where it has none
 * @param java class files of the run need this Java, such as 21
 * @param recipe how workers make the plan
 * @param bundle the class path
 * @param workerArguments arguments of the workers' JVMs
 * @param environment variables of the workers' environment
 * @param limits how long each state of the run may take
 */
public record RunRequest(
        String run,
        String test,
        int agents,
        int mostAgents,
        Set<String> names,
        Map<String, String> labels,
        Sharing sharing,
        AgentLoss agentLoss,
        boolean takesLateAgents,
        double peakPerSecond,
        int java,
        byte[] recipe,
        Bundle bundle,
        List<String> workerArguments,
        Map<String, String> environment,
        Limits limits) {

    /**
     * How long each state of a run may take before the agents that are waited for count as lost, or the run is given up.
     *
     * @param join until enough agents are there
     * @param ship until the class path is with them
     * @param prepare until the plan is compiled
     * @param clocks until their clocks are known
     * @param setUp for the setup, and for the teardown
     * @param begin from the start of the load until an agent must have begun
     * @param lag for how long nothing needs to come of an agent that is under load
     * @param drain from the order to stop until an agent must have ended; the graceful stop of the plan included
     * @param clockUncertainty how well an agent's clock must be known
     */
    public record Limits(
            Duration join,
            Duration ship,
            Duration prepare,
            Duration clocks,
            Duration setUp,
            Duration begin,
            Duration lag,
            Duration drain,
            Duration clockUncertainty) {

        /** The usual ones. */
        public static final Limits USUAL = new Limits(
                Duration.ofSeconds(60),
                Duration.ofSeconds(120),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofMillis(50));

        /** Returns these with agents waited for that long. */
        public Limits join(Duration time) {
            return new Limits(time, ship, prepare, clocks, setUp, begin, lag, drain, clockUncertainty);
        }

        /** Returns these with that time to end in once stopped. */
        public Limits drain(Duration time) {
            return new Limits(join, ship, prepare, clocks, setUp, begin, lag, time, clockUncertainty);
        }
    }

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if no agent is wanted
     */
    public RunRequest {
        if (agents < 1 || mostAgents < agents) {
            throw new IllegalArgumentException(
                    "a run needs at least 1 agent, and at most as many as allowed: " + agents + " of " + mostAgents);
        }
        names = Set.copyOf(names);
        labels = Map.copyOf(labels);
        workerArguments = List.copyOf(workerArguments);
        environment = Map.copyOf(environment);
    }

    /**
     * Returns this request for all of some agents and no others, late or not.
     *
     * @param only their names
     * @param time how long they are waited for if they are not free
     */
    public RunRequest on(Set<String> only, Duration time) {
        return new RunRequest(
                run,
                test,
                only.size(),
                only.size(),
                only,
                labels,
                sharing,
                agentLoss,
                false,
                peakPerSecond,
                java,
                recipe,
                bundle,
                workerArguments,
                environment,
                limits.join(time));
    }

    /** Returns this request for a run that agents do not join late, whatever the fleet says. */
    public RunRequest withoutLateAgents() {
        return new RunRequest(
                run,
                test,
                agents,
                mostAgents,
                names,
                labels,
                sharing,
                agentLoss,
                false,
                peakPerSecond,
                java,
                recipe,
                bundle,
                workerArguments,
                environment,
                limits);
    }

    /**
     * Returns a request as a fleet has it.
     *
     * @param peakPerSecond the highest rate of the plan; 0 where it has none
     * @param gracefulStop the longest graceful stop of the plan
     */
    public static RunRequest of(
            Fleet fleet,
            String run,
            String test,
            double peakPerSecond,
            Duration gracefulStop,
            int java,
            byte[] recipe,
            Bundle bundle) {
        return new RunRequest(
                run,
                test,
                fleet.agents(),
                Integer.MAX_VALUE,
                Set.of(),
                fleet.labels(),
                fleet.sharing(),
                fleet.agentLoss(),
                fleet.takesLateAgents(),
                peakPerSecond,
                java,
                recipe,
                bundle,
                fleet.workerArguments(),
                Map.of(),
                Limits.USUAL.join(fleet.joinTimeout()).drain(gracefulStop.plus(Limits.USUAL.drain())));
    }
}
