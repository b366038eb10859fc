package dev.perf.engine.internal.script;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.feed.Feed;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.measure.Recorder;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.Tags;
import dev.perf.engine.internal.outline.StepText;
import dev.perf.engine.internal.plan.Part;
import dev.perf.engine.internal.template.Templates;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.engine.internal.trace.Tracing;
import dev.perf.plan.Problem;
import dev.perf.scenario.Request;
import dev.perf.scenario.Session;
import dev.perf.scenario.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A scenario ready to run. Shared by its users; thread-safe. */
public final class CompiledScenario {

    /** Requests made anew in each call of a lambda step are compiled anew; the others fit in here. */
    private static final int MAX_CACHED_REQUESTS = 1_000;

    private record RequestKey(Identity request, String group) {}

    /** Equal only to the wrapper of the same object. */
    private static final class Identity {
        private final Object object;

        Identity(Object object) {
            this.object = object;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Identity that && that.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    /**
     * What each of its users does.
     *
     * @param feeds what it draws the records from that it keeps for life
     * @param start what it does before its first iteration
     * @param stop what it does after its last one
     */
    record Life(List<Feed> feeds, List<Node> start, List<Node> iteration, List<Node> stop) {}

    private final String name;
    private final List<Feed> feeds;
    private final Node start;
    private final Node iteration;
    private final Node stop;
    private final Rhythm rhythm;
    private final @Nullable Meetings meetings;
    private final Coordination coordination;
    private final List<Protocol> protocols;
    private final Measurement measurement;
    private final Templates templates;
    private final SeriesByPhase iterations;
    private final SeriesByPhase iterationDuration;
    private final SeriesByPhase lag;
    private final SeriesByPhase dropped;
    private final NamedSeries groups;
    private final NamedSeries cumulatedGroups;
    private final NamedSeries checks;
    private final UserMetrics metrics;
    private volatile @Nullable Exits exits;

    /** Written before the threads that begin users are started. */
    private Map<String, Object> inherited = Map.of();

    private final Map<RequestKey, CompiledRequest<?>> requests = new ConcurrentHashMap<>();

    CompiledScenario(String name, Life life, Rhythm rhythm, Coordination coordination, Equipment equipment) {
        this.name = name;
        this.feeds = List.copyOf(life.feeds());
        this.start = Node.sequence(life.start());
        this.iteration = Node.sequence(life.iteration());
        this.stop = Node.sequence(life.stop());
        this.rhythm = rhythm;
        this.coordination = coordination;
        this.meetings = coordination.meetings().isEmpty() ? null : coordination.meetings();
        this.protocols = equipment.protocols();
        this.measurement = equipment.measurement();
        this.templates = equipment.templates();
        Tags tags = Tags.of("scenario", name);
        this.iterations = series(Series.Kind.COUNTER, "iterations", tags);
        this.iterationDuration = series(Series.Kind.TREND, "iteration_duration", tags);
        this.lag = series(Series.Kind.TREND, "schedule_lag", tags);
        this.dropped = series(Series.Kind.COUNTER, "dropped_iterations", tags);
        this.groups = new NamedSeries(measurement.series(), Series.Kind.TREND, GroupSeries.DURATION, tags, "group");
        this.cumulatedGroups =
                new NamedSeries(measurement.series(), Series.Kind.TREND, GroupSeries.CUMULATED, tags, "group");
        this.checks = new NamedSeries(measurement.series(), Series.Kind.RATE, "checks", tags, "check");
        this.metrics = new UserMetrics(measurement.series(), tags);
    }

    private SeriesByPhase series(Series.Kind kind, String metric, Tags tags) {
        return new SeriesByPhase(measurement.series(), kind, metric, tags);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the series of iterations that were due and never began. */
    public SeriesByPhase droppedSeries() {
        return dropped;
    }

    /** Returns when its users go on. */
    Rhythm rhythm() {
        return rhythm;
    }

    /** Returns what its users draw the records from that they keep for life. */
    List<Feed> feeds() {
        return feeds;
    }

    /** Returns the meetings of its users. */
    public List<Step.Rendezvous> meetings() {
        return meetings == null ? List.of() : meetings.steps();
    }

    /** Sets what its steps may end beyond their own user; to be called before the first user begins. */
    public void endedBy(Exits ending) {
        exits = ending;
    }

    Exits exits() {
        return Objects.requireNonNull(exits, "no user has begun");
    }

    /** Sets what the session of each user begins with; to be called before the first one begins. */
    public void beginsWith(Map<String, Object> values) {
        inherited = values;
    }

    void userBegan(Session session) {
        if (!inherited.isEmpty()) {
            inherited.forEach(TracedSession.untold(session)::set);
        }
        if (meetings != null) {
            meetings.userBegan();
        }
    }

    void userEnded(Clock clock) {
        if (meetings != null) {
            meetings.userEnded(clock);
        }
    }

    /**
     * The load begins.
     *
     * @param runStart start of the run, in real time less the pauses since then
     * @param start start of the scenario's load, in real time
     */
    public void begin(long runStart, long start) {
        coordination.begin(runStart, start);
    }

    /** The load is paused since {@code nanos}, in real time. */
    public void paused(long nanos) {
        coordination.paused(nanos);
    }

    /** The load goes on since {@code nanos}, in real time. */
    public void resumed(Clock clock, long nanos) {
        coordination.resumed(clock, nanos);
    }

    /** Another part of the load is this process's from now on, and of the rates of throttles. */
    public void shared(Clock clock, Part next) {
        coordination.shared(clock, next);
    }

    /** No more users begin: those that wait for others may wait in vain. */
    public void stopping(Clock clock) {
        if (meetings != null) {
            meetings.close(clock);
        }
    }

    /**
     * Runs the steps that come before the first iteration of {@code user}. Failed requests in them end the iteration, for
     * the steps rely on them.
     */
    void prepare(VirtualUser user) throws InterruptedException, StepsEndedException {
        start.run(user);
        if (user.standing().hasFailed()) {
            throw IterationFailedException.INSTANCE;
        }
    }

    /** Runs the steps of one iteration. */
    void iterate(VirtualUser user) throws InterruptedException, StepsEndedException {
        iteration.run(user);
    }

    void stop(VirtualUser user) throws InterruptedException, StepsEndedException {
        stop.run(user);
    }

    /** Records an iteration that has ended, and its lag where there was none. */
    void recordIteration(VirtualUser user, long nanos, boolean punctual) {
        Phase phase = user.phase();
        UserSamples samples = user.samples();
        Series ofLag = samples.tagged(lag.in(phase));
        Series ofIterations = samples.tagged(iterations.in(phase));
        Series ofDuration = samples.tagged(iterationDuration.in(phase));
        Recorder.Stripe stripe = samples.stripe();
        if (punctual) {
            stripe.time(ofLag, 0);
        }
        stripe.count(ofIterations, 1);
        stripe.time(ofDuration, nanos);
        stripe.release();
    }

    SeriesByPhase lagSeries() {
        return lag;
    }

    GroupSeries groupSeries(String group) {
        return new GroupSeries(groups.of(group), cumulatedGroups.of(group));
    }

    UserMetrics metrics() {
        return metrics;
    }

    SeriesByPhase checkSeries(String check) {
        return checks.of(check);
    }

    /** Returns the trace of a new user; null for none. */
    @Nullable
    Trace traceOf(long user) {
        Tracing tracing = coordination.tracing();
        return tracing == null ? null : tracing.of(name, user);
    }

    /** Returns room for what a user keeps for each protocol. */
    Protocol.@Nullable UserState[] newUserStates() {
        return new Protocol.UserState[protocols.size()];
    }

    Protocol.UserState newUserState(int protocol, boolean lasting, Session session) {
        return protocols.get(protocol).newUserState(lasting, session);
    }

    /**
     * Compiles a request that a lambda step sends.
     *
     * @throws IllegalArgumentException if the request has mistakes
     */
    @SuppressWarnings("unchecked") // a protocol compiles a Request<R> into a CompiledRequest<R>
    <R> CompiledRequest<R> compileAtRunTime(Request<R> request, String group) {
        RequestKey key = new RequestKey(new Identity(request), group);
        CompiledRequest<?> compiled = requests.get(key);
        if (compiled == null) {
            compiled = compileNow(request, group);
            if (requests.size() < MAX_CACHED_REQUESTS) {
                requests.put(key, compiled);
            }
        }
        return (CompiledRequest<R>) compiled;
    }

    private CompiledRequest<?> compileNow(Request<?> request, String group) {
        var problems = new ArrayList<Problem>();
        var context = new CompileContext(
                new CompileContext.Shared(
                        measurement.series(),
                        problems,
                        new SessionKeys(new KeyTypes()),
                        new NeededStreams(),
                        coordination,
                        templates),
                name,
                group);
        CompiledRequest<?> compiled = StepCompiler.compileRequest(request, protocols, context);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        }
        return context.isTraced() ? new TracedRequest<>(StepText.of(request), compiled) : compiled;
    }
}
