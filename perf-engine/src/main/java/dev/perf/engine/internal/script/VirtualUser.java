package dev.perf.engine.internal.script;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.template.TemplateUser;
import dev.perf.engine.internal.template.UserBound;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.metric.Metric;
import dev.perf.scenario.Request;
import dev.perf.scenario.User;
import java.time.Duration;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One simulated client: its session, its place in the scenario, and the moment at which an ideal generator would have
 * begun its next step. Belongs to its own virtual thread.
 */
public final class VirtualUser implements User, TemplateUser {

    private final long id;
    private final CompiledScenario scenario;
    private final Measurement measurement;
    private final Clock clock;
    private final UserBound session;
    private final UserStates states;
    private final UserSamples samples;
    private final Standing standing = new Standing();
    private final boolean lane;

    /** What is told of the user to people; null for nothing. */
    private final @Nullable Trace told;

    private RandomGenerator random;
    private String group = "";
    private long iteration = -1;
    private long intendedNanos;

    /** Since when the code of a step in plain Java has run, without the requests and pauses that it makes. */
    private long ownCodeSince;

    private BooleanSupplier toEnd = () -> false;

    // What few users need is made when it is first needed: there may be a million of them.
    private @Nullable DrawnRecords records;
    private @Nullable PlainJavaStep plainJava;
    private @Nullable Lanes lanes;
    private @Nullable Map<PaceNode, Long> paces;

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
        this.random = UserRandom.from(seed + id);
        this.told = scenario.traceOf(id);
        UserSession own = new UserSession(this);
        this.session = told == null ? own : new TracedSession(own, told);
        this.states = new UserStates(scenario, session, lasting);
        this.samples = new UserSamples(this, measurement);
        this.lane = false;
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
        this.samples = new UserSamples(this, measurement);
        this.lane = true;
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
        random = UserRandom.from(user.random.nextLong());
        iteration = user.iteration;
        group = user.group;
        intendedNanos = user.intendedNanos;
        toEnd = user.toEnd;
        samples.standInFor(user.samples);
        standing.standInFor(user.standing);
    }

    /** Takes over what has become of a lane whose thread has ended. */
    void joined(VirtualUser lane) {
        if (lane.records != null) {
            records().joined(lane.records);
        }
        standing.joined(lane.standing);
        samples.joined(lane.samples);
        if (told != null && lane.told != null) {
            told.joined(lane.told);
        }
    }

    /** An iteration begins. */
    void iterationBegins(long number, long intended, Phase phase) {
        iteration = number;
        intendedNanos = intended;
        group = "";
        samples.iterationBegins(phase);
        standing.iterationBegins();
    }

    /** The iteration has ended, for what the user and its lanes keep. */
    void iterationEnded() {
        states.iterationEnded();
        if (lanes != null) {
            lanes.iterationEnded();
        }
    }

    /** The engine has a fault, by which the iteration fails. */
    void fault(Throwable thrown) {
        standing.markFailed();
        thrown(thrown);
        samples.fault(thrown);
    }

    /** Records how late the user goes on. */
    void recordLag(long nanos) {
        samples.recordTime(scenario.lagSeries().in(samples.phase()), Math.max(0, nanos));
    }

    /** The user is about to wait for something else than a response: it writes out samples and gives back buffers. */
    public void rest() {
        samples.writeHeld();
        states.rest();
    }

    /** Releases what the user holds. */
    public void close() {
        if (lanes != null) {
            lanes.close();
        }
        try {
            samples.writeHeld();
            states.close();
        } catch (RuntimeException | Error thrown) {
            fault(thrown);
        }
        if (plainJava != null) {
            plainJava.close();
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
        var compiled = scenario.compileAtRunTime(request, group);
        ownCodeEnds(clock.nanos());
        try {
            return compiled.send(this);
        } finally {
            ownCodeBegins(clock.nanos());
        }
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        try {
            pause(scenario.rhythm().pauseNanos(duration));
        } finally {
            ownCodeBegins(clock.nanos());
        }
    }

    @Override
    public <T> T group(String name, Callable<T> body) throws Exception {
        String outer = group;
        group = Groups.join(outer, name);
        GroupSeries series = scenario.groupSeries(group);
        long start = clock.nanos();
        long servedBefore = samples.servedNanos();
        try {
            return body.call();
        } finally {
            series.record(this, start, servedBefore);
            group = outer;
        }
    }

    @Override
    public boolean check(String name, boolean holds) {
        samples.recordCheck(scenario.checkSeries(name).in(samples.phase()), holds);
        if (told != null) {
            told.checked(name, holds);
        }
        if (!holds) {
            fail("check", name, "check \"" + name + "\" does not hold");
        }
        return holds;
    }

    @Override
    public void fail(String kind, String message) {
        Objects.requireNonNull(message, "message");
        failAs(Objects.requireNonNull(kind, "kind"), plainJava().name(), message);
        plainJava().fail();
    }

    @Override
    public void tag(String key, String value) {
        samples.tag(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        if (told != null) {
            told.tagged(key, value);
        }
    }

    @Override
    public void record(Metric metric, double value) {
        scenario.metrics().record(this, metric, group, value);
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

    /** The user has waited for others, and was to go on at {@code due}. */
    void goOnSince(long due) {
        intendedNanos = due;
        recordLag(clock.nanos() - due);
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
        standing.markFailed();
        samples.error(kind, name, message);
        if (told != null) {
            told.failed(kind, message);
        }
    }

    /**
     * Counts a failure of a kind that users' code or a client of theirs names.
     *
     * @throws IllegalArgumentException if it cannot be a kind
     */
    public void failAs(String kind, String name, String message) {
        fail(measurement.ownKinds().counted(kind), name, message);
    }

    /** Counts a failure that was made good: the iteration does not fail by it. */
    public void note(String kind, String name, String message) {
        samples.error(kind, name, message);
        if (told != null) {
            told.noted(kind, message);
        }
    }

    /** The user's own code threw, which is counted as a failure besides. */
    void thrown(Throwable thrown) {
        samples.thrown(thrown);
        if (told != null) {
            told.thrown(thrown);
        }
    }

    /** Returns what is told of the user to people; null for nothing. */
    public @Nullable Trace trace() {
        return told;
    }

    /** Returns what it records. */
    public UserSamples samples() {
        return samples;
    }

    /** Returns the phase that its samples belong to. */
    public Phase phase() {
        return samples.phase();
    }

    /** Returns what has failed in its iteration, and what is to end. */
    public Standing standing() {
        return standing;
    }

    /** Returns the records that it draws from feeders. */
    DrawnRecords records() {
        DrawnRecords known = records;
        if (known == null) {
            known = new DrawnRecords(this);
            records = known;
        }
        return known;
    }

    /** The records drawn in the iteration are done with or, where it was interrupted, others may have them. */
    void endsRecords(boolean interrupted) {
        if (records == null) {
            return;
        }
        if (interrupted) {
            records.giveBack();
        } else {
            records.iterationEnded();
        }
    }

    /** Tells whether a feeder had no record left for the user. */
    public boolean isOutOfData() {
        return records != null && records.isOutOfData();
    }

    /** Returns the step in plain Java that it is in. */
    PlainJavaStep plainJava() {
        PlainJavaStep known = plainJava;
        if (known == null) {
            known = PlainJavaStep.enteredIn(measurement.plainJava());
            plainJava = known;
        }
        return known;
    }

    /** Returns what it keeps for each protocol. */
    UserStates states() {
        return states;
    }

    /** Returns what the user keeps for the protocol at {@code index} of the scenario's list; made when first needed. */
    public Protocol.UserState state(int index) {
        return states.of(index);
    }

    /** Returns what it does. */
    CompiledScenario compiled() {
        return scenario;
    }

    /** Returns what steps may end beyond their user. */
    Exits exits() {
        return scenario.exits();
    }

    /** Returns the time. */
    public Clock clock() {
        return clock;
    }

    /** The user's own code goes on: what it takes is nobody's delay. */
    void ownCodeBegins(long nanos) {
        ownCodeSince = nanos;
    }

    /** The user's own code is done, for now: so much later is meant to begin what comes next, with the delay there was. */
    void ownCodeEnds(long nanos) {
        intendedNanos += nanos - ownCodeSince;
    }

    /** Returns when an ideal generator would have begun the step that the user is about to do. */
    public long intendedNanos() {
        return intendedNanos;
    }

    /** Notes that a step has ended: without a pause, the next one is meant to begin now. */
    public void stepEnded(long nanos) {
        intendedNanos = nanos;
    }

    /** Returns when the user may go on from the places that it has come by. */
    Map<PaceNode, Long> paces() {
        if (paces == null) {
            paces = new IdentityHashMap<>();
        }
        return paces;
    }

    /** Sets what tells whether the user is to begin no further iteration. */
    public void endsWhen(BooleanSupplier retired) {
        toEnd = retired;
    }

    /** Tells whether the user is to begin no further iteration. */
    boolean isToEnd() {
        return toEnd.getAsBoolean();
    }
}
