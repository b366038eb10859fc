package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.journal.EntryKind;
import dev.perf.engine.internal.journal.Journal;
import dev.perf.engine.internal.journal.JournalReader;
import dev.perf.engine.internal.journal.RunEnd;
import dev.perf.engine.internal.journal.RunFacts;
import dev.perf.engine.internal.measure.AgentFacts;
import dev.perf.engine.internal.measure.Aggregator;
import dev.perf.engine.internal.measure.FleetAggregation;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.MetricBook;
import dev.perf.result.AgentResult;
import dev.perf.result.JournalException;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.text.DurationText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes one result of the journals of agents whose coordinator died. */
public final class FleetRebuild {

    /** Nobody is behind who is read from a file. */
    private static final Duration FOREVER = Duration.ofDays(365);

    private final Clock clock = new SystemClock();
    private final Measurement measurement = new Measurement(clock, 1, Integer.MAX_VALUE);
    private final List<Path> folders;
    private final List<JournalReader> journals = new ArrayList<>();
    private final List<byte[]> first = new ArrayList<>();
    private final List<RunFacts> facts = new ArrayList<>();
    private final List<String> damage = new ArrayList<>();
    private Duration elapsed = Duration.ZERO;

    private FleetRebuild(List<Path> folders) {
        this.folders = folders;
    }

    /**
     * Makes the report of a run from the journals that its agents kept, into the first of their folders. The journals
     * stay.
     *
     * @param given folders of agents, or the journals in them, all of the same run; agents are named after them
     * @return the result; without a {@link RunResult#report} where nothing could be written
     * @throws JournalException if one of them has no journal that can be read, or they are of different runs
     */
    public static RunResult report(List<Path> given) {
        List<Path> folders = given.stream().map(FleetRebuild::folder).toList();
        if (folders.size() == 1) {
            return Rebuild.report(folders.getFirst());
        }
        if (folders.stream().distinct().count() < folders.size()) {
            throw new JournalException("a folder is named twice: every agent's journal counts once");
        }
        var rebuild = new FleetRebuild(folders);
        try {
            folders.forEach(rebuild::open);
            return rebuild.make();
        } finally {
            rebuild.close();
        }
    }

    private static Path folder(Path given) {
        Path path = given.toAbsolutePath().normalize();
        return path.endsWith(Journal.FILE) && path.getParent() != null ? path.getParent() : path;
    }

    private void open(Path folder) {
        JournalReader journal = JournalReader.open(folder);
        journals.add(journal);
        byte[] entry = journal.next();
        if (entry == null) {
            throw new JournalException("the journal in " + folder
                    + " holds nothing: the generator was killed before the load began; leave it out");
        }
        first.add(entry);
        facts.add(Rebuild.facts(folder, entry));
        requireSameRun(folder);
    }

    private void requireSameRun(Path folder) {
        RunFacts one = facts.getFirst();
        RunFacts other = facts.getLast();
        if (!one.test().equals(other.test()) || !one.runId().equals(other.runId()) || one.seed() != other.seed()) {
            throw new JournalException("the journals are of different runs: " + described(one) + " in "
                    + folders.getFirst() + ", and " + described(other) + " in " + folder
                    + "; name the folders of one run");
        }
    }

    private static String described(RunFacts facts) {
        return "run " + facts.runId() + " of \"" + facts.test() + "\"";
    }

    private void close() {
        for (JournalReader journal : journals) {
            try {
                journal.close();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    private RunResult make() {
        RunFacts of = facts.getFirst();
        MetricBook book = measurement.series().metrics();
        facts.forEach(one -> one.metrics().forEach(book::enter));
        var merged = new FleetAggregation(
                measurement,
                null,
                load -> new Aggregator(
                        measurement,
                        load,
                        of.thresholds().stream()
                                .map(threshold -> book.threshold(threshold.expression(), threshold.baseline()))
                                .toList(),
                        of.slos(),
                        Vitals.NONE,
                        false),
                clock,
                FleetMerge.step(of.planned()),
                FOREVER);
        List<String> names = names();
        for (int i = 0; i < names.size(); i++) {
            merged.join(i, facts(names.get(i), facts.get(i)));
        }
        var merge = new FleetMerge(merged);
        read(merged, merge);
        return ReportFolder.writeInto(result(of, merged, merge), folders.getFirst(), merge.firstFailure());
    }

    /** By their folders, as far as these have different names. */
    private List<String> names() {
        Map<String, Integer> counts = new HashMap<>();
        folders.forEach(folder -> counts.merge(lastName(folder), 1, Integer::sum));
        return folders.stream()
                .map(folder -> Objects.equals(counts.get(lastName(folder)), 1) ? lastName(folder) : folder.toString())
                .toList();
    }

    private static String lastName(Path folder) {
        Path name = folder.getFileName();
        return name == null ? folder.toString() : name.toString();
    }

    private AgentFacts facts(String name, RunFacts of) {
        return new AgentFacts(
                name,
                new AgentResult.Machine(of.environment().host(), Map.of(), 0, of.environment()),
                1.0 / folders.size(),
                Duration.ZERO,
                AgentResult.Clock.UNKNOWN);
    }

    /** An entry of each in turn, so that no more than an interval waits for the others. */
    private void read(FleetAggregation merged, FleetMerge merge) {
        var open = new ArrayList<Integer>();
        for (int i = 0; i < journals.size(); i++) {
            refuse(i, merge.take(i, first.get(i)));
            open.add(i);
        }
        while (!open.isEmpty()) {
            open.removeIf(agent -> !readNext(agent, merged, merge));
            conclude(merged);
        }
        conclude(merged);
    }

    private boolean readNext(int agent, FleetAggregation merged, FleetMerge merge) {
        byte[] entry = journals.get(agent).next();
        if (entry != null) {
            refuse(
                    agent,
                    isSummary(entry) ? "it has a checkpoint in place of its intervals" : merge.take(agent, entry));
            return true;
        }
        String damaged = journals.get(agent).damage();
        if (damaged != null) {
            damage.add("In " + folders.get(agent) + ": " + damaged);
        }
        if (merge.end(agent) == null) {
            merged.lost(agent, "its journal ends there");
        }
        return false;
    }

    private static boolean isSummary(byte[] entry) {
        return entry.length > 0 && entry[0] == EntryKind.CHECKPOINT.ordinal();
    }

    private void refuse(int agent, @Nullable String cause) {
        if (cause != null) {
            throw new JournalException("the journal in " + folders.get(agent) + " cannot be merged with others: "
                    + cause + "; make a report of it by itself");
        }
    }

    private void conclude(FleetAggregation merged) {
        for (Snapshot ended = merged.concludeNext(); ended != null; ended = merged.concludeNext()) {
            elapsed = ended.elapsed();
        }
    }

    private RunResult result(RunFacts of, FleetAggregation merged, FleetMerge merge) {
        int cut = folders.size() - merge.ends().size();
        String time = DurationText.measured(elapsed);
        var warnings = new ArrayList<>(merge.warnings());
        warnings.add(
                cut == 0
                        ? "This report was rebuilt from the journals of " + folders.size()
                                + " agents, which are complete. Agents that are not among them are missing."
                        : "This report was rebuilt from the journals of " + folders.size() + " agents, of which " + cut
                                + " end before the load did. What was measured later than " + time
                                + " after the start of the load is lost, and so are agents that are not among them.");
        warnings.addAll(damage);
        return ResultMaker.make(
                of,
                merged.totals(),
                new Outcome(
                        merge.planned(),
                        merge.checks(),
                        stop(merge),
                        cut == 0
                                ? null
                                : "the coordinator and " + cut + " of " + folders.size()
                                        + " agents were killed, or could write no further, after " + time,
                        merge.setupErrors(),
                        merge.events(),
                        0,
                        merge.leftBehind(),
                        warnings));
    }

    private static LoadRun.@Nullable Stop stop(FleetMerge merge) {
        for (RunEnd end : merge.ends()) {
            if (end.reason() != null) {
                return new LoadRun.Stop(end.reason(), end.verdict());
            }
        }
        return null;
    }
}
