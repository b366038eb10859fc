package dev.perf.engine.internal.command;

import dev.perf.engine.internal.run.ChosenScenarios;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Preset;
import dev.perf.load.Rate;
import dev.perf.load.Throttle;
import dev.perf.plan.Mix;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.scenario.Scenario;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Changes a plan as flags ask: first which scenarios there are, then the shape, then the height, then the length, so
 * that {@code --profile stress --users 200 --duration 5m} is a stress test whose peak is 200 users and which takes 5 minutes.
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
        Preset profile = flags.profile;
        if (profile != null) {
            changed = withLoads(changed, load -> shaped(profile, load));
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
        changed = changed.withObservation(changed.observation()
                .withOutputs(flags.outputs.stream().map(OutputFlags::read).toList()));
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

    private static LoadProfile shaped(Preset profile, LoadProfile load) {
        try {
            return profile.shape(load);
        } catch (IllegalArgumentException shapeless) {
            throw new UsageException(
                    "--profile " + profile.name().toLowerCase(Locale.ROOT) + ": " + shapeless.getMessage());
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
        return withLoads(plan, load -> model.test(load) ? load.scaledBy(peak / before) : load);
    }

    private static TestPlan stretch(TestPlan plan, Duration length) {
        double before = lengthOf(plan).toNanos();
        if (before <= 0) {
            throw new UsageException("--duration " + DurationText.of(length)
                    + ": the test has no load with a length to stretch; a number of iterations lasts as long as it"
                    + " takes, and what starts at once takes no time");
        }
        double factor = length.toNanos() / before;
        TestPlan stretched = plan.withWorkloads(plan.workloads().stream()
                .map(workload -> new Workload(
                        stretched(workload.scenario(), factor),
                        workload.load().stretchedBy(factor),
                        workload.start().stretchedBy(factor),
                        workload.portion()))
                .toList());
        Throttle throttle = plan.throttle();
        if (throttle != null) {
            stretched = stretched.withThrottle(throttle.stretchedBy(factor));
        }
        return stretched.withWarmUp(Duration.ofNanos(Math.round(plan.warmUp().toNanos() * factor)));
    }

    /** Nobody knows how long a number of iterations takes, so it counts for nothing. */
    private static Duration lengthOf(TestPlan plan) {
        List<LoadProfile> timed = plan.workloads().stream()
                .map(Workload::load)
                .filter(load -> !(load instanceof IterationLoad))
                .toList();
        return timed.size() == plan.workloads().size()
                ? plan.duration()
                : timed.stream()
                        .map(LoadProfile::duration)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
    }

    private static Scenario stretched(Scenario scenario, double factor) {
        Throttle throttle = scenario.throttle();
        return throttle == null ? scenario : scenario.throttle(throttle.stretchedBy(factor));
    }

    private static TestPlan withLoads(TestPlan plan, UnaryOperator<LoadProfile> change) {
        List<Workload> changed = plan.workloads().stream()
                .map(workload -> workload.withLoad(change.apply(workload.load())))
                .toList();
        return plan.withWorkloads(changed);
    }
}
