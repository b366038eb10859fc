package dev.perf.engine.internal.run;

import dev.perf.engine.internal.version.PerfVersion;
import dev.perf.event.RunControl;
import dev.perf.output.OpenOutput;
import dev.perf.output.Output;
import dev.perf.output.OutputRun;
import dev.perf.plan.Observation.LocatedOutput;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.spi.RunListener;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The outputs of one run. One that fails is a warning, and the others and the run go on. Belongs to the thread of the run,
 * but for what outputs tell.
 */
final class RunOutputs implements RunListener {

    private static final Logger LOG = LoggerFactory.getLogger(RunOutputs.class);

    /** Whatever outputs think they are worth. */
    private static final Duration LONGEST_LINGER = Duration.ofMinutes(10);

    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    /** An output that has much to tell has told enough. */
    private static final int MOST_NEWS = 100;

    /** Logs are kept, and what an address has behind its # may be a key. */
    private static final Pattern FRAGMENT = Pattern.compile("#\\S+");

    private final TestPlan plan;
    private final boolean isCommand;
    private final List<Opened> open = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Queue<String> news = new ArrayBlockingQueue<>(MOST_NEWS);
    private Instant startedAt = Instant.EPOCH;

    private record Opened(String name, OpenOutput output) {}

    RunOutputs(TestPlan plan, boolean isCommand) {
        this.plan = plan;
        this.isCommand = isCommand;
    }

    /** Opens them, before the load begins; returns what people should know of them. */
    List<String> open(String runId, List<PlannedLoad> plannedLoad, RunControl control) {
        var run = new OutputRun(
                plan.name(),
                runId,
                plan.tags(),
                plan.thresholds().stream().map(ThresholdRule::expression).toList(),
                PerfVersion.CURRENT,
                isCommand,
                this::tell,
                plannedLoad,
                control);
        for (LocatedOutput located : plan.observation().outputs()) {
            Output output = located.output();
            try {
                open.add(new Opened(output.name(), output.open(run)));
            } catch (IOException | RuntimeException | LinkageError | AssertionError failed) {
                failed(output.name(), "cannot be opened", failed);
            }
        }
        var notes = new ArrayList<String>();
        each(opened -> notes.addAll(opened.output().notes()));
        notes.forEach(note -> LOG.info(FRAGMENT.matcher(note).replaceAll("")));
        return notes;
    }

    /** The load begins. */
    void begin(Instant at) {
        startedAt = at;
    }

    @Override
    public boolean wantsDetail() {
        return !plan.observation().outputs().isEmpty();
    }

    @Override
    public void onSnapshot(Snapshot snapshot) {
        Instant at = startedAt.plus(snapshot.elapsed());
        each(opened -> opened.output().add(at, snapshot));
    }

    /** Returns what outputs have to tell since the last time. */
    List<String> takeNews() {
        if (open.isEmpty() && news.isEmpty()) {
            return List.of();
        }
        var taken = new ArrayList<String>();
        for (String told = news.poll(); told != null; told = news.poll()) {
            taken.add(told);
        }
        return taken;
    }

    /** The run has ended; returns what the result should say of its outputs. */
    List<String> end(RunResult result) {
        each(opened -> {
            List<String> told = opened.output().end(result);
            told.forEach(Warnings.LOG::warn);
            warnings.addAll(told);
        });
        return List.copyOf(warnings);
    }

    @Override
    public void onEnd(RunResult result) {
        each(opened -> opened.output().reported(result));
    }

    /**
     * Waits for those who fetch from outputs, until nobody is awaited any more or {@code hurried} says so.
     *
     * @param note told once what is waited for
     */
    void linger(BooleanSupplier hurried, Consumer<String> note) {
        long until = System.nanoTime() + LONGEST_LINGER.toNanos();
        List<String> awaited = awaited();
        if (!awaited.isEmpty() && !hurried.getAsBoolean()) {
            note.accept("waiting for " + String.join(" and ", awaited));
        }
        while (!awaited.isEmpty()
                && !hurried.getAsBoolean()
                && !Thread.currentThread().isInterrupted()
                && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            awaited = awaited();
        }
    }

    private List<String> awaited() {
        var awaited = new ArrayList<String>();
        each(opened -> {
            String one = opened.output().awaited();
            if (one != null) {
                awaited.add(one);
            }
        });
        return awaited;
    }

    void close() {
        each(opened -> opened.output().close());
        open.clear();
    }

    /** One that throws is closed and called no more. */
    private void each(Consumer<Opened> call) {
        open.removeIf(opened -> {
            try {
                call.accept(opened);
                return false;
            } catch (RuntimeException | LinkageError | AssertionError failed) {
                failed(opened.name(), "failed and got no more of this run", failed);
                closeQuietly(opened);
                return true;
            }
        });
    }

    private void closeQuietly(Opened opened) {
        try {
            opened.output().close();
        } catch (RuntimeException | LinkageError | AssertionError again) {
            LOG.debug("{} could not be closed", opened.name(), again);
        }
    }

    private void failed(String name, String what, Throwable why) {
        String warning = "Output " + name + " " + what + ": "
                + (why instanceof IOException && why.getMessage() != null ? why.getMessage() : why);
        LOG.debug("{}", warning, why);
        warnings.add(warning);
        tell(warning);
    }

    private void tell(String warning) {
        if (news.offer(warning)) {
            Warnings.LOG.warn(warning);
        }
    }
}
