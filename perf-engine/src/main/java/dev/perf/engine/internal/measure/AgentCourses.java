package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.AgentResult;
import dev.perf.result.Distribution;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.GeneratorHealth.Signal;
import dev.perf.result.GeneratorHealth.State;
import dev.perf.result.Snapshot;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each agent of a run came to; empty where the load comes from this process. Belongs to one thread. */
final class AgentCourses {

    /** Medians of fewer requests tell nothing of an agent. */
    private static final long ENOUGH_REQUESTS = 100;

    /** By how many times slower than the others an agent is told of. */
    private static final int OUTLIER = 2;
    /** Below this a multiple of a median says more of the clock than of the agent. */
    private static final long LEAST_GAP = 1_000_000;

    private final List<AgentCourse> courses = new ArrayList<>();
    private final Set<Integer> changed = new LinkedHashSet<>();
    private final List<AgentInterval> added = new ArrayList<>();

    boolean isEmpty() {
        return courses.isEmpty();
    }

    /** Tells whether there is an agent of that name. */
    boolean isNamed(@Nullable String name) {
        return name != null && courses.stream().anyMatch(course -> course.name().equals(name));
    }

    AgentStatus status(int agent) {
        return courses.get(agent).status();
    }

    /** An agent has another status; one that there is none of yet begins. */
    void put(int agent, AgentStatus status) {
        if (agent > courses.size()) {
            throw new BadBytesException("agent " + agent + " of " + courses.size());
        }
        if (agent == courses.size()) {
            courses.add(new AgentCourse(status));
        } else {
            courses.get(agent).become(status);
        }
        changed.add(agent);
    }

    void add(AgentInterval interval) {
        if (interval.agent() >= courses.size()) {
            throw new BadBytesException("agent " + interval.agent() + " of " + courses.size());
        }
        courses.get(interval.agent()).add(interval);
        added.add(interval);
    }

    /** Returns what is new since the last call; null where nothing is. */
    @Nullable
    AgentNews takeNews() {
        if (changed.isEmpty() && added.isEmpty()) {
            return null;
        }
        var news = new AgentNews(
                changed.stream().map(agent -> Map.entry(agent, status(agent))).toList(), List.copyOf(added));
        forgetNews();
        return news;
    }

    /** Nobody asks what is new. */
    void forgetNews() {
        changed.clear();
        added.clear();
    }

    /** Takes what was new in the run that was written. */
    void take(AgentNews news) {
        news.statuses().forEach(one -> put(one.getKey(), one.getValue()));
        news.intervals().forEach(this::add);
        forgetNews();
    }

    List<Snapshot.Agent> snapshot() {
        long furthest =
                courses.stream().mapToLong(AgentCourse::heardNanos).max().orElse(0);
        return courses.stream().map(course -> course.snapshot(furthest)).toList();
    }

    /** Returns the verdict on all generators so far. */
    GeneratorHealth healthSoFar() {
        return worst(health(AgentCourse::healthSoFar));
    }

    /** Returns the verdicts, given the whole run. */
    List<GeneratorHealth> health() {
        return health(AgentCourse::health);
    }

    private List<GeneratorHealth> health(Function<AgentCourse, GeneratorHealth> verdict) {
        return courses.stream().map(verdict).toList();
    }

    /** Returns the verdict on all: a run is as good as the worst of its generators. */
    GeneratorHealth worst(List<GeneratorHealth> verdicts) {
        Map<String, GeneratorHealth> byName = new LinkedHashMap<>();
        for (int i = 0; i < courses.size(); i++) {
            if (courses.get(i).isMeasured() || courses.size() == 1) {
                byName.put(courses.get(i).name(), verdicts.get(i));
            }
        }
        if (byName.isEmpty()) {
            return verdicts.getFirst();
        }
        State worst = state(byName.values().stream().map(GeneratorHealth::state).toList());
        List<String> those = byName.entrySet().stream()
                .filter(one -> one.getValue().state() == worst)
                .map(Map.Entry::getKey)
                .toList();
        GeneratorHealth shown = byName.getOrDefault(those.getFirst(), verdicts.getFirst());
        if (byName.size() == 1) {
            return shown;
        }
        return new GeneratorHealth(worst, summary(those, byName.size(), shown), signals(byName), shown.course());
    }

    /** What nobody has seen makes nothing good. */
    private static State state(List<State> states) {
        State worst = states.stream().max(State::compareTo).orElse(State.NOT_MEASURED);
        return worst == State.GOOD && states.contains(State.NOT_MEASURED) ? State.NOT_MEASURED : worst;
    }

    private static String summary(List<String> those, int all, GeneratorHealth shown) {
        String of = shown.summary().replaceFirst("^The generator", "Agent \"" + those.getFirst() + "\"");
        int others = those.size() - 1;
        return switch (shown.state()) {
            case GOOD -> "None of the " + all + " agents was the limit. " + of;
            case WARNING, INVALID, NOT_MEASURED ->
                of
                        + (others == 0
                                ? ""
                                : " So it is with " + others + " more of the " + all + " agents: "
                                        + String.join(", ", those.subList(1, Math.min(those.size(), 6)))
                                        + (others > 5 ? " and others." : "."));
        };
    }

    private static List<Signal> signals(Map<String, GeneratorHealth> byName) {
        var signals = new LinkedHashMap<String, Signal>();
        byName.forEach((name, health) -> health.signals().forEach(signal -> {
            Signal before = signals.get(signal.name());
            if (before == null || signal.state().compareTo(before.state()) > 0) {
                signals.put(
                        signal.name(),
                        new Signal(
                                signal.name(),
                                signal.value() + " on agent \"" + name + "\"",
                                signal.limit(),
                                signal.state()));
            }
        }));
        return List.copyOf(signals.values());
    }

    /** Returns what each came to. */
    List<AgentResult> results(List<GeneratorHealth> verdicts) {
        var results = new ArrayList<AgentResult>();
        for (int i = 0; i < courses.size(); i++) {
            results.add(courses.get(i).result(verdicts.get(i), status(i).warnings()));
        }
        return results;
    }

    /** Returns who is an outlier: an agent whose requests take much longer than those of others tells of itself or its network. */
    List<String> warnings() {
        Map<Integer, Distribution> times = new LinkedHashMap<>();
        for (int i = 0; i < courses.size(); i++) {
            Distribution all = courses.get(i).responseTime();
            if (all.count() >= ENOUGH_REQUESTS) {
                times.put(i, all);
            }
        }
        var outliers = new ArrayList<String>();
        times.forEach((agent, all) -> {
            long[] others = times.entrySet().stream()
                    .filter(other -> !other.getKey().equals(agent))
                    .mapToLong(other -> other.getValue().p50().toNanos())
                    .sorted()
                    .toArray();
            long own = all.p50().toNanos();
            long median = others.length == 0 ? Long.MAX_VALUE : others[(others.length - 1) / 2];
            if (own / OUTLIER > median && own - median > LEAST_GAP) {
                outliers.add("Agent \"" + courses.get(agent).name() + "\" is an outlier: its p50 is "
                        + DurationText.measured(Duration.ofNanos(own)) + ", that of the others "
                        + DurationText.measured(Duration.ofNanos(median))
                        + ". Look at its machine and its way to the target.");
            }
        });
        return List.copyOf(outliers);
    }

    void write(ByteOutput out) {
        out.list(courses, (to, course) -> course.write(to));
    }

    void read(ByteInput in) {
        courses.addAll(in.list(AgentCourse::read));
    }
}
