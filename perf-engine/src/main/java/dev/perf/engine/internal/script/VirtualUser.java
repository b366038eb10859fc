package dev.perf.engine.internal.script;

import dev.perf.check.OnFail;
import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.feed.DrawFailedException;
import dev.perf.engine.internal.feed.Feed;
import dev.perf.engine.internal.feed.Row;
import dev.perf.engine.internal.health.PlainJava;
import dev.perf.engine.internal.measure.LedgerCounter.Outcome;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.measure.Recorder;
import dev.perf.engine.internal.measure.RequestSample;
import dev.perf.engine.internal.measure.RequestWatch;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.TaggedSeries;
import dev.perf.engine.internal.measure.Tags;
import dev.perf.engine.internal.template.TemplateUser;
import dev.perf.engine.internal.template.UserBound;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.event.RequestEvent;
import dev.perf.metric.Metric;
import dev.perf.scenario.Request;
import dev.perf.scenario.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One simulated client: its session, its place in the scenario, and the moment at which an ideal generator would have
 * begun its next step. Belongs to its own virtual thread.
 */
public final class VirtualUser implements User, TemplateUser, PlainJava.Worker {

    private static final int FAILED = 1;
    private static final int FAILED_BEFORE = 2;

    private final long id;
    private final CompiledScenario scenario;
    private final Measurement measurement;
    private final Clock clock;
    private RandomGenerator random;
    private final UserBound session;
    private final UserStates states;
    private final boolean lane;
    private final HeldSamples held = new HeldSamples();
    private String group = "";
    private Phase phase = Phase.LOAD;
    private long iteration = -1;
    private long intendedNanos;
    private long endNanos;
    private long requests;
    private boolean failed;
    private boolean failedBefore;
    private boolean left;
    private long served;
    private BooleanSupplier toEnd = () -> false;
    private boolean prepared;
    private boolean outOfData;
    private @Nullable StepsEndedException ending;
    private @Nullable Leases leases;
    private @Nullable Lanes lanes;
    private @Nullable TaggedSeries tags;
    private final @Nullable RequestWatch watch;

    /** What failed last; only known while somebody is told of requests. */
    private @Nullable String failure;

    private @Nullable String trace;
    private boolean doesPlainJava;
    private @Nullable String step;
    private long since;
    private @Nullable Thread thread;
    private @Nullable Map<PaceNode, Long> paces;

    /** What is told of the user to people; null for nothing. */
    private final @Nullable Trace told;

    /**
     * Creates a user.
     *
     * @param id number of the user in its scenario, from 0
     * @param seed what its random numbers follow from, together with {@code id}
     * @param lasting whether it lives through many iterations, rather than one
     */
    public VirtualUser(
            long id, CompiledScenario scenario, Measurement measurement, Clock clock, long seed, boolean lasting) {
        this.id = id;
        this.scenario = scenario;
        this.measurement = measurement;
        this.clock = clock;
        this.random = new SplittableRandom(mixed(seed + id));
        this.told = scenario.traceOf(id);
        UserSession own = new UserSession(this);
        this.session = told == null ? own : new TracedSession(own, told);
        this.states = new UserStates(scenario, session, lasting);
        this.lane = false;
        this.watch = measurement.requestWatch();
        scenario.userBegan(session);
    }

    private VirtualUser(VirtualUser whose, LaneSession session, boolean first) {
        this.id = whose.id;
        this.scenario = whose.scenario;
        this.measurement = whose.measurement;
        this.clock = whose.clock;
        this.random = whose.random; // until it stands in for it
        this.told = whose.told == null ? null : whose.told.lane();
        this.session = told == null ? session : new TracedSession(session, told);
        session.ownedBy(this);
        this.states = whose.states.lane(this.session, first);
        this.lane = true;
        this.watch = whose.watch;
    }

    /** Returns the ways on which the user does several things at the same time. */
    public Lanes lanes() {
        Lanes known = lanes;
        if (known == null) {
            known = new Lanes(this);
            lanes = known;
        }
        return known;
    }

    /**
     * Creates a second self, to do something on a thread of its own while the user waits.
     *
     * @param first whether it may use the user's connection
     */
    VirtualUser lane(LaneSession laneSession, boolean first) {
        return new VirtualUser(this, laneSession, first);
    }

    /** Puts this lane where {@code user} is. */
    void standInFor(VirtualUser user) {
        random = new SplittableRandom(mixed(user.random.nextLong()));
        iteration = user.iteration;
        phase = user.phase;
        group = user.group;
        tags = user.tags;
        intendedNanos = user.intendedNanos;
        failed = false;
        failedBefore = user.hasFailed();
        ending = null;
        requests = 0;
        served = 0;
        toEnd = user.toEnd;
    }

    /** Returns what it keeps for each protocol. */
    UserStates states() {
        return states;
    }

    /** Takes over what has become of a lane whose thread has ended. */
    void joined(VirtualUser lane) {
        failed |= lane.failed;
        outOfData |= lane.outOfData;
        if (lane.leases != null) {
            leases = leases == null ? new Leases() : leases;
            leases.takeOver(lane.leases);
        }
        if (lane.ending != null) {
            exitAfterStep(lane.ending);
        }
        requests += lane.requests;
        served += lane.served;
        if (told != null && lane.told != null) {
            told.joined(lane.told);
        }
    }

    /**
     * Spreads neighbouring seeds: a SplittableRandom steps by a constant, so users whose seeds are a step apart would
     * draw the same numbers, one draw later (Steele et al., Fast Splittable Pseudorandom Number Generators, mix64).
     */
    private static long mixed(long seed) {
        long mixed = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * Draws the records that the user keeps for life; returns false, having counted the error, where there is none
     * left.
     */
    public boolean drawRecords(Phase startPhase) throws InterruptedException {
        phase = startPhase;
        try {
            outOfData = !scenario.drawRecords(this);
            return !outOfData;
        } catch (RuntimeException | Error thrown) {
            fault(thrown);
            return false;
        }
    }

    /**
     * Runs one iteration and records it. It fails by a fault of the engine too, which would otherwise take the user and
     * its load away without a word.
     *
     * @param number number of the user's iteration, from 0
     * @param intended when an ideal generator would have begun it
     * @param start when it begins; {@code intended} where it follows the one before it at once
     * @return how it ended
     * @throws InterruptedException if the run wants the user to stop; the iteration is to be counted as interrupted
     */
    public Outcome iterate(long number, long intended, long start, Phase iterationPhase) throws InterruptedException {
        iteration = number;
        phase = iterationPhase;
        intendedNanos = intended;
        failed = false;
        failedBefore = false;
        ending = null;
        tags = null;
        group = "";
        if (start > intended) {
            recordLag(start - intended);
        }
        try {
            scenario.iterate(this);
        } catch (StepsEndedException ended) {
            endedBy(ended);
        } catch (InterruptedException cutOff) {
            if (start <= intended) {
                recordLag(0);
            }
            if (leases != null) {
                leases.giveBack();
            }
            throw cutOff;
        } catch (RuntimeException | Error thrown) {
            fault(thrown);
        }
        if (leases != null) {
            leases.iterationEnded();
        }
        endNanos = clock.nanos();
        try {
            ended(start, intended);
        } catch (RuntimeException | Error thrown) {
            fault(thrown);
        }
        if (told != null) {
            told.iterationEnded(number, failed, session::values);
        }
        return failed ? Outcome.FAILED : Outcome.COMPLETED;
    }

    private void endedBy(StepsEndedException reason) {
        if (reason instanceof IterationFailedException) {
            failed = true;
        }
        left |= reason == ExitException.USER;
    }

    private void ended(long start, long intended) {
        statesEndIteration();
        scenario.recordIteration(this, endNanos - start, start <= intended);
    }

    /** The iteration has ended, for what the user and its lanes keep. */
    void statesEndIteration() {
        states.iterationEnded();
        if (lanes != null) {
            lanes.iterationEnded();
        }
    }

    private void fault(Throwable thrown) {
        failed = true;
        thrown(thrown);
        measurement.fault(phase, scenario.name(), thrown);
    }

    /** Returns when the latest iteration ended. */
    public long endNanos() {
        return endNanos;
    }

    /** The user is about to wait for something else than a response: it writes out samples and gives back buffers. */
    public void rest() {
        writeHeldSamples();
        states.rest();
    }

    private void writeHeldSamples() {
        if (!held.isEmpty()) {
            stripe().release();
        }
    }

    /** Does the steps that end the user's life. */
    public void stop() throws InterruptedException {
        try {
            intendedNanos = clock.nanos();
            scenario.stop(this);
        } catch (StepsEndedException ended) {
            endedBy(ended);
        } catch (RuntimeException | Error thrown) {
            fault(thrown);
        }
    }

    /** Releases what the user holds. */
    public void close() {
        if (lanes != null) {
            lanes.close();
        }
        try {
            writeHeldSamples();
            states.close();
        } catch (RuntimeException | Error thrown) {
            fault(thrown);
        }
        if (doesPlainJava) {
            measurement.plainJava().remove(this);
        }
        if (!lane) {
            scenario.userEnded(clock);
        }
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public long iteration() {
        return iteration;
    }

    @Override
    public String scenario() {
        return scenario.name();
    }

    @Override
    public UserBound session() {
        return session;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public <R> R send(Request<R> request) throws InterruptedException {
        return scenario.compileAtRunTime(request, group).send(this);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        pause(scenario.pauseNanos(duration));
    }

    /** The user has waited for others, and was to go on at {@code due}. */
    void goOnSince(long due) {
        intendedNanos = due;
        recordLag(clock.nanos() - due);
    }

    /** Pauses; the next step is meant to begin exactly at its end. */
    void pause(long nanos) throws InterruptedException {
        rest();
        if (told != null) {
            told.paused(nanos);
        }
        long end = clock.nanos() + Math.max(0, nanos);
        clock.pauseUntil(end);
        goOnSince(end);
    }

    @Override
    public <T> T group(String name, Callable<T> body) throws Exception {
        String outer = group;
        group = Groups.join(outer, name);
        GroupSeries series = scenario.groupSeries(group);
        long start = clock.nanos();
        long servedBefore = served;
        try {
            return body.call();
        } finally {
            series.record(this, start, servedBefore);
            group = outer;
        }
    }

    @Override
    public boolean check(String name, boolean holds) {
        recordCheck(scenario.checkSeries(name).in(phase), holds);
        if (told != null) {
            told.checked(name, holds);
        }
        if (!holds) {
            fail("check", name, "check \"" + name + "\" does not hold");
        }
        return holds;
    }

    @Override
    public void tag(String key, String value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        writeHeldSamples();
        tags = tags == null ? measurement.series().tagged(Tags.of(key, value)) : tags.and(key, value);
        if (told != null) {
            told.tagged(key, value);
        }
    }

    @Override
    public void record(Metric metric, double value) {
        scenario.metrics().record(this, metric, group, value);
    }

    /** Runs {@code body} with the user inside the group whose full name is {@code name}. */
    void inGroup(String name, Node body) throws InterruptedException, StepsEndedException {
        String outer = group;
        group = name;
        try {
            body.run(this);
        } finally {
            group = outer;
        }
    }

    /** Counts a failure and marks the iteration as failed; it goes on. */
    public void fail(String kind, String name, String message) {
        failed = true;
        note(kind, name, message);
    }

    /** Asks for an end, because something has failed, once the step under way is done. */
    public void exitAfterStep(OnFail what) {
        switch (what) {
            case GO_ON -> {}
            case EXIT_ITERATION -> exitAfterStep(IterationFailedException.INSTANCE);
            case EXIT_USER -> exitAfterStep(ExitException.USER);
        }
    }

    /** Asks for an end once the step under way is done; of several, one that leads farther counts. */
    void exitAfterStep(StepsEndedException reason) {
        if (ending == null || reason == ExitException.USER || ending == IterationFailedException.INSTANCE) {
            ending = reason;
        }
    }

    /** Ends what was asked to end. */
    public void exitIfAsked() throws StepsEndedException {
        StepsEndedException asked = ending;
        if (asked != null) {
            ending = null;
            throw asked;
        }
    }

    /** Counts a failure that was made good: the iteration does not fail by it. */
    public void note(String kind, String name, String message) {
        measurement.error(phase, kind, name, message, trace);
        if (watch != null) {
            failure = message;
        }
        if (told != null) {
            told.failed(kind, message);
        }
    }

    /** The user's own code threw, which is counted as a failure besides. */
    void thrown(Throwable thrown) {
        if (told != null) {
            told.thrown(thrown);
        }
    }

    /** Returns what is told of the user to people; null for nothing. */
    public @Nullable Trace trace() {
        return told;
    }

    /** Sets the id under which a tracing system knows what the user does now; null for none. */
    public void tracing(@Nullable String id) {
        trace = id;
    }

    /** Puts the next record of a feeder into the session; returns false, having counted the error, where there is none. */
    boolean draw(Feed feed) throws InterruptedException {
        Row record = next(feed);
        if (record == null) {
            return false;
        }
        feed.put(record, session);
        return true;
    }

    /** Puts several records of a feeder into the session, as lists; returns false where there are not as many. */
    boolean draw(Feed feed, int count) throws InterruptedException {
        var records = new ArrayList<Row>(count);
        while (records.size() < count) {
            Row record = next(feed);
            if (record == null) {
                return false;
            }
            records.add(record);
        }
        feed.putLists(records, session);
        return true;
    }

    private @Nullable Row next(Feed feed) throws InterruptedException {
        Row record = null;
        try {
            record = feed.draw(id, random);
            if (record == null) {
                outOfData(feed);
            } else if (feed.isLent()) {
                if (leases == null) {
                    leases = new Leases();
                }
                leases.add(feed, record, iteration < 0);
            }
        } catch (DrawFailedException failure) {
            fail("feeder", feed.name(), String.valueOf(failure.getMessage()));
        }
        return record;
    }

    private void outOfData(Feed feed) {
        outOfData = true;
        fail("feeder", feed.name(), feed.exhausted());
        switch (feed.atEnd()) {
            case STOP_SCENARIO -> exits().exitScenario(feed.end());
            case STOP_RUN -> exits().endRun(feed.end());
            case STOP_USER, RECYCLE -> {}
        }
    }

    /** Tells whether a feeder had no record left for the user. */
    public boolean isOutOfData() {
        return outOfData;
    }

    /** Tells whether something in the iteration has failed so far. */
    public boolean hasFailed() {
        return failed || failedBefore;
    }

    /** Tells whether something has failed since the innermost scope began. */
    boolean hasFailedInScope() {
        return failed;
    }

    /** Something has failed, and has been counted. */
    void markFailed() {
        failed = true;
    }

    /** What has failed in the innermost scope was made good. */
    public void forgive() {
        failed = false;
    }

    /** Begins steps whose failures are told apart from those before; returns what they are to be ended with. */
    int beginScope() {
        int outer = (failed ? FAILED : 0) | (failedBefore ? FAILED_BEFORE : 0);
        failedBefore |= failed;
        failed = false;
        return outer;
    }

    /** Ends such steps: what failed before them, or in them and was not made good, has failed. */
    void endScope(int outer) {
        failed |= (outer & FAILED) != 0;
        failedBefore = (outer & FAILED_BEFORE) != 0;
    }

    /** Tells whether a step has ended the user's life. */
    public boolean hasLeft() {
        return left;
    }

    /** Returns what steps may end beyond their user. */
    Exits exits() {
        return scenario.exits();
    }

    /** Tells whether the steps of onStart have been done without a failure. */
    boolean isPrepared() {
        return prepared;
    }

    void prepared() {
        prepared = true;
    }

    /** Returns when an ideal generator would have begun the step that the user is about to do. */
    public long intendedNanos() {
        return intendedNanos;
    }

    /** Notes that a step has ended: without a pause, the next one is meant to begin now. */
    public void stepEnded(long nanos) {
        intendedNanos = nanos;
    }

    /** Returns when the user may go on from {@code node}; null before it has come by there. */
    @Nullable
    Long paceOf(PaceNode node) {
        return paces == null ? null : paces.get(node);
    }

    void setPace(PaceNode node, long due) {
        if (paces == null) {
            paces = new IdentityHashMap<>();
        }
        paces.put(node, due);
    }

    /** Returns the sum of the service times so far, of requests and of lambda steps that count as such. */
    public long servedNanos() {
        return served;
    }

    /** Sets what tells whether the user is to begin no further iteration. */
    public void endsWhen(BooleanSupplier retired) {
        toEnd = retired;
    }

    /** Tells whether the user is to begin no further iteration. */
    boolean isToEnd() {
        return toEnd.getAsBoolean();
    }

    /** The user begins a step in plain Java. */
    void beginsPlainJava(String name, long now) {
        if (!doesPlainJava) {
            doesPlainJava = true;
            measurement.plainJava().add(this);
        }
        since = now;
        thread = Thread.currentThread();
        step = name;
    }

    /** The step is over; its thread is forgotten, for a user that thinks has none. */
    void endsPlainJava() {
        step = null;
        thread = null;
    }

    @Override
    public @Nullable String step() {
        return step;
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public @Nullable Thread thread() {
        return thread;
    }

    /** Counts a request sent. */
    public void requestSent() {
        requests++;
    }

    long requestsSent() {
        return requests;
    }

    /** Returns the phase that the user's samples belong to. */
    public Phase phase() {
        return phase;
    }

    /** Returns the time. */
    public Clock clock() {
        return clock;
    }

    /** Returns a stripe to record samples to; to be released without blocking in between. */
    public Recorder.Stripe stripe() {
        Recorder.Stripe stripe = measurement.recorder().acquire((int) id);
        held.writeTo(stripe);
        return stripe;
    }

    /** Returns what the user keeps for the protocol at {@code index} of the scenario's list; made when first needed. */
    public Protocol.UserState state(int index) {
        return states.of(index);
    }

    /** Returns the series that samples of the user are counted in: {@code series}, unless it carries tags of its own. */
    public Series tagged(Series series) {
        return tags == null ? series : tags.of(series);
    }

    /** Records a time. */
    public void recordTime(Series series, long nanos) {
        Series of = tagged(series);
        Recorder.Stripe stripe = stripe();
        stripe.time(of, nanos);
        stripe.release();
    }

    /** Adds to a sum. */
    public void recordCount(Series series, long amount) {
        Series of = tagged(series);
        Recorder.Stripe stripe = stripe();
        stripe.count(of, amount);
        stripe.release();
    }

    /** Records a request. */
    public void recordRequest(Series series, RequestSample sample) {
        Series of = tagged(series);
        Recorder.Stripe stripe = stripe();
        stripe.request(of, sample);
        stripe.release();
        served += sample.serviceNanos;
        if (watch != null) {
            watch.tell(event(of, sample));
            failure = null;
        }
    }

    private RequestEvent event(Series series, RequestSample sample) {
        Map<String, String> all = series.tags().values();
        return new RequestEvent(
                Duration.ofNanos(clock.nanos() - measurement.startNanos()),
                !phase.isReported(),
                scenario.name(),
                id,
                iteration,
                all.getOrDefault("name", ""),
                all.get("method"),
                sample.url,
                Integer.parseInt(all.getOrDefault("status", "0")),
                Duration.ofNanos(sample.responseNanos),
                Duration.ofNanos(sample.serviceNanos),
                sample.bytesReceived,
                sample.failed ? String.valueOf(failure) : null,
                all);
    }

    /** Tells whether somebody is told of the user's requests. */
    public boolean isWatched() {
        return watch != null;
    }

    /** Counts a check, at the latest when the user next waits for something else than a response. */
    public void recordCheck(Series series, boolean holds) {
        held.rate(tagged(series), holds);
    }

    private void recordLag(long nanos) {
        recordTime(scenario.lagSeries().in(phase), Math.max(0, nanos));
    }
}
