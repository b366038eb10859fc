package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.message.Frame;
import dev.perf.distributed.internal.message.Message;
import dev.perf.distributed.internal.message.Message.Abort;
import dev.perf.distributed.internal.message.Message.BeginsWith;
import dev.perf.distributed.internal.message.Message.Begun;
import dev.perf.distributed.internal.message.Message.BundleDone;
import dev.perf.distributed.internal.message.Message.Ended;
import dev.perf.distributed.internal.message.Message.Entry;
import dev.perf.distributed.internal.message.Message.EntryAck;
import dev.perf.distributed.internal.message.Message.EntryWanted;
import dev.perf.distributed.internal.message.Message.Log;
import dev.perf.distributed.internal.message.Message.Pause;
import dev.perf.distributed.internal.message.Message.Prepare;
import dev.perf.distributed.internal.message.Message.PrepareFailed;
import dev.perf.distributed.internal.message.Message.Prepared;
import dev.perf.distributed.internal.message.Message.Release;
import dev.perf.distributed.internal.message.Message.Resume;
import dev.perf.distributed.internal.message.Message.SetRate;
import dev.perf.distributed.internal.message.Message.SetUp;
import dev.perf.distributed.internal.message.Message.SetUpDone;
import dev.perf.distributed.internal.message.Message.SetUpFailed;
import dev.perf.distributed.internal.message.Message.SetUsers;
import dev.perf.distributed.internal.message.Message.ShareChange;
import dev.perf.distributed.internal.message.Message.StartAt;
import dev.perf.distributed.internal.message.Message.Stop;
import dev.perf.distributed.internal.message.Message.TearDown;
import dev.perf.distributed.internal.message.Message.TearDownDone;
import dev.perf.distributed.internal.message.Message.WorkerDied;
import dev.perf.distributed.internal.message.Orders;
import dev.perf.engine.fleet.FleetLoad;
import dev.perf.fleet.FleetException;
import dev.perf.load.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run on several agents: gets them ready, has them begin together, takes in what they measure, and divides the load anew
 * when one is lost or comes. All state is the loop's; whoever watches is called on a lane of its own, one call at a time.
 */
public final class FleetRun implements FleetLoad {

    private static final Logger LOG = LoggerFactory.getLogger(FleetRun.class);

    private static final int PINGS = 20;
    private static final int PINGS_UNDER_LOAD = 5;
    private static final Duration CLOCKS_EVERY = Duration.ofSeconds(10);
    private static final Duration LEAST_START_LEAD = Duration.ofSeconds(1);
    private static final Duration LEAST_LEAD = Duration.ofMillis(250);
    private static final Duration WATCH_EVERY = Duration.ofMillis(500);
    private static final Duration LATE = Duration.ofMillis(250);
    private static final Duration LOSSES_TOGETHER = Duration.ofMillis(20);
    private static final int MOST_TAKEOVERS = 3;

    private enum Phase {
        PREPARING,
        READY,
        RUNNING,
        DRAINING,
        CLOSED
    }

    private final RunRequest request;
    private final Coordinator.Access access;
    private final CoordinatorSettings settings;
    private final Loop loop;
    private final Executor watching;
    private final Executor reading;
    private final CompletableFuture<FleetRun> ready;
    private final List<Part> parts = new ArrayList<>();
    private final List<Message> ordersSoFar = new ArrayList<>();
    private final Map<String, String> crashes = new HashMap<>();
    private final Set<Part> refusers = new HashSet<>();
    /** Read by any thread. */
    private final Map<String, String> lost = new ConcurrentHashMap<>();

    private Phase phase = Phase.PREPARING;
    private @Nullable Stage stage;
    private @Nullable Watcher watcher;
    private Division division = new Division(List.of(), 0);
    private volatile List<Agent> beginners = List.of();
    private volatile List<Integer> firstWeights = List.of();
    private volatile Duration lead = LEAST_LEAD;
    private long start;
    private int epoch;
    private byte @Nullable [] setUpValues;
    private @Nullable Part preparer;
    private @Nullable PendingTask task;
    private int takeovers;
    private long lastTakeover;
    private boolean isDivisionDue;
    private boolean hasFailed;

    FleetRun(
            RunRequest request,
            Coordinator.Access access,
            CoordinatorSettings settings,
            Loop loop,
            List<RemoteAgent> agents,
            CompletableFuture<FleetRun> ready) {
        this.request = request;
        this.access = access;
        this.settings = settings;
        this.loop = loop;
        this.ready = ready;
        this.watching = loop.lane("perf-fleet-run");
        this.reading = loop.lane("perf-fleet-ship");
        agents.forEach(agent -> parts.add(new Part(parts.size(), agent, false)));
    }

    String id() {
        return request.run();
    }

    String test() {
        return request.test();
    }

    /** Returns how far ahead of now, at least, an order must hold for all agents to have it in time. */
    public Duration lead() {
        return lead;
    }

    /** Returns the agents that were lost so far, by their names, with the causes. */
    public Map<String, String> lost() {
        return Map.copyOf(lost);
    }

    // Getting ready

    void prepare() {
        LOG.info("test \"{}\" gets ready on {}", test(), titles(parts));
        division = Division.of(places(), request.sharing(), true, 0);
        await("have the class path", request.limits().ship(), parts, this::compile);
        parts.forEach(this::sendPrepare);
    }

    private void compile() {
        await("compile the plan", request.limits().prepare(), in(Part.State.PREPARING), this::compareClocksFirst);
    }

    private void compareClocksFirst() {
        await("tell the time", request.limits().clocks(), in(Part.State.READY), this::beReady);
        in(Part.State.READY).forEach(this::measureClock);
    }

    private void sendPrepare(Part part) {
        var orders = new Orders(
                id(),
                test(),
                List.of(part.agent.id),
                request.recipe(),
                request.bundle().manifest(),
                request.workerArguments(),
                request.environment());
        reading.execute(() -> {
            byte[] sealed = settings.sealing().seal(id(), orders.agentIds(), orders.toBytes());
            loop.execute(() -> {
                if (part.state == Part.State.PREPARING) {
                    List<Integer> weights = new ArrayList<>(division.weights());
                    while (weights.size() <= part.index) {
                        weights.add(0);
                    }
                    send(part, new Prepare(sealed, part.index, weights));
                }
            });
        });
    }

    /** Goes on when what is waited for is there, and gives the run up when it is not. */
    private void await(String what, Duration limit, Collection<Part> whom, Runnable next) {
        var waiting = new Stage(loop, what, limit, List.copyOf(whom), mistakes -> {
            if (phase != Phase.PREPARING) {
                return;
            }
            if (mistakes == null) {
                next.run();
            } else {
                giveUp(mistakes, stage == null ? Map.of() : stage.causes());
            }
        });
        stage = waiting;
        waiting.begin();
    }

    private void giveUp(String reason, Map<String, String> causes) {
        String message = "test \"" + test() + "\" cannot begin: " + reason;
        // What none of them can make is no fault of theirs.
        FleetException failure =
                refusers.containsAll(parts) ? new FleetException(message) : new UnpreparedException(message, causes);
        end("it cannot begin");
        ready.completeExceptionally(failure);
    }

    private void measureClock(Part part) {
        part.agent.clock.measure(PINGS, difference -> {
            part.clock = difference;
            long limit = request.limits().clockUncertainty().toNanos();
            if (difference.uncertaintyNanos() > limit) {
                failed(
                        part,
                        "its clock is known to " + millis(difference.uncertaintyNanos())
                                + " ms only, as a message to it"
                                + " and back takes " + millis(difference.roundTripNanos()) + " ms, and "
                                + millis(limit) + " ms are allowed");
            } else {
                done(part);
            }
        });
    }

    private static String millis(long nanos) {
        return Coordinator.number(nanos / 1e6);
    }

    private void done(Part part) {
        if (stage != null) {
            stage.done(part);
        }
    }

    private void failed(Part part, String reason) {
        if (part.isLate) {
            drop(part, reason);
        } else if (stage != null) {
            stage.failed(part, reason);
        }
    }

    private void beReady() {
        phase = Phase.READY;
        // Places are without gaps for those who count; the start tells each its own.
        in(Part.State.LOST).forEach(this::moveToEnd);
        divideFirst();
        beginners = in(Part.State.READY).stream().map(this::agent).toList();
        in(Part.State.READY).forEach(part -> part.isKnown = true);
        LOG.info("test \"{}\" is ready on {}", test(), titles(in(Part.State.READY)));
        ready.complete(this);
    }

    private void moveToEnd(Part part) {
        parts.remove(part);
        parts.add(part);
        renumber();
    }

    private void renumber() {
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).index = i;
        }
    }

    private void divideFirst() {
        division = Division.of(places(), request.sharing(), request.agentLoss().isTakenOver(), request.peakPerSecond());
        firstWeights = division.weights();
    }

    private Agent agent(Part part) {
        ClockMeter.Difference clock = part.clock;
        return new Agent(
                part.index,
                part.name(),
                part.agent.node.address(),
                part.agent.node.capacity(),
                part.agent.node.labels(),
                Duration.ofNanos(clock == null ? 0 : clock.wallOffsetNanos()),
                Duration.ofNanos(clock == null ? 0 : clock.uncertaintyNanos()));
    }

    private List<Part> in(Part.State state) {
        return parts.stream().filter(part -> part.state == state).toList();
    }

    private static String titles(Collection<Part> parts) {
        return parts.stream().map(Part::title).collect(Collectors.joining(", "));
    }

    private List<Division.Place> places() {
        boolean hasBegun = phase == Phase.RUNNING || phase == Phase.DRAINING;
        return parts.stream()
                .map(part -> new Division.Place(part.agent.node.capacity(), seat(part, hasBegun)))
                .toList();
    }

    private static Division.Seat seat(Part part, boolean hasBegun) {
        if (part.state == Part.State.LOST || part.leaving != null) {
            return hasBegun && part.isSeated ? Division.Seat.LOST : Division.Seat.EMPTY;
        }
        return part.isLate && !part.isSeated ? Division.Seat.EMPTY : Division.Seat.TAKEN;
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
        return blocking(this::beginSetUp);
    }

    private void beginSetUp(CompletableFuture<Answer> result) {
        List<Part> there = in(Part.State.READY);
        if (there.isEmpty()) {
            result.complete(new Answer("no agent is left to do the setup"));
            return;
        }
        Part first = there.getFirst();
        preparer = first;
        task = new PendingTask("setup", first, result, request.limits().setUp());
        send(first, new SetUp());
    }

    private void hasSetUp(Part part, byte[] values) {
        PendingTask current = task;
        if (current != null && current.part == part && current.name.equals("setup")) {
            setUpValues = values;
            in(Part.State.READY).stream()
                    .filter(other -> other != part)
                    .forEach(other -> send(other, new BeginsWith(values)));
            current.end(null);
        }
    }

    private void endTask(Part part, String name, @Nullable String failure) {
        PendingTask current = task;
        if (current != null && current.part == part && current.name.equals(name)) {
            current.end(failure);
        }
    }

    @Override
    public @Nullable String tearDown() throws InterruptedException {
        return blocking(this::beginTearDown);
    }

    private void beginTearDown(CompletableFuture<Answer> result) {
        Part last = preparer;
        if (last == null || last.isGone) {
            last = parts.stream()
                    .filter(part -> !part.isGone && part.state != Part.State.PREPARING)
                    .findFirst()
                    .orElse(null);
        }
        if (last == null) {
            result.complete(new Answer("no agent is left to do the teardown"));
            return;
        }
        task = new PendingTask("teardown", last, result, request.limits().setUp());
        send(last, new TearDown());
    }

    private @Nullable String blocking(Consumer<CompletableFuture<Answer>> what) throws InterruptedException {
        var result = new CompletableFuture<Answer>();
        loop.execute(() -> {
            if (phase == Phase.CLOSED) {
                result.complete(new Answer("the run was closed"));
            } else {
                what.accept(result);
            }
        });
        return loop.await(result).failure();
    }

    @Override
    public long begin(Watcher watcher) throws InterruptedException {
        var result = new CompletableFuture<Long>();
        loop.execute(() -> begin(watcher, result));
        try {
            return loop.await(result);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof FleetException known) {
                throw known;
            }
            throw failed;
        }
    }

    private void begin(Watcher watcher, CompletableFuture<Long> result) {
        List<Part> there = in(Part.State.READY);
        if (phase != Phase.READY || there.size() < request.agents()) {
            String lost = titles(in(Part.State.LOST));
            result.completeExceptionally(new FleetException("test \"" + test() + "\" cannot begin: "
                    + request.agents() + (request.agents() == 1 ? " agent was" : " agents were") + " expected, "
                    + there.size() + (there.size() == 1 ? " is" : " are") + " there"
                    + (lost.isEmpty() ? "" : "; lost: " + lost)));
            return;
        }
        this.watcher = watcher;
        divideFirst();
        there.forEach(part -> part.isSeated = true);
        long roundTrip = there.stream()
                .mapToLong(part -> part.clock == null ? 0 : part.clock.roundTripNanos())
                .max()
                .orElse(0);
        lead = Duration.ofNanos(Math.max(LEAST_LEAD.toNanos(), 4 * roundTrip));
        start = loop.nanos() + Math.max(LEAST_START_LEAD.toNanos(), 4 * roundTrip);
        phase = Phase.RUNNING;
        for (Part part : there) {
            startPart(part, division.weights());
        }
        LOG.info("test \"{}\" begins on {}", test(), titles(there));
        result.complete(start);
        for (Part part : in(Part.State.LOST)) {
            if (part.isKnown) {
                tell(to -> to.lost(part.index, "it was lost before the run began"));
            }
        }
        loop.after(WATCH_EVERY, this::watch);
        loop.after(CLOCKS_EVERY, this::compareClocks);
    }

    private void startPart(Part part, List<Integer> weights) {
        part.state = Part.State.RUNNING;
        part.progress = Math.max(start, loop.nanos());
        ClockMeter.Difference clock = part.clock;
        long offset = clock == null ? 0 : clock.offsetNanos();
        send(part, new StartAt(start + offset, part.index, weights));
    }

    @Override
    public void stop(String reason) {
        loop.execute(() -> drain(new Stop(reason), request.limits().drain()));
    }

    @Override
    public void abort(String reason) {
        loop.execute(() -> drain(new Abort(reason), RunRequest.Limits.USUAL.lag()));
    }

    private void drain(Message order, Duration limit) {
        if (phase != Phase.RUNNING && phase != Phase.DRAINING) {
            return;
        }
        phase = Phase.DRAINING;
        for (Part part : List.copyOf(parts)) {
            if (part.state == Part.State.RUNNING) {
                access.send(part.agent, new Frame(id(), epoch, 0, order), true);
            } else if (part.state != Part.State.ENDED && part.state != Part.State.LOST) {
                drop(part, "the run ends");
            }
        }
        loop.after(limit, () -> {
            for (Part part : in(Part.State.RUNNING)) {
                lose(part, "it did not end within " + Coordinator.seconds(limit) + " of the order to");
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
        throw new UnsupportedOperationException();
    }

    private void orderAll(Message order) {
        loop.execute(() -> {
            if (phase == Phase.RUNNING || phase == Phase.DRAINING) {
                // Those who come late do all of it once more, to be where the others are.
                ordersSoFar.add(order);
                in(Part.State.RUNNING).forEach(part -> send(part, order));
            }
        });
    }

    @Override
    public void exclude(int agent, String cause) {
        loop.execute(() -> lose(parts.get(agent), cause));
    }

    @Override
    public void close() {
        loop.execute(() -> {
            end("the run is over");
            ready.completeExceptionally(new FleetException("the run was closed before it was ready"));
        });
    }

    private void end(String reason) {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        watcher = null;
        if (stage != null) {
            stage.end();
        }
        if (task != null) {
            task.end("the run was closed");
        }
        for (Part part : parts) {
            if (!part.isGone) {
                part.isGone = true;
                send(part, new Release(reason));
                access.free(this, part.agent);
            }
        }
        access.over(this);
    }

    // What agents say

    void received(RemoteAgent agent, Frame frame) {
        for (Part part : parts) {
            if (part.agent == agent && !part.isGone) {
                received(part, frame);
                return;
            }
        }
    }

    private void received(Part part, Frame frame) {
        switch (frame.message()) {
            case Message.Bundle(byte[] message) -> ship(part, message);
            case BundleDone() -> done(part);
            case Prepared(long tookNanos) -> prepared(part, tookNanos);
            case PrepareFailed(String reason, boolean isOfPlan) -> {
                if (isOfPlan) {
                    refusers.add(part);
                }
                failed(part, reason);
            }
            case SetUpDone(byte[] values) -> hasSetUp(part, values);
            case SetUpFailed(String reason) -> endTask(part, "setup", reason);
            case TearDownDone(@Nullable String failure) -> endTask(part, "teardown", failure);
            case Begun(long lateNanos) -> begun(part, lateNanos);
            case Entry entry -> entry(part, frame.sequence(), entry);
            case Ended() -> ended(part, frame.sequence());
            case WorkerDied(String cause, String output) -> workerDied(part, cause, output);
            case Log(String text) -> LOG.info("{}: {}", part.name(), text);
            default -> LOG.debug("{}: {} is for agents", part.name(), frame.message());
        }
    }

    private void ship(Part part, byte[] message) {
        if (part.state != Part.State.PREPARING) {
            return;
        }
        Bundle.Sending shipping = part.shipping;
        if (shipping == null) {
            shipping = request.bundle()
                    .sendTo(chunk -> loop.execute(() -> {
                        if (!part.isGone) {
                            send(part, new Message.Bundle(chunk));
                        }
                    }));
            part.shipping = shipping;
            shipping.done().exceptionally(failure -> {
                loop.execute(() -> failed(part, "the class path: " + failure.getMessage()));
                return null;
            });
        }
        Bundle.Sending sending = shipping;
        reading.execute(() -> sending.receive(message));
    }

    private void prepared(Part part, long tookNanos) {
        if (part.state != Part.State.PREPARING) {
            return;
        }
        part.state = Part.State.READY;
        LOG.debug("{} has compiled the plan in {} ms", part.title(), tookNanos / 1_000_000);
        if (part.isLate) {
            part.agent.clock.measure(PINGS, difference -> {
                part.clock = difference;
                seatLate(part);
            });
        } else {
            done(part);
        }
    }

    private void begun(Part part, long lateNanos) {
        if (part.state != Part.State.RUNNING || part.hasBegun) {
            return;
        }
        part.hasBegun = true;
        part.progress = loop.nanos();
        // One that comes late begins long after the start, and is not late for that.
        Duration late = part.isLate ? Duration.ZERO : Duration.ofNanos(lateNanos);
        tell(to -> to.begun(part.index, late));
        if (late.compareTo(LATE) > 0) {
            tell(to -> to.warned("agent " + part.name() + " began " + late.toMillis() + " ms after the others"));
        }
    }

    private void entry(Part part, long number, Entry piece) {
        if (part.state != Part.State.RUNNING) {
            return;
        }
        switch (part.take(number, piece)) {
            case Part.Taken.Whole(long whole, byte[] bytes) -> {
                part.progress = loop.nanos();
                deliver(part, whole, bytes);
            }
            case Part.Taken.Gap() -> sendSequence(part, part.received() + 1, new EntryWanted());
            case Part.Taken.Malformed(String reason) -> lose(part, "entry " + number + " is unreadable: " + reason);
            case Part.Taken.Nothing() -> {
                if (number <= part.received()) {
                    LOG.trace("{}: entry {} came again", part.name(), number);
                }
            }
        }
    }

    /** An entry is acknowledged when it was taken in, and not before. */
    private void deliver(Part part, long number, byte[] bytes) {
        Watcher to = watcher;
        if (to == null) {
            return;
        }
        watching.execute(() -> {
            try {
                to.entry(part.index, bytes);
            } catch (RuntimeException unreadable) {
                LOG.warn("entry {} of agent {} is unreadable", number, part.title(), unreadable);
                loop.execute(() -> lose(part, "entry " + number + " is unreadable: " + unreadable.getMessage()));
                return;
            }
            loop.execute(() -> acknowledge(part, number));
        });
    }

    private void acknowledge(Part part, long number) {
        if (part.state == Part.State.LOST || part.isGone) {
            return;
        }
        sendSequence(part, number, new EntryAck());
        if (part.ended == number) {
            complete(part);
        }
    }

    private void ended(Part part, long last) {
        if (part.state == Part.State.RUNNING) {
            part.ended = last;
            if (part.received() < last) {
                sendSequence(part, part.received() + 1, new EntryWanted());
            } else {
                // Behind the entries that are being taken in.
                watching.execute(() -> loop.execute(() -> complete(part)));
            }
        }
    }

    private void complete(Part part) {
        if (part.state != Part.State.RUNNING) {
            return;
        }
        String leaving = part.leaving;
        if (leaving != null) {
            lose(part, "it was shut down: " + leaving);
            return;
        }
        part.state = Part.State.ENDED;
        LOG.info("test \"{}\": agent {} has ended", test(), part.title());
    }

    private void workerDied(Part part, String cause, String output) {
        String first = crashes.putIfAbsent(cause, part.name());
        LOG.warn(
                "test \"{}\": the worker of agent {} is gone: {}{}",
                test(),
                part.title(),
                cause,
                output.isEmpty() ? "" : "\n" + output);
        if (!part.isLate && part.state == Part.State.PREPARING) {
            failed(part, "its worker is gone: " + cause + (output.isEmpty() ? "" : "\n" + output));
            return;
        }
        lose(part, "its worker is gone: " + cause);
        if (first != null && !first.equals(part.name()) && phase == Phase.RUNNING) {
            fail("the workers of agents " + first + " and " + part.name() + " are gone for the same cause, which is"
                    + " likely to be the test's: " + cause);
        }
    }

    // Losses

    /** The coordinator has lost an agent. */
    void lost(RemoteAgent agent, String cause) {
        for (Part part : List.copyOf(parts)) {
            if (part.agent == agent && !part.isGone) {
                part.isGone = true;
                lose(part, cause);
            }
        }
    }

    void leaving(RemoteAgent agent, String reason) {
        for (Part part : List.copyOf(parts)) {
            if (part.agent != agent || part.isGone) {
                continue;
            }
            if (part.state == Part.State.RUNNING) {
                part.leaving = reason;
                divideSoon();
                access.send(agent, new Frame(id(), epoch, 0, new Stop("the agent is shut down")), true);
            } else if (part.state == Part.State.ENDED) {
                release(part, "the agent is shut down");
            } else {
                lose(part, "it was shut down: " + reason);
            }
        }
    }

    private void lose(Part part, String cause) {
        boolean wasThere = part.state != Part.State.LOST && part.state != Part.State.ENDED;
        boolean isRunning = part.state == Part.State.RUNNING;
        if (wasThere) {
            part.state = Part.State.LOST;
        }
        release(part, cause);
        if (task != null && task.part == part) {
            loseTask(cause);
        }
        if (!wasThere || phase == Phase.CLOSED) {
            return;
        }
        lost.put(part.name(), cause);
        LOG.warn("test \"{}\": agent {} is lost: {}", test(), part.title(), cause);
        if (isRunning) {
            loseRunning(part, cause);
        } else if (phase == Phase.PREPARING) {
            losePreparing(part, cause);
        }
    }

    private void release(Part part, String reason) {
        if (!part.isGone) {
            part.isGone = true;
            send(part, new Release(reason));
        }
        access.free(this, part.agent);
    }

    private void loseTask(String cause) {
        PendingTask lost = task;
        if (lost == null) {
            return;
        }
        if (lost.name.equals("teardown")) {
            lost.cancel();
            beginTearDown(lost.result);
        } else {
            lost.end("agent " + lost.part.title() + " was lost while it did the setup: " + cause);
        }
    }

    private void losePreparing(Part part, String cause) {
        long left =
                parts.stream().filter(other -> other.state != Part.State.LOST).count();
        if (left < request.agents()) {
            giveUp(
                    "agent " + part.title() + " was lost: " + cause + "; " + request.agents()
                            + (request.agents() == 1 ? " agent is" : " agents are") + " needed, and " + left
                            + (left == 1 ? " is" : " are") + " left",
                    lost);
        } else {
            done(part);
        }
    }

    private void loseRunning(Part part, String cause) {
        if (!part.isKnown) {
            return;
        }
        tell(to -> to.lost(part.index, cause));
        long left = in(Part.State.RUNNING).size();
        long known = parts.stream().filter(other -> other.isKnown).count();
        long lost = parts.stream()
                .filter(other -> other.isKnown && other.state == Part.State.LOST)
                .count();
        if (left == 0 && in(Part.State.ENDED).isEmpty()) {
            fail("no agent is left; the last was " + part.title() + ": " + cause);
        } else if (lost > request.agentLoss().mostLost() * known + 1e-9) {
            fail("agent " + part.title() + " is lost: " + cause + "; that makes " + lost + " of " + known
                    + ", and at most " + Coordinator.number(request.agentLoss().mostLost() * 100)
                    + " % may be");
        } else {
            divideSoon();
        }
    }

    /** Agents that are lost together are one reason to divide the load anew. */
    private void divideSoon() {
        if (phase == Phase.RUNNING && !isDivisionDue && request.agentLoss().isTakenOver()) {
            isDivisionDue = true;
            loop.after(LOSSES_TOGETHER, this::takeOver);
        }
    }

    private void takeOver() {
        isDivisionDue = false;
        if (phase != Phase.RUNNING || hasFailed || in(Part.State.RUNNING).isEmpty()) {
            return;
        }
        long now = loop.nanos();
        if (takeovers == 0 || now - lastTakeover > settings.nodeTimeout().toNanos()) {
            takeovers++;
            lastTakeover = now;
        }
        if (takeovers > MOST_TAKEOVERS) {
            fail("agents were lost " + takeovers + " times, and their load taken over " + MOST_TAKEOVERS
                    + " times, which is the limit: the test may be what they are lost by");
            return;
        }
        divide(null);
    }

    /** Divides the load anew. {@code joining} has a share from then on, and had none before. */
    private void divide(@Nullable Part joining) {
        Division before = division;
        division = Division.of(places(), request.sharing(), request.agentLoss().isTakenOver(), request.peakPerSecond());
        if (joining == null && division.weights().equals(before.weights())) {
            return;
        }
        epoch++;
        List<Integer> weights = division.weights();
        long from = Math.max(0, loop.nanos() - start) + lead.toNanos();
        for (Part part : in(Part.State.RUNNING)) {
            access.send(part.agent, new Frame(id(), epoch, 0, new ShareChange(part.index, weights, from)), false);
        }
        if (joining != null) {
            joining.isKnown = true;
            Agent agent = agent(joining);
            tell(to -> to.joined(agent, Duration.ofNanos(from)));
        }
        tell(to -> to.shared(weights, Duration.ofNanos(from)));
        LOG.info("test \"{}\": the load is divided as {} from {} ms on", test(), weights, from / 1_000_000);
        if (division.missing() > before.missing() && division.missing() > 0) {
            double missing = division.missing() * 100;
            tell(to -> to.warned(Coordinator.number(missing) + " % of the load are missing from "
                    + Coordinator.number(from / 1e9) + " s on: the agents that are left cannot do more"));
        }
    }

    private void fail(String reason) {
        if (!hasFailed) {
            hasFailed = true;
            LOG.warn("test \"{}\" cannot go on: {}", test(), reason);
            tell(to -> to.failed(reason));
        }
    }

    private void tell(Consumer<Watcher> what) {
        Watcher to = watcher;
        if (to != null) {
            watching.execute(() -> what.accept(to));
        }
    }

    // While the load is on

    private void watch() {
        if (phase != Phase.RUNNING && phase != Phase.DRAINING) {
            return;
        }
        long now = loop.nanos();
        for (Part part : in(Part.State.RUNNING)) {
            RunRequest.Limits limits = request.limits();
            if (!part.hasBegun && now - part.progress > limits.begin().toNanos() + lead.toNanos()) {
                lose(part, "it did not begin within " + Coordinator.seconds(limits.begin()) + " of the start");
            } else if (now - part.progress > limits.lag().toNanos()) {
                lose(part, "nothing was measured there for " + Coordinator.seconds(limits.lag()));
            }
        }
        loop.after(WATCH_EVERY, this::watch);
    }

    private void compareClocks() {
        if (phase != Phase.RUNNING) {
            return;
        }
        for (Part part : in(Part.State.RUNNING)) {
            warnOfDrift(part);
            part.agent.clock.refresh(PINGS_UNDER_LOAD, CLOCKS_EVERY.toNanos());
        }
        loop.after(CLOCKS_EVERY, this::compareClocks);
    }

    private void warnOfDrift(Part part) {
        ClockMeter.Difference first = part.clock;
        ClockMeter.Difference now = part.agent.clock.known();
        if (first == null || now == null) {
            return;
        }
        long drift = Math.abs(now.offsetNanos() - first.offsetNanos());
        if (drift > request.limits().clockUncertainty().toNanos() + now.uncertaintyNanos()) {
            part.clock = now;
            tell(to -> to.warned("the clock of agent " + part.name() + " has moved by " + millis(drift)
                    + " ms against the coordinator's: its times are as wrong"));
        }
    }

    // Agents that come late

    /** An agent is there, or has room again. */
    void offered(RemoteAgent agent) {
        if (phase != Phase.RUNNING
                || hasFailed
                || !request.takesLateAgents()
                || agent.runs.contains(this)
                || in(Part.State.RUNNING).size() >= request.mostAgents()
                || access.misfit(agent, request) != null) {
            return;
        }
        var part = new Part(parts.size(), agent, true);
        parts.add(part);
        agent.runs.add(this);
        LOG.info("test \"{}\": agent {} comes late and gets ready", test(), part.title());
        sendPrepare(part);
        Duration limit = request.limits().ship().plus(request.limits().prepare());
        loop.after(limit, () -> {
            if (part.state == Part.State.PREPARING || part.state == Part.State.READY) {
                drop(part, "it was not ready within " + Coordinator.seconds(limit));
            }
        });
    }

    private void seatLate(Part part) {
        if (part.state != Part.State.READY) {
            return;
        }
        if (phase != Phase.RUNNING || hasFailed) {
            drop(part, "the run ends");
            return;
        }
        byte[] values = setUpValues;
        if (values != null) {
            send(part, new BeginsWith(values));
        }
        List<Integer> before = new ArrayList<>(division.weights());
        while (before.size() < parts.size()) {
            before.add(0);
        }
        moveBehindKnown(part);
        startPart(part, before);
        ordersSoFar.forEach(order -> send(part, order));
        part.isSeated = true;
        divide(part);
    }

    /** Those who come late get their places in the order in which they are ready, and some never are. */
    private void moveBehindKnown(Part part) {
        parts.remove(part);
        int place = 0;
        while (place < parts.size() && parts.get(place).isKnown) {
            place++;
        }
        parts.add(place, part);
        renumber();
    }

    /** One that came late is not to take part after all. */
    private void drop(Part part, String reason) {
        LOG.warn("test \"{}\": agent {} takes no part: {}", test(), part.title(), reason);
        part.state = Part.State.LOST;
        release(part, reason);
    }

    private void send(Part part, Message message) {
        access.send(part.agent, new Frame(id(), epoch, 0, message), false);
    }

    private void sendSequence(Part part, long sequence, Message message) {
        access.send(part.agent, new Frame(id(), epoch, sequence, message), false);
    }

    /** What came of something that one agent does for all. */
    private record Answer(@Nullable String failure) {}

    /** Something that one agent does for all. */
    private final class PendingTask {

        private final String name;
        private final Part part;
        private final CompletableFuture<Answer> result;
        private final Loop.Timer deadline;

        PendingTask(String name, Part part, CompletableFuture<Answer> result, Duration limit) {
            this.name = name;
            this.part = part;
            this.result = result;
            this.deadline = loop.after(
                    limit,
                    () -> end("agent " + part.title() + " has not ended the " + name + " within "
                            + Coordinator.seconds(limit)));
        }

        void cancel() {
            deadline.cancel();
            task = null;
        }

        void end(@Nullable String failure) {
            cancel();
            result.complete(new Answer(failure));
        }
    }
}
