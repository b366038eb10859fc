package dev.perf.report.compare;

import dev.perf.benchmark.ConfidenceInterval;
import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A comparison in lines of text. */
final class ComparisonTable {

    private static final int LONGEST_NAME = 40;
    private static final String GAP = "  ";

    private ComparisonTable() {}

    static String of(RunComparison comparison) {
        var text = new StringBuilder();
        text.append(comparison.outcome().name().replace('_', ' '))
                .append(": ")
                .append(line(comparison.reason()))
                .append('\n');
        run(text, "baseline ", comparison.baseline());
        run(text, "candidate", comparison.candidate());
        // Those because of which it is refused are its reason already.
        comparison.differences().stream()
                .filter(difference -> !difference.refuses() || comparison.outcome() != Outcome.REFUSED)
                .forEach(difference ->
                        text.append("  ! ").append(line(difference.text())).append('\n'));
        if (!comparison.changes().isEmpty()) {
            text.append('\n');
            table(text, comparison.changes());
        }
        return text.toString();
    }

    private static void run(StringBuilder text, String which, StoredRun run) {
        text.append(GAP)
                .append(which)
                .append(GAP)
                .append(line(run.runId()))
                .append(GAP)
                .append(run.verdict())
                .append(GAP)
                .append(Figures.count(run.requestCount(), "request"));
        run.tags().forEach((name, value) -> text.append(GAP).append(line(name + "=" + value)));
        text.append('\n');
    }

    private static void table(StringBuilder text, List<Change> changes) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("", "", "before", "after", "change", "typical, 95 %", "p", "blocks", ""));
        for (Change change : changes) {
            String request = change.request();
            rows.add(List.of(
                    request == null ? "all requests" : cut(line(request)),
                    change.metric().label(),
                    change.metric().describe(change.before()),
                    change.metric().describe(change.after()),
                    change.describeRelative(),
                    typical(change),
                    change.describeChance(),
                    String.valueOf(change.blocks()),
                    word(change.judgement())));
        }
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String gap = " ".repeat(widths[i] - row.get(i).length());
                boolean left = i < 2 || i == widths.length - 1;
                line.append(GAP).append(left ? row.get(i) + gap : gap + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    private static String typical(Change change) {
        ConfidenceInterval share = change.relativeTypical();
        return share == null ? "" : Change.percent(share.low()) + " to " + Change.percent(share.high());
    }

    private static String word(Judgement judgement) {
        return switch (judgement) {
            case WORSE -> "WORSE";
            case BETTER -> "BETTER";
            case SAME -> "same";
            case UNCLEAR -> "unclear";
            case TOO_FEW -> "too few";
        };
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }

    /** Names come from others: one line, and nothing that moves the cursor. */
    private static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", " ");
    }
}
