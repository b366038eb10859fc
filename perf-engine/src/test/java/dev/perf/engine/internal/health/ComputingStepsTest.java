package dev.perf.engine.internal.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.perf.engine.Spinning;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComputingStepsTest {

    private static final long MILLIS = TimeUnit.MILLISECONDS.toNanos(1);

    private final PlainJava steps = new PlainJava();
    private final ComputingSteps sensor = new ComputingSteps(steps);

    /** A user in a step that began at {@code since}. */
    private static final class SomeWorker implements PlainJava.Worker {

        private final @Nullable Thread thread;
        private @Nullable String step;
        private long since;

        SomeWorker(@Nullable String step, long sinceMillis, @Nullable Thread thread) {
            this.thread = thread;
            begins(step, sinceMillis);
        }

        void begins(@Nullable String next, long sinceMillis) {
            step = next;
            since = sinceMillis * MILLIS;
        }

        @Override
        public @Nullable String step() {
            return step;
        }

        @Override
        public long since() {
            return since;
        }

        @Override
        public @Nullable Thread thread() {
            return thread;
        }
    }

    private SomeWorker worker(@Nullable String step, long sinceMillis, @Nullable Thread thread) {
        var worker = new SomeWorker(step, sinceMillis, thread);
        steps.add(worker);
        return worker;
    }

    private void look(long... millis) {
        for (long at : millis) {
            sensor.look(at * MILLIS);
        }
    }

    private Reading read() {
        var reading = new Reading(0, 1);
        sensor.read(reading);
        return reading;
    }

    @Test
    void namesAStepThatIsSeenComputingThreeTimes() throws InterruptedException {
        try (var spinning = new Spinning()) {
            worker("sign", 10, spinning.thread());
            look(25, 50, 75);
            assertThat(read().note(Vital.COMPUTING))
                    .as("seen twice, for it was too young at first")
                    .isNull();
            look(100, 125, 150, 175, 200, 225, 250);
            Reading reading = read();
            assertThat(reading.note(Vital.COMPUTING))
                    .matches("step \"sign\" kept a processor busy for 240 ms at a time, at"
                            + " dev\\.perf\\.engine\\.Spinning\\.spin:\\d+");
            assertThat(reading.value(Vital.COMPUTING))
                    .isCloseTo(0.240 / Runtime.getRuntime().availableProcessors(), within(1e-9));
            assertThat(read().value(Vital.COMPUTING))
                    .as("share of the next second")
                    .isZero();
            look(300);
            assertThat(read().value(Vital.COMPUTING))
                    .isCloseTo(0.050 / Runtime.getRuntime().availableProcessors(), within(1e-9));
        }
    }

    @Test
    void takesStepsThatFollowEachOtherForSeveral() throws InterruptedException {
        try (var spinning = new Spinning()) {
            SomeWorker worker = worker("short", 0, spinning.thread());
            for (int i = 0; i < 10; i++) {
                worker.begins("short", i * 60);
                look(i * 60 + 26, i * 60 + 51);
            }
            assertThat(read().note(Vital.COMPUTING)).isNull();
            assertThat(read().value(Vital.COMPUTING)).isZero();
        }
    }

    @Test
    void doesNotNameStepsThatWait() throws InterruptedException {
        Thread waiting = Thread.ofVirtual().start(LockSupport::park);
        worker("wait", 0, waiting);
        worker("none yet", 0, null);
        worker(null, 0, waiting);
        look(100, 150, 200, 250);
        assertThat(read().note(Vital.COMPUTING)).isNull();
        LockSupport.unpark(waiting);
        waiting.join();
    }

    @Test
    void namesTheStepThatTookTheMost() throws InterruptedException {
        try (var spinning = new Spinning()) {
            worker("some", 200, spinning.thread());
            worker("most", 0, spinning.thread());
            look(50, 100, 150, 200, 250, 300, 350);
            assertThat(read().note(Vital.COMPUTING)).startsWith("step \"most\" kept a processor busy for 350 ms");
        }
    }

    @Test
    void forgetsUsersThatEnded() throws InterruptedException {
        try (var spinning = new Spinning()) {
            SomeWorker worker = worker("sign", 0, spinning.thread());
            look(50, 100);
            steps.remove(worker);
            look(150);
            steps.add(worker);
            look(200, 250);
            assertThat(read().note(Vital.COMPUTING)).isNull();
        }
    }

    @Test
    void knowsWhereAThreadComputesFromItsStack() {
        var java = new StackTraceElement("java.util.zip.Deflater", "deflateBytesBytes", "Deflater.java", -2);
        var user = new StackTraceElement("shop.Signer", "sign", "Signer.java", 12);
        var engine = new StackTraceElement("dev.perf.engine.internal.script.ExecNode", "run", "ExecNode.java", 40);
        var parked = new StackTraceElement("java.lang.VirtualThread", "park", "VirtualThread.java", 600);
        var file = new StackTraceElement("java.io.FileInputStream", "readBytes", "FileInputStream.java", -2);

        assertThat(StackPlaces.computing(java, user, engine)).isEqualTo(user);
        assertThat(StackPlaces.computing(user, engine)).isEqualTo(user);
        assertThat(StackPlaces.computing(engine, user)).as("Perf's own work").isNull();
        assertThat(StackPlaces.computing(parked, user, engine))
                .as("waits for a carrier")
                .isNull();
        assertThat(StackPlaces.computing(file, user, engine))
                .as("waits for a file")
                .isNull();
        assertThat(StackPlaces.computing(java)).isNull();
        assertThat(StackPlaces.computing()).isNull();
    }
}
