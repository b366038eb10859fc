package dev.perf.spi;

import dev.perf.search.CapacityResult;

/** A search under way. To stop it stops the step under way, and no further one is begun. Thread-safe. */
public interface Search extends Execution<CapacityResult> {}
