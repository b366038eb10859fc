package dev.perf.junit;

import dev.perf.plan.TestPlan;
import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.spi.RunListener;
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
                : ", p50 " + Quantity.TIME.text(interval.responseTime().p50().toNanos())
                        + ", p95 "
                        + Quantity.TIME.text(interval.responseTime().p95().toNanos())
                        + ", p99 "
                        + Quantity.TIME.text(interval.responseTime().p99().toNanos());
        return test + " " + snapshot.elapsed().toSeconds() + " s, " + snapshot.phase() + ": "
                + Quantity.NUMBER.text(interval.users()) + " users, "
                + Quantity.RATE.text(interval.perSecond(interval.requests())) + ", "
                + Quantity.NUMBER.text(interval.failed()) + " failed" + times;
    }

    @Override
    public void onEnd(RunResult result) {
        out.println(test + " " + result.verdict() + ": " + result.reason());
    }
}
