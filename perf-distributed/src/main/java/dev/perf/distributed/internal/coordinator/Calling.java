package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.transport.AgentCalls;
import dev.perf.distributed.internal.transport.AgentCalls.Outcome;
import dev.perf.distributed.internal.transport.HostPort;
import dev.perf.distributed.internal.transport.Invitation;
import dev.perf.fleet.Fleet.Discovery;
import dev.perf.fleet.FleetException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls the agents of a fleet that listen: first until all have answered, or the time is up; then, if that is wanted, those that
 * are not there, which may have been started late or again. Nobody is called who is there. For one thread.
 */
final class Calling {

    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);
    private static final Duration LATER_AFTER = Duration.ofSeconds(5);

    /** How long an agent that says that it joins may take before it is called again. */
    private static final Duration JOIN_PATIENCE = Duration.ofSeconds(10);

    private final Discovery discovery;
    private final AgentCalls calls;
    private final Invitation invitation;
    private final Coordinator coordinator;
    private final LongSupplier nanos;
    private final Map<HostPort, Called> called = new HashMap<>();

    Calling(Discovery discovery, AgentCalls calls, Invitation invitation, Coordinator coordinator, LongSupplier nanos) {
        this.discovery = discovery;
        this.calls = calls;
        this.invitation = invitation;
        this.coordinator = coordinator;
        this.nanos = nanos;
    }

    /**
     * Who answered at an address, and joins or has joined.
     *
     * @param at when it said so
     * @param wasThere whether it has been seen since
     */
    private record Called(String agentId, long at, boolean wasThere) {}

    /**
     * Calls; blocks.
     *
     * @param joinTimeout for how long all that have not answered are called
     * @param goesOn whether those that are not there are called after that, too
     * @param isOver whether nobody is to be called any more
     */
    void go(Duration joinTimeout, boolean goesOn, BooleanSupplier isOver) throws InterruptedException {
        long end = nanos.getAsLong() + joinTimeout.toNanos();
        while (!isOver.getAsBoolean()) {
            List<HostPort> all = addresses();
            callMissing(all);
            boolean isEarly = nanos.getAsLong() - end < 0 && !called.keySet().containsAll(all);
            if (!isEarly && !goesOn) {
                return;
            }
            Thread.sleep(isEarly ? AGAIN_AFTER : LATER_AFTER);
        }
    }

    private void callMissing(List<HostPort> all) throws InterruptedException {
        Set<String> there = coordinator.agentIds();
        called.replaceAll(
                (address, who) -> there.contains(who.agentId()) ? new Called(who.agentId(), who.at(), true) : who);
        List<HostPort> missing = all.stream()
                .filter(address -> isMissing(called.get(address), there))
                .toList();
        for (AgentCalls.Call call : calls.call(missing, "", invitation)) {
            note(call, there);
        }
    }

    private boolean isMissing(@Nullable Called who, Set<String> there) {
        return who == null
                || !there.contains(who.agentId())
                        && (who.wasThere() || nanos.getAsLong() - who.at() > JOIN_PATIENCE.toNanos());
    }

    private void note(AgentCalls.Call call, Set<String> there) {
        Called before = called.get(call.address());
        boolean isBusyForUs = call.outcome() == Outcome.BUSY
                && (there.contains(call.agentId())
                        || before != null && before.agentId().equals(call.agentId()));
        boolean comes = call.outcome() == Outcome.ACCEPTED || isBusyForUs;
        coordinator.notComing(call.address().toString(), comes ? null : call.reason());
        if (comes) {
            called.put(call.address(), new Called(call.agentId(), nanos.getAsLong(), false));
        } else {
            called.remove(call.address());
        }
    }

    private List<HostPort> addresses() {
        return switch (discovery) {
            case Discovery.Addresses(List<String> addresses) ->
                addresses.stream().map(HostPort::parse).toList();
            case Discovery.Dns(String name, int port) -> resolved(name, port);
            case Discovery.Local() -> List.of();
            case Discovery.Joining() -> List.of();
        };
    }

    private List<HostPort> resolved(String name, int port) {
        try {
            List<HostPort> all = AgentCalls.resolve(name, port);
            coordinator.notComing(name, null);
            return all;
        } catch (FleetException unknown) {
            // Agents may be about to start.
            coordinator.notComing(name, String.valueOf(unknown.getMessage()));
            return List.of(new HostPort(name, port));
        }
    }
}
