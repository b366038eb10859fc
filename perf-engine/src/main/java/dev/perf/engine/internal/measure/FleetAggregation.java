package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.result.AgentResult;
import dev.perf.result.ErrorSample;
import dev.perf.result.Ledger;
import dev.perf.result.Snapshot;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes one measurement of those of several agents, interval by interval: counts and histograms are added, so that all that
 * is told of the run, its thresholds among it, is the same as if one process had measured everything.
 *
 * <p>The intervals of all agents end at the same times of the run, but for the last of each. One of the whole run is
 * {@linkplain #concludeNext concluded} when each agent has told its part, has ended or is lost, or when a grace has passed
 * since the first of them did. What comes later than that is counted in the next one, and told of: nothing is left out, and
 * nothing is counted twice.
 *
 * <p>Thread-safe; what comes of one agent is read by one thread at a time, and in its order.
 */
public final class FleetAggregation {

    /** How long an interval waits for agents that are behind, unless told otherwise. */
    public static final Duration GRACE = Duration.ofSeconds(2);

    /** The shortest interval that there may be at the end of a run. */
    private static final long SHORTEST_NANOS = 1_000_000;

    private final ReentrantLock lock = new ReentrantLock(); // guards all that is below
    private final Measurement measurement;
    private final MergedLoad load;
    private final Aggregator aggregator;
    private final Clock clock;
    private final long stepNanos;
    private final long graceNanos;
    private final AgentQuestions questions;
    private final CopyOnWriteArrayList<AgentStream> streams = new CopyOnWriteArrayList<>(); // read without the lock
    private final TreeMap<Long, AgentStream.Pending> pending = new TreeMap<>();
    private final List<String> news = new ArrayList<>();
    private final Map<Phase, Long> missing = new LinkedHashMap<>();
    private AgentStream.Pending late;
    private long concluded;
    private long warmUpNanos;
    private int maxUsers;
    private boolean isChanged;

    /** An interval of one agent that was read and is not counted yet. */
    public static final class Delivery {
        private final int agent;
        private final WrittenInterval written;
        private final AgentInterval own;

        private Delivery(int agent, WrittenInterval written, AgentInterval own) {
            this.agent = agent;
            this.written = written;
            this.own = own;
        }
    }

    /** What came after an agent's last interval, and is not counted yet. */
    public static final class LastDelivery {
        private final int agent;
        private final WrittenInterval.End end;

        private LastDelivery(int agent, WrittenInterval.End end) {
            this.agent = agent;
            this.end = end;
        }
    }

    /**
     * Creates the aggregation of a run that has not begun.
     *
     * @param measurement becomes that of all agents; nobody else counts anything in it
     * @param conducted who conducts the run; null where nobody does any more, as when its report is rebuilt
     * @param aggregation makes the aggregation of {@code measurement}, given the load
     * @param step length of an interval
     * @param grace how long an interval waits for agents that are behind
     */
    public FleetAggregation(
            Measurement measurement,
            @Nullable ConductedLoad conducted,
            Function<LoadView, Aggregator> aggregation,
            Clock clock,
            Duration step,
            Duration grace) {
        this.measurement = measurement;
        this.load = new MergedLoad(conducted);
        this.aggregator = aggregation.apply(load);
        this.clock = clock;
        this.stepNanos = step.toNanos();
        this.graceNanos = grace.toNanos();
        this.late = new AgentStream.Pending(measurement.series(), 0);
        this.questions = new AgentQuestions(aggregator.thresholds(), aggregator.slos());
    }

    /**
     * An agent takes part.
     *
     * @param agent its place: one more than that of the one before
     */
    public void join(int agent, AgentFacts facts) {
        lock.lock();
        try {
            if (agent != streams.size()) {
                throw new IllegalArgumentException("agent " + agent + " joins behind " + streams.size() + " others");
            }
            streams.add(new AgentStream(agent, facts.joined().toNanos(), measurement.series()));
            aggregator.agents().put(agent, AgentStatus.of(facts));
        } finally {
            lock.unlock();
        }
    }

    /** More is known of an agent. */
    public void know(int agent, AgentFacts facts) {
        lock.lock();
        try {
            aggregator.agents().put(agent, aggregator.agents().status(agent).with(facts));
        } finally {
            lock.unlock();
        }
    }

    /** Returns the name of an agent. */
    public String name(int agent) {
        lock.lock();
        try {
            return nameOf(streams.get(agent));
        } finally {
            lock.unlock();
        }
    }

    private String nameOf(AgentStream stream) {
        return aggregator.agents().status(stream.place).facts().name();
    }

    /**
     * Reads the next interval of an agent, and counts nothing of it.
     *
     * @throws BadBytesException if it is none; nothing more can be read of the agent then
     */
    public Delivery read(int agent, ByteInput in) {
        AgentStream stream = streams.get(agent);
        WrittenInterval written = stream.reader.interval(in);
        if (!written.errors().isEmpty()) {
            stream.reader.forgetSamples();
        }
        IntervalCheck.check(stream, written, stepNanos);
        long end = written.setting().elapsedNanos();
        return new Delivery(agent, written, AgentInterval.of(agent, Math.min(stream.lastNanos, end - 1), written));
    }

    /**
     * Reads what came after the last interval of an agent, and counts nothing of it.
     *
     * @throws BadBytesException if it is none
     */
    public LastDelivery readEnd(int agent, ByteInput in) {
        WrittenInterval.End end = streams.get(agent).reader.end(in);
        IntervalCheck.require(end.agents() == null, "an agent tells of other agents");
        return new LastDelivery(agent, end);
    }

    /**
     * Counts an interval that was read; does nothing where the agent is lost.
     *
     * @throws BadBytesException if what it measured is something else than what others measured under the same name
     */
    public void take(Delivery delivery) {
        lock.lock();
        try {
            AgentStream stream = streams.get(delivery.agent);
            if (!stream.isOver) {
                take(stream, delivery);
            }
        } finally {
            lock.unlock();
        }
    }

    private void take(AgentStream stream, Delivery delivery) {
        WrittenInterval written = delivery.written;
        written.metrics().forEach(metric -> {
            String complaint = measurement.series().metrics().enter(metric);
            IntervalCheck.require(complaint == null, "metric \"" + metric.name() + "\": " + complaint);
        });
        List<Series> common = common(stream);
        IntervalWriter.Setting setting = written.setting();
        long end = setting.elapsedNanos();
        long boundary = boundary(Math.min(stream.lastNanos, end - 1), setting.warmUpNanos());
        boolean isLate = boundary <= concluded;
        AgentStream.Pending of = isLate
                ? late
                : pending.computeIfAbsent(
                        boundary, ignored -> new AgentStream.Pending(measurement.series(), clock.nanos()));
        for (WrittenInterval.SeriesCell one : written.cells()) {
            int id = one.series().id();
            of.cells.add(common.get(id).id(), one.cell());
            Series own = stream.byAgent.get(id);
            if (own != null) {
                of.cells.add(own.id(), one.cell());
            }
        }
        of.parts.add(new AgentStream.Part(
                stream,
                setting,
                written.isWarmUp(),
                written.stages(),
                written.errors(),
                written.warnings(),
                delivery.own));
        if (written.isWarmUp()) {
            stream.dueInWarmUp = setting.scheduled();
        } else {
            stream.dueInLoad = setting.scheduled();
        }
        stream.waiting++;
        stream.lastNanos = Math.max(stream.lastNanos, end);
        stream.boundary = Math.max(stream.boundary, boundary);
        note(stream, isLate && !stream.isNothing(written), end);
    }

    private void note(AgentStream stream, boolean isLate, long end) {
        if (!isLate) {
            stream.isBehind &= stream.boundary <= concluded;
            return;
        }
        long furthest = streams.stream().mapToLong(one -> one.lastNanos).max().orElse(end);
        stream.late++;
        stream.furthestBehind = Math.max(stream.furthestBehind, furthest - end);
        isChanged = true;
        if (!stream.isBehind) {
            stream.isBehind = true;
            news.add("agent \"" + nameOf(stream) + "\" is " + DurationText.measured(Duration.ofNanos(furthest - end))
                    + " behind");
        }
    }

    /** Returns the common series of those of an agent, at the same places. */
    private List<Series> common(AgentStream stream) {
        List<Series> written = stream.reader.series();
        for (Series one : written.subList(stream.byAgent.size(), written.size())) {
            Series known = measurement.series().named(one.metric());
            IntervalCheck.require(
                    known == null || isOfOneKind(known.kind(), one.kind()),
                    "metric " + one.metric() + " is a " + one.kind() + ", and elsewhere it is another");
        }
        List<Series> common = stream.common.of(written);
        for (int id = stream.byAgent.size(); id < common.size(); id++) {
            stream.byAgent.add(byAgent(stream, common.get(id)));
        }
        return common;
    }

    /** Lambda steps are timed, and are requests when they send none of their own. */
    private static boolean isOfOneKind(Series.Kind one, Series.Kind other) {
        return one == other || isOfTimes(one) && isOfTimes(other);
    }

    private static boolean isOfTimes(Series.Kind kind) {
        return switch (kind) {
            case TREND, HTTP_REQUEST, STEP_REQUEST -> true;
            case COUNTER, RATE, GAUGE -> false;
        };
    }

    /** Returns where samples of {@code series} are counted once more, because something asks for those of this agent. */
    private @Nullable Series byAgent(AgentStream stream, Series series) {
        String name = nameOf(stream);
        return questions.isAbout(name, series) ? measurement.series().byAgent(series, name) : null;
    }

    /** Returns the end of the interval that begins at {@code start}: the warm-up ends with one. */
    private long boundary(long start, long warmUp) {
        long end = start + stepNanos - Math.floorMod(start, stepNanos);
        return start < warmUp && warmUp < end ? warmUp : end;
    }

    /** An agent has done its part. */
    public void end(LastDelivery delivery) {
        lock.lock();
        try {
            AgentStream stream = streams.get(delivery.agent);
            if (!stream.isOver) {
                stream.isOver = true;
                stream.end = delivery.end;
                closeIfDone(stream);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Nothing more comes of an agent, though the run goes on: what it told stays, and what was under way there counts as
     * interrupted. One that has ended before the others is lost as well. Does nothing where it is lost already.
     *
     * @param cause why, as the end of a sentence
     */
    public void lost(int agent, String cause) {
        lock.lock();
        try {
            AgentStream stream = streams.get(agent);
            if (stream.loss == null) {
                stream.isOver = true;
                become(
                        stream,
                        Losses.of(
                                cause,
                                Duration.ofNanos(stream.lastNanos),
                                Duration.ofNanos(Math.max(now().toNanos(), stream.lastNanos))));
                isChanged = true;
                closeIfDone(stream);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the time of the run up to which the numbers of an agent are known. */
    public Duration heard(int agent) {
        lock.lock();
        try {
            return Duration.ofNanos(streams.get(agent).lastNanos);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns how many iterations of a workload an agent has told of that it began or dropped.
     *
     * @param workload its place in the plan, from 0
     * @param phase the part of the run that they were due in
     */
    public long scheduled(int agent, int workload, Phase phase) {
        lock.lock();
        try {
            return streams.get(agent).scheduled(workload, phase);
        } finally {
            lock.unlock();
        }
    }

    private Duration now() {
        return Duration.ofNanos(Math.max(0, clock.nanos() - measurement.startNanos()));
    }

    /** All that an agent told was counted: nothing more will change of it. */
    private void closeIfDone(AgentStream stream) {
        if (!stream.isOver || stream.waiting > 0) {
            return;
        }
        AgentCourses agents = aggregator.agents();
        AgentStatus status = agents.status(stream.place);
        stream.offeredPerSecond = 0;
        stream.wantedUsers = 0;
        WrittenInterval.End end = stream.end;
        if (end != null) {
            stream.warnings = end.warnings() == null ? stream.warnings : end.warnings();
            agents.add(AgentInterval.ofEnd(stream.place, stream.lastNanos, end.readings()));
            stream.end = null;
        }
        AgentResult.Loss loss = stream.loss;
        if (loss != null) {
            become(stream, stream.closed(loss));
        } else {
            agents.put(stream.place, status.ended());
        }
        warn();
    }

    private void become(AgentStream stream, AgentResult.Loss loss) {
        stream.loss = loss;
        aggregator
                .agents()
                .put(stream.place, aggregator.agents().status(stream.place).lost(loss));
    }

    /**
     * Others have the share of an agent that is lost.
     *
     * @param from time of the run from which they have it; null where nobody took it over to the end
     * @param by their names
     * @param missingLoad for how long its share was missing
     */
    public void takenOver(int agent, @Nullable Duration from, List<String> by, Duration missingLoad) {
        lock.lock();
        try {
            AgentStream stream = streams.get(agent);
            AgentResult.Loss loss = stream.loss;
            if (loss != null) {
                become(stream, Losses.takenOver(loss, from, by, missingLoad));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Iterations were due on an agent that is lost, and nobody has begun them: they count as dropped.
     *
     * @param scenario whose iterations
     * @param phase the part of the run that they were due in
     */
    public void addMissing(int agent, String scenario, long count, Phase phase) {
        lock.lock();
        try {
            AgentStream stream = streams.get(agent);
            missing.merge(phase.isReported() ? Phase.LOAD : Phase.WARM_UP, count, Long::sum);
            var dropped = new Cell.Counter();
            dropped.sum = count;
            Series series = measurement
                    .series()
                    .series(Series.Kind.COUNTER, "dropped_iterations", Tags.of("scenario", scenario), phase);
            late.cells.add(series.id(), dropped);
            Series own = byAgent(stream, series);
            if (own != null) {
                late.cells.add(own.id(), dropped);
            }
            AgentResult.Loss loss = stream.loss;
            if (loss != null && phase.isReported()) {
                become(stream, Losses.missing(loss, count));
            }
            isChanged = true;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether there is an interval to be concluded now. */
    public boolean isReady() {
        lock.lock();
        try {
            Map.Entry<Long, AgentStream.Pending> first = pending.firstEntry();
            return first == null ? hasRest() : isDue(first);
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue(Map.Entry<Long, AgentStream.Pending> interval) {
        return streams.stream().allMatch(stream -> stream.isOver || stream.boundary >= interval.getKey())
                || clock.nanos() - interval.getValue().sinceNanos >= graceNanos;
    }

    /** Nobody tells anything more, and something is not counted. */
    private boolean hasRest() {
        return isAllOver() && (isChanged || !late.isEmpty());
    }

    private boolean isAllOver() {
        return streams.stream().allMatch(stream -> stream.isOver);
    }

    /** Returns when an interval will be concluded whoever is behind, by the clock; {@link Long#MAX_VALUE} for none. */
    public long deadline() {
        lock.lock();
        try {
            Map.Entry<Long, AgentStream.Pending> first = pending.firstEntry();
            return first == null ? Long.MAX_VALUE : first.getValue().sinceNanos + graceNanos;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether all agents have ended or are lost, and all that they told was concluded. */
    public boolean isOver() {
        lock.lock();
        try {
            return isAllOver() && pending.isEmpty() && !hasRest();
        } finally {
            lock.unlock();
        }
    }

    /** Returns what people should know since the last call. */
    public List<String> takeNews() {
        lock.lock();
        try {
            List<String> taken = List.copyOf(news);
            news.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the aggregation of the run. */
    public Aggregator aggregator() {
        return aggregator;
    }

    /** Ends the next interval of the run; returns null where none is {@linkplain #isReady to be concluded} now. */
    public @Nullable Snapshot concludeNext() {
        lock.lock();
        try {
            Map.Entry<Long, AgentStream.Pending> first = pending.firstEntry();
            if (first == null) {
                return hasRest() ? concludeRest() : null;
            }
            if (!isDue(first)) {
                return null;
            }
            pending.pollFirstEntry();
            concluded = first.getKey();
            AgentStream.Pending interval = first.getValue();
            interval.parts.stream()
                    .mapToLong(part -> part.setting().warmUpNanos())
                    .max()
                    .ifPresent(known -> warmUpNanos = known);
            return conclude(interval, Math.max(end(interval), aggregator.lastNanos() + 1));
        } finally {
            lock.unlock();
        }
    }

    private Snapshot concludeRest() {
        long last = aggregator.lastNanos();
        long end = Math.max(last + SHORTEST_NANOS, Math.min(now().toNanos(), last + stepNanos));
        return conclude(new AgentStream.Pending(measurement.series(), 0), end);
    }

    /** The last interval of each agent may be shorter; while one goes on, the interval of the run is whole. */
    private long end(AgentStream.Pending interval) {
        long last = interval.parts.stream()
                .mapToLong(part -> part.setting().elapsedNanos())
                .max()
                .orElse(concluded);
        boolean isWhole =
                interval.parts.stream().anyMatch(part -> part.setting().elapsedNanos() == concluded)
                        || streams.stream().anyMatch(stream -> !stream.isOver && stream.boundary != concluded);
        return isWhole ? concluded : last;
    }

    private Snapshot conclude(AgentStream.Pending interval, long endNanos) {
        AgentStream.Pending came = late;
        late = new AgentStream.Pending(measurement.series(), 0);
        isChanged = false;
        var parts = new ArrayList<>(came.parts);
        parts.addAll(interval.parts);
        parts.forEach(this::count);
        countErrors(parts);
        take(came.cells);
        take(interval.cells);
        parts.stream().map(AgentStream.Part::of).distinct().forEach(this::closeIfDone);
        warn();
        sumUp(Duration.ofNanos(endNanos), interval.parts);
        isChanged = false;
        return aggregator.conclude(endNanos, warmUpNanos);
    }

    private void count(AgentStream.Part part) {
        part.of().count(part);
        if (!part.isWarmUp()) {
            load.paused(part.setting().paused());
        }
        aggregator.agents().add(part.own());
    }

    /** In the order of their times, as one process would have seen them. */
    private void countErrors(List<AgentStream.Part> parts) {
        record Offer(ErrorSamples to, ErrorSample sample) {}
        var offers = new ArrayList<Offer>();
        parts.stream()
                .flatMap(part -> part.errors().stream())
                .sorted(Comparator.comparingLong(error -> error.first().at()))
                .forEach(error -> {
                    ErrorSamples samples = measurement.errors().add(error.first(), error.more(), error.last());
                    error.newSamples().forEach(sample -> offers.add(new Offer(samples, sample)));
                });
        offers.sort(Comparator.comparing(offer -> offer.sample().at()));
        offers.forEach(offer -> offer.to().offer(offer.sample()));
    }

    private void take(Cells cells) {
        cells.measured().forEach(series -> aggregator.take(series, cells.cell(series)));
    }

    private void sumUp(Duration end, List<AgentStream.Part> parts) {
        long users = 0;
        long peaks = 0;
        long wanted = 0;
        double offered = 0;
        Ledger warmUp = dropped(missing.getOrDefault(Phase.WARM_UP, 0L));
        Ledger all = dropped(missing.getOrDefault(Phase.LOAD, 0L));
        for (AgentStream stream : streams) {
            users += stream.users;
            peaks += Math.max(stream.peak, stream.users);
            stream.peak = 0;
            wanted += stream.wantedUsers;
            offered += stream.offeredPerSecond;
            warmUp = plus(warmUp, stream.warmUp);
            all = plus(all, stream.load);
        }
        maxUsers = Math.max(maxUsers, whole(peaks));
        measurement.usersBecome(whole(users), maxUsers);
        measurement.ledger(Phase.WARM_UP).become(warmUp);
        measurement.ledger(Phase.LOAD).become(all);
        load.at(end, offered, whole(wanted));
        load.answers(parts.stream().map(AgentStream.Part::stages).toList());
    }

    private static int whole(long sum) {
        return (int) Math.min(Integer.MAX_VALUE, sum);
    }

    private static Ledger dropped(long count) {
        return new Ledger(count, 0, count, 0, 0, 0);
    }

    private static Ledger plus(Ledger one, Ledger other) {
        return new Ledger(
                one.scheduled() + other.scheduled(),
                one.started() + other.started(),
                one.dropped() + other.dropped(),
                one.completed() + other.completed(),
                one.failed() + other.failed(),
                one.interrupted() + other.interrupted());
    }

    private void warn() {
        var warnings = new ArrayList<>(FleetWarnings.told(streams, this::nameOf));
        for (AgentStream stream : streams) {
            String behind = FleetWarnings.behind(stream, nameOf(stream));
            if (behind != null) {
                warnings.add(behind);
                AgentStatus status = aggregator.agents().status(stream.place);
                if (!status.warnings().equals(List.of(behind))) {
                    aggregator.agents().put(stream.place, status.warned(List.of(behind)));
                }
            }
        }
        measurement.othersWarn(warnings);
    }

    /** Returns what the run came to; to be called once, when it {@linkplain #isOver is over}. */
    public Totals totals() {
        lock.lock();
        try {
            return aggregator.totals();
        } finally {
            lock.unlock();
        }
    }
}
