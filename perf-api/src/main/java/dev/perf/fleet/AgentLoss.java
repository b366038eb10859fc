package dev.perf.fleet;

/**
 * What a run does about agents that die, hang or are cut off. Their last acknowledged numbers are kept in any case.
 *
 * @param mostLost the largest part of the agents that may be lost, from 0 to 1; when more are, the run is stopped
 * @param isTakenOver whether the others take over the share of a lost agent; else its load is missing
 */
public record AgentLoss(double mostLost, boolean isTakenOver) {

    /** The run goes on however many are lost, as long as one is left; the others take over. The default. */
    public static AgentLoss carryOn() {
        return new AgentLoss(1, true);
    }

    /**
     * The run goes on, and the others take over, until more than a part of the agents is lost.
     *
     * @param share from 0 to 1: 0.2 for a fifth
     */
    public static AgentLoss tolerate(double share) {
        return new AgentLoss(share, true);
    }

    /** The run is stopped when the first agent is lost. */
    public static AgentLoss stop() {
        return new AgentLoss(0, true);
    }

    /** Returns this policy with nobody taking over: what is lost is missing. */
    public AgentLoss withoutTakeover() {
        return new AgentLoss(mostLost, false);
    }
}
