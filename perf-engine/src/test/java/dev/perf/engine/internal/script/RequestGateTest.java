package dev.perf.engine.internal.script;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.perSecond;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.fleet.Share;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.plan.Part;
import dev.perf.load.Throttle;
import dev.perf.source.SourceLocation;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestGateTest {

    private static final long SECOND = 1_000_000_000;

    private final SimulatedClock clock = new SimulatedClock();
    private final long start = clock.nanos();

    private RequestGate gate(Throttle throttle, Part part) {
        RequestGate gate = Objects.requireNonNull(RequestGate.of(throttle, part));
        gate.begin(start);
        return gate;
    }

    private static Throttle constant(double perSecond) {
        return new Throttle.Constant(perSecond(perSecond), SourceLocation.caller());
    }

    /** Returns how many requests that are ready at {@code from} are sent before {@code to}, in seconds. */
    private long sent(RequestGate gate, long from, long to) throws InterruptedException {
        long sent = 0;
        while (gate.slot(clock, start + from * SECOND) < start + to * SECOND) {
            sent++;
        }
        return sent;
    }

    static Stream<List<Integer>> divisions() {
        return Stream.of(List.of(1, 1), List.of(3, 1), List.of(1, 0, 2, 3));
    }

    @ParameterizedTest
    @MethodSource("divisions")
    void theRatesOfAllAgentsAddUp(List<Integer> weights) throws Exception {
        Throttle shape = new Throttle.Shape(
                arrivals(perSecond(0)).rampTo(perSecond(120)).over(ofSeconds(10)), SourceLocation.caller());
        long constant = 0;
        long shaped = 0;
        for (int agent = 0; agent < weights.size(); agent++) {
            Part part = Part.of(new Share(agent, weights));
            if (part.isAny()) {
                constant += sent(gate(constant(120), part), 0, 10);
                shaped += sent(gate(shape, part), 0, 10);
            }
        }
        assertThat(constant).isEqualTo(1_200);
        // Each gate's first slot is at once.
        assertThat(shaped).isBetween(600L, 600L + weights.size());
    }

    @Test
    void goesOnWithTheNewPartOfTheRate() throws Exception {
        RequestGate gate = gate(constant(100), Part.of(new Share(0, List.of(1, 3))));
        assertThat(sent(gate, 0, 4)).isEqualTo(100);
        gate.shared(clock, Part.of(new Share(0, List.of(1, 1))));
        assertThat(sent(gate, 5, 10)).isEqualTo(250);
        gate.shared(clock, Part.of(new Share(0, List.of(0, 1))));
        assertThat(sent(gate, 20, 21)).isEqualTo(50);
    }

    @Test
    void aPartThatChangesInAPauseHoldsAfterIt() throws Exception {
        Throttle shape = new Throttle.Shape(
                arrivals(perSecond(10))
                        .during(ofSeconds(5))
                        .rampTo(perSecond(100))
                        .over(ofSeconds(0)),
                SourceLocation.caller());
        RequestGate gate = gate(shape, Part.of(new Share(0, List.of(1, 1))));
        gate.paused(start + 2 * SECOND);
        gate.shared(clock, Part.of(new Share(0, List.of(1, 0))));
        assertThat(sent(gate, 3, 4)).isEqualTo(10);
        gate.resumed(clock, start + 12 * SECOND);
        assertThat(sent(gate, 13, 15)).isEqualTo(20);
        assertThat(sent(gate, 16, 17)).isEqualTo(100);
    }
}
