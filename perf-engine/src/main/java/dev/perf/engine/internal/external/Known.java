package dev.perf.engine.internal.external;

import dev.perf.engine.external.ExternalTool;
import dev.perf.text.Nearest;
import dev.perf.threshold.Threshold;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which metrics are known of a run of another tool: what is not known is not zero, and cannot be judged. */
final class Known {

    /** What every table of requests has. */
    static final Set<String> TIMES = Set.of("http_reqs", "http_req_duration", "response_time");

    private Known() {}

    /** Returns what may be known of a run that Perf starts itself. */
    static Set<String> of(ExternalTool tool) {
        return switch (tool) {
            case AB -> AbTable.KNOWN;
            case JMETER -> JmeterSample.KNOWN;
            case K6 -> K6Points.KNOWN;
            case LOCUST -> and(TIMES, "http_req_failed");
        };
    }

    /** Adds to a set. */
    static SortedSet<String> and(Set<String> some, String... others) {
        var all = new TreeSet<>(some);
        all.addAll(Set.of(others));
        return all;
    }

    /** @throws IllegalArgumentException if a threshold is on a metric that is not known; the message says which are */
    static void require(Set<String> metrics, Threshold threshold, String tool) {
        if (!metrics.contains(threshold.metric())) {
            String nearest = Nearest.to(threshold.metric(), metrics);
            throw cannotBeJudged(
                    threshold,
                    "the files of " + tool + " do not have " + threshold.metric()
                            + (nearest == null
                                    ? "; they have " + String.join(", ", new TreeSet<>(metrics))
                                    : "; did you mean " + nearest + "?"));
        }
    }

    static IllegalArgumentException cannotBeJudged(Threshold threshold, String why) {
        return new IllegalArgumentException("threshold \"" + threshold.expression() + "\" cannot be judged: " + why);
    }
}
