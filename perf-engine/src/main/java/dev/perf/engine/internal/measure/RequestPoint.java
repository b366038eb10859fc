package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.PackedDistribution;
import dev.perf.result.RequestInterval;
import java.time.Duration;
import java.util.List;

/** What the requests of one name came to in some part of a run, to which more can be added. Not thread-safe. */
final class RequestPoint {

    private long count;
    private long failed;
    private long bytesReceived;
    private final TimeCell response = new TimeCell();
    private final TimeCell service = new TimeCell();

    /** Adds the requests of one name in an interval. */
    void add(List<Cells.RequestCell> requests) {
        for (Cells.RequestCell request : requests) {
            Cell.Request cell = request.cell();
            count += cell.count;
            failed += cell.failed;
            bytesReceived += cell.bytesReceived;
            cell.response.addTo(response);
            cell.service.addTo(service);
        }
    }

    /** Adds what was packed. */
    void add(byte[] packed) {
        var in = new ByteInput(packed);
        count += in.number();
        failed += in.number();
        bytesReceived += in.number();
        response.read(in);
        service.read(in);
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Returns all that was added, in a fraction of the room. */
    byte[] packed() {
        var out = new ByteOutput();
        out.number(count);
        out.number(failed);
        out.number(bytesReceived);
        response.write(out);
        service.write(out);
        return out.toBytes();
    }

    void reset() {
        count = 0;
        failed = 0;
        bytesReceived = 0;
        response.reset();
        service.reset();
    }

    /** Returns it as results have it. */
    RequestInterval over(Duration start, Duration length) {
        return new RequestInterval(
                start,
                length,
                count,
                failed,
                bytesReceived,
                PackedDistribution.of(response.distribution()),
                PackedDistribution.of(service.distribution()));
    }
}
