package dev.perf.engine.internal.benchmark;

import dev.perf.benchmark.BenchmarkPlan.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The threads of a benchmark. Platform threads stay from round to round, with whatever the code keeps for each; virtual
 * ones are new in each round.
 *
 * <p>One thread at a time uses a crew.
 */
final class Crew implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final List<Worker> workers;
    private final ExecutorService threads;
    private final CyclicBarrier start;

    Crew(String name, ThreadKind kind, List<Worker> workers) {
        this.workers = workers;
        this.start = new CyclicBarrier(workers.size());
        String prefix = "perf-benchmark-" + name + "-";
        this.threads = switch (kind) {
            case PLATFORM ->
                Executors.newFixedThreadPool(
                        workers.size(),
                        Thread.ofPlatform().daemon().name(prefix, 0).factory());
            case VIRTUAL ->
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name(prefix, 0).factory());
        };
    }

    /**
     * Lets all threads begin {@code task} at once, and waits for them.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the operations under way have been interrupted
     */
    List<Stint> work(Function<Worker, Stint> task) throws InterruptedException {
        List<Callable<Stint>> tasks = workers.stream()
                .<Callable<Stint>>map(worker -> () -> together(worker, task))
                .toList();
        List<Stint> stints = new ArrayList<>();
        for (Future<Stint> done : threads.invokeAll(tasks)) {
            try {
                stints.add(done.get());
            } catch (ExecutionException fault) {
                throw new IllegalStateException("a thread of the benchmark ended", fault.getCause());
            }
        }
        return stints;
    }

    private Stint together(Worker worker, Function<Worker, Stint> task)
            throws InterruptedException, BrokenBarrierException {
        start.await();
        return task.apply(worker);
    }

    /** Interrupts what is under way, and waits for it a while; code that does not heed it is left behind. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }
}
