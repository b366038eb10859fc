package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.SloResult;
import dev.perf.result.SloResult.WindowResult;
import dev.perf.slo.Objective;
import dev.perf.slo.Slo;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges one service level objective, by counts of requests that were as promised. Belongs to one thread. */
final class SloJudge {

    private static final int SHARE_DIGITS = 4;

    private final Slo slo;
    private final SloCount whole;
    private final List<SloWindow> windows;

    SloJudge(Slo slo) {
        this.slo = slo;
        this.whole = new SloCount();
        this.windows = slo.windows().stream()
                .map(window -> new SloWindow(slo.objective(), window))
                .toList();
    }

    Slo slo() {
        return slo;
    }

    /** Returns the tags of what it looks at. */
    Map<String, String> tags() {
        return slo.tags();
    }

    /** Looks at the run at the end of an interval. */
    void observe(Duration elapsed, Cells interval) {
        List<Cell.Request> cells = interval.requests(slo.tags());
        long count = cells.stream().mapToLong(cell -> cell.count).sum();
        long failed = cells.stream().mapToLong(cell -> cell.failed).sum();
        long good = slo.objective() instanceof Objective.Latency latency
                ? Cells.trend(cells, cell -> cell.response).distribution().countUpTo(latency.limit())
                : count - failed;
        whole.add(good, count, interval.seconds());
        windows.forEach(window -> window.observe(elapsed, good, count, interval.seconds()));
    }

    /** Returns the verdict. */
    SloResult result() {
        Objective objective = slo.objective();
        boolean isRate = objective instanceof Objective.Throughput;
        Double actual = whole.value(objective);
        Double spent = whole.burn(objective);
        List<WindowResult> ofWindows = windows.stream().map(SloWindow::result).toList();
        boolean met = actual != null
                && SloCount.holds(objective, actual)
                && ofWindows.stream().allMatch(WindowResult::met);
        return new SloResult(
                slo,
                met,
                SloCount.target(objective),
                actual,
                whole.count(),
                isRate ? 0 : whole.count() - whole.good(),
                spent,
                ofWindows,
                actual == null ? "no requests" : message(actual, spent, ofWindows));
    }

    private String message(double actual, @Nullable Double spent, List<WindowResult> ofWindows) {
        var text = new StringBuilder(spent == null ? Figures.rate(actual) : share(actual));
        if (spent != null) {
            text.append(", ").append(percent(spent)).append(" of the error budget spent");
        }
        for (WindowResult window : ofWindows) {
            Double worst = window.worst();
            Double burn = window.burn();
            if (!window.met() && worst != null) {
                text.append("; in the worst ")
                        .append(DurationText.of(window.window().length()))
                        .append(' ')
                        .append(burn == null ? Figures.rate(worst) : share(worst))
                        .append(burn == null ? "" : String.format(Locale.ROOT, ", a burn rate of %.3g", burn));
            }
        }
        return text.toString();
    }

    /** What is close to all, or to what was promised, is not rounded to it. */
    private static String share(double actual) {
        return BigDecimal.valueOf(actual)
                        .movePointRight(2)
                        .setScale(SHARE_DIGITS, RoundingMode.DOWN)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g %%", share * 100);
    }

    /** Writes what the judge has seen. */
    void write(ByteOutput out) {
        whole.write(out);
        windows.forEach(window -> window.write(out));
    }

    /** Sees what a judge of the same objective has seen. */
    void read(ByteInput in) {
        whole.read(in);
        windows.forEach(window -> window.read(in));
    }
}
