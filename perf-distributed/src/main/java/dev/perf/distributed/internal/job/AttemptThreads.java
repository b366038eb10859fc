package dev.perf.distributed.internal.job;

import dev.perf.distributed.internal.coordinator.UnpreparedException;
import dev.perf.distributed.internal.job.JobFleet.FleetRun;
import dev.perf.fleet.FleetException;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tests on a fleet, with a thread for each, which waits for its end. */
public final class AttemptThreads implements Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptThreads.class);

    private final JobFleet fleet;

    /** Creates runs on {@code fleet}. */
    public AttemptThreads(JobFleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public Handle begin(String name, TestPlan plan, List<String> agents, RunOptions options, Consumer<Ending> ended) {
        var attempt = new Waiting(name);
        attempt.thread = Thread.ofPlatform().daemon().name("perf-job-" + name).unstarted(() -> {
            Ending ending = attempt.run(fleet, plan, agents, options);
            if (ending != null) {
                ended.accept(ending);
            }
        });
        attempt.thread.start();
        return attempt;
    }

    /** Is interrupted only before there is a run, and when it is abandoned. */
    private static final class Waiting implements Handle {

        private final String name;
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Thread thread;
        private @Nullable FleetRun run;
        private @Nullable String stopReason;
        private boolean isAborted;
        private boolean isAbandoned;
        private boolean isOver;

        Waiting(String name) {
            this.name = name;
        }

        @Nullable
        Ending run(JobFleet fleet, TestPlan plan, List<String> agents, RunOptions options) {
            Ending ending = ended(fleet, plan, agents, options);
            lock.lock();
            try {
                isOver = true;
                return isAbandoned ? null : ending;
            } finally {
                lock.unlock();
            }
        }

        private Ending ended(JobFleet fleet, TestPlan plan, List<String> agents, RunOptions options) {
            try {
                if (stopReason() != null) {
                    return stopped();
                }
                FleetRun begun = fleet.start(plan, agents, options);
                began(begun);
                RunResult result = result(begun);
                return result == null ? stopped() : new Ending.Finished(result, begun.lost());
            } catch (InterruptedException interruption) {
                return stopped();
            } catch (InvalidPlanException mistakes) {
                return new Ending.Invalid(String.valueOf(mistakes.getMessage()));
            } catch (UnpreparedException unprepared) {
                return new Ending.Lost(String.valueOf(unprepared.getMessage()), unprepared.causes());
            } catch (FleetException failure) {
                String reason = String.valueOf(failure.getMessage());
                return hasBegun() ? new Ending.Lost(reason, lost()) : new Ending.Invalid(reason);
            } catch (RuntimeException | Error fault) { // else nobody would know that the run is over
                LOG.error("a fault of Perf in the run of job \"{}\"", name, fault);
                return new Ending.Lost("a fault of Perf: " + fault, lost());
            }
        }

        /** An interruption that came too late for the start must not cost the report. */
        private @Nullable RunResult result(FleetRun begun) {
            while (true) {
                try {
                    return begun.await();
                } catch (InterruptedException interruption) {
                    if (isAbandoned()) {
                        return null;
                    }
                }
            }
        }

        private void began(FleetRun begun) {
            lock.lock();
            try {
                run = begun;
                if (isAborted) {
                    begun.abort(String.valueOf(stopReason));
                } else if (stopReason != null) {
                    begun.stop(stopReason);
                }
            } finally {
                lock.unlock();
            }
        }

        private @Nullable String stopReason() {
            lock.lock();
            try {
                return stopReason;
            } finally {
                lock.unlock();
            }
        }

        private boolean isAbandoned() {
            lock.lock();
            try {
                return isAbandoned;
            } finally {
                lock.unlock();
            }
        }

        private boolean hasBegun() {
            lock.lock();
            try {
                return run != null;
            } finally {
                lock.unlock();
            }
        }

        private Map<String, String> lost() {
            lock.lock();
            try {
                return run == null ? Map.of() : run.lost();
            } finally {
                lock.unlock();
            }
        }

        private Ending stopped() {
            String reason = stopReason();
            return new Ending.Stopped(reason == null ? "interrupted" : reason);
        }

        @Override
        public void stop(String reason) {
            end(reason, false);
        }

        @Override
        public void abort(String reason) {
            end(reason, true);
        }

        private void end(String reason, boolean now) {
            lock.lock();
            try {
                if (stopReason == null) {
                    stopReason = reason;
                }
                isAborted |= now;
                if (run == null) {
                    interrupt();
                } else if (now) {
                    run.abort(reason);
                } else {
                    run.stop(reason);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void abandon() {
            lock.lock();
            try {
                isAbandoned = true;
                interrupt();
            } finally {
                lock.unlock();
            }
        }

        private void interrupt() {
            if (thread != null && !isOver) {
                thread.interrupt();
            }
        }
    }
}
