package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.RequestSample;
import dev.perf.engine.internal.measure.Series;

/** Records a step that is counted as a request, with both clocks, though it is none of HTTP's. */
public final class StepSamples {

    private final SeriesByPhase series;

    /** Creates the series of the step {@code name}. */
    public StepSamples(String name, CompileContext context) {
        this.series = new SeriesByPhase(
                context.series(),
                Series.Kind.STEP_REQUEST,
                "step_duration",
                context.tags().and("name", name));
    }

    /** Records a step that began at {@code start} and ended at {@code end}, where the next one is meant to begin. */
    public void record(VirtualUser user, long start, long end, boolean failed) {
        RequestSample sample = new RequestSample();
        sample.failed = failed;
        sample.serviceNanos = end - start;
        sample.responseNanos = end - Math.min(start, user.intendedNanos());
        write(user, sample);
        user.stepEnded(end);
    }

    /** Records a step that failed before it could begin. */
    public void unsent(VirtualUser user) {
        RequestSample sample = new RequestSample();
        sample.failed = true;
        sample.sent = false;
        write(user, sample);
    }

    private void write(VirtualUser user, RequestSample sample) {
        user.samples().recordRequest(series.in(user.phase()), sample);
    }
}
