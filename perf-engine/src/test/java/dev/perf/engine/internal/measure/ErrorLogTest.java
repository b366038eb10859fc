package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.ErrorResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorLogTest {

    private final ErrorLog log = new ErrorLog();

    @Test
    void showsTheTraceOfTheFirstFailureAsAnExample() {
        var log = new ErrorLog();
        log.add("status", "get", "status 500", "4bf9", 1);
        log.add("status", "get", "status 500", "a3ce", 2);

        assertThat(log.top(10)).singleElement().satisfies(error -> {
            assertThat(error.message()).isEqualTo("status 500 (for example trace 4bf9)");
            assertThat(error.count()).isEqualTo(2);
        });
    }

    @Test
    void countsByKindRequestAndMessageMostFrequentFirst() {
        log.add("status", "login", "500", 10);
        log.add("status", "cart", "500", 20);
        log.add("status", "cart", "500", 40);
        log.add("status", "cart", "500", 30);
        assertThat(log.top(10))
                .containsExactly(
                        new ErrorResult("status", "cart", "500", 3, Duration.ofNanos(20), Duration.ofNanos(40)),
                        new ErrorResult("status", "login", "500", 1, Duration.ofNanos(10), Duration.ofNanos(10)));
        assertThat(log.top(1)).hasSize(1);
        assertThat(log.top(0)).isEmpty();
    }

    @Test
    void countsMessagesBeyondItsBoundTogether() {
        for (int i = 0; i < 10_000; i++) {
            log.add("step", i % 2 == 0 ? "a" : "b", "message " + i, i);
        }
        List<ErrorResult> errors = log.top(Integer.MAX_VALUE);
        assertThat(errors).hasSize(202);
        assertThat(errors.stream().mapToLong(ErrorResult::count).sum()).isEqualTo(10_000);
        assertThat(errors.getFirst().message()).isEqualTo("(other messages)");
        assertThat(errors.getFirst().count()).isEqualTo(4_900);
    }

    @Test
    void staysBoundedWhenRequestsHaveEndlesslyManyNames() {
        for (int i = 0; i < 10_000; i++) {
            log.add("step", "request " + i, "failed", i);
        }
        List<ErrorResult> errors = log.top(Integer.MAX_VALUE);
        assertThat(errors).hasSize(401);
        assertThat(errors.stream().mapToLong(ErrorResult::count).sum()).isEqualTo(10_000);
    }

    @Test
    void cutsLongMessages() {
        log.add("step", "a", "x".repeat(300), 0);
        log.add("step", "a", "y".repeat(301), 0);
        assertThat(log.top(2))
                .extracting(ErrorResult::message)
                .containsExactlyInAnyOrder("x".repeat(300), "y".repeat(300) + "...");
    }
}
