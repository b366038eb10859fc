package dev.perf.report.internal.output;

import dev.perf.output.OpenOutput;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import java.time.Instant;
import java.util.List;

/** An output that encodes what the run tells, and lets a {@link Delivery} carry it. */
public final class QueuedOutput implements OpenOutput {

    private final Encoder encoder;
    private final Delivery delivery;

    /** Creates the output, and begins to write. */
    public QueuedOutput(Encoder encoder, Delivery delivery) {
        this.encoder = encoder;
        this.delivery = delivery;
        encoder.begin().forEach(delivery::offer);
    }

    @Override
    public void add(Instant at, Snapshot snapshot) {
        encoder.interval(at, snapshot).forEach(delivery::offer);
    }

    @Override
    public List<String> end(RunResult result) {
        encoder.end(result).forEach(delivery::offer);
        return delivery.end();
    }

    @Override
    public void close() {
        delivery.close();
    }
}
