package dev.perf.http;

/** What becomes of a response's body, beside what checks and saved values need of it. */
public sealed interface ResponseUse {

    /** Kept where checks, saved values or a lambda step may ask for it, else discarded while it arrives. */
    record AsNeeded() implements ResponseUse {}

    /** Discarded, also for a lambda step. */
    record Discarded() implements ResponseUse {}

    /** Written to a file. */
    record Saved(String path) implements ResponseUse {}

    /** Read by the user's code while it arrives. */
    record Streamed(BodyConsumer consumer) implements ResponseUse {}
}
