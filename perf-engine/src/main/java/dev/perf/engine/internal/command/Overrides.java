package dev.perf.engine.internal.command;

import dev.perf.engine.internal.run.ChosenScenarios;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Preset;
import dev.perf.load.Rate;
import dev.perf.plan.Baseline;
import dev.perf.plan.Mix;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.text.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Changes a plan as flags ask: first which scenarios there are, then the shape, then the height, then the length, so
 * that {@code --shape stress --users 200 --duration 5m} is a stress test whose peak is 200 users and which takes 5 minutes.
 */
final class Overrides {

    private Overrides() {}

    /**
     * Returns the plan that the flags ask for.
     *
     * @throws UsageException if a flag has nothing to change
     */
    static TestPlan apply(Flags flags, TestPlan plan) {
        TestPlan changed = flags.scenarios.isEmpty() ? plan : only(flags.scenarios, plan);
        Preset shape = flags.shape;
        if (shape != null) {
            changed = changed.withLoads(load -> shaped(shape, load));
        }
        Integer users = flags.users;
        if (users != null) {
            changed = scale(
                    changed,
                    load -> !(load instanceof OpenLoad),
                    users,
                    "--users " + users,
                    "no closed load to scale; use --rate");
        }
        Rate rate = flags.rate;
        if (rate != null) {
            changed = scale(
                    changed,
                    OpenLoad.class::isInstance,
                    rate.perSecond(),
                    "--rate " + rate,
                    "no open load to scale; use --users");
        }
        Duration duration = flags.duration;
        if (duration != null) {
            changed = stretch(changed, duration);
        }
        String baseUrl = flags.baseUrl;
        if (baseUrl != null) {
            changed = changed.withHttp(changed.http().baseUrl(baseUrl));
        }
        Long seed = flags.seed;
        if (seed != null) {
            changed = changed.withSeed(seed);
        }
        Path baseline = flags.baseline;
        if (baseline != null) {
            changed = changed.withBaseline(new Baseline(baseline, true, plan.location()));
        }
        if (!flags.thresholds.isEmpty()) {
            var thresholds = new ArrayList<>(changed.thresholds());
            flags.thresholds.forEach(
                    expression -> thresholds.add(new TestPlan.ThresholdRule(expression, plan.location())));
            changed = changed.withThresholds(thresholds);
        }
        var outputs =
                new ArrayList<>(flags.outputs.stream().map(OutputFlags::read).toList());
        if (flags.live != null) {
            outputs.add(OutputFlags.livePage(flags.live));
        }
        changed = changed.withObservation(changed.observation().withOutputs(outputs));
        var tags = new LinkedHashMap<>(changed.tags());
        tags.putAll(flags.tags);
        return changed.withTags(tags);
    }

    /** A name with commas is one name where the test has such a scenario. */
    private static TestPlan only(List<String> values, TestPlan plan) {
        Set<String> known = plan.workloads().stream()
                .map(workload -> workload.scenario().name())
                .collect(Collectors.toSet());
        List<String> names = values.stream()
                .flatMap(value -> known.contains(value)
                        ? Stream.of(value)
                        : Stream.of(value.split(",", -1)).map(String::strip))
                .toList();
        try {
            return ChosenScenarios.of(plan, names);
        } catch (IllegalArgumentException unknown) {
            throw new UsageException("--scenario: " + unknown.getMessage());
        }
    }

    private static LoadProfile shaped(Preset shape, LoadProfile load) {
        try {
            return shape.shape(load);
        } catch (IllegalArgumentException shapeless) {
            throw new UsageException(
                    "--shape " + shape.name().toLowerCase(Locale.ROOT) + ": " + shapeless.getMessage());
        }
    }

    /** Several profiles of a model keep their shares of the peak; one that several scenarios share counts once. */
    private static TestPlan scale(
            TestPlan plan, Predicate<LoadProfile> model, double peak, String flag, String nothing) {
        var mixes = new HashSet<Mix>();
        double before = plan.workloads().stream()
                .filter(workload -> workload.portion() == null
                        || mixes.add(workload.portion().mix()))
                .map(Workload::load)
                .filter(model)
                .mapToDouble(LoadProfile::peak)
                .sum();
        if (before <= 0) {
            throw new UsageException(flag + ": the test has " + nothing);
        }
        return plan.withLoads(load -> model.test(load) ? load.scaledBy(peak / before) : load);
    }

    private static TestPlan stretch(TestPlan plan, Duration length) {
        try {
            return plan.stretchedTo(length);
        } catch (IllegalArgumentException without) {
            throw new UsageException("--duration " + DurationText.of(length) + ": " + without.getMessage());
        }
    }
}
