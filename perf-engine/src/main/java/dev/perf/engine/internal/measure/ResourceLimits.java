package dev.perf.engine.internal.measure;

import dev.perf.result.GeneratorHealth.Signal;
import dev.perf.result.GeneratorHealth.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests that could not be sent because this machine had no port or descriptor left: the target never saw them. */
final class ResourceLimits {

    /** Values of the tag {@code error}, and what had run out. */
    static final Map<String, String> RESOURCES =
            Map.of("ports_exhausted", "local ports", "too_many_files", "open files");

    private ResourceLimits() {}

    /** A signal for each resource that ran out; none where all was well. */
    static List<Signal> signals(Cells total) {
        List<Signal> signals = new ArrayList<>();
        RESOURCES.forEach((error, resource) -> {
            if (total.read("http_reqs", Map.of("error", error)) instanceof MetricValue.Counter requests
                    && requests.count() > 0) {
                signals.add(
                        new Signal(resource, "ran out for " + requests.count() + " requests", "never", State.INVALID));
            }
        });
        return signals;
    }
}
