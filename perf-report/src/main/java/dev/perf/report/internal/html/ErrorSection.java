package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What went wrong, most frequent first, with some of the failures to look at. */
final class ErrorSection {

    /** Rarer failures beyond these are in {@code failures.csv} alone. */
    static final int MOST_ROWS = 200;

    /** How much of the page samples may take, in characters. */
    private static final int MOST_OF_SAMPLES = 400_000;

    private static final String FIRST_FAILURE = "first-failure.txt";

    private ErrorSection() {}

    static Section of(RunResult result) {
        if (result.errors().isEmpty()) {
            return Section.of(
                    "errors", "Errors", el("p", State.PASSED.badge("No errors")).cls("empty"));
        }
        List<ErrorResult> shown = result.errors().stream().limit(MOST_ROWS).toList();
        Map<Integer, Element> samples = samples(shown);
        var content = new ArrayList<Node>(List.of(table(result, shown, samples.keySet())));
        if (shown.size() < result.errors().size()) {
            content.add(el(
                            "p",
                            "These are the most frequent of "
                                    + Format.count(result.errors().size())
                                    + "; all of them are in failures.csv and summary.json.")
                    .cls("note"));
        }
        Element trace = trace(result.report());
        if (trace != null) {
            content.add(trace);
        }
        content.addAll(samples.values());
        return new Section("errors", "Errors", "Errors", content);
    }

    /** The samples of the first errors, as many as there is room for; what is left out is in {@code summary.json}. */
    private static Map<Integer, Element> samples(List<ErrorResult> errors) {
        var panels = new LinkedHashMap<Integer, Element>();
        int room = MOST_OF_SAMPLES;
        for (int i = 0; i < errors.size(); i++) {
            if (!errors.get(i).samples().isEmpty()) {
                Element panel = ErrorSamples.panel(i, errors.get(i));
                room -= panel.toString().length();
                if (room < 0) {
                    break;
                }
                panels.put(i, panel);
            }
        }
        return panels;
    }

    private static Element table(RunResult result, List<ErrorResult> errors, Set<Integer> withSamples) {
        boolean sampled = errors.stream().anyMatch(error -> !error.samples().isEmpty());
        Table table = Table.of("Errors by kind, request and message")
                .interactive()
                .text("Message")
                .text("Kind")
                .text("Request")
                .number("Count")
                .number("Of all errors")
                .text("Over time")
                .number("First seen")
                .number("Last seen");
        if (sampled) {
            table.number("Samples");
        }
        long all = result.errors().stream().mapToLong(ErrorResult::count).sum();
        double end = RunTime.seconds(RunTime.of(result).end());
        for (int i = 0; i < errors.size(); i++) {
            ErrorResult error = errors.get(i);
            double share = all == 0 ? 0 : (double) error.count() / all;
            var cells = new ArrayList<>(List.of(
                    Cell.foreign(error.message()),
                    Cell.of(code(error.kind())),
                    Cell.foreign(error.request()),
                    Cell.count(error.count()),
                    Cell.number(Format.percent(share), share * 100),
                    course(error, end),
                    Cell.number(
                            Format.moment(error.firstSeen()), error.firstSeen().toMillis()),
                    Cell.number(
                            Format.moment(error.lastSeen()), error.lastSeen().toMillis())));
            if (sampled) {
                cells.add(samples(error, i, withSamples));
            }
            table.row(cells);
        }
        return table.element();
    }

    private static Cell course(ErrorResult error, double end) {
        if (error.course().isEmpty() || end <= 0) {
            return Cell.none("not known");
        }
        List<Sparkline.Amount> amounts = error.course().stream()
                .map(stretch -> new Sparkline.Amount(
                        RunTime.seconds(stretch.start()),
                        RunTime.seconds(stretch.start().plus(stretch.length())),
                        stretch.count()))
                .toList();
        return Cell.of(Sparkline.bars(
                amounts,
                end,
                Format.count(error.count())
                        + (error.count() == 1 ? " time, at " : " times, from ")
                        + Format.moment(error.firstSeen())
                        + (error.count() == 1 ? "" : " to " + Format.moment(error.lastSeen()))));
    }

    private static Cell samples(ErrorResult error, int index, Set<Integer> withSamples) {
        int count = error.samples().size();
        if (count > 0 && !withSamples.contains(index)) {
            return new Cell(new Text(String.valueOf(count)), String.valueOf(count), "they are in summary.json", true);
        }
        return count == 0
                ? Cell.none("none was kept")
                : new Cell(
                        el("a", String.valueOf(count))
                                .attr("href", "#" + ErrorSamples.id(index))
                                .attr("aria-label", count + " samples of error " + (index + 1)),
                        String.valueOf(count),
                        "",
                        false);
    }

    /** Where the engine has kept what the first failing iteration did, the file is beside the page. */
    private static @Nullable Element trace(@Nullable Path folder) {
        if (folder == null || !Files.exists(folder.resolve(FIRST_FAILURE))) {
            return null;
        }
        return el("p", el("a", "What the first failing iteration did").attr("href", FIRST_FAILURE));
    }
}
