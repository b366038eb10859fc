package dev.perf.engine.internal.run;

import dev.perf.engine.internal.journal.EntryKind;
import dev.perf.engine.internal.journal.RunEnd;
import dev.perf.engine.internal.journal.RunFacts;
import dev.perf.engine.internal.journal.RunNews;
import dev.perf.engine.internal.journal.RunStop;
import dev.perf.engine.internal.journal.WorkloadEnd;
import dev.perf.engine.internal.measure.FleetAggregation;
import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.result.ErrorResult;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.ThresholdResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes the entries of the journals of agents, and makes one run of them: what they measured goes into a {@link
 * FleetAggregation}, the rest is kept here. An agent whose entry cannot be read is lost, and nobody else is disturbed.
 * Thread-safe; the entries of one agent come one at a time and in order, each once.
 */
final class FleetMerge {

    private static final EntryKind[] KINDS = EntryKind.values();

    /** Short runs get short intervals. */
    private static final Duration SHORT_RUN = Duration.ofSeconds(10);

    private final FleetAggregation merged;
    private final ReentrantLock lock = new ReentrantLock(); // guards what follows
    private final Map<Integer, Told> byAgent = new TreeMap<>();
    private @Nullable RunStop stop;

    /** What an agent has told besides what it measured. */
    private static final class Told {
        @Nullable
        RunFacts facts;

        @Nullable
        RunEnd end;

        final List<WorkloadEnd> workloadEnds = new ArrayList<>();
        final List<RunEvent> events = new ArrayList<>();
        List<PlannedLoad> planned = List.of();
        List<ThresholdResult> checks = List.of();
        List<String> warnings = List.of();

        @Nullable
        String firstFailure;
    }

    FleetMerge(FleetAggregation merged) {
        this.merged = merged;
    }

    /** Returns how long the intervals of a run are. */
    static Duration step(Duration planned) {
        return planned.compareTo(SHORT_RUN) < 0 ? Duration.ofMillis(100) : Duration.ofSeconds(1);
    }

    /**
     * Takes the next entry of an agent, which has {@linkplain FleetAggregation#join joined}.
     *
     * @return why nothing more can be taken of the agent; null where the entry was taken
     */
    @Nullable
    String take(int agent, byte[] entry) {
        try {
            var in = new ByteInput(entry);
            switch (in.constant(KINDS)) {
                case FACTS -> takeFacts(agent, RunFacts.read(in));
                case WORKLOAD_END -> {
                    WorkloadEnd end = WorkloadEnd.read(in);
                    requireEnd(in);
                    take(agent, end);
                }
                case INTERVAL -> {
                    FleetAggregation.Delivery interval = merged.read(agent, in);
                    RunNews news = RunNews.read(in);
                    requireEnd(in);
                    merged.take(interval);
                    take(agent, news);
                }
                case END -> {
                    FleetAggregation.LastDelivery last = merged.readEnd(agent, in);
                    RunNews news = RunNews.read(in);
                    RunEnd end = RunEnd.read(in);
                    requireEnd(in);
                    take(agent, news);
                    take(agent, end);
                    merged.end(last);
                }
                case CHECKPOINT, PART ->
                    throw new BadBytesException("it sums up what came before, which only a journal by itself may");
            }
            return null;
        } catch (RuntimeException damaged) {
            return "what it told cannot be read: "
                    + (damaged instanceof BadBytesException ? damaged.getMessage() : damaged);
        }
    }

    private static void requireEnd(ByteInput in) {
        if (!in.isAtEnd()) {
            throw new BadBytesException("the entry is longer than what is in it");
        }
    }

    private Told told(int agent) {
        return byAgent.computeIfAbsent(agent, ignored -> new Told());
    }

    private void takeFacts(int agent, RunFacts facts) {
        lock.lock();
        try {
            Told told = told(agent);
            if (told.facts != null) {
                throw new BadBytesException("the facts of the run come twice");
            }
            told.facts = facts;
        } finally {
            lock.unlock();
        }
    }

    private void take(int agent, RunNews news) {
        lock.lock();
        try {
            Told told = told(agent);
            told.events.addAll(
                    news.events().subList(0, Math.min(news.events().size(), EventLog.MOST - told.events.size())));
            told.planned = news.planned() == null ? told.planned : news.planned();
            told.checks = news.checks() == null ? told.checks : news.checks();
            told.warnings = news.warnings() == null ? told.warnings : news.warnings();
            told.firstFailure = news.firstFailure() == null ? told.firstFailure : news.firstFailure();
            stop = stop == null ? news.stop() : stop;
        } finally {
            lock.unlock();
        }
    }

    private void take(int agent, WorkloadEnd end) {
        lock.lock();
        try {
            told(agent).workloadEnds.add(end);
        } finally {
            lock.unlock();
        }
    }

    /** Returns which of its parts of workloads an agent said were over, in that order. */
    List<WorkloadEnd> workloadEnds(int agent) {
        lock.lock();
        try {
            return List.copyOf(told(agent).workloadEnds);
        } finally {
            lock.unlock();
        }
    }

    private void take(int agent, RunEnd end) {
        lock.lock();
        try {
            told(agent).end = end;
        } finally {
            lock.unlock();
        }
    }

    private List<Told> all() {
        lock.lock();
        try {
            return List.copyOf(byAgent.values());
        } finally {
            lock.unlock();
        }
    }

    /** Returns what an agent said of the run; null before it did. */
    @Nullable
    RunFacts facts(int agent) {
        lock.lock();
        try {
            return told(agent).facts;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how an agent ended; null before it did. */
    @Nullable
    RunEnd end(int agent) {
        lock.lock();
        try {
            return told(agent).end;
        } finally {
            lock.unlock();
        }
    }

    /** Returns why users on an agent, or a fault of its engine, ended the run for all, the first of them; null where none did. */
    @Nullable
    RunStop stop() {
        lock.lock();
        try {
            return stop;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how those agents ended that did. */
    List<RunEnd> ends() {
        return all().stream().map(told -> told.end).filter(Objects::nonNull).toList();
    }

    /** Returns what agents warn of besides how they measure: what all say once, what some say with their names. */
    List<String> warnings() {
        lock.lock();
        try {
            var holders = new LinkedHashMap<String, List<Integer>>();
            byAgent.forEach((agent, told) ->
                    told.warnings.forEach(warning -> holders.computeIfAbsent(warning, ignored -> new ArrayList<>())
                            .add(agent)));
            var warnings = new ArrayList<String>();
            holders.forEach((warning, agents) -> warnings.add(
                    agents.size() == byAgent.size()
                            ? warning
                            : agents.size() == 1
                                    ? "Agent \"" + merged.name(agents.getFirst()) + "\": " + warning
                                    : agents.size() + " agents, \"" + merged.name(agents.getFirst())
                                            + "\" the first of them: " + warning));
            return warnings;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what came of health checks; one that failed on an agent has failed. */
    List<ThresholdResult> checks() {
        var checks = new LinkedHashMap<String, ThresholdResult>();
        all().stream()
                .flatMap(told -> told.checks.stream())
                .forEach(check -> checks.merge(check.expression(), check, (one, other) -> one.passed() ? other : one));
        return List.copyOf(checks.values());
    }

    /** Returns what was done to the run; orders reach all agents, and are told of once. */
    List<RunEvent> events() {
        var events = new LinkedHashMap<List<Object>, RunEvent>();
        all().stream()
                .flatMap(told -> told.events.stream())
                .sorted(Comparator.comparing(RunEvent::at))
                .forEach(event -> events.putIfAbsent(List.of(event.type(), event.text()), event));
        return List.copyOf(events.values());
    }

    /** Returns the load that was asked for, over all agents together: each tells all of it. */
    List<PlannedLoad> planned() {
        return all().stream()
                .map(told -> told.planned)
                .filter(told -> !told.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** Returns what the first failing iteration did on one of the agents; null where none failed. */
    @Nullable
    String firstFailure() {
        return all().stream()
                .map(told -> told.firstFailure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Returns users that took no notice of the end, over all agents. */
    int leftBehind() {
        return ends().stream().mapToInt(RunEnd::leftBehind).sum();
    }

    /** Returns failures of the setup, without which there was no load. */
    List<ErrorResult> setupErrors() {
        return ends().stream().flatMap(end -> end.setupErrors().stream()).toList();
    }
}
