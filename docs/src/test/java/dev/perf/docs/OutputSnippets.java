package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.report.output.Outputs.*;

import dev.perf.LoadTest;

/** The snippets of outputs.md. */
final class OutputSnippets {

    private OutputSnippets() {}

    static LoadTest files() {
        // tag::files[]
        return loadTest("shop").output(jsonFile("target/shop.json"), csvFile("target/{run}.csv"));
        // end::files[]
    }
}
