package dev.perf.engine.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.shop.LoadedSlowly;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PinnedCarriersTest {

    private final List<Recording> before = recordings();
    private final PlainJava steps = new PlainJava();
    private final Sensor pinned = PinnedCarriers.ofThisProcess(steps);

    @AfterEach
    void end() {
        pinned.close();
    }

    private static List<Recording> recordings() {
        return FlightRecorder.getFlightRecorder().getRecordings();
    }

    /** A second in which virtual threads were late, and platform threads were not. */
    private Reading suspiciousSecond(double openFiles) {
        Reading reading = new Reading(0, 1)
                .put(Vital.CARRIER_DELAY, 50)
                .put(Vital.MACHINE_DELAY, 1)
                .put(Vital.OPEN_FILES, openFiles);
        pinned.read(reading);
        return reading;
    }

    @Test
    void recordsFromTheSecondSuspiciousSecondOn() {
        assertThat(suspiciousSecond(0.1).value(Vital.PINNED)).isZero();
        assertThat(recordings()).isEqualTo(before);
        suspiciousSecond(0.1);
        assertThat(recordings()).hasSize(before.size() + 1);
        assertThat(suspiciousSecond(0.1).value(Vital.PINNED)).isNotNegative();
    }

    @Test
    void doesNotBeginToRecordWhereHalfOfTheDescriptorsAreInUse() {
        suspiciousSecond(0.6);
        suspiciousSecond(0.6);
        suspiciousSecond(0.6);
        assertThat(recordings()).isEqualTo(before);
        suspiciousSecond(0.4);
        assertThat(recordings()).hasSize(before.size() + 1);
    }

    @Test
    void endsTheRecordingBeforeTheDescriptorsRunOut() {
        suspiciousSecond(0.1);
        suspiciousSecond(0.1);
        assertThat(recordings()).hasSize(before.size() + 1);
        Reading scarce = suspiciousSecond(0.9);
        assertThat(recordings()).isEqualTo(before);
        assertThat(scarce.value(Vital.PINNED)).isNaN();
    }

    @Test
    void recordsWhereNobodyKnowsTheNumberOfOpenFiles() {
        suspiciousSecond(Double.NaN);
        suspiciousSecond(Double.NaN);
        assertThat(recordings()).hasSize(before.size() + 1);
    }

    @Test
    @Tag("real-time")
    void namesTheStepThatPinsACarrierAndWhere() throws InterruptedException {
        suspiciousSecond(0.1);
        suspiciousSecond(0.1);
        String note = null;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (note == null && System.nanoTime() < deadline) {
            Thread user = Thread.ofVirtual().unstarted(LoadedSlowly::load);
            PlainJava.Worker worker = new SomeWorker("read settings", user);
            steps.add(worker);
            user.start();
            user.join();
            steps.remove(worker);
            note = suspiciousSecond(0.1).note(Vital.PINNED);
        }
        assertThat(note)
                .matches("by step \"read settings\", at dev\\.perf\\.shop\\.LoadedSlowly\\$Settings\\.<clinit>:\\d+");
    }

    /** A user in a step that began when this was made. */
    private record SomeWorker(String step, Thread thread, long since) implements PlainJava.Worker {
        SomeWorker(String step, Thread thread) {
            this(step, thread, System.nanoTime());
        }
    }
}
