package dev.perf.engine.internal.settings.judge;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.settings.value.Throughputs;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Definitions;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A limit under a name of its own, without an expression: {@code p95: 500ms}. It is kept by what is just at it.
 *
 * @param name as documentation has it
 * @param others names that are understood as well
 * @param judged the threshold, up to its limit: {@code response_time: p(95) <=}
 * @param limit what may be given, as the limit of an expression
 */
record PlainLimit(String name, List<String> others, String judged, Shape<String> limit) {

    private static final Shape<String> TIME = Units.MILLIS.as(PlainLimit::time);
    private static final Shape<String> SHARE = new AsWritten(Shapes.share(), PlainLimit::share);
    private static final Shape<String> THROUGHPUT = new AsWritten(Throughputs.SHAPE, Throughputs::canonical);

    static final List<PlainLimit> ALL = List.of(
            time("avg", "avg", "mean", "avgResponseTime", "avg_response_time"),
            time("med", "med", "median", "median_response_time"),
            time("p50", "p(50)", "50th_percentile"),
            time("p75", "p(75)", "75th_percentile"),
            time("p90", "p(90)", "90th_percentile"),
            time("p95", "p(95)", "95th_percentile"),
            time("p99", "p(99)", "99th_percentile"),
            time("p99.9", "p(99.9)", "p999", "99.9th_percentile"),
            time("max", "max", "maxResponseTime", "max_response_time"),
            new PlainLimit(
                    "errorRate",
                    List.of("maxErrorRate", "error_rate", "max_error_rate"),
                    "http_req_failed: rate <=",
                    SHARE),
            new PlainLimit(
                    "throughput",
                    List.of("minThroughput", "min_throughput", "min_throughput_rps", "throughput_rps"),
                    "http_reqs: rate >=",
                    THROUGHPUT));

    private static PlainLimit time(String name, String aggregate, String... others) {
        return new PlainLimit(name, List.of(others), "response_time: " + aggregate + " <=", TIME);
    }

    /** Returns the limit of a name, or null. */
    static @Nullable PlainLimit named(String name) {
        for (PlainLimit limit : ALL) {
            if (limit.names().contains(name)) {
                return limit;
            }
        }
        return null;
    }

    List<String> names() {
        var names = new ArrayList<String>();
        names.add(name);
        names.addAll(others);
        return names;
    }

    /** Returns what it means, for editors. */
    String description() {
        String meaning = switch (judged.substring(0, judged.indexOf(':'))) {
            case "response_time" ->
                "The response time, from the intended start of each request, may be at most this;"
                        + " milliseconds unless there is a unit.";
            case "http_req_failed" -> "At most this share of the HTTP requests may fail: 0.01 or 1%.";
            default -> "At least so many HTTP requests are made per second, failed ones among them.";
        };
        return meaning + " The same as the threshold \"" + judged + " LIMIT\".";
    }

    private static String time(Duration limit) {
        return limit.toNanos() % 1_000_000_000 == 0
                ? limit.toSeconds() + "s"
                : BigDecimal.valueOf(limit.toNanos(), 6).stripTrailingZeros().toPlainString() + "ms";
    }

    private static String share(String given) {
        String share = given.strip().replace("_", "").replace(" ", "");
        if (share.equals("1") || share.equals("100%")) {
            throw new IllegalArgumentException(
                    "\"" + given + "\" is all of the requests, which is no limit; write 1% for one of a hundred");
        }
        return share;
    }

    /** A value that must be of a shape, of which the text is used, so that 0.07% does not become 0.0007000000000000001. */
    private record AsWritten(Shape<?> checked, UnaryOperator<String> to) implements Shape<String> {

        @Override
        public @Nullable String read(Value value, Reading reading) {
            if (checked.read(value, reading) == null || !(value instanceof Text text)) {
                return null;
            }
            try {
                return to.apply(text.text());
            } catch (IllegalArgumentException refused) {
                reading.mistake(value.place(), String.valueOf(refused.getMessage()));
                return null;
            }
        }

        @Override
        public String expected() {
            return checked.expected();
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            return checked.schema(definitions);
        }

        @Override
        public boolean fits(Value value) {
            return checked.fits(value);
        }
    }
}
