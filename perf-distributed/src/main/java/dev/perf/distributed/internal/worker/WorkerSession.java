package dev.perf.distributed.internal.worker;

import dev.perf.distributed.internal.worker.WorkerOrder.Abort;
import dev.perf.distributed.internal.worker.WorkerOrder.AllowedUntil;
import dev.perf.distributed.internal.worker.WorkerOrder.Begin;
import dev.perf.distributed.internal.worker.WorkerOrder.BeginWith;
import dev.perf.distributed.internal.worker.WorkerOrder.BeginWorkload;
import dev.perf.distributed.internal.worker.WorkerOrder.Pause;
import dev.perf.distributed.internal.worker.WorkerOrder.Prepare;
import dev.perf.distributed.internal.worker.WorkerOrder.Reshare;
import dev.perf.distributed.internal.worker.WorkerOrder.Resume;
import dev.perf.distributed.internal.worker.WorkerOrder.SetRate;
import dev.perf.distributed.internal.worker.WorkerOrder.SetUp;
import dev.perf.distributed.internal.worker.WorkerOrder.SetUsers;
import dev.perf.distributed.internal.worker.WorkerOrder.Stop;
import dev.perf.distributed.internal.worker.WorkerOrder.TearDown;
import dev.perf.engine.fleet.Share;
import dev.perf.engine.fleet.ShareRun;
import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the orders that a worker gets, on platform threads, which virtual users cannot keep from running. What the
 * user's code has a part in is done by one thread, one order after another; what must not wait for it is done at once, by
 * whoever gives the order.
 */
final class WorkerSession implements AutoCloseable {

    /** Gets ready to put on a share of a plan's load: {@link dev.perf.engine.conduct.Fleets#prepare}. */
    @FunctionalInterface
    interface Shares {

        /** Returns the share, ready; {@code judged} are the tags that the run is judged by. */
        ShareRun prepare(TestPlan plan, Share share, Map<String, Set<String>> judged, Path folder);
    }

    private static final Prepare NOTHING_MORE = new Prepare(new byte[0], Share.WHOLE);

    private final ClassLoader classes;
    private final Path folder;
    private final Shares shares;
    private final Consumer<WorkerReport> reports;
    private final LinkedBlockingQueue<WorkerOrder> waiting = new LinkedBlockingQueue<>();
    private final Thread orders;

    /** Set by the thread of orders, once. */
    private volatile @Nullable ShareRun run;

    /** The lease that came before there was anything to let go on; null once it was handed on. */
    private final AtomicReference<@Nullable AllowedUntil> early = new AtomicReference<>();

    /** Guarded by {@link #orders} being the only one to touch it. */
    private @Nullable Thread ending;

    /**
     * @param folder where the journal of the share is kept
     * @param reports is called by several threads, and may block
     */
    WorkerSession(ClassLoader classes, Path folder, Shares shares, Consumer<WorkerReport> reports) {
        this.classes = classes;
        this.folder = folder;
        this.shares = shares;
        this.reports = reports;
        this.orders = Thread.ofPlatform().name("perf-worker-orders").daemon().unstarted(this::work);
        orders.setContextClassLoader(classes);
    }

    void start() {
        orders.start();
    }

    /** Carries an order out, or has it carried out behind those before; returns at once. */
    void order(WorkerOrder order) {
        switch (order) {
            case Prepare prepare -> waiting.add(prepare);
            case SetUp setUp -> waiting.add(setUp);
            case BeginWith with -> waiting.add(with);
            case Begin begin -> waiting.add(begin);
            case TearDown tearDown -> waiting.add(tearDown);
            case AllowedUntil until -> allow(until);
            case Reshare reshare -> now(order, share -> share.share(reshare.share(), reshare.from()));
            case Stop stop -> now(order, share -> share.stop(stop.reason()));
            case Abort abort -> now(order, share -> share.abort(abort.reason()));
            case Pause pause -> now(order, share -> share.pause(pause.at()));
            case Resume resume -> now(order, share -> share.resume(resume.at()));
            case SetRate set -> now(order, share -> share.setRate(set.scenario(), set.rate(), set.at()));
            case SetUsers set -> now(order, share -> share.setUsers(set.scenario(), set.users(), set.at()));
            case BeginWorkload begin -> now(order, share -> share.beginWorkload(begin.workload(), begin.at()));
        }
    }

    private void allow(AllowedUntil until) {
        early.set(until);
        allowEarly();
    }

    /** Whoever comes second, the lease or the share, finds the other. */
    private void allowEarly() {
        ShareRun share = run;
        if (share != null) {
            AllowedUntil until = early.getAndSet(null);
            if (until != null) {
                share.allowedUntil(until.nanos());
            }
        }
    }

    private void now(WorkerOrder order, Consumer<ShareRun> what) {
        ShareRun share = run;
        if (share == null) {
            reports.accept(new WorkerReport.Failed(name(order), "no plan is prepared yet"));
            return;
        }
        try {
            what.accept(share);
        } catch (RuntimeException refused) {
            reports.accept(new WorkerReport.Failed(name(order), PlanMaker.trace(refused)));
        }
    }

    private void work() {
        try {
            for (WorkerOrder order = waiting.take(); order != NOTHING_MORE; order = waiting.take()) {
                carryOut(order);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("CatchingThrowable") // an error of the user's code is told, not swallowed
    private void carryOut(WorkerOrder order) throws InterruptedException {
        try {
            if (order instanceof Prepare prepare) {
                prepare(prepare);
                return;
            }
            ShareRun share = run;
            if (share == null) {
                reports.accept(new WorkerReport.Failed(name(order), "no plan is prepared"));
            } else if (order instanceof Begin begin) {
                begin(share, begin);
            } else if (order instanceof SetUp) {
                setUp(share);
            } else if (order instanceof BeginWith with) {
                share.beginsWith(values(with.values()));
            } else {
                reports.accept(new WorkerReport.TornDown(share.tearDown()));
            }
        } catch (RuntimeException | Error fault) {
            reports.accept(new WorkerReport.Failed(name(order), PlanMaker.trace(fault)));
        }
    }

    private void prepare(Prepare prepare) {
        if (run != null) {
            reports.accept(new WorkerReport.PrepareFailed("a plan is prepared already; a worker has one"));
            return;
        }
        long start = System.nanoTime();
        try {
            Recipe recipe = Recipe.of(prepare.recipe(), classes);
            recipe.properties().forEach(System::setProperty);
            TestPlan plan = new PlanMaker(classes).make(recipe);
            run = shares.prepare(plan, prepare.share(), recipe.judged(), folder);
        } catch (PlanMaker.UnmadeException | InvalidPlanException | BadBytesException refused) {
            reports.accept(new WorkerReport.PrepareFailed(String.valueOf(refused.getMessage())));
            return;
        } catch (RuntimeException | Error fault) {
            reports.accept(new WorkerReport.PrepareFailed(PlanMaker.trace(fault)));
            return;
        }
        allowEarly();
        reports.accept(new WorkerReport.Prepared(Duration.ofNanos(System.nanoTime() - start)));
    }

    private void setUp(ShareRun share) throws InterruptedException {
        String failure = share.setUp();
        byte[] values = new byte[0];
        if (failure == null) {
            try {
                values = bytes(share.setupValues());
            } catch (IllegalArgumentException noData) {
                failure = "the setup left something in the session that other agents cannot be given: "
                        + noData.getMessage();
            }
        }
        reports.accept(new WorkerReport.SetUp(failure, values));
    }

    static byte[] bytes(Map<String, Object> values) {
        var out = new ByteOutput();
        out.number(values.size());
        values.forEach((name, value) -> {
            out.text(name);
            Values.put(out, value, "\"" + name + "\"");
        });
        return out.toBytes();
    }

    private Map<String, Object> values(byte[] bytes) {
        var values = new LinkedHashMap<String, Object>();
        new ByteInput(bytes).list(in -> {
            String name = in.text();
            Object value = Values.take(in, classes);
            if (value != null) {
                values.put(name, value);
            }
            return name;
        });
        return values;
    }

    private void begin(ShareRun share, Begin begin) throws InterruptedException {
        if (ending != null) {
            reports.accept(new WorkerReport.Failed(name(begin), "the load has begun already"));
            return;
        }
        Duration late = share.begin(begin.startNanos(), entry -> reports.accept(new WorkerReport.Entry(entry)));
        reports.accept(new WorkerReport.Begun(late));
        ending = Thread.ofPlatform().name("perf-worker-end").daemon().start(() -> awaitEnd(share));
    }

    private void awaitEnd(ShareRun share) {
        try {
            share.await();
            reports.accept(new WorkerReport.Ended());
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error fault) {
            reports.accept(new WorkerReport.Failed("Begin", PlanMaker.trace(fault)));
        }
    }

    private static String name(WorkerOrder order) {
        return order.getClass().getSimpleName();
    }

    /** Interrupts what is under way and closes the share; waits for neither. */
    @Override
    public void close() {
        waiting.clear();
        waiting.add(NOTHING_MORE);
        orders.interrupt();
        ShareRun share = run;
        if (share != null) {
            share.close();
        }
    }
}
