package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

class JdkFaultTest extends FaultContract {

    @Override
    Transport transport(TransportSettings settings, Buffers buffers) {
        return new JdkTransport(settings, HttpVersion.HTTP_1_1, buffers);
    }

    @Override
    int watched(Transport transport) {
        return ((JdkTransport) transport).watched();
    }

    @Override
    String expected(Fault fault) {
        return fault.jdk();
    }

    @Override
    String expected(Stall stall) {
        return stall.jdk();
    }

    /** The client knows no trailers: it takes two bytes after the last chunk for the end. */
    @Override
    int bytesNotWaitedFor(Framed framed) {
        return framed == Framed.CHUNKED ? 6 : 0;
    }

    @Override
    Set<String> possible(String expected, End end) {
        boolean overtaken = end == End.RESETS && !expected.equals("reset");
        return overtaken ? Set.of(expected, "reset") : Set.of(expected);
    }

    /** The client tells no more than whether a head has come. */
    @Override
    void checkPhase(Phase expected, Timing timing) {
        assertThat(timing.phase()).isIn(Phase.WAITING, Phase.RECEIVING);
    }

    @Override
    Set<String> afterResetWhileSending() {
        return Set.of("reset", "premature_end");
    }

    @Override
    int mostHandshakes() {
        return 2;
    }
}
