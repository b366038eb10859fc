package dev.perf.junit;

import dev.perf.plan.TestPlan;
import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.spi.RunListener;
import dev.perf.text.Figures;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells of a run in lines, for consoles that are no terminals. Called by one thread. */
final class ProgressLines implements RunListener {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final PrintStream out;
    private String test = "";
    private @Nullable Interval untold;

    ProgressLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void onStart(TestPlan plan, String runId) {
        test = plan.name();
        out.println(test + " begins, " + plan.duration().toSeconds() + " s planned");
    }

    @Override
    public void onSnapshot(Snapshot snapshot) {
        untold = untold == null ? snapshot.interval() : untold.plus(snapshot.interval());
        if (untold.length().compareTo(EVERY) >= 0) {
            out.println(line(snapshot, untold));
            untold = null;
        }
    }

    private String line(Snapshot snapshot, Interval interval) {
        String times = interval.responseTime().isEmpty()
                ? ""
                : ", p50 " + Figures.time(interval.responseTime().p50())
                        + ", p95 "
                        + Figures.time(interval.responseTime().p95())
                        + ", p99 "
                        + Figures.time(interval.responseTime().p99());
        return test + " " + snapshot.elapsed().toSeconds() + " s, " + snapshot.phase() + ": "
                + Figures.count(interval.users()) + " users, "
                + Figures.rate(interval.perSecond(interval.requests())) + ", "
                + Figures.count(interval.failed()) + " failed" + times;
    }

    @Override
    public void onEnd(RunResult result) {
        out.println(test + " " + result.verdict() + ": " + result.reason());
    }
}
