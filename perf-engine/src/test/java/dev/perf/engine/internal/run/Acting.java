package dev.perf.engine.internal.run;

import dev.perf.result.Snapshot;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Acts when the interval has ended that ends at the time of the act. */
class Acting implements RunListener {

    /** Something that is done to a run. */
    record Act(long atMillis, Consumer<Run> what) {}

    private final List<Act> acts;
    private @Nullable Run run;

    Acting(Act... acts) {
        this.acts = new ArrayList<>(List.of(acts));
    }

    @Override
    public void onStart(Run started) {
        run = started;
    }

    @Override
    public void onSnapshot(Snapshot snapshot) {
        while (!acts.isEmpty()
                && snapshot.elapsed().toMillis() >= acts.getFirst().atMillis()) {
            acts.removeFirst().what().accept(Objects.requireNonNull(run));
        }
    }
}
