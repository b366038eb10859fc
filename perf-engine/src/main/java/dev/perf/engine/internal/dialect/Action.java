package dev.perf.engine.internal.dialect;

import dev.perf.engine.internal.document.Value.Entry;

/** What becomes of a key of another system, and of what stands under it. */
@FunctionalInterface
interface Action {

    /**
     * Does it.
     *
     * @param at beneath the key
     */
    void apply(Entry entry, Rewriting at);
}
