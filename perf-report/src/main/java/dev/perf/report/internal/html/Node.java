package dev.perf.report.internal.html;

/** A piece of markup. */
sealed interface Node permits Element, Text, Asset {

    /** Appends the markup to {@code out}. */
    void render(StringBuilder out);
}
