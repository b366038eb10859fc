package dev.perf.distributed.internal.worker;

import dev.perf.distributed.internal.worker.WorkerReport.Died;
import dev.perf.distributed.internal.worker.WorkerReport.Started;
import dev.perf.distributed.internal.worker.WorkerSession.Shares;
import dev.perf.engine.conduct.Fleets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** A worker in this process, which takes the same orders as bytes; for tests alone, for nothing ends its code. */
public final class InProcessWorker implements Worker {

    private final Listener listener;
    private final WorkerSession session;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final ReentrantLock telling = new ReentrantLock();

    private InProcessWorker(WorkerStart start, Listener listener, Shares shares) {
        this.listener = listener;
        this.session = new WorkerSession(InProcessWorker.class.getClassLoader(), start.directory(), shares, this::tell);
    }

    /** Returns what starts such workers, with the shares of the engine. */
    public static Starter starter() {
        return starter(Fleets::prepare);
    }

    static Starter starter(Shares shares) {
        return (start, listener) -> {
            var worker = new InProcessWorker(start, listener, shares);
            worker.session.start();
            worker.tell(
                    new Started(ProcessHandle.current().pid(), Runtime.version().toString(), Fleets.version()));
            return worker;
        };
    }

    /** Returns what starts such workers, whose shares do nothing but say as entries what they are told. */
    public static Starter fakes() {
        return starter(new FakeShares());
    }

    private void tell(WorkerReport report) {
        telling.lock();
        try {
            if (!isClosed.get()) {
                listener.reported(ReportCodec.report(ReportCodec.bytes(report)));
            }
        } finally {
            telling.unlock();
        }
    }

    @Override
    public void order(WorkerOrder order) {
        session.order(OrderCodec.order(OrderCodec.bytes(order)));
    }

    /** Is gone as a process is that was killed. */
    public void die(String cause) {
        telling.lock();
        try {
            if (isClosed.compareAndSet(false, true)) {
                listener.reported(new Died(cause, ""));
            }
        } finally {
            telling.unlock();
        }
        session.close();
    }

    @Override
    public void close() {
        die("ended by its agent");
    }
}
