package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Agents that come when a run is under way: they get ready by themselves, and then a share. All state is the loop's. */
final class LateAgents {

    private static final Logger LOG = LoggerFactory.getLogger(LateAgents.class);

    private final RunState run;
    private final Preparation preparation;
    private final SetUpAndTearDown tasks;
    private final Shares shares;
    private final BiConsumer<Part, List<Integer>> start;
    private final BiConsumer<Part, String> drop;
    private final List<Message> ordersSoFar = new ArrayList<>();

    /**
     * Creates what has had no agent yet.
     *
     * @param start has an agent begin, with weights
     * @param drop has an agent take no part after all, for a reason
     */
    LateAgents(
            RunState run,
            Preparation preparation,
            SetUpAndTearDown tasks,
            Shares shares,
            BiConsumer<Part, List<Integer>> start,
            BiConsumer<Part, String> drop) {
        this.run = run;
        this.preparation = preparation;
        this.tasks = tasks;
        this.shares = shares;
        this.start = start;
        this.drop = drop;
    }

    /** Notes what was ordered: those who come late do all of it once more, to be where the others are. */
    void note(Message order) {
        ordersSoFar.add(order);
    }

    /** An agent can take part from now on. */
    void prepare(RemoteAgent agent) {
        Part part = run.parts.add(agent, true);
        LOG.info("test \"{}\": agent {} comes late and gets ready", run.test(), part.title());
        preparation.prepare(part);
        RunRequest.Limits limits = run.request.limits();
        Duration limit = limits.ship().plus(limits.prepare());
        run.loop.after(limit, () -> {
            if (part.state == Part.State.PREPARING || part.state == Part.State.READY) {
                drop.accept(part, "it was not ready within " + Figures.seconds(limit));
            }
        });
    }

    /** An agent is ready. */
    void seat(Part part) {
        if (part.state != Part.State.READY) {
            return;
        }
        if (!run.goesOn()) {
            drop.accept(part, "the run ends");
            return;
        }
        tasks.give(part);
        List<Integer> before = shares.weights(run.parts.all().size());
        run.parts.moveBehindKnown(part);
        start.accept(part, before);
        ordersSoFar.forEach(order -> run.send(part, order));
        part.isSeated = true;
        shares.divide(part);
    }
}
