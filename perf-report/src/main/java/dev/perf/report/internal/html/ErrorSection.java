package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What went wrong, most frequent first. */
final class ErrorSection {

    private static final String FIRST_FAILURE = "first-failure.txt";

    private ErrorSection() {}

    static Section of(RunResult result) {
        if (result.errors().isEmpty()) {
            return Section.of(
                    "errors", "Errors", el("p", State.PASSED.badge("No errors")).cls("empty"));
        }
        Table table = Table.of("Errors by kind, request and message")
                .interactive()
                .text("Message")
                .text("Kind")
                .text("Request")
                .number("Count")
                .number("First seen")
                .number("Last seen");
        for (ErrorResult error : result.errors()) {
            table.row(
                    Cell.foreign(error.message()),
                    Cell.of(code(error.kind())),
                    Cell.foreign(error.request()),
                    Cell.count(error.count()),
                    Cell.number(
                            Format.moment(error.firstSeen()), error.firstSeen().toMillis()),
                    Cell.number(
                            Format.moment(error.lastSeen()), error.lastSeen().toMillis()));
        }
        Element trace = trace(result.report());
        return trace == null
                ? Section.of("errors", "Errors", table.element())
                : Section.of("errors", "Errors", table.element(), trace);
    }

    /** Where the engine has kept what the first failing iteration did, the file is beside the page. */
    private static @Nullable Element trace(@Nullable Path folder) {
        if (folder == null || !Files.exists(folder.resolve(FIRST_FAILURE))) {
            return null;
        }
        return el("p", el("a", "What the first failing iteration did").attr("href", FIRST_FAILURE));
    }
}
