package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.health.Vital;
import java.util.EnumMap;
import java.util.Map;

/** Requests that could not be sent because this machine had no port or descriptor left: the target never saw them. */
final class ResourceLimits {

    /** Values of the tag {@code error}, and what had run out. */
    static final Map<String, Vital> RESOURCES =
            Map.of("ports_exhausted", Vital.LOCAL_PORTS, "too_many_files", Vital.OPEN_FILES);

    private ResourceLimits() {}

    /** Adds what ran out for the requests of a series. */
    static void count(Series series, Cell.Request requests, Map<Vital, Long> ranOut) {
        String error = series.kind() == Series.Kind.HTTP_REQUEST
                ? series.tags().values().get("error")
                : null;
        Vital resource = error == null ? null : RESOURCES.get(error);
        if (resource != null && requests.count > 0) {
            ranOut.merge(resource, requests.count, Long::sum);
        }
    }

    /** Returns for how many requests each resource ran out; nothing where all was well. */
    static Map<Vital, Long> ranOut(Cells total) {
        Map<Vital, Long> ranOut = new EnumMap<>(Vital.class);
        RESOURCES.forEach((error, resource) -> {
            if (total.read("http_reqs", Map.of("error", error)) instanceof MetricValue.Counter requests
                    && requests.count() > 0) {
                ranOut.put(resource, requests.count());
            }
        });
        return ranOut;
    }
}
