package dev.perf.threshold;

import dev.perf.text.DurationText;
import dev.perf.threshold.Aggregate.Statistic;
import dev.perf.threshold.BaselineLimit.Change;
import dev.perf.threshold.Expression.Part;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What makes a well-formed threshold meaningless. */
final class Rules {

    private static final Pattern METRIC_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private final Terms terms;
    private final Expression expression;

    private Rules(Terms terms, Expression expression) {
        this.terms = terms;
        this.expression = expression;
    }

    /**
     * Checks all that is known before a run.
     *
     * @param expression where mistakes are to be located
     * @throws InvalidThresholdException at the first mistake
     */
    static void check(Terms terms, Expression expression) {
        Rules rules = new Rules(terms, expression);
        rules.checkName();
        MetricFacts metric = BuiltInMetric.named(terms.metric());
        if (metric != null) {
            rules.checkFacts(metric);
            rules.checkRange(metric.quantityOf(terms.aggregate()));
        }
        rules.checkBaseline();
        rules.checkScope();
        rules.checkWindow();
        rules.checkBreach();
        rules.checkAbort();
    }

    /** Checks what is known of a metric of the user's own, whose level may be negative. */
    static void checkFacts(Terms terms, MetricFacts metric) {
        Rules rules = new Rules(terms, Expression.of(terms));
        rules.checkFacts(metric);
        if (metric.kind() != MetricKind.GAUGE) {
            rules.checkRange(metric.quantityOf(terms.aggregate()));
        }
    }

    private void checkFacts(MetricFacts metric) {
        checkAggregate(metric.kind());
        checkUnit(EnumSet.of(metric.quantityOf(terms.aggregate())));
        checkSamples(metric.kind());
    }

    /** Checks what a metric's kind, once known, allows. */
    static void checkKind(Terms terms, MetricKind kind) {
        Rules rules = new Rules(terms, Expression.of(terms));
        rules.checkAggregate(kind);
        rules.checkUnit(possible(kind, terms.aggregate()));
        rules.checkSamples(kind);
        if (kind == MetricKind.RATE) {
            rules.checkRange(terms.aggregate() == Statistic.COUNT ? Quantity.NUMBER : Quantity.RATIO);
        }
    }

    /** What an aggregate of a user's metric may count: only its author knows what goes in. */
    private static Set<Quantity> possible(MetricKind kind, Aggregate aggregate) {
        return switch (kind) {
            case RATE -> EnumSet.of(aggregate == Statistic.COUNT ? Quantity.NUMBER : Quantity.RATIO);
            case COUNTER ->
                aggregate == Statistic.RATE
                        ? EnumSet.of(Quantity.FREQUENCY, Quantity.DATA_RATE)
                        : EnumSet.of(Quantity.NUMBER, Quantity.TIME, Quantity.SIZE);
            case TREND -> aggregate == Statistic.COUNT ? EnumSet.of(Quantity.NUMBER) : samples();
            case GAUGE -> samples();
        };
    }

    private static Set<Quantity> samples() {
        return EnumSet.of(Quantity.NUMBER, Quantity.TIME, Quantity.RATIO, Quantity.SIZE);
    }

    private void checkName() {
        if (!METRIC_NAME.matcher(terms.metric()).matches()) {
            throw expression.mistake(
                    Part.METRIC,
                    "metric name must start with a letter or _ and hold letters, digits, _ . - only, got \"%s\""
                            .formatted(terms.metric()));
        }
    }

    private void checkAggregate(MetricKind kind) {
        if (!kind.has(terms.aggregate())) {
            throw expression.mistake(
                    Part.AGGREGATE,
                    "%s is a %s; it has %s, not %s"
                            .formatted(
                                    terms.metric(),
                                    kind.label(),
                                    kind.aggregates(),
                                    terms.aggregate().text()));
        }
    }

    private void checkUnit(Set<Quantity> allowed) {
        BaselineLimit relative = terms.relative();
        Limit limit = terms.limit();
        if (relative != null) {
            boolean fits = relative.unit() == Limit.Unit.NONE
                    || relative.unit() == Limit.Unit.PERCENT
                    || allowed.contains(relative.unit().quantity());
            if (!fits) {
                throw expression.mistake(
                        Part.LIMIT,
                        "%s of %s takes %s, and its baseline %% as well, got %s"
                                .formatted(terms.aggregate().text(), terms.metric(), units(allowed), relative));
            }
        } else if (limit != null
                && limit.unit() != Limit.Unit.NONE
                && !allowed.contains(limit.unit().quantity())) {
            throw expression.mistake(
                    Part.LIMIT,
                    "%s of %s takes %s, got %s"
                            .formatted(terms.aggregate().text(), terms.metric(), units(allowed), limit));
        }
    }

    private void checkBaseline() {
        BaselineLimit relative = terms.relative();
        if (relative == null) {
            return;
        }
        double number = relative.number();
        if (relative.change() == Change.TIMES && number <= 0) {
            throw expression.mistake(
                    Part.LIMIT, "a baseline is multiplied by a positive number, got " + Numbers.text(number));
        }
        if (number < 0) {
            throw expression.mistake(
                    Part.LIMIT,
                    "what changes a baseline must not be negative, got %s; use the other sign".formatted(relative));
        }
        if (relative.change() == Change.MINUS && relative.unit() == Limit.Unit.PERCENT && number > 100) {
            throw expression.mistake(
                    Part.LIMIT, "nothing is left of a baseline less more than 100%%, got %s".formatted(relative));
        }
    }

    private static String units(Set<Quantity> quantities) {
        List<String> symbols = Stream.concat(
                        quantities.stream()
                                .flatMap(quantity -> quantity.units().stream())
                                .map(Limit.Unit::symbol),
                        Stream.of("no unit"))
                .toList();
        return Words.join(symbols, "or");
    }

    /** A limit that follows from a baseline is what it is. */
    private void checkRange(Quantity quantity) {
        Limit given = terms.limit();
        if (given == null || terms.relative() != null) {
            return;
        }
        double limit = given.inBaseUnit();
        if (quantity == Quantity.RATIO && (limit < 0 || limit > 1)) {
            throw expression.mistake(
                    Part.LIMIT,
                    "%s of %s must be between 0 and 1 or in %%, got %s%s"
                            .formatted(terms.aggregate().text(), terms.metric(), given, percentMeant(given)));
        }
        if (limit < 0) {
            throw expression.mistake(Part.LIMIT, "limit must not be negative, got " + given);
        }
    }

    private static String percentMeant(Limit limit) {
        double number = limit.number();
        boolean bare = limit.unit().symbol().isEmpty();
        return bare && number > 1 && number <= 100 ? "; did you mean " + Numbers.text(number) + "%?" : "";
    }

    private void checkSamples(MetricKind kind) {
        boolean hasSamples = kind == MetricKind.TREND || kind == MetricKind.RATE;
        if (terms.minSamples() != Terms.ANY_NUMBER && !hasSamples) {
            throw expression.mistake(
                    Part.SAMPLES,
                    "%s is a %s; only a Trend or a Rate has samples that can be demanded"
                            .formatted(terms.metric(), kind.label()));
        }
    }

    private void checkScope() {
        switch (terms.scope()) {
            case Scope.WholeRun ignored -> {}
            case Scope.Stage stage -> checkStage(stage);
            case Scope.Span span -> checkSpan(span.from(), span.to());
            case Scope.SteadyState ignored -> checkSteadyState();
        }
    }

    private void checkStage(Scope.Stage stage) {
        if (stage.name().isBlank()) {
            throw expression.mistake(Part.SCOPE, "the name of a stage must not be blank");
        }
        if (terms.tags().containsKey(Vocabulary.STAGE)) {
            throw expression.mistake(
                    Part.SCOPE,
                    "in stage asks for the tag stage, which is asked for already, with \"%s\"; remove one"
                            .formatted(terms.tags().get(Vocabulary.STAGE)));
        }
    }

    private void checkSpan(Duration from, @Nullable Duration to) {
        if (from.isNegative()) {
            throw expression.mistake(
                    Part.SCOPE, "time since the start of the load must not be negative, got " + DurationText.of(from));
        }
        if (to != null && to.compareTo(from) <= 0) {
            throw expression.mistake(
                    Part.SCOPE,
                    "a stretch must end after its beginning, got from %s to %s"
                            .formatted(DurationText.of(from), DurationText.of(to)));
        }
    }

    private void checkSteadyState() {
        if (terms.abortAfter() != null) {
            throw expression.mistake(
                    Part.SCOPE,
                    "only the end of a run shows from when on it was steady, so this cannot abort it; remove abort, or"
                            + " judge a window, such as over 10s");
        }
        if (terms.breachedFor() != null) {
            throw expression.mistake(
                    Part.BREACH,
                    "the steady state is judged as one, so nothing can last in it; remove for, or judge a stretch, such"
                            + " as from 1m");
        }
    }

    private void checkWindow() {
        Duration window = terms.window();
        if (window != null && !window.isPositive()) {
            throw expression.mistake(Part.WINDOW, "window must be positive, got " + DurationText.of(window));
        }
    }

    private void checkBreach() {
        Duration breachedFor = terms.breachedFor();
        if (breachedFor == null) {
            return;
        }
        if (!breachedFor.isPositive()) {
            throw expression.mistake(
                    Part.BREACH, "time of a breach must be positive, got " + DurationText.of(breachedFor));
        }
        if (terms.aggregate() == Statistic.COUNT && terms.window() == null) {
            throw expression.mistake(
                    Part.BREACH,
                    "a count that is to last needs windows to be counted in; write over 10s for %s, for example"
                            .formatted(DurationText.of(breachedFor)));
        }
    }

    private void checkAbort() {
        Duration abortAfter = terms.abortAfter();
        if (abortAfter != null && abortAfter.isNegative()) {
            throw expression.mistake(
                    Part.ABORT, "time before an abort must not be negative, got " + DurationText.of(abortAfter));
        }
    }
}
