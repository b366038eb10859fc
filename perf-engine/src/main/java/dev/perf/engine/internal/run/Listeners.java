package dev.perf.engine.internal.run;

import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners of a run; one that throws is reported and told no more. Belongs to one thread. */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<RunListener> listening;

    Listeners(List<RunListener> listeners) {
        this.listening = new ArrayList<>(listeners);
    }

    void started(Run run, TestPlan plan) {
        tell(listener -> listener.onStart(run));
        tell(listener -> listener.onStart(plan, run.id()));
    }

    void warned(String warning) {
        tell(listener -> listener.onWarning(warning));
    }

    boolean wantDetail() {
        return listening.stream().anyMatch(RunListener::wantsDetail);
    }

    void noted(String note) {
        tell(listener -> listener.onNote(note));
    }

    void snapshot(Snapshot snapshot) {
        tell(listener -> listener.onSnapshot(snapshot));
    }

    void ended(RunResult result) {
        tell(listener -> listener.onEnd(result));
    }

    private void tell(Consumer<RunListener> news) {
        listening.removeIf(listener -> {
            try {
                news.accept(listener);
                return false;
            } catch (RuntimeException | LinkageError | AssertionError thrown) {
                LOG.warn(
                        "{} threw and is told no more of this run",
                        listener.getClass().getName(),
                        thrown);
                return true;
            }
        });
    }
}
