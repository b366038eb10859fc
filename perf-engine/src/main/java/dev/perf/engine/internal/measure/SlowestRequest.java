package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.SlowRequest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The slowest request that a cell has seen. Not thread-safe: a {@link Recorder} sees to it that one thread at a time writes. */
public final class SlowestRequest {

    private boolean isSet;
    private boolean failed;
    private long atNanos;
    private long user;
    private long iteration;
    private long responseNanos;
    private long serviceNanos;
    private long blockedNanos;
    private long lookingUpNanos;
    private long connectingNanos;
    private long tlsHandshakingNanos;
    private long sendingNanos;
    private long waitingNanos;
    private long receivingNanos;
    private long bytesSent;
    private long bytesReceived;
    private @Nullable String trace;

    /** Takes over the measurements; {@link #by} says the rest. */
    void measured(RequestSample sample) {
        isSet = true;
        failed = sample.failed;
        responseNanos = sample.responseNanos;
        serviceNanos = sample.serviceNanos;
        blockedNanos = sample.blockedNanos;
        lookingUpNanos = sample.lookingUpNanos;
        connectingNanos = sample.connectingNanos;
        tlsHandshakingNanos = sample.tlsHandshakingNanos;
        sendingNanos = sample.sendingNanos;
        waitingNanos = sample.waitingNanos;
        receivingNanos = sample.receivingNanos;
        bytesSent = sample.bytesSent;
        bytesReceived = sample.bytesReceived;
    }

    /**
     * Says whose request it was.
     *
     * @param end when it ended, since the start of the run
     * @param id the id under which a tracing system knows it, if it does
     */
    public void by(long whose, long number, long end, @Nullable String id) {
        user = whose;
        iteration = number;
        atNanos = end;
        trace = id;
    }

    boolean isSet() {
        return isSet;
    }

    long responseNanos() {
        return responseNanos;
    }

    void addTo(SlowestRequest total) {
        if (!isSet || total.isSet && total.responseNanos >= responseNanos) {
            return;
        }
        total.isSet = true;
        total.failed = failed;
        total.atNanos = atNanos;
        total.user = user;
        total.iteration = iteration;
        total.responseNanos = responseNanos;
        total.serviceNanos = serviceNanos;
        total.blockedNanos = blockedNanos;
        total.lookingUpNanos = lookingUpNanos;
        total.connectingNanos = connectingNanos;
        total.tlsHandshakingNanos = tlsHandshakingNanos;
        total.sendingNanos = sendingNanos;
        total.waitingNanos = waitingNanos;
        total.receivingNanos = receivingNanos;
        total.bytesSent = bytesSent;
        total.bytesReceived = bytesReceived;
        total.trace = trace;
    }

    void reset() {
        isSet = false;
        trace = null;
    }

    void write(ByteOutput out) {
        out.flag(isSet);
        if (!isSet) {
            return;
        }
        out.flag(failed);
        out.number(atNanos);
        out.number(user);
        out.number(iteration);
        out.number(responseNanos);
        out.number(serviceNanos);
        out.number(blockedNanos);
        out.number(lookingUpNanos);
        out.number(connectingNanos);
        out.number(tlsHandshakingNanos);
        out.number(sendingNanos);
        out.number(waitingNanos);
        out.number(receivingNanos);
        out.number(bytesSent);
        out.number(bytesReceived);
        out.optional(trace, ByteOutput::text);
    }

    void read(ByteInput in) {
        isSet = in.flag();
        if (!isSet) {
            return;
        }
        failed = in.flag();
        atNanos = in.number();
        user = in.number();
        iteration = in.number();
        responseNanos = in.number();
        serviceNanos = in.number();
        blockedNanos = in.number();
        lookingUpNanos = in.number();
        connectingNanos = in.number();
        tlsHandshakingNanos = in.number();
        sendingNanos = in.number();
        waitingNanos = in.number();
        receivingNanos = in.number();
        bytesSent = in.number();
        bytesReceived = in.number();
        trace = in.optional(ByteInput::text);
    }

    /** Returns it as results show it. */
    SlowRequest of(Series series) {
        Map<String, String> tags = series.tags().values();
        return new SlowRequest(
                Duration.ofNanos(atNanos),
                tags.getOrDefault("name", ""),
                tags.getOrDefault("scenario", ""),
                user,
                iteration,
                Integer.parseInt(tags.getOrDefault("status", "0")),
                failed,
                Duration.ofNanos(responseNanos),
                Duration.ofNanos(serviceNanos),
                Duration.ofNanos(blockedNanos),
                Duration.ofNanos(lookingUpNanos),
                Duration.ofNanos(connectingNanos),
                Duration.ofNanos(tlsHandshakingNanos),
                Duration.ofNanos(sendingNanos),
                Duration.ofNanos(waitingNanos),
                Duration.ofNanos(receivingNanos),
                bytesSent,
                bytesReceived,
                trace);
    }
}
