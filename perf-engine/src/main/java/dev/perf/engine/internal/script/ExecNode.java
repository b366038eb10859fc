package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.RequestSample;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;
import dev.perf.scenario.Action;
import dev.perf.scenario.SkippedIterationException;
import dev.perf.scenario.Step;
import org.jspecify.annotations.Nullable;

/**
 * Runs a user's plain Java. A step that sends no request of Perf's is itself counted as one, so that any client can be
 * put under load; a step that does send some is timed only, for its requests have been counted; and one that prepares data may be left out.
 */
final class ExecNode implements Node {

    private static final String METRIC = "step_duration";

    private final String name;
    private final Action action;

    /** Null for a step that is not measured. */
    private final @Nullable Times times;

    /** The series of a step, as a request and as a time alone. */
    private record Times(SeriesByPhase asRequest, SeriesByPhase asTime) {

        Times(SeriesRegistry registry, Tags named) {
            this(
                    new SeriesByPhase(registry, Series.Kind.STEP_REQUEST, METRIC, named),
                    new SeriesByPhase(registry, Series.Kind.TREND, METRIC, named));
        }
    }

    ExecNode(Step.Exec exec, SeriesRegistry registry, Tags tags) {
        this.name = exec.name();
        this.action = exec.action();
        this.times = exec.measured() ? new Times(registry, tags.and("name", name)) : null;
    }

    @Override
    public void run(VirtualUser user) throws InterruptedException, StepsEndedException {
        user.rest(); // user code may take as long as it likes
        long requestsBefore = user.samples().requestsSent();
        long intended = user.intendedNanos();
        long start = user.clock().nanos();
        user.plainJava().begins(name, start);
        user.ownCodeBegins(start);
        try {
            action.run(user);
        } catch (InterruptedException stop) {
            throw stop; // cut off, and so neither a success nor a failure
        } catch (SkippedIterationException skipped) {
            throw ExitException.ITERATION;
        } catch (Exception thrown) {
            if (Thread.interrupted()) {
                // Many clients wrap the interruption in an exception of their own.
                throw new InterruptedException();
            }
            throw failed(user, thrown, requestsBefore, intended, start);
        } catch (Error thrown) {
            // A user that ended here would take its load with it, and nobody would be told why.
            throw failed(user, thrown, requestsBefore, intended, start);
        } finally {
            user.plainJava().ends();
        }
        record(
                user,
                requestsBefore == user.samples().requestsSent(),
                user.plainJava().hasFailed(),
                intended,
                start);
        user.standing().exitIfAsked();
    }

    private IterationFailedException failed(
            VirtualUser user, Throwable thrown, long requestsBefore, long intended, long start) {
        user.thrown(thrown);
        user.fail("step", name, ThrownText.of(thrown));
        record(user, requestsBefore == user.samples().requestsSent(), true, intended, start);
        return IterationFailedException.INSTANCE;
    }

    private void record(VirtualUser user, boolean isRequest, boolean failed, long intended, long start) {
        long end = user.clock().nanos();
        user.ownCodeEnds(end);
        if (times == null) {
            return;
        }
        if (isRequest) {
            RequestSample sample = new RequestSample();
            sample.failed = failed;
            sample.serviceNanos = end - start;
            sample.responseNanos = end - Math.min(start, intended);
            user.samples().recordRequest(times.asRequest.in(user.phase()), sample);
            user.stepEnded(end);
        } else {
            user.samples().recordTime(times.asTime.in(user.phase()), end - start);
        }
    }
}
