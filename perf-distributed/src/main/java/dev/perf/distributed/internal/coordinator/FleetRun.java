package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.coordinator.RunState.Phase;
import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.message.Frame;
import dev.perf.distributed.internal.message.Message;
import dev.perf.distributed.internal.message.Message.Abort;
import dev.perf.distributed.internal.message.Message.BeginWorkload;
import dev.perf.distributed.internal.message.Message.Begun;
import dev.perf.distributed.internal.message.Message.BundleDone;
import dev.perf.distributed.internal.message.Message.Ended;
import dev.perf.distributed.internal.message.Message.Entry;
import dev.perf.distributed.internal.message.Message.Log;
import dev.perf.distributed.internal.message.Message.Pause;
import dev.perf.distributed.internal.message.Message.PrepareFailed;
import dev.perf.distributed.internal.message.Message.Release;
import dev.perf.distributed.internal.message.Message.Resume;
import dev.perf.distributed.internal.message.Message.SetRate;
import dev.perf.distributed.internal.message.Message.SetUpDone;
import dev.perf.distributed.internal.message.Message.SetUpFailed;
import dev.perf.distributed.internal.message.Message.SetUsers;
import dev.perf.distributed.internal.message.Message.StartAt;
import dev.perf.distributed.internal.message.Message.Stop;
import dev.perf.distributed.internal.message.Message.TearDownDone;
import dev.perf.distributed.internal.message.Message.WorkerDied;
import dev.perf.distributed.internal.message.Message.WorkerSilent;
import dev.perf.engine.fleet.FleetLoad;
import dev.perf.fleet.FleetException;
import dev.perf.load.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run on several agents: gets them ready, has them begin together, takes in what they measure, and divides the load anew
 * when one is lost or comes. All state is the loop's; whoever watches is called on a lane of its own, one call at a time.
 */
public final class FleetRun implements FleetLoad {

    private static final Logger LOG = LoggerFactory.getLogger(FleetRun.class);

    private static final Duration LEAST_START_LEAD = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofMillis(250);

    private final RunState run;
    private final Coordinator.Access access;
    private final CompletableFuture<FleetRun> ready;
    private final Shares shares;
    private final Losses losses;
    private final Preparation preparation;
    private final SetUpAndTearDown tasks;
    private final EntryIntake intake;
    private final LateAgents latecomers;
    private final LoadWatch loadWatch;

    private volatile List<Agent> beginners = List.of();
    private volatile List<Integer> firstWeights = List.of();

    FleetRun(
            RunRequest request,
            Coordinator.Access access,
            CoordinatorSettings settings,
            Loop loop,
            List<RemoteAgent> agents,
            CompletableFuture<FleetRun> ready) {
        this.access = access;
        this.ready = ready;
        this.run = new RunState(request, access, loop);
        this.shares = new Shares(run);
        this.losses = new Losses(run, settings.nodeTimeout());
        this.preparation = new Preparation(run, settings.sealing(), shares::weights, new Prepared());
        this.tasks = new SetUpAndTearDown(run);
        this.intake = new EntryIntake(run, new TakenIn());
        this.latecomers = new LateAgents(run, preparation, tasks, shares, this::startPart, this::drop);
        this.loadWatch = new LoadWatch(run, shares, this::loseWorker);
        agents.forEach(agent -> run.parts.add(agent, false));
    }

    String id() {
        return run.id();
    }

    String test() {
        return run.test();
    }

    /** Returns how far ahead of now, at least, an order must hold for all agents to have it in time. */
    public Duration lead() {
        return shares.lead();
    }

    /** Returns the agents that were lost so far, by their names, with the causes. */
    public Map<String, String> lost() {
        return losses.causes();
    }

    // Getting ready

    void prepare() {
        LOG.info("test \"{}\" gets ready on {}", test(), Parts.titles(run.parts.all()));
        shares.divideForNow();
        preparation.begin();
    }

    private void beReady() {
        run.phase = Phase.READY;
        // Places are without gaps for those who count; the start tells each its own.
        run.parts.moveLostToEnd();
        divideFirst();
        List<Part> there = run.parts.in(Part.State.READY);
        beginners = there.stream().map(Part::agent).toList();
        there.forEach(part -> part.isKnown = true);
        LOG.info("test \"{}\" is ready on {}", test(), Parts.titles(there));
        ready.complete(this);
    }

    private void divideFirst() {
        shares.divideFirst();
        firstWeights = shares.weights();
    }

    private final class Prepared implements Preparation.Outcome {

        @Override
        public void ready() {
            beReady();
        }

        @Override
        public void givenUp(FleetException why) {
            end("it cannot begin");
            ready.completeExceptionally(why);
        }

        @Override
        public void ready(Part late) {
            latecomers.seat(late);
        }

        @Override
        public void failed(Part late, String reason) {
            drop(late, reason);
        }
    }

    // The port of the engine

    @Override
    public List<Agent> agents() {
        return beginners;
    }

    @Override
    public List<Integer> weights() {
        return firstWeights;
    }

    @Override
    public @Nullable String setUp() throws InterruptedException {
        return tasks.setUp();
    }

    @Override
    public @Nullable String tearDown() throws InterruptedException {
        return tasks.tearDown();
    }

    @Override
    public long begin(Watcher watcher) throws InterruptedException {
        var result = new CompletableFuture<Long>();
        run.loop.execute(() -> begin(watcher, result));
        try {
            return run.loop.await(result);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof FleetException known) {
                throw known;
            }
            throw failed;
        }
    }

    private void begin(Watcher watcher, CompletableFuture<Long> result) {
        List<Part> there = run.parts.in(Part.State.READY);
        int needed = run.request.agents();
        if (run.phase != Phase.READY || there.size() < needed) {
            String lost = Parts.titles(run.parts.in(Part.State.LOST));
            result.completeExceptionally(new FleetException("test \"" + test() + "\" cannot begin: "
                    + Figures.count(needed, "agent") + (needed == 1 ? " was" : " were") + " expected, "
                    + there.size() + (there.size() == 1 ? " is" : " are") + " there"
                    + (lost.isEmpty() ? "" : "; lost: " + lost)));
            return;
        }
        run.watchedBy(watcher);
        divideFirst();
        there.forEach(part -> part.isSeated = true);
        long roundTrip = there.stream()
                .mapToLong(part -> part.clock == null ? 0 : part.clock.roundTripNanos())
                .max()
                .orElse(0);
        shares.leadFor(roundTrip);
        run.start = run.loop.nanos() + Math.max(LEAST_START_LEAD.toNanos(), 4 * roundTrip);
        run.phase = Phase.RUNNING;
        there.forEach(part -> startPart(part, shares.weights()));
        LOG.info("test \"{}\" begins on {}", test(), Parts.titles(there));
        result.complete(run.start);
        for (Part part : run.parts.in(Part.State.LOST)) {
            if (part.isKnown) {
                run.tell(to -> to.lost(part.index, "it was lost before the run began"));
            }
        }
        loadWatch.begin();
    }

    private void startPart(Part part, List<Integer> weights) {
        part.state = Part.State.RUNNING;
        part.progress = Math.max(run.start, run.loop.nanos());
        ClockMeter.Difference clock = part.clock;
        long offset = clock == null ? 0 : clock.offsetNanos();
        run.send(part, new StartAt(run.start + offset, part.index, weights));
    }

    @Override
    public void stop(String reason) {
        run.loop.execute(() -> drain(new Stop(reason), run.request.limits().drain()));
    }

    @Override
    public void abort(String reason) {
        run.loop.execute(() -> drain(new Abort(reason), RunRequest.Limits.USUAL.lag()));
    }

    private void drain(Message order, Duration limit) {
        if (!run.isUnderWay()) {
            return;
        }
        run.phase = Phase.DRAINING;
        for (Part part : run.parts.all()) {
            if (part.state == Part.State.RUNNING) {
                run.sendUrgently(part, order);
            } else if (part.state != Part.State.ENDED && part.state != Part.State.LOST) {
                drop(part, "the run ends");
            }
        }
        run.loop.after(limit, () -> {
            for (Part part : run.parts.in(Part.State.RUNNING)) {
                lose(part, "it did not end within " + Figures.seconds(limit) + " of the order to");
            }
        });
    }

    @Override
    public void pause(Duration at) {
        orderAll(new Pause(at.toNanos()));
    }

    @Override
    public void resume(Duration at) {
        orderAll(new Resume(at.toNanos()));
    }

    @Override
    public void setRate(String scenario, Rate rate, Duration at) {
        orderAll(new SetRate(scenario, rate.perSecond(), at.toNanos()));
    }

    @Override
    public void setUsers(String scenario, int users, Duration at) {
        orderAll(new SetUsers(scenario, users, at.toNanos()));
    }

    @Override
    public void beginWorkload(int workload, Duration at) {
        orderAll(new BeginWorkload(workload, at.toNanos()));
    }

    private void orderAll(Message order) {
        run.loop.execute(() -> {
            if (run.isUnderWay()) {
                latecomers.note(order);
                run.parts.in(Part.State.RUNNING).forEach(part -> run.send(part, order));
            }
        });
    }

    @Override
    public void exclude(int agent, String cause) {
        run.loop.execute(() -> lose(run.parts.at(agent), cause));
    }

    @Override
    public void close() {
        run.loop.execute(() -> {
            end("the run is over");
            ready.completeExceptionally(new FleetException("the run was closed before it was ready"));
        });
    }

    private void end(String reason) {
        if (run.phase == Phase.CLOSED) {
            return;
        }
        run.phase = Phase.CLOSED;
        run.watchedBy(null);
        preparation.end();
        tasks.end();
        for (Part part : run.parts.all()) {
            if (!part.isGone) {
                part.isGone = true;
                run.send(part, new Release(reason));
                access.free(this, part.agent);
            }
        }
        access.over(this);
    }

    // What agents say

    void received(RemoteAgent agent, Frame frame) {
        Part part = run.parts.of(agent);
        if (part == null) {
            return;
        }
        switch (frame.message()) {
            case Message.Bundle(byte[] message) -> preparation.ship(part, message);
            case BundleDone() -> preparation.done(part);
            case Message.Prepared(long tookNanos) -> preparation.prepared(part, tookNanos);
            case PrepareFailed(String reason, boolean isOfPlan) -> preparation.refused(part, reason, isOfPlan);
            case SetUpDone(byte[] values) -> tasks.isSetUp(part, values);
            case SetUpFailed(String reason) -> tasks.setUpFailed(part, reason);
            case TearDownDone(@Nullable String failure) -> tasks.isTornDown(part, failure);
            case Begun(long lateNanos) -> begun(part, lateNanos);
            case Entry entry -> intake.take(part, frame.sequence(), entry);
            case Ended() -> intake.ended(part, frame.sequence());
            case WorkerDied(String cause, String output) -> workerDied(part, cause, output);
            case WorkerSilent(long nanos) -> workerSilent(part, nanos);
            case Log(String text) -> LOG.info("{}: {}", part.name(), text);
            default -> LOG.debug("{}: {} is for agents", part.name(), frame.message());
        }
    }

    private void begun(Part part, long lateNanos) {
        if (part.state != Part.State.RUNNING || part.hasBegun) {
            return;
        }
        part.hasBegun = true;
        part.progress = run.loop.nanos();
        // One that comes late begins long after the start, and is not late for that.
        Duration late = part.isLate ? Duration.ZERO : Duration.ofNanos(lateNanos);
        run.tell(to -> to.begun(part.index, late));
        if (late.compareTo(LATE) > 0) {
            run.tell(to -> to.warned("agent " + part.name() + " began " + late.toMillis() + " ms after the others"));
        }
    }

    private final class TakenIn implements EntryIntake.Outcome {

        @Override
        public void unreadable(Part part, String reason) {
            lose(part, reason);
        }

        @Override
        public void complete(Part part) {
            String leaving = part.leaving;
            if (leaving != null) {
                lose(part, "it was shut down: " + leaving);
                return;
            }
            part.state = Part.State.ENDED;
            LOG.info("test \"{}\": agent {} has ended", test(), part.title());
        }
    }

    private void workerDied(Part part, String cause, String output) {
        String tail = output.isEmpty() ? "" : "\n" + output;
        LOG.warn("test \"{}\": the worker of agent {} is gone: {}{}", test(), part.title(), cause, tail);
        boolean holdsAllUp = !part.isLate && part.state == Part.State.PREPARING;
        loseWorker(part, "its worker is gone: " + cause + (holdsAllUp ? tail : ""));
        losses.noteCrash(part, cause);
    }

    /** Unlike what a worker died of, a silence that several of them share need not be the test's doing. */
    private void workerSilent(Part part, long nanos) {
        loseWorker(
                part,
                "its worker was silent for " + Figures.number(nanos / 1e9)
                        + " s, and was killed: it was frozen, or did nothing but collect garbage");
    }

    // Losses

    private void loseWorker(Part part, String cause) {
        if (!part.isLate && part.state == Part.State.PREPARING) {
            preparation.failed(part, cause);
            return;
        }
        boolean isRunning = part.state == Part.State.RUNNING;
        lose(part, cause);
        if (isRunning) {
            losses.countWorker(part, cause);
        }
    }

    /** The coordinator has lost an agent. */
    void lost(RemoteAgent agent, String cause) {
        for (Part part : run.parts.all()) {
            if (part.agent == agent && !part.isGone) {
                part.isGone = true;
                lose(part, cause);
            }
        }
    }

    void leaving(RemoteAgent agent, String reason) {
        Part part = run.parts.of(agent);
        if (part == null) {
            return;
        }
        if (part.state == Part.State.RUNNING) {
            part.leaving = reason;
            shares.divideSoon();
            run.sendUrgently(part, new Stop("the agent is shut down"));
        } else if (part.state == Part.State.ENDED) {
            release(part, "the agent is shut down");
        } else {
            lose(part, "it was shut down: " + reason);
        }
    }

    private void lose(Part part, String cause) {
        boolean wasThere = part.state != Part.State.LOST && part.state != Part.State.ENDED;
        boolean isRunning = part.state == Part.State.RUNNING;
        if (wasThere) {
            part.state = Part.State.LOST;
        }
        release(part, cause);
        tasks.lost(part, cause);
        if (!wasThere || run.phase == Phase.CLOSED) {
            return;
        }
        losses.note(part, cause);
        LOG.warn("test \"{}\": agent {} is lost: {}", test(), part.title(), cause);
        if (isRunning) {
            loseRunning(part, cause);
        } else if (run.phase == Phase.PREPARING) {
            preparation.lost(part, cause, lost());
        }
    }

    private void loseRunning(Part part, String cause) {
        if (!part.isKnown) {
            return;
        }
        run.tell(to -> to.lost(part.index, cause));
        String tooMany = losses.tooMany(part, cause);
        if (tooMany != null) {
            run.fail(tooMany);
        } else {
            shares.divideSoon();
        }
    }

    private void release(Part part, String reason) {
        if (!part.isGone) {
            part.isGone = true;
            run.send(part, new Release(reason));
        }
        access.free(this, part.agent);
    }

    /** One that came late is not to take part after all. */
    private void drop(Part part, String reason) {
        LOG.warn("test \"{}\": agent {} takes no part: {}", test(), part.title(), reason);
        part.state = Part.State.LOST;
        release(part, reason);
    }

    // Agents that come late

    /** An agent is there, or has room again. */
    void offered(RemoteAgent agent) {
        RunRequest request = run.request;
        if (!run.goesOn()
                || !request.takesLateAgents()
                || agent.runs.contains(this)
                || run.parts.in(Part.State.RUNNING).size() >= request.mostAgents()
                || Fitness.misfit(agent, request) != null) {
            return;
        }
        if (losses.isLostForGood(agent)) {
            LOG.warn("test \"{}\": agent {} takes no part any more: it was lost too often", test(), agent.title());
            return;
        }
        agent.runs.add(this);
        latecomers.prepare(agent);
    }
}
