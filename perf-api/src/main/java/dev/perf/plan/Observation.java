package dev.perf.plan;

import dev.perf.event.RequestEvent;
import dev.perf.event.StartedRun;
import dev.perf.metric.Metric;
import dev.perf.output.Output;
import dev.perf.result.RunResult;
import dev.perf.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a test watches besides what Perf measures by itself.
 *
 * @param metrics metrics of the user's own that thresholds may name, though only plain Java takes their samples
 * @param onRequest who is told of requests
 * @param onStart who is told when the load is about to begin
 * @param onStop who is told the result
 * @param outputs where the numbers are sent while the run goes on
 */
public record Observation(
        List<Metric> metrics,
        List<RequestListener> onRequest,
        List<Listener<StartedRun>> onStart,
        List<Listener<RunResult>> onStop,
        List<LocatedOutput> outputs) {

    /** Nothing. */
    public static final Observation NONE = new Observation(List.of(), List.of(), List.of(), List.of(), List.of());

    /**
     * Somebody who is told of requests.
     *
     * @param filter which of them
     * @param listener what is called
     * @param location where it was written
     */
    public record RequestListener(
            Predicate<RequestEvent> filter, Consumer<RequestEvent> listener, SourceLocation location) {}

    /**
     * Somebody who is told of something else.
     *
     * @param listener what is called
     * @param location where it was written
     * @param <E> what it is told
     */
    public record Listener<E>(Consumer<E> listener, SourceLocation location) {}

    /**
     * Where numbers are sent.
     *
     * @param output where to
     * @param location where that was written
     */
    public record LocatedOutput(Output output, SourceLocation location) {}

    /** Copies the lists. */
    public Observation {
        metrics = List.copyOf(metrics);
        onRequest = List.copyOf(onRequest);
        onStart = List.copyOf(onStart);
        onStop = List.copyOf(onStop);
        outputs = List.copyOf(outputs);
    }

    /** Returns this observation with further metrics. */
    public Observation withMetrics(List<Metric> more) {
        return new Observation(plus(metrics, more), onRequest, onStart, onStop, outputs);
    }

    /** Returns this observation with one more listener to requests. */
    public Observation with(RequestListener listener) {
        return new Observation(metrics, plus(onRequest, List.of(listener)), onStart, onStop, outputs);
    }

    /** Returns this observation with one more listener to the start. */
    public Observation withOnStart(Listener<StartedRun> listener) {
        return new Observation(metrics, onRequest, plus(onStart, List.of(listener)), onStop, outputs);
    }

    /** Returns this observation with one more listener to the end. */
    public Observation withOnStop(Listener<RunResult> listener) {
        return new Observation(metrics, onRequest, onStart, plus(onStop, List.of(listener)), outputs);
    }

    /** Returns this observation with further outputs. */
    public Observation withOutputs(List<LocatedOutput> more) {
        return new Observation(metrics, onRequest, onStart, onStop, plus(outputs, more));
    }

    private static <T> List<T> plus(List<T> list, List<T> more) {
        var all = new ArrayList<>(list);
        all.addAll(more);
        return all;
    }
}
