package dev.perf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ProgressLines lines = new ProgressLines(new PrintStream(out, true, StandardCharsets.UTF_8));

    @Test
    void tellsOfTenSecondsAtATime() {
        lines.onStart(LoadTest.named("shop").plan(), "1");
        for (int second = 1; second <= 25; second++) {
            lines.onSnapshot(second(second, second <= 10 ? Results.times(120, 10, 20) : Distribution.EMPTY));
        }
        lines.onEnd(Results.passed().build());

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "shop begins, 0 s planned",
                        "shop 10 s, load: 50 users, 240/s, 10 failed, p50 10 ms, p95 20 ms, p99 20 ms",
                        "shop 20 s, load: 50 users, 0/s, 10 failed",
                        "shop PASSED: all thresholds held");
    }

    private static Snapshot second(int second, Distribution times) {
        Duration start = Duration.ofSeconds(second - 1);
        var interval = new Interval(
                start, Duration.ofSeconds(1), 50, 240, 240, 0, 240, times.count(), 1, 0, times, Distribution.EMPTY);
        return new Snapshot(
                Duration.ofSeconds(second), Duration.ofSeconds(25), "load", 0, 50, interval, Ledger.EMPTY, List.of());
    }
}
