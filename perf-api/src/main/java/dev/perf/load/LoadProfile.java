package dev.perf.load;

import dev.perf.source.SourceLocation;
import java.time.Duration;

/**
 * How much load a scenario gets over time.
 *
 * <p>There are two models, told apart by type because they answer different questions: in the
 * {@linkplain ClosedLoad closed model} a set number of virtual users loops, for a time or for a
 * {@linkplain IterationLoad number of iterations}, so a slow target slows the load down; in the {@linkplain OpenLoad open model} iterations arrive at a rate, whatever the target does.
 *
 * <p>Profiles are values: immutable, and free of clocks and threads.
 */
public sealed interface LoadProfile permits ClosedLoad, IterationLoad, OpenLoad {

    /** Time that running iterations get to end when none of a profile says otherwise: 30 s. */
    Duration DEFAULT_GRACEFUL_STOP = Duration.ofSeconds(30);

    /** Returns the length of all stages together, or the longest that it may last; the graceful stop comes on top. */
    Duration duration();

    /** Returns how long iterations that still run after the last stage may take to end before they are interrupted. */
    Duration gracefulStop();

    /** Returns the highest level of any stage: users in the closed model, arrivals per second in the open model. */
    double peak();

    /** Returns a profile of the same shape whose levels are multiplied by {@code factor}. */
    LoadProfile scaledBy(double factor);

    /** Returns a profile of the same shape whose stages take {@code factor} times as long. */
    LoadProfile stretchedBy(double factor);

    /** Returns where the profile was written. */
    SourceLocation location();
}
