package dev.perf.engine.internal.script;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds back the requests of one step until the throttles of its scenario and its test let them go, and the allowance of its agent lasts. */
public final class Throttling {

    private final RequestGate[] gates;
    private final @Nullable SeriesByPhase waits;
    private final @Nullable Allowance allowance;

    private Throttling(List<RequestGate> gates, @Nullable SeriesByPhase waits, @Nullable Allowance allowance) {
        this.gates = gates.toArray(RequestGate[]::new);
        this.waits = waits;
        this.allowance = allowance;
    }

    /**
     * Returns what holds back requests in {@code context}; null where nothing does.
     *
     * @param tags of the requests
     */
    public static @Nullable Throttling of(Tags tags, CompileContext context) {
        List<RequestGate> gates = context.coordination().gates();
        Allowance allowance = context.coordination().allowance();
        return gates.isEmpty() && allowance == null
                ? null
                : new Throttling(gates, gates.isEmpty() ? null : waits(tags, context), allowance);
    }

    private static SeriesByPhase waits(Tags tags, CompileContext context) {
        return new SeriesByPhase(context.series(), Series.Kind.TREND, "throttle_wait", tags);
    }

    /**
     * Waits until the user may send its request. One gate comes after the other: a slot of the test that was taken before
     * the scenario's has come would keep out other scenarios meanwhile.
     *
     * <p>The request was meant to be sent as much later as it was held back; how late the generator is goes into its
     * response time as ever.
     */
    public void hold(VirtualUser user) throws InterruptedException {
        Clock clock = user.clock();
        long held = 0;
        for (RequestGate gate : gates) {
            long now = clock.nanos();
            long slot = gate.slot(clock, now);
            if (slot > now) {
                if (held == 0) {
                    user.rest();
                }
                held += slot - now;
                clock.sleepUntil(slot);
            }
        }
        if (held > 0 && waits != null) {
            user.stepEnded(user.intendedNanos() + held);
            user.samples().recordTime(waits.in(user.phase()), held);
        }
        if (allowance != null) {
            allowance.hold(clock);
        }
    }
}
