package dev.perf.engine.internal.command;

import dev.perf.engine.internal.outline.Outline;
import dev.perf.engine.internal.outline.RequestCount;
import dev.perf.engine.internal.plan.ArrivalSchedule;
import dev.perf.engine.internal.plan.ClosedSchedule;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadStart;
import dev.perf.load.OpenLoad;
import dev.perf.plan.Mix;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongToDoubleFunction;

/** A validated plan as text, with a drawing of each profile. */
final class DryRun {

    private static final int WIDTH = 60;
    private static final int HEIGHT = 8;
    private static final String STEPS = " ▁▂▃▄▅▆▇█";

    private DryRun() {}

    static List<String> describe(TestPlan plan) {
        return describe(plan, Forecast.Limits.ofThisProcess());
    }

    static List<String> describe(TestPlan plan, Forecast.Limits limits) {
        var lines = new ArrayList<String>();
        lines.add("test \"" + plan.name() + "\" is valid; nothing was sent");
        lines.add("  length      " + DurationText.of(plan.duration())
                + (plan.warmUp().isZero() ? "" : ", of which " + DurationText.of(plan.warmUp()) + " warm-up"));
        if (!plan.http().baseUrls().isEmpty()) {
            lines.add("  base URL    " + String.join(", ", plan.http().baseUrls()));
        }
        lines.add("  transport   " + plan.http().transport().name().toLowerCase(Locale.ROOT));
        lines.add("  seed        " + plan.seed());
        if (plan.throttle() != null) {
            lines.add("  requests    " + plan.throttle());
        }
        plan.thresholds().forEach(threshold -> lines.add("  threshold   " + threshold.expression()));
        plan.observation()
                .outputs()
                .forEach(
                        located -> lines.add("  output      " + located.output().name()));
        lines.addAll(Forecast.of(plan, limits));
        outline("setup, once before the load", plan.course().setup(), lines);
        plan.workloads().forEach(workload -> draw(workload, Since.of(workload, plan), lines));
        outline("teardown, once after the load", plan.course().teardown(), lines);
        return lines;
    }

    private static void outline(String title, List<Step> steps, List<String> lines) {
        if (!steps.isEmpty()) {
            lines.add("");
            Outline.of(title, steps).forEach(line -> lines.add("  " + line));
        }
    }

    /**
     * Where a drawing begins.
     *
     * @param start time since the start of the run
     * @param mark put before the times that are only expected
     */
    private record Since(Duration start, String mark) {

        static Since of(Workload workload, TestPlan plan) {
            return new Since(plan.startOf(workload), dependsOnUsers(workload, plan) ? "~" : "");
        }

        /** When users will have ended, nobody knows beforehand. */
        private static boolean dependsOnUsers(Workload workload, TestPlan plan) {
            return switch (workload.start()) {
                case LoadStart.AtTime ignored -> false;
                case LoadStart.AfterFinished ignored -> true;
                case LoadStart.AfterStopped stopped ->
                    plan.workloads().stream()
                            .filter(other -> other.scenario().name().equals(stopped.awaited()))
                            .anyMatch(other -> dependsOnUsers(other, plan));
            };
        }

        String after(long nanos) {
            Duration time = start.plusNanos(nanos);
            return time.isZero() ? "0" : mark + DurationText.of(time);
        }
    }

    /** Scenarios of a mix have the same load, each its part of it. */
    private static String share(Workload workload) {
        Mix.Portion portion = workload.portion();
        if (portion == null) {
            return "";
        }
        List<Mix.Member> members = portion.mix().members();
        return switch (members.get(portion.index())) {
            case Mix.Fixed fixed -> Figures.count(fixed.count()) + " of ";
            case Mix.Share share -> {
                int all = members.stream()
                        .mapToInt(member -> member instanceof Mix.Share other ? other.weight() : 0)
                        .sum();
                yield Figures.count(share.weight()) + " parts of " + Figures.count(all) + " of ";
            }
        };
    }

    private static void draw(Workload workload, Since since, List<String> lines) {
        lines.add("");
        lines.add("  scenario \"" + workload.scenario().name() + "\", " + share(workload) + workload.load());
        if (!workload.start().isAtOnce()) {
            lines.add("    begins " + workload.start());
        }
        if (workload.scenario().throttle() != null) {
            lines.add("    requests " + workload.scenario().throttle());
        }
        switch (workload.load()) {
            case ClosedLoad closed -> {
                ClosedSchedule schedule = ClosedSchedule.of(closed);
                draw(since, schedule.end(), schedule.peak(), "users", schedule::usersAt, lines);
            }
            case IterationLoad iterations ->
                lines.add("    starts " + Figures.count(iterations.total()) + " iterations, as fast as "
                        + Figures.count(iterations.users()) + " users go through them");
            case OpenLoad open -> {
                ArrivalSchedule schedule = ArrivalSchedule.of(open);
                draw(since, schedule.end(), open.peak(), "arrivals/s", schedule::rateAt, lines);
                drawAtOnce(open, lines);
                lines.add("    starts " + (schedule.isPoisson() ? "about " : "") + Figures.count(schedule.count())
                        + " iterations, at most "
                        + Figures.count(open.maxUsers()) + " at once");
            }
        }
        lines.add("    sends " + requests(workload.scenario()));
        lines.add("");
        Outline.of(workload.scenario()).forEach(line -> lines.add("      " + line));
    }

    private static String requests(Scenario scenario) {
        String count = RequestCount.of(scenario.steps()).toString();
        return count + (count.equals("1") ? " HTTP request" : " HTTP requests") + " per iteration";
    }

    /** They have no rate, so they stand below the axis. */
    private static void drawAtOnce(OpenLoad load, List<String> lines) {
        long end = load.duration().toNanos();
        var marks = new StringBuilder(" ".repeat(WIDTH));
        long all = 0;
        long time = 0;
        for (OpenLoad.Piece piece : load.pieces()) {
            if (piece.atOnce() > 0) {
                all += piece.atOnce();
                marks.setCharAt(end == 0 ? 0 : (int) Math.min(WIDTH - 1, WIDTH * time / end), '▲');
            }
            time += piece.duration().toNanos();
        }
        if (all > 0) {
            lines.add(" ".repeat(14) + marks + "   " + Figures.count(all) + " at once");
        }
    }

    private static void draw(
            Since since, long end, double peak, String unit, LongToDoubleFunction level, List<String> lines) {
        if (peak <= 0) {
            return;
        }
        int eighths = STEPS.length() - 1;
        for (int row = HEIGHT - 1; row >= 0; row--) {
            var line = new StringBuilder();
            for (int column = 0; column < WIDTH; column++) {
                long time = (long) ((column + 0.5) / WIDTH * end);
                double filled = level.applyAsDouble(time) / peak * HEIGHT - row;
                line.append(STEPS.charAt((int) Math.round(Math.max(0, Math.min(1, filled)) * eighths)));
            }
            String label = row == HEIGHT - 1 ? number(peak) : row == 0 ? "0" : "";
            lines.add(String.format(
                    Locale.ROOT, "    %8s │%s", label, line.toString().stripTrailing()));
        }
        lines.add(" ".repeat(13) + "└" + "─".repeat(WIDTH));
        String first = since.after(0);
        String last = since.after(end);
        lines.add(" ".repeat(14) + first + " ".repeat(Math.max(1, WIDTH - first.length() - last.length())) + last
                + "   " + unit);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Figures.count((long) value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
