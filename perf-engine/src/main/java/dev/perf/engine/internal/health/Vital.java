package dev.perf.engine.internal.health;

import dev.perf.result.GeneratorHealth.State;
import java.util.Locale;

/**
 * What is watched about the generator, from where on it worries, and what to do then: the one place of all limits.
 *
 * <p>Each second is judged by itself: over the first limit it is a doubtful second, over the second limit a bad one.
 * {@link VitalCourse} makes the state of a run of its seconds. A limit without number never makes a second bad.
 *
 * <p>Delays are compared with the 95th percentile of the times that were measured meanwhile, since what matters is how
 * far they move it: {@code measured = true + delay}, so a delay of a sixth of what was measured is an error of 20 %,
 * and one of a third is an error of 50 %. The least delays that count, in milliseconds, keep machines on which a thread
 * wakes a little late from being condemned in front of a fast target.
 *
 * <p>The limits were calibrated by {@code GeneratorLimits} in {@code samples/benchmarks}; its table is in
 * {@code docs/validity.md}.
 */
public enum Vital {
    /** 95th percentile of what iterations and steps started after they were due; compared with response times. */
    SCHEDULE_LAG("schedule lag p95", Limit.DELAY, ""),

    /** 95th percentile of the lateness of a virtual thread that is woken each 40 ms; compared with service times. */
    CARRIER_DELAY("virtual threads late p95", Limit.DELAY, ""),

    /** The same of a platform thread. */
    MACHINE_DELAY("platform threads late p95", Limit.DELAY, ""),

    /** CPU time of the process, as a share of the processors that it may use. */
    PROCESS_CPU("process CPU", Limit.warning(Unit.SHARE, 0.85), "Give the generator more cores, or ask for less load."),

    /** Share of the quota's periods in which the cgroup was stopped for the rest of the period. */
    THROTTLED(
            "CPU quota",
            Limit.of(Unit.SHARE, 0.05, 0.25),
            "Raise the CPU quota of the container (cpu.max, or limits.cpu), or ask for less load."),

    /** Busy share of the processors that the process may use, whoever keeps them busy. */
    MACHINE_CPU(
            "machine CPU",
            Limit.warning(Unit.SHARE, 0.98),
            "Move whatever else uses the CPU, the target first of all, to another machine."),

    /** The busiest of these processors; for information, for one busy processor among many is no limit. */
    BUSIEST_CORE("busiest core", Limit.warning(Unit.SHARE, Double.POSITIVE_INFINITY), ""),

    /** Share of the time in which the hypervisor ran somebody else. */
    STEAL("stolen CPU", Limit.of(Unit.SHARE, 0.05, 0.25), "Use a machine whose cores are not shared with others."),

    /** Share of the time in which the garbage collector stopped the generator: what stops 5 % of it moves the p95. */
    GC_SHARE(
            "garbage collection",
            Limit.of(Unit.SHARE, 0.05, 0.25),
            "Give the generator a larger heap (-Xmx), or let its steps keep less."),

    /** Longest of these stops. */
    GC_PAUSE(
            "longest GC pause",
            Limit.of(Unit.MILLIS, 100, 1000),
            "Give the generator a larger heap (-Xmx), or a collector with short pauses (-XX:+UseZGC)."),

    /** Time for which carriers were pinned by waiting virtual threads, as a share of the carriers' time. */
    PINNED(
            "pinned carriers",
            Limit.warning(Unit.SHARE, 0.1),
            "Let no step wait in native code, nor inside synchronized before Java 24."),

    /**
     * Time for which steps in plain Java computed without a break, as a share of the carriers' time. The limit is where
     * one in twenty of all others finds every carrier taken, and so the 95th percentile grows by what such a step takes:
     * 5 % of one carrier, 17 % of 2, 33 % of 4, 48 % of 8.
     */
    COMPUTING(
            "computing steps",
            Limit.warning(Unit.SHARE, Carriers.busyShare(0.05, Carriers.count())),
            "Let no step compute for long: prepare its work before the load, hand it to threads of its own, or give the"
                    + " generator more cores."),

    /**
     * CPU time of the thread that tells the user's listeners of requests, as a share of the processors. From 85 % on the
     * CPU of the whole process worries, so listeners that take more than the rest leave none for anything unforeseen.
     */
    LISTENERS(
            "request listeners",
            Limit.warning(Unit.SHARE, 0.15),
            "Let the listeners of onRequest do less, filter the requests, or hand the work to another machine."),

    /** Open file descriptors, as a share of the limit. */
    OPEN_FILES("open files", Limit.warning(Unit.SHARE, 0.8), "Raise ulimit -n, or add agents."),

    /** Ephemeral ports in use, as a share of their range. */
    LOCAL_PORTS(
            "local ports",
            Limit.warning(Unit.SHARE, 0.8),
            "Keep connections alive, connect from more localAddresses, widen net.ipv4.ip_local_port_range, or add"
                    + " agents."),

    /** Share of the machine's TCP segments that were sent again; the network may be what is tested, so never bad. */
    RETRANSMITS(
            "TCP retransmits of the machine",
            Limit.warning(Unit.SHARE, 0.01),
            "Look at the network between generator and target: its losses are in the response times."),

    /** Mean time that requests waited for their turn on a connection, as a share of their mean response time. */
    CONNECTION_WAIT(
            "wait for a connection",
            Limit.warning(Unit.SHARE, 1.0 / 6),
            "Allow more connections: requests waited for one of their own generator's.");

    /** What a value counts. */
    enum Unit {
        MILLIS,
        SHARE;

        String format(double value) {
            if (this == SHARE) {
                double percent = value * 100;
                return String.format(Locale.ROOT, percent >= 10 || percent == 0 ? "%.0f %%" : "%.1f %%", percent);
            }
            return String.format(Locale.ROOT, value >= 100 ? "%.0f ms" : value >= 10 ? "%.1f ms" : "%.2f ms", value);
        }
    }

    /**
     * From where a second is doubtful, and from where it is bad.
     *
     * @param delay whether the value must also hold a sixth, or a third, of the times measured meanwhile
     */
    record Limit(Unit unit, double doubtful, double bad, boolean delay) {

        static final double DOUBTFUL_SHARE = 1.0 / 6;
        static final double BAD_SHARE = 1.0 / 3;

        /** What delays are compared with where nothing was timed, in milliseconds. */
        static final double UNKNOWN_TIME = 100;

        static final Limit DELAY = new Limit(Unit.MILLIS, 2, 10, true);

        static Limit of(Unit unit, double doubtful, double bad) {
            return new Limit(unit, doubtful, bad, false);
        }

        static Limit warning(Unit unit, double doubtful) {
            return of(unit, doubtful, Double.POSITIVE_INFINITY);
        }

        State judge(double value, double measuredMillis) {
            double measured = Double.isNaN(measuredMillis) ? UNKNOWN_TIME : measuredMillis;
            if (value >= bad && (!delay || value >= measured * BAD_SHARE)) {
                return State.INVALID;
            }
            return value >= doubtful && (!delay || value >= measured * DOUBTFUL_SHARE) ? State.WARNING : State.GOOD;
        }

        @Override
        public String toString() {
            if (Double.isInfinite(doubtful)) {
                return "for information";
            }
            String warning = unit.format(doubtful) + (delay ? " and a sixth of the time" : "");
            return Double.isInfinite(bad)
                    ? warning
                    : warning + "; invalid from " + unit.format(bad) + (delay ? " and a third" : "");
        }
    }

    private final String text;
    private final Limit limit;
    private final String advice;

    Vital(String text, Limit limit, String advice) {
        this.text = text;
        this.limit = limit;
        this.advice = advice;
    }

    String text() {
        return text;
    }

    Limit limit() {
        return limit;
    }

    /** What to do where it is the cause; empty for delays, whose cause another vital tells. */
    String advice() {
        return advice;
    }
}
