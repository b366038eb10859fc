package dev.perf.samples;

import static dev.perf.Perf.benchmark;
import static dev.perf.Perf.compare;

import dev.perf.BenchmarkComparison;
import java.util.List;
import java.util.Locale;

/** Two ways to write a price as JSON, compared: which is faster, and which makes less garbage? */
public final class QuoteBenchmark {

    private static final List<String> SYMBOLS = List.of("ABC", "DEF", "GHI", "JKL");

    private QuoteBenchmark() {}

    static String formatted(String symbol, long cents) {
        return String.format(Locale.ROOT, "{\"symbol\":\"%s\",\"price\":%d.%02d}", symbol, cents / 100, cents % 100);
    }

    static String appended(String symbol, long cents) {
        long rest = cents % 100;
        return new StringBuilder(48)
                .append("{\"symbol\":\"")
                .append(symbol)
                .append("\",\"price\":")
                .append(cents / 100)
                .append(rest < 10 ? ".0" : ".")
                .append(rest)
                .append('}')
                .toString();
    }

    /** Returns the comparison; the arguments change from call to call, so that nothing can be computed once. */
    public static BenchmarkComparison comparison() {
        return compare(
                benchmark("formatted", it -> formatted(symbol(it.index()), it.index())),
                benchmark("appended", it -> appended(symbol(it.index()), it.index())));
    }

    private static String symbol(long index) {
        return SYMBOLS.get((int) (index % SYMBOLS.size()));
    }

    /** Compares them; {@code --help} lists the flags. */
    public static void main(String... arguments) {
        comparison().main(arguments);
    }
}
