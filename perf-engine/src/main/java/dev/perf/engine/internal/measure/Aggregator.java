package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.health.Vitals;
import dev.perf.result.Distribution;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.Snapshot;
import dev.perf.result.SnapshotDetail;
import dev.perf.result.SteadyState;
import dev.perf.slo.Slo;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what users recorded into intervals, totals and verdicts, once per interval. Memory does not grow with the
 * length of the run. Belongs to one thread.
 */
public final class Aggregator {

    private final Measurement measurement;
    private final LoadView load;
    private final boolean detailed;
    private final Cells interval;
    private final Cells warmUp;
    private final Cells total;
    private final Timeline<PackedInterval> warmingUp = new Timeline<>(PackedInterval::plus);
    private final Timeline<PackedInterval> timeline = new Timeline<>(PackedInterval::plus);
    private final RequestCourses courses = new RequestCourses();
    private final SlowestRequests slowest = new SlowestRequests();
    private final GeneratorMonitor monitor;
    private final AgentCourses agents = new AgentCourses();

    /** What agents measured once more, as far as thresholds and objectives ask for that of one agent. */
    private final Cells byAgent;

    private final Cells totalByAgent;
    private final List<ThresholdJudge> judges;
    private final List<Threshold> thresholds;
    private final List<SloJudge> slos;
    private final @Nullable IntervalWriter writer;
    private Ledger before = Ledger.EMPTY;
    private long lastNanos;
    private long warmUpNanos;
    private @Nullable Threshold breached;
    private List<Threshold> newlyBreached = List.of();

    /**
     * Creates the aggregation of one run.
     *
     * @param slos service level objectives
     * @param vitals readings of the generator; those of the totals are the last that are taken
     * @param detailed whether snapshots are to have their detail
     */
    public Aggregator(
            Measurement measurement,
            LoadView load,
            List<Threshold> thresholds,
            List<Slo> slos,
            Vitals vitals,
            boolean detailed) {
        this(measurement, load, thresholds, slos, vitals, detailed, null);
    }

    /**
     * Creates the aggregation of one run, all that it takes in being written down.
     *
     * @param writer who writes it; null for nobody
     */
    public Aggregator(
            Measurement measurement,
            LoadView load,
            List<Threshold> thresholds,
            List<Slo> slos,
            Vitals vitals,
            boolean detailed,
            @Nullable IntervalWriter writer) {
        this.detailed = detailed;
        this.writer = writer;
        this.measurement = measurement;
        this.load = load;
        this.interval = new Cells(measurement.series());
        this.warmUp = new Cells(measurement.series());
        this.total = new Cells(measurement.series());
        this.byAgent = new Cells(measurement.series());
        this.totalByAgent = new Cells(measurement.series());
        this.monitor = new GeneratorMonitor(vitals);
        this.thresholds = List.copyOf(thresholds);
        Stages stages = writer == null ? load : writer.listeningTo(load);
        this.judges = thresholds.stream()
                .map(threshold -> ThresholdJudge.of(threshold, stages))
                .toList();
        this.slos = slos.stream().map(SloJudge::new).toList();
    }

    /**
     * Ends an interval.
     *
     * @param elapsedNanos time since the start of the run
     * @param warmUp length of the first part of the run, which is left out, as far as it is known; always the same once
     *     that is over
     */
    public Snapshot endInterval(long elapsedNanos, long warmUp) {
        List<Series> series = measurement.series().all();
        measurement.recorder().drain((id, cell) -> cellsOf(seriesOf(id, series)).add(id, cell));
        return conclude(elapsedNanos, warmUp);
    }

    /** Takes what one series holds, in place of the recorder's. */
    void take(Series series, Cell cell) {
        cellsOf(series).add(series.id(), cell);
    }

    /** Ends an interval of which all cells were taken. */
    Snapshot conclude(long elapsedNanos, long warmUp) {
        warmUpNanos = warmUp;
        boolean isWarmUp = warmUpNanos > 0 && elapsedNanos <= warmUpNanos;
        Interval ended = isWarmUp ? endWarmUpInterval(elapsedNanos) : endLoadInterval(elapsedNanos);
        Cells cells = isWarmUp ? this.warmUp : interval;
        SnapshotDetail detail = detailed ? detail(cells) : null;
        cells.reset();
        if (!isWarmUp) {
            byAgent.reset();
        }
        lastNanos = elapsedNanos;
        Snapshot snapshot = new Snapshot(
                Duration.ofNanos(elapsedNanos),
                load.planned(),
                phase(isWarmUp),
                load.offeredPerSecond(),
                load.wantedUsers(),
                load.iterations(),
                ended,
                before,
                measurement.errors().top(10),
                load.news(),
                detail);
        return agents.isEmpty() ? snapshot : snapshot.withAgents(agents.snapshot());
    }

    List<Threshold> thresholds() {
        return thresholds;
    }

    List<Slo> slos() {
        return slos.stream().map(SloJudge::slo).toList();
    }

    /** Returns what agents came to, who may put on the load. */
    AgentCourses agents() {
        return agents;
    }

    /** Returns the end of the last interval, since the start of the run. */
    long lastNanos() {
        return lastNanos;
    }

    /** At the moment that the warm-up is over the load has begun, but what ended is the warm-up's. */
    private String phase(boolean isWarmUp) {
        String now = load.phase();
        return isWarmUp && now.equals("load") ? "warm-up" : now;
    }

    private SnapshotDetail detail(Cells cells) {
        return new SnapshotDetail(
                MetricSummary.series(cells),
                judges.stream()
                        .filter(ThresholdJudge::canJudge)
                        .map(judge -> judge.resultSoFar(judged(judge.tags(), total, totalByAgent)))
                        .toList(),
                agents.isEmpty() ? monitor.healthSoFar(total, before) : agents.healthSoFar());
    }

    /** A series may have been named between the list and the drain. */
    private Series seriesOf(int id, List<Series> series) {
        return id < series.size() ? series.get(id) : measurement.series().all().get(id);
    }

    private Cells cellsOf(Series series) {
        return series.phase().isReported() ? interval : series.phase() == Phase.BY_AGENT ? byAgent : warmUp;
    }

    /** Returns what samples with such tags are among: those of all, or those of single agents. */
    private Cells judged(Map<String, String> tags, Cells all, Cells ofAgents) {
        return !agents.isEmpty() && agents.isNamed(tags.get(SeriesRegistry.AGENT)) ? ofAgents : all;
    }

    /** Shown, and kept apart. What the load's first iterations recorded already stays for its first interval. */
    private Interval endWarmUpInterval(long elapsedNanos) {
        int users = measurement.users();
        int maxUsers = measurement.maxUsers();
        warmUp.setting((elapsedNanos - lastNanos) / 1e9, users, maxUsers);
        LedgerCounter.Reading account = measurement.ledger(Phase.WARM_UP).read();
        Ledger ledger = account.ledger();
        Interval ended = interval(warmUp, lastNanos, elapsedNanos, users, ledger, Map.of());
        write(ended, elapsedNanos, Duration.ZERO, maxUsers, account, warmUp, null);
        warmingUp.add(PackedInterval.of(ended));
        before = elapsedNanos == warmUpNanos ? Ledger.EMPTY : ledger;
        return ended;
    }

    private Interval endLoadInterval(long elapsedNanos) {
        long start = Math.max(lastNanos, warmUpNanos);
        int users = measurement.users();
        int maxUsers = measurement.maxUsers();
        interval.setting((elapsedNanos - start) / 1e9, users, maxUsers);
        LedgerCounter.Reading account = measurement.ledger(Phase.LOAD).read();
        Ledger ledger = account.ledger();
        Duration paused = load.paused();
        Interval ended = interval(
                interval,
                start,
                elapsedNanos,
                users,
                ledger,
                measurement.errors().endInterval());
        total.add(interval);
        if (!agents.isEmpty()) {
            byAgent.setting((elapsedNanos - start) / 1e9, users, maxUsers);
            totalByAgent.add(byAgent);
        }
        timeline.add(PackedInterval.of(ended));
        Map<String, List<Cells.RequestCell>> requests = interval.requestsByName();
        courses.add(requests);
        slowest.add(requests);
        monitor.observe(start / 1e9, ended, interval);
        judge(Duration.ofNanos(elapsedNanos), paused);
        write(ended, elapsedNanos, paused, maxUsers, account, interval, byAgent);
        before = ledger;
        return ended;
    }

    /** Once the readings of the generator were taken, for they are written as well. */
    private void write(
            Interval ended,
            long elapsedNanos,
            Duration paused,
            int maxUsers,
            LedgerCounter.Reading account,
            Cells cells,
            @Nullable Cells ofAgents) {
        if (writer == null) {
            agents.forgetNews();
        } else {
            writer.write(
                    new IntervalWriter.Setting(
                            elapsedNanos,
                            warmUpNanos,
                            paused,
                            ended.users(),
                            maxUsers,
                            ended.offeredPerSecond(),
                            ended.wantedUsers(),
                            account.ledger(),
                            account.scheduled()),
                    cells,
                    ofAgents,
                    agents);
        }
    }

    private void judge(Duration elapsed, Duration paused) {
        newlyBreached = List.of();
        slos.forEach(slo -> slo.observe(elapsed, judged(slo.tags(), interval, byAgent)));
        Duration loaded = elapsed.minusNanos(warmUpNanos).minus(paused);
        for (int i = 0; i < judges.size(); i++) {
            Map<String, String> tags = judges.get(i).tags();
            boolean abort = judges.get(i)
                    .observe(elapsed, loaded, judged(tags, interval, byAgent), judged(tags, total, totalByAgent));
            if (abort && breached == null) {
                breached = thresholds.get(i);
            }
            if (elapsed.equals(judges.get(i).firstBreach())) {
                newlyBreached = Stream.concat(newlyBreached.stream(), Stream.of(thresholds.get(i)))
                        .toList();
            }
        }
    }

    /** Returns the threshold that asks for the run to be aborted, if one does. */
    public @Nullable Threshold breached() {
        return breached;
    }

    /** Returns the thresholds that were seen not to hold for the first time in the interval that ended last. */
    public List<Threshold> newlyBreached() {
        return newlyBreached;
    }

    private Interval interval(
            Cells cells, long startNanos, long endNanos, int users, Ledger ledger, Map<String, Long> errors) {
        List<Cell.Request> requests = cells.requests(Map.of());
        return new Interval(
                Duration.ofNanos(startNanos),
                Duration.ofNanos(endNanos - startNanos),
                users,
                ledger.scheduled() - before.scheduled(),
                ledger.started() - before.started(),
                ledger.dropped() - before.dropped(),
                ended(ledger) - ended(before),
                requests.stream().mapToLong(cell -> cell.count).sum(),
                requests.stream().mapToLong(cell -> cell.failed).sum(),
                requests.stream().mapToLong(cell -> cell.bytesReceived).sum(),
                trend(cells, "response_time"),
                Cells.trend(requests, cell -> cell.service).distribution(),
                load.offeredPerSecond(),
                load.wantedUsers(),
                trend(cells, "schedule_lag"),
                errors);
    }

    /** By the name of the metric, for thresholds may ask for the same. */
    private static Distribution trend(Cells cells, String metric) {
        return cells.read(metric, Map.of()) instanceof MetricValue.Trend times
                ? times.distribution()
                : Distribution.EMPTY;
    }

    private static long ended(Ledger ledger) {
        return ledger.completed() + ledger.failed() + ledger.interrupted();
    }

    private static List<Interval> unpacked(Timeline<PackedInterval> timeline) {
        return timeline.intervals().stream().map(PackedInterval::unpacked).toList();
    }

    /** Returns what this has come to, as far as it is not the {@link #position}. */
    AggregationState state() {
        return new AggregationState(
                measurement, total, totalByAgent, warmingUp, timeline, courses, slowest, monitor, judges, slos, agents);
    }

    /** Returns how far this is. */
    AggregationState.Position position() {
        return new AggregationState.Position(lastNanos, warmUpNanos, before);
    }

    /** Goes on from there. */
    void resume(AggregationState.Position position) {
        lastNanos = position.lastNanos();
        warmUpNanos = position.warmUpNanos();
        before = position.before();
    }

    /** Returns what the run came to; to be called once, after the last interval. */
    public Totals totals() {
        Ledger ledger = measurement.ledger(Phase.LOAD).ledger();
        List<Interval> intervals = unpacked(timeline);
        SteadyState steady = SteadyState.of(intervals);
        List<GeneratorHealth> ofAgents = agents.health();
        GeneratorHealth own = monitor.health(total, ledger);
        var warnings = new ArrayList<>(measurement.warnings());
        warnings.addAll(agents.warnings());
        return new Totals(
                Duration.ofNanos(Math.max(0, lastNanos - warmUpNanos)),
                ledger,
                judges.stream()
                        .map(judge -> judge.result(judged(judge.tags(), total, totalByAgent), steady))
                        .toList(),
                RequestSummary.of(total, courses, slowest, timeline, intervals),
                MetricSummary.metrics(total, thresholds),
                measurement.errors().results(timeline, intervals),
                unpacked(warmingUp),
                intervals,
                agents.isEmpty() ? own : agents.worst(ofAgents),
                warnings,
                slos.stream().map(SloJudge::result).toList(),
                agents.results(ofAgents));
    }
}
