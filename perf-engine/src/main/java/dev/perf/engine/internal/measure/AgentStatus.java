package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.AgentResult;
import dev.perf.result.Environment;
import dev.perf.result.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an agent besides what it measured.
 *
 * @param facts what it is
 * @param state whether it is still there
 * @param loss how it was lost; null where it was not
 * @param warnings what a reader should know of its numbers
 */
record AgentStatus(
        AgentFacts facts, Snapshot.Agent.State state, AgentResult.@Nullable Loss loss, List<String> warnings) {

    private static final Snapshot.Agent.State[] STATES = Snapshot.Agent.State.values();

    AgentStatus {
        warnings = List.copyOf(warnings);
    }

    /** Returns the status of an agent that begins. */
    static AgentStatus of(AgentFacts facts) {
        return new AgentStatus(facts, Snapshot.Agent.State.RUNNING, null, List.of());
    }

    AgentStatus with(AgentFacts others) {
        return new AgentStatus(others, state, loss, warnings);
    }

    AgentStatus ended() {
        return new AgentStatus(facts, Snapshot.Agent.State.ENDED, null, warnings);
    }

    AgentStatus lost(AgentResult.Loss how) {
        return new AgentStatus(facts, Snapshot.Agent.State.LOST, how, warnings);
    }

    AgentStatus warned(List<String> others) {
        return new AgentStatus(facts, state, loss, others);
    }

    void write(ByteOutput out) {
        out.text(facts.name());
        AgentResult.Machine machine = facts.machine();
        out.text(machine.address());
        out.texts(machine.labels());
        out.real(machine.capacity());
        out.text(machine.environment().perf());
        out.text(machine.environment().java());
        out.text(machine.environment().os());
        out.text(machine.environment().host());
        out.number(machine.environment().cores());
        out.number(machine.environment().maxHeapBytes());
        out.real(facts.share());
        out.duration(facts.joined());
        out.duration(facts.clock().late());
        out.duration(facts.clock().offset());
        out.duration(facts.clock().uncertainty());
        out.constant(state);
        out.optional(loss, AgentStatus::writeLoss);
        out.list(warnings, ByteOutput::text);
    }

    static AgentStatus read(ByteInput in) {
        String name = in.text();
        var machine = new AgentResult.Machine(
                in.text(),
                in.texts(),
                in.real(),
                new Environment(in.text(), in.text(), in.text(), in.text(), in.number(Integer.MAX_VALUE), in.number()));
        var facts = new AgentFacts(
                name,
                machine,
                in.real(),
                in.duration(),
                new AgentResult.Clock(in.duration(), in.duration(), in.duration()));
        return new AgentStatus(
                facts, in.constant(STATES), in.optional(AgentStatus::readLoss), in.list(ByteInput::text));
    }

    private static void writeLoss(ByteOutput out, AgentResult.Loss loss) {
        out.text(loss.cause());
        out.duration(loss.lastHeard());
        out.duration(loss.noticed());
        out.optional(loss.takenOver(), ByteOutput::duration);
        out.list(loss.takenOverBy(), ByteOutput::text);
        out.number(loss.interrupted());
        out.number(loss.missing());
        out.duration(loss.missingLoad());
    }

    private static AgentResult.Loss readLoss(ByteInput in) {
        return new AgentResult.Loss(
                in.text(),
                in.duration(),
                in.duration(),
                in.optional(ByteInput::duration),
                in.list(ByteInput::text),
                in.number(),
                in.number(),
                in.duration());
    }
}
