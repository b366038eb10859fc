package dev.perf.junit;

import dev.perf.result.RunResult;

/**
 * Assertions on what a run measured, in AssertJ's manner. To be imported statically, beside AssertJ's own.
 *
 * {@snippet :
 * assertThat(result).passed();
 * assertThat(result).request("login").p95().isLessThan(ofMillis(300)).failureRate().isLessThan(0.01);
 * }
 *
 * <p>A failure says in its first line what was measured where, the limit, the distance and the address of the report:
 * {@code login p95 312 ms is not less than 300 ms (+4 %), 1,204 samples; report: file:///.../index.html}. A number
 * without samples, and a name that nothing carries, fail.
 */
public final class PerfAssertions {

    private PerfAssertions() {}

    /** Begins assertions on a result. */
    public static RunResultAssert assertThat(RunResult result) {
        return new RunResultAssert(result);
    }
}
