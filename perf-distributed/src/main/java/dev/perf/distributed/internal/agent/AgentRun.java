package dev.perf.distributed.internal.agent;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.message.Frame;
import dev.perf.distributed.internal.message.MalformedMessageException;
import dev.perf.distributed.internal.message.Message;
import dev.perf.distributed.internal.message.Message.Abort;
import dev.perf.distributed.internal.message.Message.BeginWorkload;
import dev.perf.distributed.internal.message.Message.BeginsWith;
import dev.perf.distributed.internal.message.Message.Begun;
import dev.perf.distributed.internal.message.Message.BundleDone;
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
import dev.perf.distributed.internal.message.Message.WorkerSilent;
import dev.perf.distributed.internal.message.Orders;
import dev.perf.distributed.internal.worker.Worker;
import dev.perf.distributed.internal.worker.WorkerException;
import dev.perf.distributed.internal.worker.WorkerOrder;
import dev.perf.distributed.internal.worker.WorkerReport;
import dev.perf.distributed.internal.worker.WorkerStart;
import dev.perf.engine.fleet.Share;
import dev.perf.load.Rate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an agent does of one run: from its orders to the end of its worker. All state is the loop's. */
final class AgentRun {

    private static final Logger LOG = LoggerFactory.getLogger(AgentRun.class);

    private static final int MOST_LOG_LINES = 10;

    /** The agent, as its run sees it. */
    interface Home {

        /** Returns the id of the agent. */
        String agentId();

        /** Returns how often coordinator, agent and workers say that they are there. */
        Duration heartbeat();

        /** Returns after how long a silence any of them counts as lost. */
        Duration nodeTimeout();

        /** Sends a message to the coordinator, as long as it has not lost it. */
        void send(String run, int epoch, long sequence, Message message);

        /** The run is over for the agent, and its worker is being closed. */
        void closing(AgentRun run);

        /** The worker of the run is closed. */
        void over(AgentRun run);
    }

    private final String id;
    private final Home home;
    private final AgentSettings settings;
    private final Agent.Tools tools;
    private final Loop loop;
    private final Executor lane;
    private final Path place;
    private final Path folder;
    private final EntryBacklog backlog;
    private final EntrySender entries;
    private final ReentrantLock clearing = new ReentrantLock();

    /** The lane's, as long as there is one; closed at the end. */
    private volatile ClassPaths.@Nullable Receiving receiving;

    private String test = "";
    private @Nullable Orders orders;
    private Share share = Share.WHOLE;
    private int epoch;
    /** Written by the loop, or by the lane where the loop has set {@link #isOver}. */
    private volatile @Nullable Worker worker;

    private volatile boolean isOver;
    private boolean isOrphan;
    private boolean hasStartOrder;
    private boolean hasEnded;
    /** Begins with the worker's first sign of life. */
    private @Nullable Silence silence;
    /** It was silent for too long, and is being killed: its death is no news. */
    private boolean isSilenced;

    private boolean hasSetUpOrder;
    private boolean hasTearDownOrder;
    private long allowedUntil;
    private long logSecond;
    private int logLines;

    AgentRun(String id, int number, Home home, AgentSettings settings, Agent.Tools tools, Loop loop) {
        this.id = id;
        this.home = home;
        this.settings = settings;
        this.tools = tools;
        this.loop = loop;
        this.lane = loop.lane("perf-agent-run");
        // Other agents may be on this machine, and one that was lost and came back may have the same run twice for a
        // moment.
        this.place = settings.folder()
                .resolve(fileName(settings.node().name()) + "-"
                        + ProcessHandle.current().pid() + "-" + number);
        this.folder = place.resolve(fileName(id));
        this.backlog = new EntryBacklog(place.resolve("entries"), settings.backlogBytes());
        this.entries = new EntrySender(id, backlog, home, loop, cause -> died(cause, ""));
    }

    /** Ids come from outside, and name files here. */
    private static String fileName(String id) {
        return id.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    String id() {
        return id;
    }

    // Getting ready

    void prepare(Prepare prepare) {
        share = new Share(prepare.index(), prepare.weights());
        lane.execute(() -> {
            try {
                Orders read = Orders.of(tools.unsealing().apply(prepare.envelope()));
                if (!read.run().equals(id) || !read.agentIds().contains(home.agentId())) {
                    throw new SecurityException("the orders are for another agent or another run");
                }
                loop.execute(() -> receive(read));
            } catch (SecurityException | MalformedMessageException refused) {
                loop.execute(() -> failToPrepare(words(refused), false));
            }
        });
    }

    private void receive(Orders read) {
        if (isOver) {
            return;
        }
        orders = read;
        test = read.test();
        lane.execute(() -> {
            var begun = tools.classPaths()
                    .receive(
                            read.manifest(),
                            message -> loop.execute(() -> home.send(id, 0, 0, new Message.Bundle(message))));
            receiving = begun;
            var unused = begun.done()
                    .whenComplete((all, failure) -> loop.execute(() -> {
                        if (failure != null) {
                            failToPrepare("the class path: " + failure.getMessage(), false);
                        } else if (!isOver) {
                            startWorker();
                        }
                    }));
        });
    }

    private void take(byte[] message) {
        lane.execute(() -> {
            ClassPaths.Receiving taking = receiving;
            if (taking != null && !isOver) {
                taking.receive(message);
            }
        });
    }

    private void startWorker() {
        home.send(id, 0, 0, new BundleDone());
        Orders read = orders;
        if (read == null) {
            return;
        }
        Share first = share;
        long until = allowedUntil;
        Duration heartbeat = home.heartbeat();
        lane.execute(() -> {
            try {
                List<Path> classPath = tools.classPaths().classPath(read.manifest(), folder);
                Worker started = tools.workers()
                        .start(
                                new WorkerStart(
                                        id,
                                        classPath,
                                        folder,
                                        heartbeat,
                                        read.arguments(),
                                        read.environment(),
                                        Set.of()),
                                report -> loop.execute(() -> reported(report)));
                worker = started;
                if (isOver) {
                    started.close();
                    return;
                }
                started.order(new WorkerOrder.AllowedUntil(until));
                started.order(new WorkerOrder.Prepare(read.recipe(), first));
                loop.execute(() -> allowedUntil(allowedUntil));
            } catch (IOException | WorkerException failed) {
                loop.execute(() -> failToPrepare(words(failed), false));
            }
        });
    }

    private void failToPrepare(String reason, boolean isOfPlan) {
        if (!isOver) {
            LOG.warn("test \"{}\" cannot run here: {}", test, reason);
            home.send(id, 0, 0, new PrepareFailed(reason, isOfPlan));
            end();
        }
    }

    static String words(Exception failed) {
        String message = failed.getMessage();
        return message == null ? failed.toString() : message;
    }

    // Orders

    void ordered(Frame frame) {
        switch (frame.message()) {
            case Message.Bundle(byte[] message) -> take(message);
            case SetUp() -> {
                hasSetUpOrder = true;
                order(new WorkerOrder.SetUp());
            }
            case BeginsWith(byte[] values) -> order(new WorkerOrder.BeginWith(values));
            case StartAt(long agentNanos, int index, var weights) -> {
                var first = new Share(index, weights);
                if (!first.equals(share)) {
                    share = first;
                    order(new WorkerOrder.Reshare(first, Duration.ZERO));
                }
                entries.begin();
                hasStartOrder = true;
                order(new WorkerOrder.Begin(agentNanos));
            }
            case ShareChange(int index, var weights, long atNanos) -> {
                if (frame.epoch() > epoch) {
                    epoch = frame.epoch();
                    share = new Share(index, weights);
                    LOG.info("test \"{}\": the share is {} from {} ms on", test, part(share), atNanos / 1_000_000);
                    order(new WorkerOrder.Reshare(share, Duration.ofNanos(atNanos)));
                }
            }
            case Pause(long atNanos) -> order(new WorkerOrder.Pause(Duration.ofNanos(atNanos)));
            case Resume(long atNanos) -> order(new WorkerOrder.Resume(Duration.ofNanos(atNanos)));
            case SetRate(String scenario, double perSecond, long atNanos) ->
                order(new WorkerOrder.SetRate(scenario, Rate.perSecond(perSecond), Duration.ofNanos(atNanos)));
            case SetUsers(String scenario, int users, long atNanos) ->
                order(new WorkerOrder.SetUsers(scenario, users, Duration.ofNanos(atNanos)));
            case BeginWorkload(int workload, long atNanos) ->
                order(new WorkerOrder.BeginWorkload(workload, Duration.ofNanos(atNanos)));
            case Stop(String reason) -> order(new WorkerOrder.Stop(reason));
            case Abort(String reason) -> order(new WorkerOrder.Abort(reason));
            case TearDown() -> {
                hasTearDownOrder = true;
                order(new WorkerOrder.TearDown());
            }
            case EntryAck() -> entries.acknowledged(frame.sequence());
            case EntryWanted() -> entries.wanted(frame.sequence());
            case Release(String reason) -> {
                LOG.info("test \"{}\" is over here: {}", test, reason);
                end();
            }
            default -> LOG.debug("test \"{}\": {} is for coordinators", test, frame.message());
        }
    }

    private static String part(Share share) {
        long sum = share.weights().stream().mapToLong(Integer::longValue).sum();
        boolean hasPlace = share.index() >= 0 && share.index() < share.weights().size();
        return (hasPlace ? share.weights().get(share.index()) : 0) + " of " + sum;
    }

    private void order(WorkerOrder order) {
        Worker to = worker;
        if (to != null && !isOver) {
            to.order(order);
        }
    }

    /** No request is sent after that moment, unless it is put off again. */
    void allowedUntil(long nanos) {
        allowedUntil = nanos;
        order(new WorkerOrder.AllowedUntil(nanos));
    }

    /** Sends once more what the coordinator should have had for a while. */
    void sendAgain() {
        entries.sendAgain();
    }

    // Reports

    private void reported(WorkerReport report) {
        if (isOver) {
            return;
        }
        if (silence != null) {
            silence.heard(loop.nanos());
        }
        switch (report) {
            case WorkerReport.Started started -> LOG.debug("test \"{}\": {}", test, started);
            case WorkerReport.Alive() -> watchSilence();
            case WorkerReport.Prepared(Duration took) -> {
                LOG.info("test \"{}\" is ready here, after {} ms", test, took.toMillis());
                home.send(id, 0, 0, new Prepared(took.toNanos()));
            }
            case WorkerReport.PrepareFailed(String text) -> failToPrepare(text, true);
            case WorkerReport.SetUp(@Nullable String failure, byte[] values) -> {
                hasSetUpOrder = false;
                home.send(id, 0, 0, failure == null ? new SetUpDone(values) : new SetUpFailed(failure));
            }
            case WorkerReport.Begun(Duration late) -> {
                LOG.info("test \"{}\" has begun here, with {} of the load", test, part(share));
                home.send(id, 0, 0, new Begun(late.toNanos()));
            }
            case WorkerReport.Entry(byte[] bytes) -> entries.add(bytes);
            case WorkerReport.Ended() -> {
                hasEnded = true;
                if (isOrphan) {
                    keepJournalAndEnd();
                } else {
                    entries.end();
                }
            }
            case WorkerReport.TornDown(@Nullable String failure) -> {
                hasTearDownOrder = false;
                home.send(id, 0, 0, new TearDownDone(failure));
            }
            case WorkerReport.Failed(String order, String text) -> failed(order, text);
            case WorkerReport.Log(String line) -> log(line);
            case WorkerReport.Died(String cause, String output) -> {
                if (!isSilenced) {
                    died(cause, output);
                }
            }
        }
    }

    // Whether the worker is alive

    private void watchSilence() {
        if (silence == null) {
            silence = new Silence(home.heartbeat(), loop.nanos());
            loop.after(home.heartbeat(), this::lookForSilence);
        }
    }

    private void lookForSilence() {
        Silence watched = silence;
        if (isOver || watched == null) {
            return;
        }
        long nanos = watched.look(loop.nanos());
        if (nanos > home.nodeTimeout().toNanos()) {
            killSilent(nanos);
        } else {
            loop.after(home.heartbeat(), this::lookForSilence);
        }
    }

    /** It is dead before anybody is told, so that it sends no request once others have its share. */
    private void killSilent(long nanos) {
        LOG.warn("test \"{}\": its worker was silent for {} ms, and is killed", test, nanos / 1_000_000);
        if (isOrphan) {
            keepJournalAndEnd();
            return;
        }
        isSilenced = true;
        lane.execute(() -> {
            Worker frozen = worker;
            if (frozen != null) {
                frozen.close();
            }
            loop.execute(() -> {
                home.send(id, 0, 0, new WorkerSilent(nanos));
                end();
            });
        });
    }

    private void failed(String order, String text) {
        LOG.warn("test \"{}\": {} failed: {}", test, order, text);
        if (order.equals("SetUp") && hasSetUpOrder) {
            home.send(id, 0, 0, new SetUpFailed(text));
        } else if (order.equals("TearDown") && hasTearDownOrder) {
            home.send(id, 0, 0, new TearDownDone(text));
        } else if (order.equals("Begin")) {
            died("it could not begin: " + text, "");
        } else {
            home.send(id, 0, 0, new Log(order + " failed: " + text));
        }
    }

    private void log(String line) {
        LOG.info("test \"{}\": {}", test, line);
        long second = loop.nanos() / 1_000_000_000;
        logLines = second == logSecond ? logLines + 1 : 1;
        logSecond = second;
        if (logLines <= MOST_LOG_LINES) {
            home.send(id, 0, 0, new Log(line));
        }
    }

    private void died(String cause, String output) {
        LOG.warn("test \"{}\": its worker is gone: {}{}", test, cause, output.isEmpty() ? "" : "\n" + output);
        home.send(id, 0, 0, new WorkerDied(cause, output));
        if (isOrphan) {
            keepJournalAndEnd();
        } else {
            end();
        }
    }

    // The end

    /** The coordinator is lost: what is under way is interrupted, and the journal kept. */
    void orphan(String cause) {
        isOrphan = true;
        order(new WorkerOrder.Abort("the coordinator was lost: " + cause));
        if (!hasStartOrder || hasEnded) {
            keepJournalAndEnd();
        } else {
            loop.after(settings.orphanPatience(), this::keepJournalAndEnd);
        }
    }

    private void keepJournalAndEnd() {
        if (isOver) {
            return;
        }
        isOver = true;
        home.closing(this);
        lane.execute(() -> {
            keepJournal();
            clear();
            loop.execute(() -> home.over(this));
        });
    }

    private void keepJournal() {
        Path journals = settings.folder()
                .resolve("journals")
                .resolve(fileName(id))
                .resolve(fileName(settings.node().name()));
        try {
            Path kept = KeptJournal.keep(folder, journals);
            if (kept != null) {
                LOG.warn("test \"{}\": the journal of what was measured here is kept in {}", test, kept);
            }
        } catch (IOException unreadable) {
            LOG.warn("test \"{}\": the journal in {} cannot be kept", test, folder, unreadable);
        }
    }

    private void end() {
        if (isOver) {
            return;
        }
        isOver = true;
        home.closing(this);
        lane.execute(() -> {
            clear();
            loop.execute(() -> home.over(this));
        });
    }

    /** Ends the worker, whatever it does; blocks. */
    void kill() {
        isOver = true;
        clear();
    }

    /** Whoever comes second waits for the first: the process may end when this returns. */
    private void clear() {
        clearing.lock();
        try {
            ClassPaths.Receiving taking = receiving;
            if (taking != null) {
                taking.close();
            }
            Worker running = worker;
            if (running != null) {
                running.close();
            }
            backlog.close();
            Files.deleteIfExists(place);
        } catch (IOException unremovable) {
            LOG.debug("{} stays", place, unremovable);
        } finally {
            clearing.unlock();
        }
    }
}
