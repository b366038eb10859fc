package dev.perf.docs;

import static dev.perf.Perf.*;

import dev.perf.result.RunResult;
import java.nio.file.Path;

/** The snippets of journal.md. */
final class Journals {

    private Journals() {}

    static RunResult rebuild() {
        // tag::rebuild[]
        RunResult result = rebuildReport(Path.of("target/perf/shop/20261121-214503-118-2fk1"));
        // end::rebuild[]
        return result;
    }
}
