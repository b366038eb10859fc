package dev.perf.soak;

/** Plain Java that looks whether the system is well: its pool, its heap, its queue. */
@FunctionalInterface
public interface HealthCheck {

    /**
     * Looks at the system. It may block; where it takes longer than its limit, the calling thread is interrupted and
     * the check has failed. Calls of one check do not overlap.
     *
     * @throws Exception if the system is not well; an assertion that fails says the same. The message is the reason
     */
    void check() throws Exception;
}
