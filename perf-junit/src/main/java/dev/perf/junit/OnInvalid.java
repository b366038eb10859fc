package dev.perf.junit;

import dev.perf.result.Verdict;

/**
 * What becomes of a test with a run whose verdict is {@link Verdict#INVALID}: the generator was the limit, so its
 * numbers say nothing about the target.
 *
 * <p>The JUnit configuration parameter {@code perf.onInvalid} ({@code fail}, {@code abort} or {@code ignore}) overrides
 * the annotation, so that a laptop may abort what the build server fails.
 */
public enum OnInvalid {
    /** {@link PerfRunner#run} throws {@link InvalidRunError}, which fails the test. */
    FAIL,
    /** {@link PerfRunner#run} aborts the test, as a failed assumption does: neither green nor red. */
    ABORT,
    /** The result is returned and only its thresholds count. */
    IGNORE
}
