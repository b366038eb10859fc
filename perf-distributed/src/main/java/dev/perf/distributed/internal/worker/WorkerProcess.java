package dev.perf.distributed.internal.worker;

import dev.perf.distributed.internal.worker.WorkerOrder.AllowedUntil;
import dev.perf.distributed.internal.worker.WorkerOrder.Begin;
import dev.perf.distributed.internal.worker.WorkerReport.Died;
import dev.perf.distributed.internal.worker.WorkerReport.Log;
import dev.perf.distributed.internal.worker.WorkerReport.Started;
import dev.perf.engine.internal.wire.BadBytesException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A worker that is a child of this process: orders go to its standard input, reports come from its standard output, and
 * what it prints from its standard error output. Its own threads are platform threads.
 */
public final class WorkerProcess implements Worker {

    private static final Duration MOST_START = Duration.ofSeconds(60);
    private static final Duration MOST_END = Duration.ofSeconds(5);

    /** The best of so many comparisons of the clocks counts. */
    private static final int CLOCK_QUESTIONS = 8;

    /** Stands in the queue for the newest lease: leases of a worker that reads nothing do not heap up. */
    private static final Object LEASE = new Object();

    private final Process process;
    private final Path directory;
    private final Listener listener;
    private final String name;
    private final Frames.Writer frames;
    private final OutputTail output;
    private final BlockingQueue<Object> orders = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable AllowedUntil> lease = new AtomicReference<>();
    private final BlockingQueue<Long> clocks = new ArrayBlockingQueue<>(CLOCK_QUESTIONS);
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /** The first cause is the one that counts; null while it is not known. */
    private final AtomicReference<@Nullable String> cause = new AtomicReference<>();

    /** Held while the listener is told something. */
    private final ReentrantLock telling = new ReentrantLock();

    private volatile boolean isStarted;
    private final Thread writer;
    private final Thread reader;
    private final Thread printed;

    private WorkerProcess(Process process, WorkerStart start, Listener listener) {
        this.process = process;
        this.directory = start.directory();
        this.listener = listener;
        this.name = "perf-worker-" + start.run();
        this.frames = new Frames.Writer(process.getOutputStream());
        this.output = new OutputTail(line -> tell(new Log(line)), System::nanoTime);
        this.writer = thread("orders", this::write);
        this.reader = thread("reports", this::read);
        this.printed = thread("output", this::readOutput);
    }

    /** Returns what starts workers with the Java of this process. */
    public static Starter starter() {
        return starter(Path.of(System.getProperty("java.home")), WorkerMain.class);
    }

    /**
     * Returns what starts workers.
     *
     * @param javaHome folder of the Java to start
     * @param main class whose main method takes the orders
     */
    static Starter starter(Path javaHome, Class<?> main) {
        return (start, listener) -> {
            Process process = new WorkerCommand(javaHome, main.getName()).start(start);
            var worker = new WorkerProcess(process, start, listener);
            worker.listen();
            return worker;
        };
    }

    private Thread thread(String what, Runnable task) {
        return Thread.ofPlatform().name(name + "-" + what).daemon().unstarted(task);
    }

    private void listen() {
        writer.start();
        reader.start();
        printed.start();
        thread("end", this::awaitEnd).start();
    }

    @Override
    public void order(WorkerOrder order) {
        if (order instanceof AllowedUntil until) {
            if (lease.getAndSet(until) == null) {
                orders.add(LEASE);
            }
        } else {
            orders.add(order);
        }
    }

    private void write() {
        try {
            Clock clock = compareClocks();
            while (true) {
                Object next = orders.take();
                WorkerOrder order = next == LEASE ? lease.getAndSet(null) : (WorkerOrder) next;
                if (order != null) {
                    frames.write(OrderCodec.bytes(clock.theirs(order)));
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            // Then the process has ended, or is about to, and why is told when it has.
            orders.clear();
        }
    }

    /**
     * How the worker's clock stands to that of this process.
     *
     * @param ahead by how much the worker's is ahead
     * @param uncertainty how far that may be off
     */
    private record Clock(long ahead, long uncertainty) {

        WorkerOrder theirs(WorkerOrder order) {
            return switch (order) {
                case AllowedUntil until -> new AllowedUntil(until.nanos() + ahead - uncertainty); // rather too early
                case Begin begin -> new Begin(begin.startNanos() + ahead);
                default -> order;
            };
        }
    }

    private Clock compareClocks() throws InterruptedException, IOException {
        long best = Long.MAX_VALUE;
        long ahead = 0;
        for (int i = 0; i < CLOCK_QUESTIONS; i++) {
            long asked = System.nanoTime();
            frames.write(OrderCodec.clockQuestion());
            Long theirs = clocks.poll(MOST_START.toNanos(), TimeUnit.NANOSECONDS);
            long answered = System.nanoTime();
            if (theirs == null) {
                end("did not answer within " + MOST_START.toSeconds() + " s of its start");
                throw new IOException("no answer");
            }
            if (answered - asked < best) {
                best = answered - asked;
                ahead = theirs - (asked + (answered - asked) / 2);
            }
        }
        return new Clock(ahead, best / 2);
    }

    private void read() {
        var in = new Frames.Reader(new BufferedInputStream(process.getInputStream(), 1 << 16));
        try {
            for (byte[] frame = in.read(); frame != null; frame = in.read()) {
                if (ReportCodec.isClock(frame)) {
                    if (!clocks.offer(ReportCodec.clock(frame))) {
                        throw new BadBytesException("it told the time unasked");
                    }
                } else {
                    report(ReportCodec.report(frame));
                }
            }
        } catch (BadBytesException wrong) {
            end("cannot be understood: " + wrong.getMessage());
        } catch (IOException ended) {
            // The process has ended in the middle of a message, and why is told when it has.
            process.destroyForcibly();
        }
    }

    private void report(WorkerReport report) {
        if (report instanceof Died) {
            throw new BadBytesException("it told that it was dead");
        }
        isStarted |= report instanceof Started;
        tell(report);
    }

    private void readOutput() {
        try {
            output.read(process.getErrorStream());
        } catch (IOException ended) {
            // Nothing more is printed.
            process.destroyForcibly();
        }
    }

    private void tell(WorkerReport report) {
        telling.lock();
        try {
            listener.reported(report);
        } finally {
            telling.unlock();
        }
    }

    /** What was said and printed to the end comes before the report of the death. */
    private void awaitEnd() {
        try {
            int code = process.waitFor();
            reader.join(MOST_END);
            printed.join(MOST_END);
            writer.interrupt();
            String last = output.text();
            String known = cause.get();
            tell(new Died(known != null ? known : ExitWords.of(code, isStarted, last), last));
        } catch (InterruptedException impossible) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(String why) {
        cause.compareAndSet(null, why);
        kill();
    }

    /** Those that it has started are looked up before, for afterwards they are nobody's. */
    private void kill() {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        end("ended by its agent");
        try {
            process.waitFor(MOST_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        Folders.remove(directory);
    }
}
