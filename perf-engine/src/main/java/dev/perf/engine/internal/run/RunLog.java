package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.measure.ErrorLog;
import dev.perf.engine.internal.version.PerfVersion;
import dev.perf.plan.TestPlan;
import dev.perf.result.ErrorResult;
import dev.perf.result.Interval;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.ThresholdResult;
import dev.perf.spi.RunListener;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import dev.perf.threshold.Threshold;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of a run, as lines with a time of day in the file {@value #FILE} of its folder. Secrets are masked.
 * Bounded: from {@value #MOST_CHARS} characters on only the end of the run is told. A run without a folder, and one in
 * whose folder the file cannot be made, has a log that tells nothing. Belongs to one thread.
 */
final class RunLog implements RunListener, AutoCloseable {

    static final String FILE = "perf.log";

    static final int MOST_CHARS = 4_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** How often progress is told at first; later seldom enough that the lines of a week are some hundreds. */
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(10);

    private static final int LINES_TO_DOUBLE = 60;

    private final @Nullable LogFile file;
    private final Clock clock;
    private final Masks masks;
    private final Set<String> told = new HashSet<>();
    private long chars;
    private boolean ending;
    private String phase = "";
    private Set<String> stages = Set.of();
    private int errors;
    private @Nullable Interval since;
    private Duration nextProgress = PROGRESS_EVERY;

    private RunLog(@Nullable LogFile file, Clock clock, Masks masks) {
        this.file = file;
        this.clock = clock;
        this.masks = masks;
    }

    /** Begins the log of a run in its folder, if it has one. */
    static RunLog in(RunFolder folder, Clock clock, Masks masks) {
        Path path = folder.path();
        if (path == null) {
            return new RunLog(null, clock, masks);
        }
        try {
            return new RunLog(LogFile.create(path.resolve(FILE)), clock, masks);
        } catch (IOException | RuntimeException unwritable) {
            LOG.warn("{} in {} cannot be written: {}", FILE, path, unwritable.toString());
            return new RunLog(null, clock, masks);
        }
    }

    @Override
    public void onStart(TestPlan plan, String runId) {
        say("run " + runId + " of \"" + plan.name() + "\", Perf " + PerfVersion.CURRENT + ", Java "
                + Runtime.version().feature() + ", process "
                + ProcessHandle.current().pid());
        plan.workloads()
                .forEach(workload -> say("load of " + workload.scenario().name() + ": " + workload.load()
                        + (workload.start().isAtOnce() ? "" : "; begins " + workload.start())));
        plan.thresholds().forEach(threshold -> say("threshold " + threshold.expression()));
        plan.slos().forEach(slo -> say("objective \"" + slo.name() + "\""));
    }

    /** The load begins, as it is planned now. */
    void begin(List<PlannedLoad> planned) {
        say("the load begins");
        for (PlannedLoad load : planned) {
            load.stages()
                    .forEach(stage -> say("stage " + stage.name() + " of " + load.scenario() + ": from "
                            + DurationText.measured(stage.from()) + " to " + DurationText.measured(stage.to())));
        }
    }

    @Override
    public void onWarning(String warning) {
        if (told.add(warning)) {
            say("warning: " + warning);
        }
    }

    @Override
    public void onNote(String note) {
        say(note);
    }

    /**
     * An interval has ended.
     *
     * @param breached the thresholds that were first seen not to hold in it
     * @param log the failures so far
     */
    void interval(Snapshot snapshot, List<PlannedLoad> planned, List<Threshold> breached, ErrorLog log) {
        if (file == null) {
            return;
        }
        String at = "at " + DurationText.measured(snapshot.elapsed()) + ": ";
        for (RunEvent event : snapshot.events()) {
            say("at " + DurationText.measured(event.at()) + ": " + event.text() + " (by " + event.by() + ")");
        }
        tellPhase(at, snapshot.phase());
        tellStages(at, snapshot.elapsed(), planned);
        breached.forEach(threshold -> say(at + "threshold " + threshold.expression() + " does not hold"));
        tellErrors(log);
        tellProgress(snapshot);
    }

    private void tellPhase(String at, String now) {
        if (!now.equals(phase)) {
            say(at + now);
            phase = now;
        }
    }

    private void tellStages(String at, Duration elapsed, List<PlannedLoad> planned) {
        var now = new LinkedHashSet<String>();
        for (PlannedLoad load : planned) {
            load.stages().stream()
                    .filter(stage ->
                            stage.from().compareTo(elapsed) <= 0 && stage.to().compareTo(elapsed) > 0)
                    .forEach(stage -> now.add(stage.name() + " of " + load.scenario()));
        }
        stages.stream().filter(stage -> !now.contains(stage)).forEach(stage -> say(at + "stage " + stage + " is over"));
        now.stream().filter(stage -> !stages.contains(stage)).forEach(stage -> say(at + "stage " + stage + " begins"));
        stages = now;
    }

    private void tellErrors(ErrorLog log) {
        if (log.size() != errors) {
            errors = log.size();
            log.top(Integer.MAX_VALUE).stream()
                    .sorted((one, other) -> one.firstSeen().compareTo(other.firstSeen()))
                    .forEach(this::tellFirst);
        }
    }

    private void tellFirst(ErrorResult error) {
        if (told.add(error.kind() + '\n' + error.request() + '\n' + error.message())) {
            say("first error at " + DurationText.measured(error.firstSeen()) + " of " + error.request() + ", "
                    + error.kind() + ": " + error.message());
        }
    }

    private void tellProgress(Snapshot snapshot) {
        Interval sum = since == null ? snapshot.interval() : since.plus(snapshot.interval());
        since = sum;
        Duration elapsed = snapshot.elapsed();
        if (elapsed.compareTo(nextProgress) < 0) {
            return;
        }
        say("after " + DurationText.measured(elapsed) + ": " + Figures.count(sum.requests(), "request") + ", "
                + Figures.count(sum.failed()) + " failed, " + Figures.count(sum.users(), "user")
                + (sum.responseTime().isEmpty()
                        ? ""
                        : ", response time p95 "
                                + Figures.time(sum.responseTime().p95())));
        since = null;
        Duration pause = elapsed.dividedBy(LINES_TO_DOUBLE);
        nextProgress = elapsed.plus(pause.compareTo(PROGRESS_EVERY) > 0 ? pause : PROGRESS_EVERY);
    }

    @Override
    public void onEnd(RunResult result) {
        ending = true;
        result.errors().forEach(this::tellFirst);
        for (ThresholdResult threshold : result.thresholds()) {
            say("threshold " + threshold.expression() + (threshold.passed() ? " held: " : " did not hold: ")
                    + threshold.message());
        }
        result.slos()
                .forEach(slo -> say("objective \"" + slo.slo().name() + (slo.met() ? "\" was met: " : "\" was missed: ")
                        + slo.message()));
        say("generator " + result.generator().state() + ": "
                + result.generator().summary());
        result.warnings().forEach(this::onWarning);
        say(Figures.count(result.requestCount(), "request") + ", " + Figures.count(result.failedCount())
                + " failed, in " + DurationText.measured(result.duration()));
        say(result.verdict() + ": " + result.reason());
        Path report = result.report();
        if (report != null) {
            say("report in " + report);
        }
    }

    /** The engine is broken. */
    void fault(Throwable fault) {
        ending = true;
        var trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        say("fault of the engine: " + trace);
    }

    private void say(String text) {
        if (file == null || chars > MOST_CHARS && !ending) {
            return;
        }
        String time = TIME.format(clock.instant());
        Stream<String> lines = masks.text(text).strip().lines();
        add(time + " " + String.join("\n" + " ".repeat(time.length() + 1), lines.toList()));
        if (chars > MOST_CHARS && !ending) {
            add(time + " this log is long enough: only the end of the run is told from here on");
        }
    }

    private void add(String line) {
        chars += line.length() + 1;
        if (file != null) {
            file.add(line);
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
