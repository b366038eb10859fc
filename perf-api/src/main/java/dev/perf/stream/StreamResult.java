package dev.perf.stream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a step, as a lambda step sees it. */
public interface StreamResult {

    /** Tells whether the step did what it should, and all its checks held. */
    boolean ok();

    /** Returns why the step failed, or null where it did not. */
    @Nullable
    String failure();

    /** Returns how long the step took: of a ping, its round trip. */
    Duration duration();
}
