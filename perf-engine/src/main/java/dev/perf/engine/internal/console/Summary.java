package dev.perf.engine.internal.console;

import dev.perf.result.Distribution;
import dev.perf.result.ErrorResult;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.ReportLink;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.SloResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.text.Figures;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The end of a run as text: requests, thresholds, errors, the account of iterations, and the verdict last. */
final class Summary {

    private static final int NAME = 26;
    private static final int ERRORS = 5;

    /** From here on a margin is told as a multiple of the limit: 9900 % says nothing to anybody. */
    private static final double LARGE_MARGIN = 10;

    private final RunResult result;
    private final Terminal terminal;
    private final List<String> lines = new ArrayList<>();

    private Summary(RunResult result, Terminal terminal) {
        this.result = result;
        this.terminal = terminal;
    }

    static List<String> of(RunResult result, Terminal terminal) {
        Summary summary = new Summary(result, terminal);
        summary.requests();
        summary.ownMetrics();
        summary.lines.addAll(AgentTable.lines(result.agents(), terminal));
        summary.thresholds();
        summary.slos();
        summary.errors();
        summary.iterations();
        summary.throttled();
        summary.trust();
        summary.verdict();
        return summary.lines;
    }

    private void requests() {
        lines.add("");
        if (result.requests().isEmpty()) {
            return;
        }
        lines.add(terminal.bold(row("response time", "count", "rate", "failed", "p50", "p95", "p99", "max")));
        result.requests().forEach(request -> lines.add(row(request)));
        if (result.requests().size() > 1) {
            lines.add(row("all requests", result.requestCount(), result.failedCount(), result.responseTime()));
        }
        unsupported();
    }

    private String row(RequestResult request) {
        return row(request.name(), request.count(), request.failed(), request.responseTime());
    }

    private String row(String name, long count, long failed, Distribution times) {
        return row(
                name,
                Figures.count(count),
                Figures.rate(result.perSecond(count)),
                failed == 0 ? "0" : Figures.count(failed) + " (" + Figures.share((double) failed / count) + ")",
                percentile(times, 50),
                percentile(times, 95),
                percentile(times, 99),
                times.isEmpty() ? "-" : Figures.time(times.max()));
    }

    private static String percentile(Distribution times, double percentile) {
        return times.supports(percentile) ? Figures.time(times.percentile(percentile)) : "-";
    }

    private void unsupported() {
        boolean some = result.requests().stream()
                .anyMatch(request -> !request.responseTime().isEmpty()
                        && !request.responseTime().supports(99));
        if (some) {
            lines.add(terminal.faint("  - too few samples for this percentile: p50 takes "
                    + Figures.count(Distribution.samplesNeeded(50)) + ", p95 "
                    + Figures.count(Distribution.samplesNeeded(95)) + ", p99 "
                    + Figures.count(Distribution.samplesNeeded(99))));
        }
    }

    private static String row(
            String name, String count, String rate, String failed, String p50, String p95, String p99, String max) {
        return String.format(
                Locale.ROOT,
                "  %-" + NAME + "s %9s %9s %13s %8s %8s %8s %8s",
                Progress.cut(name, NAME),
                count,
                rate,
                failed,
                p50,
                p95,
                p99,
                max);
    }

    private void ownMetrics() {
        List<String> own = OwnMetrics.lines(result.metrics(), NAME);
        if (!own.isEmpty()) {
            lines.add("");
            lines.add(terminal.bold("  metrics of the test"));
            lines.addAll(own);
        }
    }

    private void thresholds() {
        if (result.thresholds().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(terminal.bold("  thresholds"));
        for (ThresholdResult threshold : result.thresholds()) {
            String mark = threshold.state() == ThresholdResult.State.NOT_JUDGED
                    ? terminal.yellow("-")
                    : threshold.passed() ? terminal.green("✓") : terminal.red("✗");
            lines.add("  " + mark + " " + threshold.expression() + ": " + threshold.message() + margin(threshold));
        }
    }

    private void slos() {
        if (result.slos().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(terminal.bold("  objectives"));
        for (SloResult slo : result.slos()) {
            String mark = slo.met() ? terminal.green("✓") : terminal.red("✗");
            lines.add("  " + mark + " " + slo.slo().name() + ", "
                    + slo.slo().objective().text() + ": " + slo.message());
        }
    }

    private static String margin(ThresholdResult threshold) {
        double margin = threshold.relativeMargin();
        Double actual = threshold.actual();
        if (Double.isNaN(margin) || actual == null) {
            return "";
        }
        double times = actual / threshold.limit();
        return Math.abs(margin) > LARGE_MARGIN && times > LARGE_MARGIN
                ? String.format(Locale.ROOT, ", %,.0f times the limit", times)
                : String.format(
                        Locale.ROOT,
                        ", %.0f %% %s the limit",
                        Math.abs(margin) * 100,
                        margin >= 0 ? "inside" : "outside");
    }

    private void errors() {
        if (result.errors().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(terminal.bold("  errors"));
        for (ErrorResult error : result.errors().stream().limit(ERRORS).toList()) {
            lines.add("  " + terminal.red(String.format(Locale.ROOT, "%7s", Figures.count(error.count()))) + "  "
                    + Progress.cut(error.request() + ": " + error.message(), 200));
        }
        if (result.errors().size() > ERRORS) {
            lines.add("           and " + (result.errors().size() - ERRORS) + " other kinds");
        }
    }

    private void iterations() {
        Ledger ledger = result.ledger();
        lines.add("");
        lines.add("  iterations  " + Figures.count(ledger.scheduled()) + " scheduled = "
                + Figures.count(ledger.started()) + " started + " + Figures.count(ledger.dropped()) + " dropped;  "
                + Figures.count(ledger.started()) + " started = " + Figures.count(ledger.completed())
                + " completed + " + Figures.count(ledger.failed()) + " failed + "
                + Figures.count(ledger.interrupted()) + " interrupted");
    }

    private void throttled() {
        for (MetricResult metric : result.metrics()) {
            if (metric instanceof MetricResult.Trend held
                    && held.name().equals("throttle_wait")
                    && held.tags().isEmpty()
                    && !held.distribution().isEmpty()) {
                Distribution waits = held.distribution();
                lines.add("  throttle    held back " + Figures.count(waits.count()) + " requests: p50 "
                        + Figures.time(waits.p50()) + ", p99 " + Figures.time(waits.p99()) + ", max "
                        + Figures.time(waits.max()));
            }
        }
    }

    private void trust() {
        String summary = "  generator   " + result.generator().summary();
        lines.add(result.generator().state() == GeneratorHealth.State.GOOD ? summary : terminal.yellow(summary));
        result.warnings().forEach(warning -> lines.add(terminal.yellow("  warning     " + warning)));
    }

    private void verdict() {
        lines.add("");
        String verdict = result.verdict() + ": " + result.reason();
        lines.add("  "
                + terminal.bold(result.verdict() == Verdict.PASSED ? terminal.green(verdict) : terminal.red(verdict)));
        URI report = ReportLink.to(result.report());
        if (report != null) {
            lines.add("  report: " + report);
        }
    }
}
