package dev.perf.engine.internal.external;

import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.measure.Aggregator;
import dev.perf.engine.internal.measure.LedgerCounter.Outcome;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.measure.Recorder;
import dev.perf.engine.internal.measure.RequestSample;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.Tags;
import dev.perf.engine.internal.measure.Totals;
import dev.perf.plan.TestPlan;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Measures once more what another tool recorded, in intervals of a second. Entries may come in a somewhat different order
 * than they happened in: {@value #AHEAD} of them are held back, and one that comes later still is counted in the interval
 * under way. Belongs to one thread.
 */
final class Remeasurement {

    private static final int AHEAD = 50_000;
    private static final long INTERVAL = 1_000_000_000L;
    private static final int LONGEST_MESSAGE = 200;
    private static final int MOST_KNOWN = 10_000;

    /** Beyond that a time is a mistake, and not one to draw a chart of. */
    private static final long LONGEST_GAP = Duration.ofDays(1).toNanos();

    /** Beyond that, sums of times would overflow. */
    private static final long LATEST = 8_000_000_000_000_000_000L;

    private final RecordedClock clock = new RecordedClock();
    private final Measurement measurement = new Measurement(clock, 1, TestPlan.DEFAULT_MAX_SERIES);
    private final Aggregator aggregator;
    private final PriorityQueue<Entry> ahead = new PriorityQueue<>(Comparator.comparingLong(Entry::atNanos));
    private final RequestSample sample = new RequestSample();
    private final Map<Tags, Map<String, Series>> known = new HashMap<>();
    private boolean begun;
    private long startNanos;
    private long intervalEnd;
    private long lastNanos;
    private long late;
    private int mostUsers;

    Remeasurement(List<Threshold> thresholds) {
        thresholds.forEach(threshold -> measurement.series().keep(threshold.tags()));
        this.aggregator = new Aggregator(measurement, RecordedLoad.INSTANCE, thresholds, List.of(), Vitals.NONE, false);
    }

    void add(Entry entry) {
        if (entry.atNanos() < 0 || entry.atNanos() > LATEST) {
            throw new IllegalStateException("something is recorded in the year "
                    + Instant.ofEpochSecond(0, entry.atNanos())
                            .atZone(ZoneOffset.UTC)
                            .getYear()
                    + "; one of its times is wrong");
        }
        ahead.add(entry);
        if (ahead.size() > AHEAD) {
            replayNext();
        }
    }

    /** Begins at a moment that is known from elsewhere; else the first entry is the beginning. */
    void begin(long nanos) {
        begun = true;
        startNanos = nanos;
        intervalEnd = nanos + INTERVAL;
        lastNanos = nanos;
        clock.set(nanos);
        measurement.begin(nanos);
    }

    /** Returns what it came to; nothing may be added afterwards. */
    Totals totals() {
        while (!ahead.isEmpty()) {
            replayNext();
        }
        if (begun) {
            aggregator.endInterval(Math.max(1, lastNanos - startNanos), 0);
        }
        return aggregator.totals();
    }

    /** Returns when the first entry began. */
    Instant startedAt() {
        return Instant.ofEpochSecond(0, startNanos);
    }

    /** Returns how many entries came too late for their interval. */
    long late() {
        return late;
    }

    private void replayNext() {
        if (!begun) {
            begin(ahead.stream().mapToLong(Entry::fromNanos).min().orElseThrow());
        }
        Entry entry = ahead.remove();
        if (entry.atNanos() - lastNanos > LONGEST_GAP) {
            throw new IllegalStateException("nothing is recorded between " + Instant.ofEpochSecond(0, lastNanos)
                    + " and " + Instant.ofEpochSecond(0, entry.atNanos()) + "; one of these times is wrong");
        }
        while (entry.atNanos() > intervalEnd) {
            aggregator.endInterval(intervalEnd - startNanos, 0);
            intervalEnd += INTERVAL;
        }
        if (entry.atNanos() < intervalEnd - INTERVAL) {
            late++;
        }
        lastNanos = Math.max(lastNanos, entry.atNanos());
        clock.set(Math.max(entry.atNanos(), startNanos));
        record(entry);
    }

    private void record(Entry entry) {
        Recorder.Stripe stripe = measurement.recorder().acquire(0);
        try {
            switch (entry) {
                case Entry.Request request -> record(stripe, request);
                case Entry.Check check ->
                    stripe.rate(series(Series.Kind.RATE, "checks", Tags.of("check", check.name())), check.passed());
                case Entry.Iteration iteration -> {
                    Tags tags = Tags.of("scenario", iteration.scenario());
                    stripe.time(series(Series.Kind.TREND, "iteration_duration", tags), iteration.durationNanos());
                    stripe.count(series(Series.Kind.COUNTER, "iterations", tags), 1);
                    measurement.ledger(Phase.LOAD).started();
                    measurement.ledger(Phase.LOAD).ended(Outcome.COMPLETED);
                }
                case Entry.Dropped dropped -> {
                    stripe.count(series(Series.Kind.COUNTER, "dropped_iterations", Tags.NONE), dropped.count());
                    measurement.ledger(Phase.LOAD).dropped(dropped.count());
                }
                case Entry.Group group ->
                    stripe.time(
                            series(Series.Kind.TREND, "group_duration", Tags.of("group", group.name())),
                            group.durationNanos());
                case Entry.Users users -> users(users.count());
            }
        } finally {
            stripe.release();
        }
    }

    private void record(Recorder.Stripe stripe, Entry.Request request) {
        sample.clear();
        sample.failed = request.failure() != null;
        Entry.Times times = request.times();
        sample.serviceNanos = times.serviceNanos();
        sample.responseNanos = times.blockedNanos() + times.serviceNanos();
        sample.blockedNanos = times.blockedNanos();
        sample.connectingNanos = times.connectingNanos();
        sample.tlsHandshakingNanos = times.tlsHandshakingNanos();
        sample.sendingNanos = times.sendingNanos();
        sample.waitingNanos = times.waitingNanos();
        sample.receivingNanos = times.serviceNanos() - times.sendingNanos() - times.waitingNanos();
        sample.bytesSent = request.bytesSent();
        sample.bytesReceived = request.bytesReceived();
        stripe.request(series(Series.Kind.HTTP_REQUEST, "http_req", tags(request)), sample);
        Entry.Failure failure = request.failure();
        if (failure != null) {
            String message = failure.message();
            measurement.error(
                    Phase.LOAD,
                    failure.kind(),
                    request.tags().getOrDefault("name", ""),
                    message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE));
        }
    }

    private static Tags tags(Entry.Request request) {
        Tags tags = new Tags(request.tags());
        if (request.status() == Entry.Request.UNKNOWN) {
            return tags;
        }
        Tags all = tags.and("status", String.valueOf(request.status()));
        return request.status() == 0 && request.failure() != null
                ? all.and("error", request.failure().kind())
                : all;
    }

    private Series series(Series.Kind kind, String metric, Tags tags) {
        if (known.size() > MOST_KNOWN) {
            known.clear(); // names that are made up would fill the memory; the registry tells what is told apart
        }
        return known.computeIfAbsent(tags, unknown -> new HashMap<>())
                .computeIfAbsent(metric, unknown -> measurement.series().series(kind, metric, tags, Phase.LOAD));
    }

    private void users(long count) {
        int users = Math.clamp(count, 0, Integer.MAX_VALUE);
        mostUsers = Math.max(mostUsers, users);
        measurement.usersBecome(users, mostUsers);
    }
}
