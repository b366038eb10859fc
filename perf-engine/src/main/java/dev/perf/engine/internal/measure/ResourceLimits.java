package dev.perf.engine.internal.measure;

import dev.perf.result.GeneratorHealth.Signal;
import dev.perf.result.GeneratorHealth.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests that could not be sent because this machine had no port or descriptor left: the target never saw them. */
final class ResourceLimits {

    private static final String PORTS = "local ports";
    private static final String FILES = "open files";

    /** Values of the tag {@code error}, and what had run out. */
    static final Map<String, String> RESOURCES = Map.of("ports_exhausted", PORTS, "too_many_files", FILES);

    private ResourceLimits() {}

    /** What to do about a signal that makes a run invalid. */
    static String advice(Signal signal) {
        return switch (signal.name()) {
            case PORTS ->
                "Keep connections alive, connect from more localAddresses, widen net.ipv4.ip_local_port_range, or add"
                        + " agents.";
            case FILES -> "Raise ulimit -n, or add agents.";
            default -> "Give it more cores, or ask for less load.";
        };
    }

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
