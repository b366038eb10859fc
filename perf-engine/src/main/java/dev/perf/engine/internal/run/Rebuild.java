package dev.perf.engine.internal.run;

import dev.perf.engine.internal.journal.EntryKind;
import dev.perf.engine.internal.journal.Journal;
import dev.perf.engine.internal.journal.JournalReader;
import dev.perf.engine.internal.journal.RunEnd;
import dev.perf.engine.internal.journal.RunFacts;
import dev.perf.engine.internal.journal.RunNews;
import dev.perf.engine.internal.journal.RunSoFar;
import dev.perf.engine.internal.journal.WorkloadEnd;
import dev.perf.engine.internal.measure.Replay;
import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.result.JournalException;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.text.DurationText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the result of a run from its journal, as the run would have made it at the end of the last interval there. */
public final class Rebuild {

    private static final EntryKind[] KINDS = EntryKind.values();

    private final RunFacts facts;
    private final Replay replay;
    private final EventLog events = new EventLog();
    private List<PlannedLoad> planned = List.of();
    private List<ThresholdResult> checks = List.of();
    private List<String> warnings = List.of();
    private @Nullable String firstFailure;
    private @Nullable RunEnd end;
    private Duration elapsed = Duration.ZERO;
    private int missingParts;
    private @Nullable String damage;

    private Rebuild(RunFacts facts) {
        this.facts = facts;
        this.replay = new Replay(facts.metrics(), facts.thresholds(), facts.slos());
    }

    /**
     * Makes the report of a run whose own was never written, into the folder of the run. The journal stays.
     *
     * @param given the folder, or the journal in it
     * @return the result; without a {@link RunResult#report} where nothing could be written
     * @throws JournalException if there is no journal that can be read
     */
    public static RunResult report(Path given) {
        Path path = given.toAbsolutePath().normalize();
        Path folder = path.endsWith(Journal.FILE) && path.getParent() != null ? path.getParent() : path;
        Rebuild rebuilt = of(folder);
        return ReportFolder.writeInto(rebuilt.made(), folder, rebuilt.firstFailure);
    }

    /**
     * Returns the result of a run, and leaves its folder as it is.
     *
     * @throws JournalException if there is no journal that can be read
     */
    static RunResult result(Path folder) {
        return of(folder).made();
    }

    private static Rebuild of(Path folder) {
        try (JournalReader journal = JournalReader.open(folder)) {
            return of(folder, journal);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Rebuild of(Path folder, JournalReader journal) {
        byte[] first = journal.next();
        if (first == null) {
            throw new JournalException(
                    "the journal in " + folder + " holds nothing: the generator was killed before the load began");
        }
        try {
            var rebuild = new Rebuild(facts(first));
            for (byte[] entry = journal.next(); entry != null; entry = journal.next()) {
                rebuild.take(new ByteInput(entry));
            }
            rebuild.requireAllParts();
            rebuild.damage = journal.damage();
            return rebuild;
        } catch (RuntimeException damaged) {
            throw damaged(folder, damaged);
        }
    }

    private static JournalException damaged(Path folder, RuntimeException damaged) {
        return damaged instanceof JournalException told
                ? told
                : new JournalException("the journal in " + folder + " is damaged: "
                        + (damaged instanceof BadBytesException ? damaged.getMessage() : damaged));
    }

    /**
     * Returns the facts that the journal in a folder begins with.
     *
     * @throws JournalException if it does not
     */
    static RunFacts facts(Path folder, byte[] first) {
        try {
            return facts(first);
        } catch (RuntimeException damaged) {
            throw damaged(folder, damaged);
        }
    }

    private static RunFacts facts(byte[] first) {
        var in = new ByteInput(first);
        if (in.constant(KINDS) != EntryKind.FACTS) {
            throw new BadBytesException("it begins with something else than the facts of its run");
        }
        return RunFacts.read(in);
    }

    private void take(ByteInput in) {
        switch (in.constant(KINDS)) {
            case FACTS -> throw new BadBytesException("the facts of a run stand there twice");
            case CHECKPOINT -> {
                RunSoFar soFar = RunSoFar.read(in);
                elapsed = soFar.elapsed();
                events.omit(soFar.omittedEvents());
                missingParts = soFar.parts();
                take(soFar.news());
            }
            case PART -> {
                replay.state(in);
                missingParts--;
            }
            case INTERVAL -> {
                requireAllParts();
                elapsed = replay.interval(in).elapsed();
                take(RunNews.read(in));
            }
            case END -> {
                requireAllParts();
                replay.end(in);
                take(RunNews.read(in));
                end = RunEnd.read(in);
            }
            case WORKLOAD_END -> WorkloadEnd.read(in);
        }
    }

    /** A measurement of which a part is missing would be taken for a smaller one. */
    private void requireAllParts() {
        if (missingParts != 0) {
            throw new BadBytesException("of what had come of the run after " + DurationText.measured(elapsed)
                    + " a part cannot be read, and without it nothing can be told");
        }
    }

    private void take(RunNews news) {
        news.events().forEach(events::add);
        planned = news.planned() == null ? planned : news.planned();
        checks = news.checks() == null ? checks : news.checks();
        warnings = news.warnings() == null ? warnings : news.warnings();
        firstFailure = news.firstFailure() == null ? firstFailure : news.firstFailure();
    }

    private RunResult made() {
        String time = DurationText.measured(elapsed);
        RunEnd ended = end;
        var told = new ArrayList<>(warnings);
        told.add(
                ended == null
                        ? "This report was rebuilt from the journal of the run. What was measured later than " + time
                                + " after the start of the load is lost."
                        : "This report was rebuilt from the journal of the run, which is complete.");
        if (damage != null) {
            told.add(damage);
        }
        Outcome outcome = new Outcome(
                planned,
                checks,
                ended == null || ended.reason() == null ? null : new LoadRun.Stop(ended.reason(), ended.verdict()),
                ended == null ? "the generator was killed, or could write no further, after " + time : null,
                ended == null ? List.of() : ended.setupErrors(),
                events.events(),
                events.omitted(),
                ended == null ? 0 : ended.leftBehind(),
                told);
        return ResultMaker.make(facts, replay.totals(), outcome);
    }
}
