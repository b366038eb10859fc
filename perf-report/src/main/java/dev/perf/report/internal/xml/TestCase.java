package dev.perf.report.internal.xml;

import dev.perf.result.RunResult;
import dev.perf.result.SloResult;
import dev.perf.result.ThresholdResult;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that can pass or not: the run as such, a threshold, or a service level objective.
 *
 * @param name its name, which no other of the run has
 * @param time how long it took
 * @param trouble what was wrong; null where it passed
 * @param output what else there is to tell
 */
record TestCase(String name, Duration time, @Nullable Trouble trouble, String output) {

    /** There in every run, so that a run without thresholds is a test too, and one that nothing can be said of fails. */
    private static final String RUN = "run completed";

    /**
     * What was wrong.
     *
     * @param isError whether the run was not what it should be; else what it measured was not
     * @param type a word for it
     * @param message one sentence
     */
    record Trouble(boolean isError, String type, String message) {}

    static List<TestCase> of(RunResult result) {
        var cases = new ArrayList<TestCase>();
        cases.add(new TestCase(RUN, result.duration(), ofRun(result), result.reason()));
        var seen = new HashMap<String, Integer>(Map.of(RUN, 1));
        for (ThresholdResult threshold : result.thresholds()) {
            int times = seen.merge(threshold.expression(), 1, Integer::sum);
            String name = times == 1 ? threshold.expression() : threshold.expression() + " (" + times + ")";
            Trouble trouble = threshold.passed() ? null : new Trouble(false, "threshold", threshold.message());
            cases.add(new TestCase(name, Duration.ZERO, trouble, numbers(threshold)));
        }
        for (SloResult slo : result.slos()) {
            String name = "objective \"" + slo.slo().name() + "\": "
                    + slo.slo().objective().text();
            Trouble trouble = slo.met() ? null : new Trouble(false, "objective", slo.message());
            cases.add(new TestCase(name, Duration.ZERO, trouble, numbers(slo)));
        }
        return cases;
    }

    /** A run that failed because of its thresholds or objectives says so there. */
    private static @Nullable Trouble ofRun(RunResult result) {
        String verdict = result.verdict().name();
        return switch (result.verdict()) {
            case PASSED -> null;
            case INVALID, ABORTED -> new Trouble(true, verdict, result.reason());
            case FAILED ->
                result.thresholds().stream().allMatch(ThresholdResult::passed)
                                && result.slos().stream().allMatch(SloResult::met)
                        ? new Trouble(false, verdict, result.reason())
                        : null;
        };
    }

    private static String numbers(ThresholdResult threshold) {
        var lines = new ArrayList<String>();
        lines.add(threshold.message());
        lines.add("limit: " + Figures.plain(threshold.limit()));
        lines.add("actual: " + (threshold.actual() == null ? "no samples" : Figures.plain(threshold.actual())));
        if (threshold.margin() != null) {
            double share = threshold.relativeMargin();
            lines.add("margin: " + Figures.plain(threshold.margin())
                    + (Double.isNaN(share) ? "" : ", " + Figures.number(share * 100) + " % of the room"));
        }
        lines.add("samples: " + Figures.count(threshold.samples()));
        if (threshold.firstBreach() != null) {
            lines.add(
                    "first breach: " + DurationText.measured(threshold.firstBreach()) + " after the start of the load");
        }
        return String.join("\n", lines);
    }

    private static String numbers(SloResult slo) {
        var lines = new ArrayList<String>();
        Double spent = slo.budgetSpent();
        lines.add(slo.message());
        lines.add("promised: " + Figures.plain(slo.target()));
        lines.add("actual: " + (slo.actual() == null ? "no requests" : Figures.plain(slo.actual())));
        if (spent != null) {
            lines.add("error budget spent: " + Figures.number(spent * 100) + " %");
        }
        lines.add("requests: " + Figures.count(slo.requests()));
        if (spent != null) {
            lines.add("bad: " + Figures.count(slo.bad()));
        }
        for (SloResult.WindowResult window : slo.windows()) {
            Double worst = window.worst();
            Double burn = window.burn();
            Duration end = window.end();
            lines.add("worst " + DurationText.of(window.window().length()) + ": "
                    + (worst == null || end == null
                            ? "no requests"
                            : Figures.plain(worst)
                                    + (burn == null
                                            ? ""
                                            : ", burn rate " + Figures.number(burn) + " of at most "
                                                    + Figures.plain(
                                                            window.window().mostBurn()))
                                    + ", until " + DurationText.measured(end) + " after the start of the load"));
        }
        return String.join("\n", lines);
    }
}
