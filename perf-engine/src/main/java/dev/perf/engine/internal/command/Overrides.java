package dev.perf.engine.internal.command;

import dev.perf.load.ClosedLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Preset;
import dev.perf.load.Rate;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Changes a plan as flags ask: first the shape, then the height, then the length, so that {@code --profile stress
 * --users 200 --duration 5m} is a stress test whose peak is 200 users and which takes 5 minutes.
 */
final class Overrides {

    private Overrides() {}

    /**
     * Returns the plan that the flags ask for.
     *
     * @throws UsageException if a flag has nothing to change
     */
    static TestPlan apply(Flags flags, TestPlan plan) {
        TestPlan changed = plan;
        Preset profile = flags.profile;
        if (profile != null) {
            changed = withLoads(changed, profile::shape);
        }
        Integer users = flags.users;
        if (users != null) {
            changed =
                    scale(changed, ClosedLoad.class, users, "--users " + users, "no closed load to scale; use --rate");
        }
        Rate rate = flags.rate;
        if (rate != null) {
            changed = scale(
                    changed, OpenLoad.class, rate.perSecond(), "--rate " + rate, "no open load to scale; use --users");
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
        var tags = new LinkedHashMap<>(changed.tags());
        tags.putAll(flags.tags);
        return changed.withTags(tags);
    }

    /** Several profiles of a model keep their shares of the peak. */
    private static TestPlan scale(
            TestPlan plan, Class<? extends LoadProfile> model, double peak, String flag, String nothing) {
        double before = plan.workloads().stream()
                .map(Workload::load)
                .filter(model::isInstance)
                .mapToDouble(LoadProfile::peak)
                .sum();
        if (before <= 0) {
            throw new UsageException(flag + ": the test has " + nothing);
        }
        return withLoads(plan, load -> model.isInstance(load) ? load.scaledBy(peak / before) : load);
    }

    private static TestPlan stretch(TestPlan plan, Duration length) {
        double before = plan.duration().toNanos();
        if (before <= 0) {
            return plan;
        }
        double factor = length.toNanos() / before;
        TestPlan stretched = plan.withWorkloads(plan.workloads().stream()
                .map(workload -> new Workload(
                        workload.scenario(),
                        workload.load().stretchedBy(factor),
                        workload.start().stretchedBy(factor)))
                .toList());
        return stretched.withWarmUp(Duration.ofNanos(Math.round(plan.warmUp().toNanos() * factor)));
    }

    private static TestPlan withLoads(TestPlan plan, UnaryOperator<LoadProfile> change) {
        List<Workload> changed = plan.workloads().stream()
                .map(workload -> workload.withLoad(change.apply(workload.load())))
                .toList();
        return plan.withWorkloads(changed);
    }
}
