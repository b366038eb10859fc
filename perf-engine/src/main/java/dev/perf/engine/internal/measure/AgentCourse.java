package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.health.HealthMonitor;
import dev.perf.engine.internal.health.Vital;
import dev.perf.engine.internal.health.Vitals;
import dev.perf.engine.internal.health.VitalsTape;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.AgentResult;
import dev.perf.result.Distribution;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Ledger;
import dev.perf.result.PackedDistribution;
import dev.perf.result.Snapshot;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one agent came to, in bounded memory. Belongs to one thread. */
final class AgentCourse {

    /** So many stretches are kept of each agent, of which there may be hundreds. */
    static final int MOST_POINTS = 300;

    private AgentStatus status;
    private final VitalsTape tape = new VitalsTape(Vitals.NONE);
    private final HealthMonitor monitor = new HealthMonitor(tape);
    private final Map<Vital, Long> ranOut = new EnumMap<>(Vital.class);
    private final Timeline<Stretch> stretches = new Timeline<>(MOST_POINTS, Stretch::plus);
    private final TimeCell response = new TimeCell();
    private Ledger ledger = Ledger.EMPTY;
    private long requests;
    private long failed;
    private long heardNanos;
    private boolean isMeasured;
    private @Nullable Stretch last;

    /** An agent's part of a stretch of the run. */
    private record Stretch(
            Duration start, Duration length, int users, long requests, long failed, PackedDistribution response) {

        static Stretch of(AgentInterval interval) {
            return new Stretch(
                    Duration.ofNanos(interval.startNanos()),
                    Duration.ofNanos(interval.endNanos() - interval.startNanos()),
                    interval.users(),
                    interval.requests(),
                    interval.failed(),
                    PackedDistribution.of(interval.response().distribution()));
        }

        Stretch plus(Stretch next) {
            return new Stretch(
                    start,
                    next.start.plus(next.length).minus(start),
                    next.users,
                    requests + next.requests,
                    failed + next.failed,
                    PackedDistribution.of(response.unpacked().plus(next.response.unpacked())));
        }

        AgentResult.Point point() {
            return new AgentResult.Point(start, length, users, perSecond(requests), perSecond(failed), p95());
        }

        double perSecond(long count) {
            return length.isZero() ? 0 : count / (length.toNanos() / 1e9);
        }

        @Nullable
        Duration p95() {
            Distribution times = response.unpacked();
            return times.isEmpty() ? null : times.p95();
        }

        static void write(ByteOutput out, Stretch stretch) {
            out.duration(stretch.start);
            out.duration(stretch.length);
            out.number(stretch.users);
            out.number(stretch.requests);
            out.number(stretch.failed);
            PartCodec.write(out, stretch.response);
        }

        static Stretch read(ByteInput in) {
            return new Stretch(
                    in.duration(),
                    in.duration(),
                    in.number(Integer.MAX_VALUE),
                    in.number(),
                    in.number(),
                    PartCodec.packed(in));
        }
    }

    AgentCourse(AgentStatus status) {
        this.status = status;
    }

    AgentStatus status() {
        return status;
    }

    void become(AgentStatus now) {
        status = now;
    }

    String name() {
        return status.facts().name();
    }

    /** Adds the next interval; one that came late may have been overtaken by nothing. */
    void add(AgentInterval interval) {
        tape.add(interval.readings());
        heardNanos = Math.max(heardNanos, interval.endNanos());
        if (interval.endNanos() == interval.startNanos()) {
            return; // only readings, taken behind the last interval
        }
        isMeasured = true;
        last = Stretch.of(interval);
        stretches.add(last);
        if (interval.isWarmUp()) {
            return;
        }
        ledger = interval.ledger();
        requests += interval.requests();
        failed += interval.failed();
        interval.response().addTo(response);
        interval.ranOut().forEach((vital, count) -> ranOut.merge(vital, count, Long::sum));
        monitor.observe(
                interval.startNanos() / 1e9, (interval.endNanos() - interval.startNanos()) / 1e9, interval.pace());
    }

    /** Tells whether anything was heard of it. */
    boolean isMeasured() {
        return isMeasured;
    }

    /** Returns up to which time of the run it was heard of. */
    long heardNanos() {
        return heardNanos;
    }

    Distribution responseTime() {
        return response.distribution();
    }

    GeneratorHealth healthSoFar() {
        return monitor.healthSoFar(ledger, ranOut);
    }

    /** Returns the verdict on the generator, given the whole run. */
    GeneratorHealth health() {
        return monitor.health(ledger, ranOut);
    }

    /** What was under way when it was lost has been interrupted, as far as anybody can tell. */
    private Ledger account() {
        AgentResult.Loss loss = status.loss();
        if (loss == null) {
            return ledger;
        }
        Ledger closed = closed(ledger);
        return new Ledger(
                closed.scheduled() + loss.missing(),
                closed.started(),
                closed.dropped() + loss.missing(),
                closed.completed(),
                closed.failed(),
                closed.interrupted());
    }

    /** Returns the account of an agent of which nothing more will be heard. */
    static Ledger closed(Ledger heard) {
        long ended = heard.completed() + heard.failed() + heard.interrupted();
        long started = Math.max(heard.started(), ended);
        return new Ledger(
                started + heard.dropped(),
                started,
                heard.dropped(),
                heard.completed(),
                heard.failed(),
                heard.interrupted() + started - ended);
    }

    /** @param furthestNanos up to which time the agent was heard of that is furthest */
    Snapshot.Agent snapshot(long furthestNanos) {
        boolean isRunning = status.state() == Snapshot.Agent.State.RUNNING;
        Stretch now = status.state() == Snapshot.Agent.State.LOST ? null : last;
        return new Snapshot.Agent(
                name(),
                status.state(),
                now == null ? 0 : now.users(),
                now == null ? 0 : now.perSecond(now.requests()),
                now == null ? 0 : now.perSecond(now.failed()),
                now == null ? null : now.p95(),
                isRunning ? Duration.ofNanos(Math.max(0, furthestNanos - heardNanos)) : Duration.ZERO);
    }

    AgentResult result(GeneratorHealth health, List<String> warnings) {
        AgentFacts facts = status.facts();
        AgentResult.Loss loss = status.loss();
        return new AgentResult(
                facts.name(),
                facts.machine(),
                facts.share(),
                loss == null ? AgentResult.State.ENDED : AgentResult.State.LOST,
                facts.joined(),
                loss,
                facts.clock(),
                account(),
                requests,
                failed,
                responseTime(),
                health,
                stretches.intervals().stream().map(Stretch::point).toList(),
                warnings);
    }

    void write(ByteOutput out) {
        status.write(out);
        monitor.write(out);
        AgentInterval.writeRanOut(ranOut, out);
        stretches.write(out, Stretch::write);
        response.write(out);
        IntervalWriter.writeLedger(ledger, out);
        out.number(requests);
        out.number(failed);
        out.number(heardNanos);
        out.flag(isMeasured);
        out.optional(last, Stretch::write);
    }

    static AgentCourse read(ByteInput in) {
        var course = new AgentCourse(AgentStatus.read(in));
        course.monitor.read(in);
        course.ranOut.putAll(AgentInterval.readRanOut(in));
        course.stretches.read(in, Stretch::read);
        course.response.read(in);
        course.ledger = IntervalReader.ledger(in);
        course.requests = in.number();
        course.failed = in.number();
        course.heardNanos = in.number();
        course.isMeasured = in.flag();
        course.last = in.optional(Stretch::read);
        return course;
    }
}
