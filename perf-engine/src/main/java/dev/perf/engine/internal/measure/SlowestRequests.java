package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.measure.Cells.RequestCell;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.SlowRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The slowest request of each name in each interval, and of these the ten slowest of each name: examples that are spread
 * over the run, rather than all of its worst moment. Belongs to one thread.
 */
final class SlowestRequests {

    /** So many are kept of each name. */
    static final int MOST = 10;

    private static final Comparator<SlowRequest> SLOWEST_FIRST =
            Comparator.comparing(SlowRequest::responseTime).reversed();

    private final Map<String, List<SlowRequest>> byName = new HashMap<>();

    /** Adds the requests of an interval. */
    void add(Map<String, List<RequestCell>> interval) {
        interval.forEach((name, cells) -> {
            RequestCell slowest = null;
            for (RequestCell cell : cells) {
                if (cell.cell().slowest.isSet()
                        && (slowest == null
                                || cell.cell().slowest.responseNanos()
                                        > slowest.cell().slowest.responseNanos())) {
                    slowest = cell;
                }
            }
            if (slowest != null) {
                offer(byName.computeIfAbsent(name, ignored -> new ArrayList<>(MOST)), slowest);
            }
        });
    }

    private static void offer(List<SlowRequest> kept, RequestCell offered) {
        SlowestRequest slowest = offered.cell().slowest;
        if (kept.size() == MOST) {
            if (slowest.responseNanos() <= kept.getLast().responseTime().toNanos()) {
                return;
            }
            kept.removeLast();
        }
        kept.add(slowest.of(offered.series()));
        kept.sort(SLOWEST_FIRST);
    }

    /** Returns those of a name, slowest first. */
    List<SlowRequest> of(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** Returns the slowest of all names, slowest first. */
    List<SlowRequest> ofAll() {
        return byName.values().stream()
                .flatMap(List::stream)
                .sorted(SLOWEST_FIRST)
                .limit(MOST)
                .toList();
    }

    void write(ByteOutput out) {
        out.list(byName.entrySet(), (to, kept) -> {
            to.text(kept.getKey());
            to.list(kept.getValue(), SlowestRequests::write);
        });
    }

    /** Becomes what was written. */
    void read(ByteInput in) {
        in.list(from -> Map.entry(from.text(), from.list(SlowestRequests::slowRequest)))
                .forEach(kept -> byName.put(kept.getKey(), kept.getValue()));
    }

    private static void write(ByteOutput out, SlowRequest request) {
        out.duration(request.at());
        out.text(request.request());
        out.text(request.scenario());
        out.number(request.user());
        out.number(request.iteration());
        out.number(request.status());
        out.flag(request.failed());
        out.duration(request.responseTime());
        out.duration(request.serviceTime());
        out.duration(request.blocked());
        out.duration(request.lookingUp());
        out.duration(request.connecting());
        out.duration(request.tlsHandshaking());
        out.duration(request.sending());
        out.duration(request.waiting());
        out.duration(request.receiving());
        out.number(request.bytesSent());
        out.number(request.bytesReceived());
        out.optional(request.trace(), ByteOutput::text);
    }

    private static SlowRequest slowRequest(ByteInput in) {
        return new SlowRequest(
                in.duration(),
                in.text(),
                in.text(),
                in.number(),
                in.number(),
                in.number(Integer.MAX_VALUE),
                in.flag(),
                in.duration(),
                in.duration(),
                in.duration(),
                in.duration(),
                in.duration(),
                in.duration(),
                in.duration(),
                in.duration(),
                in.duration(),
                in.number(),
                in.number(),
                in.optional(ByteInput::text));
    }
}
