package dev.perf.report.internal.html;

import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was done to the run while it was under way: a numbered list, and the numbers in the charts. */
final class Acts {

    /** More lines than this hide what the charts show. */
    private static final int MOST_LINES = 50;

    private Acts() {}

    static Element list(RunResult result) {
        Table table = Table.of(
                        result.agents().isEmpty()
                                ? "Marks and changes of the load; the charts show their numbers"
                                : "Marks, changes of the load and of its agents; the charts show their numbers")
                .narrow()
                .slim()
                .stacked()
                .text("No.")
                .text("Time")
                .text("Act")
                .text("What was done")
                .text("By");
        for (int i = 0; i < result.events().size(); i++) {
            RunEvent event = result.events().get(i);
            table.row(
                    Cell.number(String.valueOf(i + 1), i + 1),
                    Cell.number(Format.moment(event.at()), event.at().toMillis()),
                    Cell.text(event.type().name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                    Cell.foreign(event.text()),
                    event.by().isBlank() ? Cell.none("a thread without a name") : Cell.foreign(event.by()));
        }
        return table.element();
    }

    /** Returns the first acts that lie within the charts. */
    static List<Plot.Moment> moments(RunResult result, Duration end) {
        var moments = new ArrayList<Plot.Moment>();
        for (int i = 0; i < result.events().size() && moments.size() < MOST_LINES; i++) {
            RunEvent event = result.events().get(i);
            if (event.at().compareTo(end) <= 0) {
                moments.add(new Plot.Moment(event.at().toNanos() / 1e9, String.valueOf(i + 1), event.text()));
            }
        }
        return moments;
    }
}
