package dev.perf.samples.lines;

import dev.perf.protocol.Protocol;
import dev.perf.protocol.ProtocolProvider;

/** Brings the protocol; named in {@code META-INF/services}. */
public final class LineProtocolProvider implements ProtocolProvider {

    @Override
    public Protocol open() {
        return new LineProtocol();
    }
}
