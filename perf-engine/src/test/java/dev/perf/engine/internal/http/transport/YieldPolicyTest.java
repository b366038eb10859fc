package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class YieldPolicyTest {

    private static final long PROMPT = TimeUnit.MICROSECONDS.toNanos(2);
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(2);

    private final YieldPolicy policy = new YieldPolicy();

    @Test
    void yieldsEachTimeWhileItHelps() {
        assertThat(yieldsIn(1_000, PROMPT)).isEqualTo(1_000);
    }

    @Test
    void yieldsAHandfulOfTimesWhereItNeverHelps() {
        assertThat(yieldsIn(1_000, SLOW)).isEqualTo(10); // after 1, 2, 4, ... requests without
    }

    @Test
    void neverGivesUpTrying() {
        yieldsIn(100_000, SLOW);

        assertThat(yieldsIn(1_025, SLOW)).isPositive();
    }

    @Test
    void startsAgainOnceItHelped() {
        yieldsIn(5_000, SLOW);
        assertThat(IntStream.range(0, 2_000).anyMatch(ignored -> policy.shouldYield()))
                .isTrue();
        policy.readTook(PROMPT);

        assertThat(yieldsIn(100, PROMPT)).isEqualTo(100);
    }

    private long yieldsIn(int requests, long readNanos) {
        return IntStream.range(0, requests)
                .filter(ignored -> {
                    boolean yields = policy.shouldYield();
                    if (yields) {
                        policy.readTook(readNanos);
                    }
                    return yields;
                })
                .count();
    }
}
