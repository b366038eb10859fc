package dev.perf.distributed;

/**
 * Whether jobs are tried again.
 *
 * @param mostAgentsLost how many agents a job may lose before it is taken for the cause
 */
record Retrying(int mostAgentsLost) {

    /** Tells whether another attempt follows one that nobody has stopped. */
    boolean isTriedAgain(JobEntry entry, Outcome outcome) {
        return isRetried(entry, outcome)
                && entry.attempts.size() <= entry.terms.retries().most()
                && !isPoison(entry);
    }

    private static boolean isRetried(JobEntry entry, Outcome outcome) {
        return outcome == Outcome.LOST
                || outcome == Outcome.INVALID && entry.terms.retries().isForInvalid();
    }

    private boolean isPoison(JobEntry entry) {
        return entry.lostAgents().size() >= mostAgentsLost;
    }

    /** Returns why no attempt follows the last one, as the end of a sentence; empty where none would have. */
    String exhausted(JobEntry entry, Outcome outcome, boolean wasStopped) {
        if (wasStopped || !isRetried(entry, outcome)) {
            return "";
        }
        return isPoison(entry)
                ? "; it has lost " + JobWords.count(entry.lostAgents().size()) + " ("
                        + String.join(", ", entry.lostAgents())
                        + ") and may be the cause, so it is not tried again"
                : "; after attempt " + entry.attempts.size() + " it is not tried again";
    }
}
