package dev.perf.engine.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.GeneratorHealth;
import dev.perf.result.GeneratorHealth.Signal;
import dev.perf.result.GeneratorHealth.State;
import dev.perf.result.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HealthMonitorTest {

    private static final Pace FINE = new Pace(0.1, 20, 20, 0);

    private final FedVitals vitals = new FedVitals();
    private final HealthMonitor monitor = new HealthMonitor(vitals);
    private int second;

    /** Readings as a test gives them. */
    private static final class FedVitals implements Vitals {

        private final List<Reading> next = new ArrayList<>();
        private boolean closed;

        @Override
        public void prepare() {}

        @Override
        public void begin(LongSupplier fromNanos) {}

        @Override
        public List<Reading> taken() {
            List<Reading> taken = List.copyOf(next);
            next.clear();
            return taken;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private void seconds(int count, Pace pace) {
        for (int i = 0; i < count; i++) {
            monitor.observe(second++, 1, pace);
        }
    }

    private void seconds(int count, Vital vital, double value) {
        for (int i = 0; i < count; i++) {
            vitals.next.add(new Reading(second, 1).put(vital, value));
            seconds(1, FINE);
        }
    }

    private GeneratorHealth health() {
        return monitor.health(Ledger.EMPTY, Map.of());
    }

    private static Signal signal(GeneratorHealth health, Vital vital) {
        return health.signals().stream()
                .filter(signal -> signal.name().equals(vital.text()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRunWithoutListenersToRequestsSaysNothingOfThem() {
        assertThat(health().signals()).extracting(Signal::name).doesNotContain(Vital.LISTENERS.text());
        seconds(1, Vital.LISTENERS, 0.01);
        assertThat(signal(health(), Vital.LISTENERS).state()).isEqualTo(State.GOOD);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LISTENERS")
    void whatIsNotReadIsNotMeasuredAndNotGood(Vital vital) {
        assertThat(signal(health(), vital))
                .returns("not measured", Signal::value)
                .returns(State.NOT_MEASURED, Signal::state);
    }

    @Test
    void aGeneratorOfWhichNothingWasReadIsNotMeasuredAndNotGood() {
        GeneratorHealth health = monitor.health(new Ledger(10, 10, 0, 10, 0, 0), Map.of());
        assertThat(health.state()).isEqualTo(State.NOT_MEASURED);
        assertThat(health.summary())
                .isEqualTo(
                        "The generator was not measured, so nothing tells whether it was the limit: believe the numbers"
                                + " only if you know that it was idle enough.");
    }

    @Test
    void aGeneratorOfWhichNothingWasReadStillTellsOfDroppedIterations() {
        GeneratorHealth health = monitor.health(new Ledger(10, 7, 3, 7, 0, 0), Map.of());
        assertThat(health.state()).isEqualTo(State.WARNING);
        assertThat(health.summary())
                .startsWith("The generator was near a limit: dropped iterations 3 of 10. Allow more users");
    }

    @Test
    void whatWasReadAndDoesNotWorryIsGood() {
        seconds(10, Vital.PROCESS_CPU, 0.3);
        GeneratorHealth health = health();
        assertThat(health.state()).isEqualTo(State.GOOD);
        assertThat(health.summary())
                .isEqualTo("The generator was not the limit: schedule lag p95 0.10 ms at most;"
                        + " process CPU 30 % on average, 30 % at most; dropped iterations 0 of 0;"
                        + " not measured: virtual threads late p95, garbage collection.");
        assertThat(signal(health, Vital.PROCESS_CPU).state()).isEqualTo(State.GOOD);
    }

    @Test
    void oneBadSecondInAnHourWarnsAndIsNamed() {
        seconds(100, FINE);
        seconds(1, new Pace(60, 80, 20, 0));
        seconds(3499, FINE);
        GeneratorHealth health = health();
        assertThat(health.state()).isEqualTo(State.WARNING);
        assertThat(signal(health, Vital.SCHEDULE_LAG).value())
                .isEqualTo("60.0 ms at most, over the limit for 1 of 3600 s: from 100 s to 101 s");
    }

    @Test
    void badSecondsOfATwentiethOfTheRunMakeItInvalid() {
        seconds(95, FINE);
        seconds(5, new Pace(60, 80, 20, 0));
        assertThat(health())
                .returns(State.INVALID, GeneratorHealth::state)
                .returns(
                        "The generator was the limit, so the numbers say nothing about the target: schedule lag p95"
                                + " 60.0 ms at most, over the limit for 5 of 100 s: from 95 s to 100 s. Give it more"
                                + " cores, or ask for less load.",
                        GeneratorHealth::summary);
    }

    @Test
    void badSecondsOfLessThanATwentiethDoNot() {
        seconds(96, FINE);
        seconds(4, new Pace(60, 80, 20, 0));
        assertThat(health().state()).isEqualTo(State.WARNING);
    }

    @Test
    void twoBadSecondsOfTenMakeItInvalid() {
        seconds(8, FINE);
        seconds(2, new Pace(60, 80, 20, 0));
        assertThat(health().state()).isEqualTo(State.INVALID);
    }

    @Test
    void twoBadSecondsOfTwentyAreTooLittleToCondemnARun() {
        seconds(18, FINE);
        seconds(2, new Pace(60, 80, 20, 0));
        assertThat(health().state()).isEqualTo(State.WARNING);
    }

    @Test
    void twoBadSecondsOfFourMayBeAColdJvm() {
        seconds(2, new Pace(60, 80, 20, 0));
        seconds(2, FINE);
        assertThat(health().state()).isEqualTo(State.WARNING);
    }

    @Test
    void aShortRunIsWarnedOfOnly() {
        for (int i = 0; i < 10; i++) {
            monitor.observe(i / 10.0, 0.1, i < 5 ? FINE : new Pace(60, 80, 20, 0));
        }
        assertThat(health().state()).isEqualTo(State.WARNING);
    }

    @ParameterizedTest
    @CsvSource({
        "SCHEDULE_LAG, 1.99, 4, GOOD",
        "SCHEDULE_LAG, 2, 12, WARNING",
        "SCHEDULE_LAG, 2, 12.1, GOOD",
        "SCHEDULE_LAG, 9.9, 12, WARNING",
        "SCHEDULE_LAG, 10, 30, INVALID",
        "SCHEDULE_LAG, 10, 31, WARNING",
        "SCHEDULE_LAG, 500, 10000, GOOD",
        "CARRIER_DELAY, 10, 30, INVALID",
        "CARRIER_DELAY, 2, 12, WARNING",
        "MACHINE_DELAY, 10, 30, INVALID",
        "PROCESS_CPU, 0.849, 20, GOOD",
        "PROCESS_CPU, 1.0, 20, WARNING",
        "THROTTLED, 0.049, 20, GOOD",
        "THROTTLED, 0.05, 20, WARNING",
        "THROTTLED, 0.25, 20, INVALID",
        "MACHINE_CPU, 0.97, 20, GOOD",
        "MACHINE_CPU, 1, 20, WARNING",
        "BUSIEST_CORE, 1, 20, GOOD",
        "STEAL, 0.05, 20, WARNING",
        "STEAL, 0.25, 20, INVALID",
        "GC_SHARE, 0.05, 20, WARNING",
        "GC_SHARE, 0.25, 20, INVALID",
        "GC_PAUSE, 100, 20, WARNING",
        "GC_PAUSE, 1000, 20, INVALID",
        "PINNED, 0.1, 20, WARNING",
        "OPEN_FILES, 0.8, 20, WARNING",
        "LOCAL_PORTS, 0.79, 20, GOOD",
        "LOCAL_PORTS, 0.8, 20, WARNING",
        "RETRANSMITS, 0.01, 20, WARNING",
        "CONNECTION_WAIT, 0.17, 20, WARNING"
    })
    void worriesFromItsLimitOn(Vital vital, double value, double measuredMillis, State state) {
        VitalCourse course = new VitalCourse(vital);
        for (int i = 0; i < 10; i++) {
            course.add(i, 1, value, measuredMillis);
        }
        assertThat(course.state()).isEqualTo(state);
    }

    @Test
    void delaysAreComparedWithTheTimesMeasuredMeanwhile() {
        vitals.next.add(new Reading(0, 10).put(Vital.CARRIER_DELAY, 30));
        monitor.observe(0, 10, new Pace(0.1, 2_000, 2_000, 0));
        assertThat(health().state()).isEqualTo(State.GOOD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "THROTTLED    | 0.5  | Raise the CPU quota of the container (cpu.max, or limits.cpu), or ask for less"
                        + " load.",
                "STEAL        | 0.06 | Use a machine whose cores are not shared with others.",
                "GC_SHARE     | 0.06 | Give the generator a larger heap (-Xmx), or let its steps keep less.",
                "PINNED       | 0.5  | Let no step wait in native code, nor inside synchronized before Java 24.",
                "PROCESS_CPU  | 0.99 | Give the generator more cores, or ask for less load.",
                "MACHINE_CPU  | 0.99 | Move whatever else uses the CPU, the target first of all, to another machine."
            })
    void advisesWhatFollowsFromTheCauseOfADelay(Vital cause, double value, String advice) {
        for (int i = 0; i < 10; i++) {
            vitals.next.add(new Reading(i, 1)
                    .put(Vital.CARRIER_DELAY, 40)
                    .put(Vital.MACHINE_DELAY, 0.1)
                    .put(cause, value));
        }
        monitor.observe(0, 10, FINE);
        assertThat(health())
                .returns(State.INVALID, GeneratorHealth::state)
                .satisfies(health -> assertThat(health.summary()).endsWith(". " + advice));
    }

    @Test
    void namesStepsAsTheCauseWhereOnlyVirtualThreadsAreLate() {
        for (int i = 0; i < 10; i++) {
            vitals.next.add(new Reading(i, 1).put(Vital.CARRIER_DELAY, 40).put(Vital.MACHINE_DELAY, 0.1));
        }
        monitor.observe(0, 10, FINE);
        assertThat(health().summary())
                .endsWith(
                        "A step holds the threads that all users share: let no step compute for long or wait in native"
                                + " code, or give the generator more cores.");
    }

    @Test
    void showsTheNoteOfAReading() {
        vitals.next.add(new Reading(0, 1).put(Vital.PINNED, 0.5).note(Vital.PINNED, "by shop.Cart.add:12"));
        monitor.observe(0, 1, FINE);
        GeneratorHealth health = health();
        assertThat(signal(health, Vital.PINNED).value())
                .isEqualTo("50 % on average, 50 % at most (by shop.Cart.add:12), over the limit for 1 of 1 s:"
                        + " from 0 s to 1 s");
        assertThat(health.summary())
                .startsWith("The generator was near a limit: pinned carriers 50 %")
                .contains("by shop.Cart.add:12");
    }

    @Test
    void namesTheCodeThatPinnedTheCarriersWhereTheyWereLate() {
        for (int i = 0; i < 10; i++) {
            vitals.next.add(new Reading(i, 1)
                    .put(Vital.CARRIER_DELAY, 40)
                    .put(Vital.PINNED, 0.5)
                    .note(Vital.PINNED, "by shop.Cart.add:12"));
        }
        monitor.observe(0, 10, FINE);
        assertThat(health().summary())
                .endsWith(
                        "Let no step wait in native code, nor inside synchronized before Java 24. Carriers were pinned"
                                + " by shop.Cart.add:12.");
    }

    @Test
    void droppedIterationsWarn() {
        seconds(10, FINE);
        assertThat(monitor.health(new Ledger(10, 4, 6, 4, 0, 0), Map.of()))
                .returns(State.WARNING, GeneratorHealth::state)
                .returns(
                        "The generator was near a limit: dropped iterations 6 of 10. Allow more users (maxUsers) if the"
                                + " target is to get all of the load.",
                        GeneratorHealth::summary);
    }

    @Test
    void theLastReadingComesWithTheVerdict() {
        seconds(4, FINE);
        vitals.next.add(new Reading(0, 4).put(Vital.THROTTLED, 0.9));
        assertThat(health().state()).isEqualTo(State.INVALID);
        assertThat(vitals.closed).isTrue();
    }
}
