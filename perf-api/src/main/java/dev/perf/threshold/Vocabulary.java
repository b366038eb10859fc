package dev.perf.threshold;

import dev.perf.threshold.Aggregate.Statistic;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words of the grammar, and what people write in their place. */
final class Vocabulary {

    /** What {@code over} takes in place of a duration. */
    static final String STEADY = "steady";

    /** What stands in place of a number for that of an earlier run. */
    static final String BASELINE = "baseline";

    /** The words before the name of a stage. */
    static final String IN = "in";

    static final String STAGE = "stage";

    /** The words that clauses behind the limit begin with, in the order in which they stand. */
    static final List<String> CLAUSES = List.of("of", IN, "from", "over", "for", "abort");

    static final List<String> KEYWORDS = Stream.concat(
                    CLAUSES.stream(), Stream.of("samples", STAGE, "to", STEADY, "after", BASELINE))
            .toList();

    /** As messages list them. */
    static final List<String> AGGREGATES = Stream.concat(
                    Stream.of("p(N)"), Arrays.stream(Statistic.values()).map(Statistic::text))
            .toList();

    static final List<String> OPERATORS =
            Arrays.stream(Comparison.values()).map(Comparison::symbol).toList();

    static final List<String> UNITS = Arrays.stream(Quantity.values())
            .flatMap(quantity -> symbols(quantity).stream())
            .toList();

    static final List<String> TIME_UNITS = symbols(Quantity.TIME);

    private static final Map<String, Limit.Unit> UNIT_BY_SYMBOL = unitBySymbol();

    private static final Map<String, String> AGGREGATES_MEANT = meant(
            "p(N)", "p perc percent percentile pct",
            "avg", "average mean",
            "med", "median",
            "min", "minimum lowest",
            "max", "maximum highest",
            "stddev", "sd sigma",
            "count", "total sum",
            "value", "last gauge");

    private static final Map<String, String> OPERATORS_MEANT = meant(
            "<", "below under less lt <<",
            "<=", "=< ≤ <== atmost le",
            ">", "above over more greater gt >>",
            ">=", "=> ≥ >== atleast ge",
            "==", "= is equals eq",
            "!=", "<> ≠ !== ~= ! ne");

    private static final Map<String, String> UNITS_MEANT = meant(
            "us", "usec micros microseconds",
            "ms", "msec millis milliseconds",
            "s", "sec secs second seconds",
            "m", "minute minutes mins",
            "h", "hr hour hours",
            "%", "percent pct",
            "/s", "rps tps /sec /second",
            "/min", "rpm /m /minute",
            "/h", "/hr /hour",
            "B", "byte bytes");

    private Vocabulary() {}

    static @Nullable Statistic statistic(String word) {
        for (Statistic statistic : Statistic.values()) {
            if (statistic.text().equals(word)) {
                return statistic;
            }
        }
        return null;
    }

    static @Nullable Comparison comparison(String symbol) {
        if (symbol.equals("===")) {
            return Comparison.EQUAL;
        }
        int index = OPERATORS.indexOf(symbol);
        return index < 0 ? null : Comparison.values()[index];
    }

    static Limit.@Nullable Unit unit(String symbol) {
        return UNIT_BY_SYMBOL.get(symbol);
    }

    static @Nullable String aggregateMeant(String word) {
        return Words.meant(word, AGGREGATES, AGGREGATES_MEANT);
    }

    static @Nullable String operatorMeant(String symbol) {
        return OPERATORS_MEANT.get(symbol);
    }

    static @Nullable String unitMeant(String symbol, Collection<String> allowed) {
        String unit = Words.meant(symbol, allowed, UNITS_MEANT);
        return unit != null && allowed.contains(unit) ? unit : Words.meant(symbol, KEYWORDS, Map.of());
    }

    private static List<String> symbols(Quantity quantity) {
        return quantity.units().stream().map(Limit.Unit::symbol).toList();
    }

    private static Map<String, Limit.Unit> unitBySymbol() {
        Map<String, Limit.Unit> result = new HashMap<>();
        for (Quantity quantity : Quantity.values()) {
            quantity.units().forEach(unit -> result.put(unit.symbol(), unit));
        }
        result.put("min", Limit.Unit.MINUTES);
        result.put("\u00b5s", Limit.Unit.MICROSECONDS); // micro sign
        result.put("\u03bcs", Limit.Unit.MICROSECONDS); // Greek mu, which many keyboards send instead
        return Map.copyOf(result);
    }

    /** Turns pairs of a word and its synonyms into a map from each synonym to the word. */
    private static Map<String, String> meant(String... wordsAndSynonyms) {
        Map<String, String> result = new HashMap<>();
        for (int i = 0; i < wordsAndSynonyms.length; i += 2) {
            for (String synonym : wordsAndSynonyms[i + 1].split(" ")) {
                result.put(synonym, wordsAndSynonyms[i]);
            }
        }
        return Map.copyOf(result);
    }
}
