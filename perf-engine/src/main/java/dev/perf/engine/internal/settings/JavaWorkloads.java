package dev.perf.engine.internal.settings;

import dev.perf.Perf;
import dev.perf.engine.internal.settings.load.Loads;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.feed.Feeder;
import dev.perf.load.ClosedLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.plan.Mix;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The workloads of a Java test, with the load that a file puts on them.
 *
 * <p>A load for the whole test takes the place of those that the test has: its scenarios share it in proportion to what they
 * had. Where the test has users and arrivals, those of the other model keep their shape, and get as much more or less, and as
 * much longer or shorter. A scenario of the file stands for one of the test, by {@code exec} or its name, and may stand for it
 * more than once, with another name and load, as in k6.
 */
record JavaWorkloads(Fields root, Map<String, Object> variables, List<Feeder> files) {

    /** Weights go to 10,000. */
    private static final double MOST_WEIGHT = 10_000;

    List<Workload> of(List<Workload> test) {
        List<Workload> fed = test.stream().map(this::fed).toList();
        Map<String, Fields> sections = root.get(TestSection.SCENARIOS, Map.of());
        LoadProfile shared = Loads.read(root);
        List<Workload> loaded = shared == null ? fed : sharing(fed, shared);
        var meant = new LinkedHashSet<String>();
        var own = new ArrayList<Workload>();
        sections.forEach((key, fields) -> {
            String name = fields.get(ScenarioSection.NAME, key);
            if (ScenarioSection.isWritten(fields)) {
                written(name, fields, own);
                return;
            }
            Workload found = found(name, fields, loaded);
            if (found != null) {
                meant.add(found.scenario().name());
                own.add(configured(name, found, fields));
            }
        });
        var all = new ArrayList<Workload>();
        for (Workload workload : loaded) {
            if (!meant.contains(workload.scenario().name())) {
                all.add(workload);
            }
        }
        all.addAll(own);
        return all;
    }

    private Workload fed(Workload workload) {
        Scenario scenario = workload.scenario();
        for (Feeder feeder : Data.feeders(Data.feeder(variables, root.place()), files)) {
            scenario = scenario.feed(feeder);
        }
        return new Workload(scenario, workload.load(), workload.start(), workload.portion());
    }

    private void written(String name, Fields fields, List<Workload> own) {
        if (!Loads.isIn(fields)) {
            fields.mistake(
                    "is none of the Java test, so it needs a load of its own: give it \"users\" and \"duration\","
                            + " \"phases\" or another load");
            return;
        }
        LoadProfile load = Loads.read(fields);
        if (load != null) {
            Scenario scenario = ScenarioSection.scenario(name, fields, variables, files);
            own.add(new Workload(scenario, load, ScenarioSection.start(fields)));
        }
    }

    private static @Nullable Workload found(String name, Fields fields, List<Workload> test) {
        String asked = fields.get(ScenarioSection.EXEC, name);
        for (Workload workload : test) {
            if (workload.scenario().name().equals(asked)) {
                return workload;
            }
        }
        if (test.size() == 1 && !fields.has(ScenarioSection.EXEC)) {
            return test.getFirst();
        }
        ScenarioSection.needsFlow(
                fields,
                test.stream().map(workload -> workload.scenario().name()).toList());
        return null;
    }

    private static Workload configured(String name, Workload workload, Fields fields) {
        Scenario scenario = ScenarioSection.configured(workload.scenario(), fields);
        Scenario named = scenario.name().equals(name) ? scenario : scenario.named(name);
        if (!Loads.isIn(fields)) {
            Workload same = new Workload(named, workload.load(), workload.start(), workload.portion());
            return ScenarioSection.hasStart(fields) ? same.withStart(ScenarioSection.start(fields)) : same;
        }
        LoadProfile load = Loads.read(fields);
        return new Workload(named, load == null ? workload.load() : load, ScenarioSection.start(fields));
    }

    private static List<Workload> sharing(List<Workload> test, LoadProfile load) {
        List<Workload> alike =
                test.stream().filter(workload -> isAlike(workload.load(), load)).toList();
        List<Workload> replaced = alike.isEmpty() ? test : alike;
        double before = sum(replaced);
        var sharing = new Sharing(load);
        double most = replaced.stream().mapToDouble(JavaWorkloads::part).max().orElse(1);
        double unit = most > MOST_WEIGHT || most < 1 ? MOST_WEIGHT / Math.max(most, 1e-9) : 1;
        for (Workload workload : replaced) {
            sharing.add(
                    workload.scenario(),
                    (int) Math.max(1, Math.round(part(workload) * unit)),
                    Perf.startingAfter(Duration.ZERO));
        }
        var all = new ArrayList<>(sharing.workloads());
        double factor = before <= 0 ? 1 : load.peak() / before;
        for (Workload workload : test) {
            if (!replaced.contains(workload)) {
                all.add(workload.withLoad(fitted(workload.load().scaledBy(factor), load.duration())));
            }
        }
        return all;
    }

    private static boolean isAlike(LoadProfile one, LoadProfile other) {
        return one instanceof OpenLoad == other instanceof OpenLoad;
    }

    private static LoadProfile fitted(LoadProfile load, Duration length) {
        boolean isTimed = load instanceof OpenLoad || load instanceof ClosedLoad;
        return isTimed && load.duration().isPositive()
                ? load.stretchedBy((double) length.toNanos() / load.duration().toNanos())
                : load;
    }

    /** Shares of one load count once. */
    private static double sum(List<Workload> workloads) {
        Set<Mix> seen = new LinkedHashSet<>();
        return workloads.stream()
                .filter(workload -> workload.portion() == null
                        || seen.add(workload.portion().mix()))
                .mapToDouble(workload -> workload.load().peak())
                .sum();
    }

    /** How much of the load of its test a workload has. */
    private static double part(Workload workload) {
        Mix.Portion portion = workload.portion();
        if (portion == null) {
            return workload.load().peak();
        }
        double all = portion.mix().members().stream()
                .mapToDouble(JavaWorkloads::weight)
                .sum();
        Mix.Member member = Objects.requireNonNull(portion.mix().members().get(portion.index()));
        return workload.load().peak() * weight(member) / all;
    }

    private static double weight(Mix.Member member) {
        return member instanceof Mix.Share share ? share.weight() : 1;
    }
}
