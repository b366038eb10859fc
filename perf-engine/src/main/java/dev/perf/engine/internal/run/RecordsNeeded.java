package dev.perf.engine.internal.run;

import dev.perf.engine.internal.feed.Feed;
import dev.perf.engine.internal.feed.Feeds;
import dev.perf.feed.Feeder;
import dev.perf.feed.Feeder.AtEnd;
import dev.perf.feed.Feeder.Strategy;
import dev.perf.feed.Source;
import dev.perf.plan.TestPlan;
import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known before a run of how far its data will go. */
final class RecordsNeeded {

    private final Feeder feeder;
    private final @Nullable Long there;
    private final List<PlannedDraws> draws;
    private final TestPlan plan;

    private RecordsNeeded(Feeder feeder, @Nullable Long there, List<PlannedDraws> draws, TestPlan plan) {
        this.feeder = feeder;
        this.there = there;
        this.draws = draws;
        this.plan = plan;
    }

    /** Returns what is known of each feeder of a plan, in the order of their use. */
    static List<RecordsNeeded> of(TestPlan plan, Feeds feeds) {
        var needed = new ArrayList<RecordsNeeded>();
        Set<Feeder> known = Collections.newSetFromMap(new IdentityHashMap<>());
        for (TestPlan.Workload workload : plan.workloads()) {
            for (Feeder feeder : FeedersOf.scenario(workload.scenario())) {
                Feed feed = feeds.loaded().get(feeder);
                if (feed != null && known.add(feeder)) {
                    List<PlannedDraws> draws = plan.workloads().stream()
                            .map(other -> PlannedDraws.of(other, feeder))
                            .filter(PlannedDraws::any)
                            .toList();
                    needed.add(new RecordsNeeded(feeder, feed.count(), draws, plan));
                }
            }
        }
        return needed;
    }

    private long needed() {
        var each = draws.stream().mapToLong(draw -> draw.records(feeder.strategy()));
        return feeder.strategy() == Strategy.PER_USER ? each.max().orElse(0) : each.sum();
    }

    private String amount() {
        boolean exact = feeder.strategy() == Strategy.PER_USER || draws.stream().allMatch(PlannedDraws::isExact);
        boolean random = draws.stream().anyMatch(PlannedDraws::isRandom);
        return (exact ? "" : "at least ") + (random ? "about " : "") + Figures.count(needed());
    }

    private boolean endsNever() {
        return feeder.source() instanceof Source.Generated
                || feeder.strategy() == Strategy.CIRCULAR
                || feeder.strategy() == Strategy.RANDOM
                || feeder.atEnd() == AtEnd.RECYCLE;
    }

    private boolean endsTooEarly() {
        return there != null && !endsNever() && there < needed();
    }

    /** Returns a line for a reader of the plan: {@code users.csv: 20,000 records are there, 36,000 needed}. */
    String line() {
        String name = feeder.name() + ": ";
        if (feeder.source() instanceof Source.Generated) {
            return name + amount() + " records needed, all made when they are drawn";
        }
        if (there == null) {
            return name + amount() + " records needed, of a number that nobody has counted";
        }
        if (endsTooEarly()) {
            return name + Figures.count(there) + " records are there, " + amount() + " needed" + end();
        }
        return name + amount() + " records needed, " + Figures.count(there) + " are there"
                + (endsNever() && there < needed() ? " and drawn again" : "");
    }

    private String end() {
        Duration end = draws.size() == 1 && there != null ? draws.getFirst().missedAfter(there) : null;
        return end == null
                ? ": they end too early"
                : ": they end after "
                        + DurationText.of(
                                plan.startOf(draws.getFirst().workload()).plus(end));
    }

    /** Returns what to warn of before the run: data that will not do, unless the plan says what then; null for nothing. */
    @Nullable
    String warning() {
        boolean random = draws.stream().anyMatch(PlannedDraws::isRandom);
        return feeder.atEnd() != null || random || !endsTooEarly()
                ? null
                : "feeder " + line()
                        + "; add records, or let it be circular() or random(), or say what is to happen then"
                        + " with thenStopScenario() or thenStopRun().";
    }
}
