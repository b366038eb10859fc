package dev.perf.engine.internal.health;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.GeneratorHealth.Signal;
import dev.perf.result.GeneratorHealth.State;
import dev.perf.result.Ledger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges the generator of one run. What cannot be read is "not measured", never good. Belongs to one thread.
 */
public final class HealthMonitor {

    /** What makes threads late, the surest cause first. */
    private static final List<Vital> CAUSES = List.of(
            Vital.THROTTLED,
            Vital.STEAL,
            Vital.PINNED,
            Vital.COMPUTING,
            Vital.LISTENERS,
            Vital.GC_SHARE,
            Vital.PROCESS_CPU,
            Vital.MACHINE_CPU);

    /** What a reader wants to know of a good run. */
    private static final Set<Vital> ESSENTIAL =
            Set.of(Vital.SCHEDULE_LAG, Vital.CARRIER_DELAY, Vital.PROCESS_CPU, Vital.GC_SHARE);

    private record Finding(Vital vital, Signal signal) {}

    private final Vitals vitals;
    private final Map<Vital, VitalCourse> courses = new EnumMap<>(Vital.class);
    private final ReadingCourse readings = new ReadingCourse();
    private double warmUpSeconds = Double.NaN;
    private double serviceMillis = Double.NaN;

    /** Creates the watch over one run. */
    public HealthMonitor(Vitals vitals) {
        this.vitals = vitals;
        for (Vital vital : Vital.values()) {
            courses.put(vital, new VitalCourse(vital));
        }
    }

    /**
     * Ends an interval of the load.
     *
     * @param fromSeconds when it began, since the start of the load; the first one began at the end of the warm-up, from
     *     which on there are readings
     * @param seconds its length
     */
    public void observe(double fromSeconds, double seconds, Pace pace) {
        if (Double.isNaN(warmUpSeconds)) {
            warmUpSeconds = fromSeconds;
        }
        add(Vital.SCHEDULE_LAG, fromSeconds, seconds, pace.lagMillis(), pace.responseMillis());
        add(Vital.CONNECTION_WAIT, fromSeconds, seconds, pace.connectionWait(), pace.responseMillis());
        if (!Double.isNaN(pace.serviceMillis())) {
            serviceMillis = pace.serviceMillis();
        }
        takeReadings();
    }

    private void takeReadings() {
        double readFrom = Double.isNaN(warmUpSeconds) ? 0 : warmUpSeconds;
        for (Reading reading : vitals.taken()) {
            readings.add(readFrom + reading.fromSeconds(), reading);
            reading.values()
                    .forEach((vital, value) ->
                            add(vital, readFrom + reading.fromSeconds(), reading.seconds(), value, serviceMillis));
            reading.notes().forEach((vital, note) -> course(vital).note(note));
        }
    }

    private void add(Vital vital, double from, double seconds, double value, double measuredMillis) {
        if (!Double.isNaN(value)) {
            course(vital).add(from, seconds, value, measuredMillis);
        }
    }

    private VitalCourse course(Vital vital) {
        return courses.computeIfAbsent(vital, VitalCourse::new);
    }

    /**
     * Ends the readings and returns the verdict on the generator.
     *
     * @param ranOut how many requests could not be sent for want of a resource
     */
    public GeneratorHealth health(Ledger ledger, Map<Vital, Long> ranOut) {
        vitals.close();
        takeReadings();
        return healthSoFar(ledger, ranOut).withCourse(readings.readings());
    }

    /** Returns the verdict on the generator by the readings that were taken until the last interval. */
    public GeneratorHealth healthSoFar(Ledger ledger, Map<Vital, Long> ranOut) {
        var findings = new ArrayList<Finding>();
        for (Vital vital : Vital.values()) {
            if (vital == Vital.LISTENERS && !course(vital).measured()) {
                continue; // most runs have none
            }
            Long requests = ranOut.get(vital);
            findings.add(new Finding(
                    vital,
                    requests == null
                            ? course(vital).signal()
                            : new Signal(vital.text(), "ran out for " + requests + " requests", "any", State.INVALID)));
        }
        return summarise(findings, dropped(ledger));
    }

    private static Signal dropped(Ledger ledger) {
        return new Signal(
                "dropped iterations",
                ledger.dropped() + " of " + ledger.scheduled(),
                "any",
                ledger.dropped() > 0 ? State.WARNING : State.GOOD);
    }

    private GeneratorHealth summarise(List<Finding> findings, Signal dropped) {
        var signals = new ArrayList<Signal>();
        findings.forEach(finding -> signals.add(finding.signal()));
        signals.add(1, dropped);
        State worst = worst(findings, dropped);
        List<Finding> telling = findings.stream()
                .filter(finding -> finding.signal().state() == worst)
                .filter(finding -> worst != State.GOOD || ESSENTIAL.contains(finding.vital()))
                .toList();
        var evidence = new ArrayList<String>();
        telling.forEach(finding ->
                evidence.add(finding.signal().name() + " " + finding.signal().value()));
        if (worst != State.NOT_MEASURED && dropped.state() == worst) {
            evidence.add(dropped.name() + " " + dropped.value());
        }
        if (worst == State.GOOD) {
            unseen(findings).ifPresent(evidence::add);
        }
        String advice = advice(telling, dropped.state() == worst && worst != State.GOOD);
        String seen = String.join("; ", evidence) + ".";
        String summary = switch (worst) {
            case GOOD -> "The generator was not the limit: " + seen;
            case NOT_MEASURED ->
                "The generator was not measured, so nothing tells whether it was the limit: believe the numbers only if"
                        + " you know that it was idle enough.";
            case WARNING -> "The generator was near a limit: " + seen + advice;
            case INVALID ->
                "The generator was the limit, so the numbers say nothing about the target: " + seen + advice;
        };
        return new GeneratorHealth(worst, summary, signals);
    }

    /** What a reader of a good run may take for good, and nobody has seen. */
    private static Optional<String> unseen(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> ESSENTIAL.contains(finding.vital()))
                .filter(finding -> finding.signal().state() == State.NOT_MEASURED)
                .map(finding -> finding.signal().name())
                .reduce((first, second) -> first + ", " + second)
                .map(names -> "not measured: " + names);
    }

    /** Dropped iterations are counted, not read: that there were none does not make good what nobody has seen. */
    private static State worst(List<Finding> findings, Signal dropped) {
        State seen = findings.stream()
                .map(finding -> finding.signal().state())
                .max(State::compareTo)
                .orElse(State.NOT_MEASURED);
        return dropped.state() == State.GOOD || seen.compareTo(dropped.state()) > 0 ? seen : dropped.state();
    }

    private String advice(List<Finding> telling, boolean dropped) {
        var advice = new LinkedHashSet<String>();
        for (Finding finding : telling) {
            if (finding.signal().state() != State.GOOD) {
                advice.add(
                        isDelay(finding.vital())
                                ? cause()
                                : course(finding.vital()).advice());
            }
        }
        if (dropped) {
            advice.add("Allow more users (maxUsers) if the target is to get all of the load.");
        }
        return advice.stream().map(sentence -> " " + sentence).collect(Collectors.joining());
    }

    private static boolean isDelay(Vital vital) {
        return vital == Vital.SCHEDULE_LAG || vital == Vital.CARRIER_DELAY || vital == Vital.MACHINE_DELAY;
    }

    /** What to do about threads that were late. */
    private String cause() {
        for (Vital cause : CAUSES) {
            if (course(cause).state().compareTo(State.WARNING) >= 0) {
                return course(cause).advice();
            }
        }
        boolean machineKnown = course(Vital.MACHINE_DELAY).measured();
        boolean machineLate = course(Vital.MACHINE_DELAY).state().compareTo(State.WARNING) >= 0;
        if (machineKnown && !machineLate && course(Vital.COMPUTING).isNoted()) {
            return course(Vital.COMPUTING).advice();
        }
        return machineKnown && !machineLate
                ? "A step holds the threads that all users share: let no step compute for long or wait in native code,"
                        + " or give the generator more cores."
                : "Give it more cores, or ask for less load.";
    }

    /** Writes what was seen until the last interval. */
    public void write(ByteOutput out) {
        for (Vital vital : Vital.values()) {
            course(vital).write(out);
        }
        readings.write(out);
        out.real(warmUpSeconds);
        out.real(serviceMillis);
    }

    /** Sees what was written. */
    public void read(ByteInput in) {
        for (Vital vital : Vital.values()) {
            course(vital).read(in);
        }
        readings.read(in);
        warmUpSeconds = in.real();
        serviceMillis = in.real();
    }
}
