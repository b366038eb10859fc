package dev.perf.engine.internal.run;

import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.slo.Objective;
import dev.perf.slo.Slo;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** Finds mistakes in service level objectives. */
final class SloCheck {

    private final TestPlan plan;
    private final List<Problem> problems;

    private SloCheck(TestPlan plan, List<Problem> problems) {
        this.plan = plan;
        this.problems = problems;
    }

    static void check(TestPlan plan, TagCheck tags, List<Problem> problems) {
        var check = new SloCheck(plan, problems);
        var names = new HashSet<String>();
        for (Slo slo : plan.slos()) {
            if (slo.name().isBlank()) {
                check.problem(slo, "it has no name; give it one, by which its results are known");
            } else if (!names.add(slo.name())) {
                check.problem(slo, "another objective of the test has the same name; give it one of its own");
            }
            tags.mistakes(slo.tags()).forEach(mistake -> check.problem(slo, mistake));
            check.objective(slo);
            slo.windows().forEach(window -> check.window(slo, window));
        }
    }

    private void objective(Slo slo) {
        switch (slo.objective()) {
            case Objective.Availability availability -> share(slo, availability.share());
            case Objective.ErrorRate errors -> share(slo, errors.share());
            case Objective.Latency latency -> {
                share(slo, latency.share());
                if (!latency.limit().isPositive()) {
                    problem(slo, "its time must be positive, got " + DurationText.of(latency.limit()));
                }
            }
            case Objective.Throughput throughput -> {
                if (!(throughput.least().perSecond() > 0)) {
                    problem(slo, "its rate must be positive, got " + throughput.least());
                }
            }
        }
    }

    private void share(Slo slo, double share) {
        if (!(share > 0 && share < 1)) {
            problem(
                    slo,
                    "its share must be above 0 and below 1, got " + Figures.plain(share)
                            + (share > 1 && share < 100 ? "; 0.999 is 99.9 %" : "")
                            + (share == 1
                                    ? ", which leaves no error budget; a threshold demands that nothing fails"
                                    : ""));
        }
    }

    private void window(Slo slo, Slo.Window window) {
        Duration load = plan.duration();
        if (!window.length().isPositive()) {
            problem(slo, "its windows must be positive, got " + DurationText.of(window.length()));
        } else if (load.isPositive() && window.length().compareTo(load.minus(plan.warmUp())) > 0) {
            problem(
                    slo,
                    "its windows of " + DurationText.of(window.length()) + " are longer than the load without warm-up,"
                            + " which lasts " + DurationText.of(load.minus(plan.warmUp())));
        }
        if (!(window.mostBurn() > 0 && Double.isFinite(window.mostBurn()))) {
            problem(slo, "its burn rate must be positive, got " + Figures.plain(window.mostBurn()));
        } else if (window.mostBurn() != 1 && slo.objective() instanceof Objective.Throughput) {
            problem(slo, "a throughput has no error budget that could burn; demand it with inEach(window)");
        }
    }

    private void problem(Slo slo, String message) {
        problems.add(new Problem(slo.location(), "slo \"" + slo.name() + "\"", message));
    }
}
