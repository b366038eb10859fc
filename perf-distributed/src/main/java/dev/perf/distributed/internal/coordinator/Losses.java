package dev.perf.distributed.internal.coordinator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which agents a run has lost, and whether it may go on without them. Where all may be lost, a test that ends the processes it
 * runs in must not end one after another. All state is the loop's but {@link #causes}.
 */
final class Losses {

    /** How often workers may be lost while their agents are well, and one agent, before the test is taken for the cause. */
    private static final int MOST = 3;

    private final RunState run;
    private final Duration together;

    /** By names of agents. */
    private final Map<String, String> causes = new ConcurrentHashMap<>();

    private final Map<String, Integer> times = new HashMap<>();
    private final Map<String, String> crashes = new HashMap<>();
    private int workers;
    private long lastWorker;

    /**
     * Creates what has lost nobody.
     *
     * @param together workers that are lost within that time are one loss
     */
    Losses(RunState run, Duration together) {
        this.run = run;
        this.together = together;
    }

    /** Returns the agents that were lost so far, by their names, with the causes. Called by any thread. */
    Map<String, String> causes() {
        return Map.copyOf(causes);
    }

    void note(Part part, String cause) {
        causes.put(part.name(), cause);
        times.merge(part.name(), 1, Integer::sum);
    }

    /** Tells whether an agent was lost so often that it gets no share any more. */
    boolean isLostForGood(RemoteAgent agent) {
        return times.getOrDefault(agent.node.name(), 0) >= MOST;
    }

    /** Returns why the run cannot go on without an agent that was just lost; null where it can. */
    @Nullable
    String tooMany(Part part, String cause) {
        long known = run.parts.stream().filter(other -> other.isKnown).count();
        long lost = run.parts.stream()
                .filter(other -> other.isKnown && other.state == Part.State.LOST)
                .count();
        double most = run.request.agentLoss().mostLost();
        if (run.parts.in(Part.State.RUNNING).isEmpty()
                && run.parts.in(Part.State.ENDED).isEmpty()) {
            return "no agent is left; the last was " + part.title() + ": " + cause;
        }
        return lost <= most * known + 1e-9
                ? null
                : "agent " + part.title() + " is lost: " + cause + "; that makes " + lost + " of " + known
                        + ", and at most " + Figures.number(most * 100) + " % may be";
    }

    /** Whoever says how many may be lost means it, and needs no other limit. */
    private boolean isLimitedByCause() {
        return run.phase == RunState.Phase.RUNNING && run.request.agentLoss().mostLost() >= 1;
    }

    /** A worker was lost under load, and its agent is well. */
    void countWorker(Part part, String cause) {
        if (!isLimitedByCause()) {
            return;
        }
        long now = run.loop.nanos();
        if (workers == 0 || now - lastWorker > together.toNanos()) {
            workers++;
            lastWorker = now;
        }
        if (workers > MOST) {
            run.fail("workers were lost " + workers + " times while their agents were well, which is likely to be the"
                    + " test's doing; the last was that of " + part.title() + ": " + cause + ". AgentLoss.tolerate sets"
                    + " another limit");
        }
    }

    /** A worker has ended by itself, and the loss of it was counted. */
    void noteCrash(Part part, String cause) {
        String first = crashes.putIfAbsent(cause, part.name());
        if (first != null && !first.equals(part.name()) && isLimitedByCause()) {
            run.fail("the workers of agents " + first + " and " + part.name() + " are gone for the same cause, which is"
                    + " likely to be the test's: " + cause);
        }
    }
}
