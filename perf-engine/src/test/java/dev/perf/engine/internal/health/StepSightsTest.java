package dev.perf.engine.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepSightsTest {

    private static final long MILLIS = TimeUnit.MILLISECONDS.toNanos(1);

    private final PlainJava steps = new PlainJava();
    private final StepSights sights = new StepSights(steps);
    private final Thread thread = Thread.ofVirtual().unstarted(() -> {});

    private record SomeWorker(String step, Thread thread, long since) implements PlainJava.Worker {}

    @AfterEach
    void end() {
        sights.close();
    }

    private void in(String step, long sinceMillis, long... looks) {
        var worker = new SomeWorker(step, thread, sinceMillis * MILLIS);
        steps.add(worker);
        for (long at : looks) {
            sights.look(at * MILLIS);
        }
        steps.remove(worker);
    }

    private String step(long fromMillis, long toMillis) {
        return String.valueOf(sights.stepOf(thread.threadId(), fromMillis * MILLIS, toMillis * MILLIS));
    }

    @Test
    void tellsWhatAThreadWasDoingWhenItHasGoneOn() {
        in("sign", 100, 110, 130, 150);
        in("send", 160, 170);
        sights.look(190 * MILLIS);

        assertThat(step(105, 140)).isEqualTo("sign");
        assertThat(step(95, 101)).isEqualTo("sign");
        assertThat(step(165, 168)).isEqualTo("send");
        assertThat(step(50, 99)).as("before its first step").isEqualTo("null");
        assertThat(step(171, 180)).as("after what was seen").isEqualTo("null");
        assertThat(sights.stepOf(thread.threadId() + 1, 0, 1_000 * MILLIS)).isNull();
    }

    @Test
    void forgetsWhatIsLongAgo() {
        in("sign", 100, 110);
        in("send", 4_000, 4_010);
        sights.look(5_109 * MILLIS);
        assertThat(step(105, 107)).isEqualTo("sign");
        in("send", 5_120, 5_130);
        assertThat(step(105, 107)).isEqualTo("null");
        assertThat(step(4_000, 4_001)).isEqualTo("send");
        sights.look(10_131 * MILLIS);
        assertThat(step(5_125, 5_126)).isEqualTo("null");
    }
}
