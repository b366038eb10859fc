package dev.perf.engine.internal.http.transport;

class SocketFaultTest extends FaultContract {

    @Override
    Transport transport(TransportSettings settings, Buffers buffers) {
        return new SocketTransport(settings, buffers);
    }

    @Override
    int watched(Transport transport) {
        return ((SocketTransport) transport).watched();
    }

    @Override
    String expected(Fault fault) {
        return fault.socket();
    }

    @Override
    String expected(Stall stall) {
        return stall.socket();
    }
}
