package dev.perf.report.compare;

/**
 * Something but the target in which two runs differ, or that makes one of them doubtful.
 *
 * @param kind what it is about
 * @param refuses whether the runs are not to be compared because of it, unless that is forced
 * @param text what differs, for people
 */
public record RunDifference(Kind kind, boolean refuses, String text) {

    /** What differs. */
    public enum Kind {
        /** Name of the test. */
        TEST,
        /** One of the runs is {@code INVALID} or was stopped before its end. */
        VERDICT,
        /** Scenarios or their load profiles. */
        PLAN,
        /** Names of the requests. */
        REQUESTS,
        /** Iterations that were due per second, in the open model. */
        OFFERED_LOAD,
        /** How long the runs measured. */
        DURATION,
        /** Host, operating system, cores or memory. */
        MACHINE,
        /** Java or Perf. */
        RUNTIME,
        /** The generator of one run was near a limit. */
        GENERATOR,
        /** Too few requests to compare anything. */
        SAMPLES
    }
}
