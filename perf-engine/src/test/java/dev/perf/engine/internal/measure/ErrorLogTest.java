package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.ErrorResult;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
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
            log.add("step", i % 2 == 0 ? "a" : "b", "message " + word(i), i);
        }
        List<ErrorResult> errors = log.top(Integer.MAX_VALUE);
        assertThat(errors).hasSize(202);
        assertThat(errors.stream().mapToLong(ErrorResult::count).sum()).isEqualTo(10_000);
        assertThat(errors.getFirst().message()).isEqualTo("(other messages)");
        assertThat(errors.getFirst().count()).isEqualTo(4_900);
    }

    /** A word of letters alone, another one for each number. */
    private static String word(int number) {
        return Integer.toString(number, 26)
                .chars()
                .mapToObj(digit -> String.valueOf((char) ('g' + Character.digit(digit, 26))))
                .collect(Collectors.joining());
    }

    @Test
    void messagesThatDifferInIdsAreOneWhenThereAreManyOfThem() {
        for (int i = 0; i < 1_000; i++) {
            log.add("check", "user", "no user " + (4_711 + i), 10 + i);
        }
        assertThat(log.top(10))
                .containsExactly(new ErrorResult(
                        "check", "user", "no user *", 1_000, Duration.ofNanos(10), Duration.ofNanos(1_009)));
    }

    @Test
    void messagesThatDifferInIdsAreToldApartWhileTheyAreFew() {
        for (int status : new int[] {500, 502, 503, 504, 429, 500}) {
            log.add("status", "get", "status " + status + ", not 200", status);
        }
        assertThat(log.top(10))
                .extracting(ErrorResult::message)
                .containsExactly(
                        "status 500, not 200",
                        "status 429, not 200",
                        "status 502, not 200",
                        "status 503, not 200",
                        "status 504, not 200");
    }

    @Test
    void messagesOfOtherRequestsAndKindsAreNotOne() {
        for (int i = 0; i < 4; i++) {
            log.add("check", "a", "no user " + i, 0);
            log.add("check", "b", "no user " + i, 0);
            log.add("step", "a", "no user " + i, 0);
        }
        assertThat(log.top(100)).hasSize(12);
    }

    @Test
    void oneSampleOfAnErrorIsWantedEachSecond() {
        assertThat(log.add("status", "get", "status 500", 0)).isNotNull();
        assertThat(log.add("status", "get", "status 500", 1)).isNull();
        assertThat(log.add("status", "get", "status 500", 999_999_999)).isNull();
        assertThat(log.add("status", "get", "status 502", 1)).isNotNull();
        assertThat(log.add("status", "get", "status 500", 1_000_000_000)).isNotNull();
    }

    @Test
    void noMoreThanTwentySamplesAreWantedEachSecond() {
        int wanted = 0;
        for (int i = 0; i < 100; i++) {
            log.add("step", "request " + word(i), "failed", 0);
        }
        for (long at = 10_000_000_000L; at < 20_000_000_000L; at += 10_000_000) {
            for (int i = 0; i < 100; i++) {
                wanted += log.add("step", "request " + word(i), "failed", at) == null ? 0 : 1;
            }
        }
        assertThat(wanted).isEqualTo(200);
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
