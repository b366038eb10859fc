package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.health.PlainJava;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What virtual users write to while they run: samples, errors, the ledger and the number of users. Thread-safe; nothing
 * here blocks.
 */
public final class Measurement {

    /** The accounts of one workload. */
    public record Accounts(LedgerCounter warmUp, LedgerCounter load) {

        /** Returns the account of the iterations that begin in {@code phase}. */
        public LedgerCounter of(Phase phase) {
            return phase.isReported() ? load : warmUp;
        }
    }

    private final Clock clock;
    private final SeriesRegistry series;
    private final Recorder recorder;
    private final ErrorLog errors;
    private final OwnKinds ownKinds = new OwnKinds();
    private final EngineFaults faults = new EngineFaults();
    private final LedgerCounter warmUp = new LedgerCounter();
    private final LedgerCounter load = new LedgerCounter();
    private final PlainJava plainJava = new PlainJava();
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicInteger maxUsers = new AtomicInteger();
    private @Nullable RequestWatch watch;
    private volatile List<String> warningsOfOthers = List.of();
    private volatile long startNanos;

    /**
     * Creates the measurement of one run.
     *
     * @param maxSeries combinations of tags per metric that lambda steps may make up
     */
    public Measurement(Clock clock, int processors, int maxSeries) {
        this(clock, processors, maxSeries, new ErrorLog());
    }

    /**
     * Creates the measurement of one run.
     *
     * @param maxSeries combinations of tags per metric that lambda steps may make up
     * @param errors where failures are counted
     */
    public Measurement(Clock clock, int processors, int maxSeries, ErrorLog errors) {
        this.errors = errors;
        this.clock = clock;
        this.series = new SeriesRegistry(maxSeries);
        this.recorder = new Recorder(processors);
        this.startNanos = clock.nanos();
    }

    /** The test begins; the run's times count from this moment. */
    public void begin(long nanos) {
        series.begin();
        startNanos = nanos;
    }

    /** Returns the moment that the run's times count from. */
    public long startNanos() {
        return startNanos;
    }

    /** Returns the names of all series. */
    public SeriesRegistry series() {
        return series;
    }

    /** Returns the users that do steps in plain Java. */
    public PlainJava plainJava() {
        return plainJava;
    }

    /** Returns where samples go. */
    public Recorder recorder() {
        return recorder;
    }

    /** Returns the errors counted so far. */
    public ErrorLog errors() {
        return errors;
    }

    /** Returns the kinds of failures that users' code and clients name. */
    public OwnKinds ownKinds() {
        return ownKinds;
    }

    /** Returns the accounts of one more workload, in the plan's order; what they count is counted for all as well. */
    public Accounts addWorkload() {
        return new Accounts(warmUp.addWorkload(), load.addWorkload());
    }

    /** Returns the account of the iterations of all workloads that begin in {@code phase}. */
    public LedgerCounter ledger(Phase phase) {
        return phase.isReported() ? load : warmUp;
    }

    /** Tells {@code listening} of requests from now on; to be said before there are users. */
    public void watchRequests(RequestWatch listening) {
        watch = listening;
    }

    /** Returns who is to be told of requests; null for nobody. */
    public @Nullable RequestWatch requestWatch() {
        return watch;
    }

    /**
     * Counts a failure, unless it belongs to the warm-up.
     *
     * @return who is to be offered a sample of it; null where none is wanted
     */
    public @Nullable ErrorSamples error(Phase phase, String kind, String request, String message) {
        return error(phase, kind, request, message, null);
    }

    /**
     * Counts a failure, unless it belongs to the warm-up.
     *
     * @param trace the id under which a tracing system knows the request, if it does
     * @return who is to be offered a sample of it; null where none is wanted
     */
    public @Nullable ErrorSamples error(
            Phase phase, String kind, String request, String message, @Nullable String trace) {
        return phase.isReported() ? errors.add(kind, request, message, trace, clock.nanos() - startNanos) : null;
    }

    /**
     * Counts an iteration that failed by a fault of the engine, in the warm-up too. The log has the first fault of a
     * run with its stack.
     *
     * @param scenario name of the scenario
     */
    public void fault(Phase phase, String scenario, Throwable fault) {
        var unused = error(phase, "engine", scenario, "fault of the engine: " + fault);
        faults.add(fault);
    }

    /** Returns what is to be known of how the run was measured. */
    List<String> warnings() {
        var warnings = new ArrayList<>(series.warnings());
        warnings.addAll(faults.warnings());
        warnings.addAll(warningsOfOthers);
        return warnings;
    }

    /** Others that measure a part of the run have so much to be known of how they do. */
    void othersWarn(List<String> warnings) {
        warningsOfOthers = List.copyOf(warnings);
    }

    /** A virtual user has come alive. */
    public void userStarted() {
        int now = users.incrementAndGet();
        if (now > maxUsers.get()) {
            maxUsers.accumulateAndGet(now, Math::max);
        }
    }

    /** A virtual user has ended. */
    public void userEnded() {
        users.decrementAndGet();
    }

    /** Returns the users alive. */
    public int users() {
        return users.get();
    }

    /** Returns the most users that were alive at once. */
    public int maxUsers() {
        return maxUsers.get();
    }

    /** Makes the users those of another measurement. */
    public void usersBecome(int now, int most) {
        users.set(now);
        maxUsers.set(most);
    }
}
