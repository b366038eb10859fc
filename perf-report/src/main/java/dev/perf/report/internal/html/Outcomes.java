package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.report.compare.Change;
import dev.perf.report.compare.Judgement;
import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.report.compare.RunDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of a comparison, in words and signs. */
final class Outcomes {

    private static final int MOST_NAMED = 5;

    private Outcomes() {}

    static String word(Outcome outcome) {
        return outcome.name().replace('_', ' ');
    }

    static State state(Outcome outcome) {
        return switch (outcome) {
            case NOTHING_WORSE -> State.PASSED;
            case WORSE -> State.FAILED;
            case REFUSED -> State.INVALID;
        };
    }

    /** What is in the way of a comparison is among the findings. */
    static String sentence(RunComparison comparison) {
        String text = comparison.outcome() == Outcome.REFUSED ? "the runs cannot be compared" : comparison.reason();
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Returns a paragraph for each of the changes that count, and for what else differs between the runs. */
    static List<Element> findings(RunComparison comparison) {
        var findings = new ArrayList<Element>();
        changes(comparison, findings, "Worse: ", Judgement.WORSE);
        changes(comparison, findings, "Better: ", Judgement.BETTER);
        for (RunDifference difference : comparison.differences()) {
            State sign = difference.refuses() ? State.INVALID : State.WARNING;
            findings.add(el(
                    "p",
                    sign.badge(difference.refuses() ? "Not comparable" : "Differs"),
                    new Text(" "),
                    foreign(difference.text())));
        }
        return findings;
    }

    private static void changes(RunComparison comparison, List<Element> findings, String title, Judgement judgement) {
        List<Change> changes = comparison.changes(judgement);
        changes.stream()
                .limit(MOST_NAMED)
                .forEach(change -> findings.add(el("p", el("b", title), foreign(change.describe()))));
        if (changes.size() > MOST_NAMED) {
            findings.add(el("p", el("b", title), new Text((changes.size() - MOST_NAMED) + " more, see the table")));
        }
    }
}
