package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.message.Message;
import dev.perf.distributed.internal.message.Message.Prepare;
import dev.perf.distributed.internal.message.Orders;
import dev.perf.fleet.FleetException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets agents ready for a run: they have the class path, then compile the plan, then tell the time. Those that begin it wait
 * for each other; one that comes late does the same by itself. All state is the loop's.
 */
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private static final int PINGS = 20;

    /** Who waits for agents to be ready. */
    interface Outcome {

        /** All that begin the run are ready. */
        void ready();

        /** The run cannot begin. */
        void givenUp(FleetException why);

        /** One that comes late is ready. */
        void ready(Part late);

        /** One that comes late never will be. */
        void failed(Part late, String reason);
    }

    private final RunState run;
    private final CoordinatorSettings.Sealing sealing;
    private final IntFunction<List<Integer>> weights;
    private final Outcome outcome;
    private final Executor reading;
    private final Set<Part> refusers = new HashSet<>();
    private @Nullable Stage stage;

    /**
     * Creates what does nothing yet.
     *
     * @param weights how the load is divided at the moment, for so many places at least
     */
    Preparation(
            RunState run, CoordinatorSettings.Sealing sealing, IntFunction<List<Integer>> weights, Outcome outcome) {
        this.run = run;
        this.sealing = sealing;
        this.weights = weights;
        this.outcome = outcome;
        this.reading = run.loop.lane("perf-fleet-ship");
    }

    void begin() {
        RunRequest.Limits limits = run.request.limits();
        await("have the class path", limits.ship(), run.parts.all(), this::compile);
        run.parts.all().forEach(this::prepare);
    }

    private void compile() {
        Duration limit = run.request.limits().prepare();
        await("compile the plan", limit, run.parts.in(Part.State.PREPARING), this::compareClocks);
    }

    private void compareClocks() {
        List<Part> compiled = run.parts.in(Part.State.READY);
        await("tell the time", run.request.limits().clocks(), compiled, outcome::ready);
        compiled.forEach(this::measureClock);
    }

    /** Goes on when what is waited for is there, and gives the run up when it is not. */
    private void await(String what, Duration limit, Collection<Part> whom, Runnable next) {
        var waiting = new Stage(run.loop, what, limit, List.copyOf(whom), mistakes -> {
            if (run.phase != RunState.Phase.PREPARING) {
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
        String message = "test \"" + run.test() + "\" cannot begin: " + reason;
        // What none of them can make is no fault of theirs.
        outcome.givenUp(
                refusers.containsAll(run.parts.all())
                        ? new FleetException(message)
                        : new UnpreparedException(message, causes));
    }

    /** Sends an agent its orders. */
    void prepare(Part part) {
        RunRequest request = run.request;
        var orders = new Orders(
                run.id(),
                run.test(),
                List.of(part.agent.id),
                request.recipe(),
                request.bundle().manifest(),
                request.workerArguments(),
                request.environment());
        reading.execute(() -> {
            byte[] sealed = sealing.seal(run.id(), orders.agentIds(), orders.toBytes());
            run.loop.execute(() -> {
                if (part.state == Part.State.PREPARING) {
                    run.send(part, new Prepare(sealed, part.index, weights.apply(part.index + 1)));
                }
            });
        });
    }

    /** An agent says something of the class path. */
    void ship(Part part, byte[] message) {
        if (part.state != Part.State.PREPARING) {
            return;
        }
        Bundle.Sending shipping = part.shipping;
        if (shipping == null) {
            shipping = run.request
                    .bundle()
                    .sendTo(chunk -> run.loop.execute(() -> {
                        if (!part.isGone) {
                            run.send(part, new Message.Bundle(chunk));
                        }
                    }));
            part.shipping = shipping;
            shipping.done().exceptionally(failure -> {
                run.loop.execute(() -> failed(part, "the class path: " + failure.getMessage()));
                return null;
            });
        }
        Bundle.Sending sending = shipping;
        reading.execute(() -> sending.receive(message));
    }

    void prepared(Part part, long tookNanos) {
        if (part.state != Part.State.PREPARING) {
            return;
        }
        part.state = Part.State.READY;
        LOG.debug("{} has compiled the plan in {} ms", part.title(), tookNanos / 1_000_000);
        if (part.isLate) {
            part.agent.clock.measure(PINGS, difference -> {
                part.clock = difference;
                outcome.ready(part);
            });
        } else {
            done(part);
        }
    }

    private void measureClock(Part part) {
        part.agent.clock.measure(PINGS, difference -> {
            part.clock = difference;
            long limit = run.request.limits().clockUncertainty().toNanos();
            if (difference.uncertaintyNanos() > limit) {
                failed(
                        part,
                        "its clock is known to " + Figures.millis(difference.uncertaintyNanos())
                                + " only, as a message to it and back takes "
                                + Figures.millis(difference.roundTripNanos()) + ", and " + Figures.millis(limit)
                                + " are allowed; it must be nearer to the coordinator, or its network less busy");
            } else {
                done(part);
            }
        });
    }

    /** An agent has what it is waited for. */
    void done(Part part) {
        if (stage != null) {
            stage.done(part);
        }
    }

    /**
     * An agent cannot take part.
     *
     * @param isOfPlan whether that is likely to be so everywhere
     */
    void refused(Part part, String reason, boolean isOfPlan) {
        if (isOfPlan) {
            refusers.add(part);
        }
        failed(part, reason);
    }

    void failed(Part part, String reason) {
        if (part.isLate) {
            outcome.failed(part, reason);
        } else if (stage != null) {
            stage.failed(part, reason);
        }
    }

    /** An agent was lost before the run could begin. */
    void lost(Part part, String cause, Map<String, String> causes) {
        int needed = run.request.agents();
        long left = run.parts.stream()
                .filter(other -> other.state != Part.State.LOST)
                .count();
        if (left < needed) {
            giveUp(
                    "agent " + part.title() + " was lost: " + cause + "; " + Figures.count(needed, "agent")
                            + (needed == 1 ? " is" : " are") + " needed, and " + left + (left == 1 ? " is" : " are")
                            + " left",
                    causes);
        } else {
            done(part);
        }
    }

    /** Nobody waits any more. */
    void end() {
        if (stage != null) {
            stage.end();
        }
    }
}
