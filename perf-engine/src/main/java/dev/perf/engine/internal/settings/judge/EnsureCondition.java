package dev.perf.engine.internal.settings.judge;

import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.document.Spot;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.shape.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition of Artillery: {@code http.response_time.p95 < 250 and http.request_rate > 1000}. Read are comparisons of a metric
 * with a number, joined by {@code and}, for each of them is a threshold of its own.
 */
final class EnsureCondition {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<number>\\d+(?:\\.\\d+)?)(?![\\w.])|'(?<quoted>[^']+)'|(?<name>[A-Za-z_$][^\\s<>=!()+*^%?,]*)"
                    + "|(?<operator><=|>=|==|!=|<|>)|(?<other>\\S))");

    private static final Map<String, String> MIRRORED =
            Map.of("<", ">", "<=", ">=", ">", "<", ">=", "<=", "==", "==", "!=", "!=");

    /** A word of an expression, and where it begins. */
    private record Word(Kind kind, String text, int at) {}

    private enum Kind {
        NUMBER,
        NAME,
        OPERATOR,
        OTHER
    }

    private EnsureCondition() {}

    /**
     * A metric and what it is compared with.
     *
     * @param place of the metric
     */
    record Comparison(String metric, String operator, String number, Place place) {}

    /** Returns the comparisons that must all hold; empty where that cannot be said so, with mistakes noted. */
    static List<Comparison> read(Text expression, Reading reading) {
        List<Word> words = words(expression.text());
        var comparisons = new ArrayList<Comparison>();
        for (int i = 0; i == 0 || i < words.size(); i += 4) {
            int odd = odd(words, i);
            if (odd >= 0) {
                int at = odd < words.size()
                        ? words.get(odd).at()
                        : expression.text().length();
                reading.mistake(
                        Spot.of(expression, at),
                        "a comparison of a metric with a number is expected, or several joined by and, got "
                                + (odd < words.size() ? "\"" + words.get(odd).text() + "\"" : "the end")
                                + "; each becomes a threshold, and all of them must hold");
                return List.of();
            }
            boolean isMirrored = words.get(i).kind() == Kind.NUMBER;
            Word metric = words.get(isMirrored ? i + 2 : i);
            Word number = words.get(isMirrored ? i : i + 2);
            String operator = words.get(i + 1).text();
            comparisons.add(new Comparison(
                    metric.text(),
                    isMirrored ? MIRRORED.getOrDefault(operator, operator) : operator,
                    number.text(),
                    Spot.of(expression, metric.at())));
        }
        return comparisons;
    }

    /** Returns the first word of those from an index on that does not fit, or -1: operand, operator, operand, and. */
    private static int odd(List<Word> words, int from) {
        for (int i = from; i < from + 4; i++) {
            if (i == words.size()) {
                return i == from + 3 ? -1 : i;
            }
            Word word = words.get(i);
            boolean fits = switch (i - from) {
                case 0 -> isOperand(word);
                case 1 -> word.kind() == Kind.OPERATOR;
                case 2 -> isOperand(word) && word.kind() != words.get(from).kind();
                default -> word.text().equals("and") && i + 1 < words.size();
            };
            if (!fits) {
                return word.text().equals("and") && i + 1 == words.size() ? i + 1 : i;
            }
        }
        return -1;
    }

    private static boolean isOperand(Word word) {
        return word.kind() == Kind.NUMBER
                || word.kind() == Kind.NAME && !List.of("and", "or", "not").contains(word.text());
    }

    private static List<Word> words(String expression) {
        var words = new ArrayList<Word>();
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.find()) {
            for (var kind : Map.of(
                            "number", Kind.NUMBER,
                            "quoted", Kind.NAME,
                            "name", Kind.NAME,
                            "operator", Kind.OPERATOR,
                            "other", Kind.OTHER)
                    .entrySet()) {
                String text = matcher.group(kind.getKey());
                if (text != null) {
                    words.add(new Word(kind.getValue(), text, matcher.start(kind.getKey())));
                }
            }
        }
        return words;
    }
}
