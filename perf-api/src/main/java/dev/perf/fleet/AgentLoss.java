package dev.perf.fleet;

/**
 * What a run does about agents that die, hang, are cut off or are shut down. Their last acknowledged numbers are kept in any case, and the
 * result tells what their loss cost.
 *
 * @param mostLost the largest part of the agents that may be lost, from 0 to 1; when more are, the run is stopped
 * @param isTakenOver whether the others take over the share of a lost agent, within their capacity; else its load is
 *     missing until the end
 */
public record AgentLoss(double mostLost, boolean isTakenOver) {

    /**
     * Checks the part.
     *
     * @throws IllegalArgumentException if it is not from 0 to 1
     */
    public AgentLoss {
        if (!(mostLost >= 0 && mostLost <= 1)) {
            throw new IllegalArgumentException("the part of the agents that may be lost must be from 0 to 1, got "
                    + mostLost + "; write 0.2 for a fifth");
        }
    }

    /**
     * The run goes on however many are lost, as long as one is left; the others take over. The default.
     *
     * <p>Where agents are well and only the processes are lost in which they run the test, the test itself is likely to be what
     * ends them. Before it ends one after another, the run is stopped: when two ended for the same cause, or when such
     * processes were lost a fourth time (those within the node timeout count once). Agents that are lost themselves,
     * switched off one by one, say, count for nothing here; one that was lost three times gets no share any more.
     */
    public static AgentLoss carryOn() {
        return new AgentLoss(1, true);
    }

    /**
     * The run goes on, and the others take over, until more than a part of the agents is lost, whatever they are lost by.
     *
     * @param share part of all agents that have taken part so far, from 0 to 1: 0.2 for a fifth; 1 is {@link #carryOn}
     * @throws IllegalArgumentException if {@code share} is not from 0 to 1
     */
    public static AgentLoss tolerate(double share) {
        return new AgentLoss(share, true);
    }

    /** The run is stopped when the first agent is lost. */
    public static AgentLoss stop() {
        return new AgentLoss(0, true);
    }

    /** Returns this policy with nobody taking over: what is lost is missing, and counted as such. */
    public AgentLoss withoutTakeover() {
        return new AgentLoss(mostLost, false);
    }
}
