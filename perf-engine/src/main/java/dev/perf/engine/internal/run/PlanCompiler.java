package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.foreign.ForeignProtocol;
import dev.perf.engine.internal.http.HttpProtocol;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.measure.ErrorLog;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.MetricBook;
import dev.perf.engine.internal.plan.Part;
import dev.perf.engine.internal.plan.Slice;
import dev.perf.engine.internal.run.CompiledTest.CompiledWorkload;
import dev.perf.engine.internal.run.CompiledTest.Fixture;
import dev.perf.engine.internal.script.CompiledScenario;
import dev.perf.engine.internal.script.Equipment;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.engine.internal.script.RequestGate;
import dev.perf.engine.internal.script.StepCompiler;
import dev.perf.engine.internal.soak.SoakCheck;
import dev.perf.engine.internal.sse.SseProtocol;
import dev.perf.engine.internal.template.Templates;
import dev.perf.engine.internal.trace.Tracing;
import dev.perf.engine.internal.websocket.WebSocketProtocol;
import dev.perf.metric.Metric;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Mix;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import dev.perf.threshold.Threshold;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a plan into something that runs, or into the list of all its mistakes. */
public final class PlanCompiler {

    private static final int MOST_SERIES = 100_000;
    private static final int MOST_THINK_TIME_FACTOR = 1_000;

    private PlanCompiler() {}

    /**
     * Compiles {@code plan}, and reads its data: files, and the queries of its JDBC feeders. Contacts no target.
     *
     * @param tracing who reads of what users do; null for nobody
     * @throws InvalidPlanException if it has mistakes
     */
    public static CompiledTest compile(TestPlan plan, Clock clock, int processors, @Nullable Tracing tracing) {
        return compile(plan, clock, processors, tracing, Place.alone());
    }

    /**
     * Compiles {@code plan} for a process that does some of its run, and reads its data as {@link #compile(TestPlan,
     * Clock, int, Tracing)} does.
     *
     * @param place what the process does
     * @throws InvalidPlanException if the plan has mistakes, or cannot be divided like that
     */
    static CompiledTest compile(TestPlan plan, Clock clock, int processors, @Nullable Tracing tracing, Place place) {
        Part part = place.shares().start();
        var problems = new ArrayList<Problem>();
        var measurement = new Measurement(clock, processors, plan.maxSeries(), errors(plan));
        checkPlan(plan, problems);
        StartCheck.check(plan, problems);
        SoakCheck.check(plan, problems);
        ThrottleCheck.check(plan, problems);
        OutputCheck.check(plan, problems);
        declare(plan, measurement.series().metrics(), problems);
        var templates = new Templates(System.getenv());
        HttpProtocol http = HttpProtocol.open(plan, clock, problems, templates);
        var protocols = new ArrayList<Protocol>(
                List.of(http, new WebSocketProtocol(http, clock), new SseProtocol(http, clock)));
        protocols.addAll(ForeignProtocol.openAll(protocols.size()));
        var equipment = new Equipment(
                measurement,
                protocols,
                templates,
                part,
                RequestGate.of(plan.throttle(), part),
                place.allowance(),
                tracing);
        var scenarios = new StepCompiler(equipment, plan.seed(), plan.course().thinkTimeFactor(), problems);
        Fixture fixture = plan.course().hasSteps() ? fixture(plan, clock, scenarios) : null;
        var mixes = new HashSet<Mix>();
        List<CompiledWorkload> workloads = plan.workloads().stream()
                .map(workload -> {
                    Slice slice = slice(workload, mixes, problems);
                    CompiledScenario scenario = scenarios.compile(workload.scenario(), workload.load());
                    LoadCheck.checkMeetings(scenario.meetings(), workload, slice, part, problems);
                    return new CompiledWorkload(scenario, workload.load(), workload.start(), slice);
                })
                .toList();
        // Steps have named the metrics of the user's own by now.
        var tags = new TagCheck(plan, measurement.series(), place.agents());
        List<Threshold> thresholds = ThresholdCheck.check(plan, tags, measurement.series(), problems);
        SloCheck.check(plan, tags, problems);
        plan.slos().forEach(slo -> measurement.series().keep(slo.tags()));
        thresholds.forEach(threshold -> measurement.series().keep(threshold.tags()));
        if (problems.isEmpty()) {
            SoakCheck.checkStretch(
                    plan,
                    plan.workloads().stream()
                            .map(workload -> PlannedLoads.of(workload.scenario().name(), workload.load()))
                            .toList(),
                    problems);
        }
        if (!problems.isEmpty()) {
            protocols.forEach(Protocol::close);
            scenarios.feeds().close();
            throw new InvalidPlanException(plan.name(), problems);
        }
        return new CompiledTest(
                plan, measurement, workloads, thresholds, fixture, protocols, scenarios.feeds(), place.shares());
    }

    /** A load that several scenarios share is checked once. */
    private static Slice slice(TestPlan.Workload workload, Set<Mix> mixes, List<Problem> problems) {
        Mix.Portion portion = workload.portion();
        List<Problem> heard = portion == null || mixes.add(portion.mix()) ? problems : new ArrayList<>();
        LoadCheck.check(workload, heard);
        return portion == null || MixCheck.check(portion.mix(), workload.load(), heard)
                ? Slice.of(portion)
                : Slice.WHOLE;
    }

    private static Fixture fixture(TestPlan plan, Clock clock, StepCompiler scenarios) {
        var apart = new Measurement(clock, 1, plan.maxSeries(), errors(plan));
        return new Fixture(scenarios.compile(plan.course(), apart), apart);
    }

    private static ErrorLog errors(TestPlan plan) {
        return new ErrorLog(Masks.of(plan.http().masked()), plan.seed());
    }

    private static void declare(TestPlan plan, MetricBook metrics, List<Problem> problems) {
        for (Metric metric : plan.observation().metrics()) {
            String refusal = metrics.enter(metric);
            if (refusal != null) {
                problems.add(new Problem(metric.location(), "metric \"" + metric.name() + "\"", refusal));
            }
        }
    }

    private static void checkPlan(TestPlan plan, List<Problem> problems) {
        if (plan.name().isBlank()) {
            problems.add(new Problem(
                    plan.location(),
                    "test \"" + plan.name() + "\"",
                    "it has no name; give it one, by which its results are known"));
        }
        for (String tag : plan.tags().keySet()) {
            if (tag.isBlank()) {
                problems.add(new Problem(
                        plan.location(),
                        "tag \"" + tag + "\"",
                        "it has no name; give it one, by which results are told apart"));
            }
        }
        if (plan.workloads().isEmpty()) {
            problems.add(new Problem(plan.location(), "test", "it runs no scenario; add one with run(scenario, load)"));
        }
        var names = new HashSet<String>();
        for (TestPlan.Workload workload : plan.workloads()) {
            if (!names.add(workload.scenario().name())) {
                problems.add(new Problem(
                        workload.scenario().location(),
                        "scenario \"" + workload.scenario().name() + "\"",
                        "another scenario of the test has the same name; give it one of its own with named(\"...\")"));
            }
        }
        if (plan.maxSeries() < 1 || plan.maxSeries() > MOST_SERIES) {
            problems.add(new Problem(
                    plan.location(),
                    "maxSeries",
                    "must be between 1 and " + MOST_SERIES + ", got " + plan.maxSeries() + "; the default is "
                            + TestPlan.DEFAULT_MAX_SERIES));
        }
        double factor = plan.course().thinkTimeFactor();
        if (!(factor >= 0 && factor <= MOST_THINK_TIME_FACTOR)) {
            problems.add(new Problem(
                    plan.location(),
                    "thinkTimeFactor",
                    "must be from 0 to " + Figures.count(MOST_THINK_TIME_FACTOR) + ", got " + Figures.plain(factor)));
        }
        if (plan.warmUp().isNegative()) {
            problems.add(new Problem(
                    plan.location(), "warm-up", "must not be negative, got " + DurationText.of(plan.warmUp())));
        } else if (!plan.warmUp().isZero() && plan.warmUp().compareTo(plan.duration()) >= 0) {
            problems.add(new Problem(
                    plan.location(),
                    "warm-up",
                    DurationText.of(plan.warmUp()) + " must be shorter than the load, which lasts "
                            + DurationText.of(plan.duration())));
        }
    }
}
