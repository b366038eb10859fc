package dev.perf.threshold;

import dev.perf.threshold.Aggregate.Percentile;
import dev.perf.threshold.Aggregate.Statistic;
import dev.perf.threshold.Expression.Part;
import dev.perf.threshold.Token.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the grammar of {@link Threshold} by recursive descent, one method per rule. */
final class Parser {

    private static final String SHAPE =
            "a threshold reads metric: aggregate operator limit, such as response_time: p(95) < 500ms";

    private final String text;
    private final List<Token> tokens;
    private final Map<Part, Integer> positions = new EnumMap<>(Part.class);
    private int next;

    private Parser(String text) {
        this.text = text;
        this.tokens = Tokenizer.tokenize(text);
    }

    static Threshold parse(String text) {
        return new Parser(text).threshold();
    }

    private Threshold threshold() {
        String metric = metric();
        Map<String, String> tags = tags();
        colon(metric);
        Aggregate aggregate = aggregate();
        Comparison comparison = comparison();
        Limit limit = limit();
        long minSamples = minSamples();
        Scope scope = scope();
        Duration abortAfter = abort();
        end(minSamples, scope, abortAfter);
        return Threshold.of(
                new Terms(metric, tags, aggregate, comparison, limit, minSamples, scope, abortAfter),
                new Expression(text, positions));
    }

    private String metric() {
        if (!peek().is(Kind.METRIC)) {
            throw unexpected("a metric name");
        }
        return begin(Part.METRIC).text();
    }

    private Map<String, String> tags() {
        Map<String, String> tags = Map.of();
        if (!skip("{")) {
            return tags;
        }
        do {
            tags = tag(tags);
        } while (skip(","));
        expect("}", "\",\" or \"}\"");
        return tags;
    }

    private Map<String, String> tag(Map<String, String> tags) {
        Token name = expect(Kind.TAG, "a tag name");
        expect(":", "\":\" and a value after tag " + name.text());
        Token value = expect(Kind.TAG, "a value of tag " + name.text());
        return located(name, () -> Tags.added(tags, name.text(), value.text()));
    }

    private void colon(String metric) {
        if (!skip(":")) {
            throw mistake(
                    peek(), "expected \":\" after metric \"%s\", got %s; %s".formatted(metric, peek().quoted(), SHAPE));
        }
    }

    private Aggregate aggregate() {
        Token name = peek();
        if (!name.is(Kind.WORD)) {
            throw unexpected("an aggregate (" + Words.join(Vocabulary.AGGREGATES, "or") + ")");
        }
        begin(Part.AGGREGATE);
        if (name.text().equals("p")) {
            return percentile();
        }
        Statistic statistic = Vocabulary.statistic(name.text());
        if (statistic == null) {
            throw unknownAggregate(name);
        }
        return statistic;
    }

    private Percentile percentile() {
        boolean parenthesis = skip("(");
        Token percent = expect(Kind.NUMBER, "a percentile, such as p(95)");
        Percentile percentile = located(percent, () -> new Percentile(number(percent)));
        if (parenthesis) {
            expect(")", "\")\" after the percentile");
        }
        return percentile;
    }

    private InvalidThresholdException unknownAggregate(Token name) {
        String meant = Vocabulary.aggregateMeant(name.text());
        skip("(");
        if (meant != null && peek().is(Kind.NUMBER)) {
            meant = meant.replace("N", peek().text());
        }
        return unknown("aggregate", name, meant, Vocabulary.AGGREGATES);
    }

    private Comparison comparison() {
        Token operator = peek();
        Comparison comparison = Vocabulary.comparison(operator.text());
        if (comparison != null) {
            take();
            return comparison;
        }
        String meant = Vocabulary.operatorMeant(operator.text());
        if (operator.is(Kind.OPERATOR) || meant != null) {
            throw unknown("operator", operator, meant, Vocabulary.OPERATORS);
        }
        throw unexpected("an operator (" + Words.join(Vocabulary.OPERATORS, "or") + ")");
    }

    private Limit limit() {
        if (!peek().is(Kind.NUMBER)) {
            throw unexpected("a number as limit");
        }
        Token number = begin(Part.LIMIT);
        Limit.Unit unit = unit();
        if (unit != Limit.Unit.NONE && peek().is(Kind.NUMBER)) {
            throw mistake(
                    peek(), "a limit is one number and one unit, such as 1.5m; got another number, " + peek().quoted());
        }
        return located(number, () -> new Limit(number(number), unit));
    }

    private Limit.Unit unit() {
        Token start = peek();
        StringBuilder symbol = new StringBuilder();
        if (start.is(Kind.SYMBOL, "%") || start.is(Kind.WORD) && !isKeyword(start)) {
            symbol.append(take().text());
        }
        if (skip("/")) {
            symbol.append('/')
                    .append(expect(Kind.WORD, "s, min or h after \"/\"").text());
        }
        if (symbol.isEmpty()) {
            return Limit.Unit.NONE;
        }
        Limit.Unit unit = Vocabulary.unit(symbol.toString());
        if (unit == null) {
            throw unknownUnit(new Token(Kind.WORD, symbol.toString(), start.position()), Vocabulary.UNITS);
        }
        return unit;
    }

    private long minSamples() {
        if (!skipWord("of")) {
            return Terms.ANY_NUMBER;
        }
        if (!peek().is(Kind.NUMBER)) {
            throw unexpected("a number of samples after of, such as of 1000 samples");
        }
        Token number = begin(Part.SAMPLES);
        long count = wholeNumber(number);
        if (!skipWord("samples")) {
            throw unexpected("samples after of " + number.text());
        }
        return count;
    }

    private long wholeNumber(Token token) {
        try {
            long count = new BigDecimal(token.text()).longValueExact();
            if (count > 0) {
                return count;
            }
        } catch (ArithmeticException | NumberFormatException noCount) {
            // Refused below.
        }
        throw mistake(token, "number of samples must be a whole number of at least 1, got " + token.text());
    }

    private Scope scope() {
        if (!skipWord("over")) {
            return Scope.WHOLE_RUN;
        }
        if (peek().is(Kind.WORD, Vocabulary.STEADY)) {
            begin(Part.SCOPE);
            return Scope.STEADY_STATE;
        }
        if (!peek().is(Kind.NUMBER)) {
            throw unexpected("a duration after over, such as 10s or 1m30s, or " + Vocabulary.STEADY);
        }
        return new Scope.Window(duration(Part.SCOPE));
    }

    private @Nullable Duration abort() {
        if (!skipWord("abort")) {
            return null;
        }
        if (!skipWord("after")) {
            return Duration.ZERO;
        }
        if (!peek().is(Kind.NUMBER)) {
            throw unexpected("a duration after after, such as 10s or 1m30s");
        }
        return duration(Part.ABORT);
    }

    private Duration duration(Part part) {
        Token start = peek();
        positions.put(part, start.position());
        BigDecimal millis = BigDecimal.ZERO;
        Limit.Unit previous = null;
        do {
            Token number = take();
            Limit.Unit unit = timeUnit(number, previous);
            BigDecimal added = unit.toBase(BigDecimal.valueOf(number(number)));
            millis = millis.add(millis.signum() < 0 ? added.negate() : added);
            previous = unit;
        } while (peek().is(Kind.NUMBER) && Character.isDigit(peek().text().charAt(0)));
        return toDuration(start, millis);
    }

    private Limit.Unit timeUnit(Token number, Limit.@Nullable Unit previous) {
        Token symbol = peek();
        if (!symbol.is(Kind.WORD) || isKeyword(symbol)) {
            throw mistake(
                    number, "duration %s has no unit; write %ss, for example".formatted(number.text(), number.text()));
        }
        take();
        Limit.Unit unit = Vocabulary.unit(symbol.text());
        if (unit == null) {
            throw unknownUnit(symbol, Vocabulary.TIME_UNITS);
        }
        if (unit.quantity() != Quantity.TIME) {
            throw mistake(
                    symbol,
                    "a duration takes %s, got %s".formatted(Words.join(Vocabulary.TIME_UNITS, "or"), unit.symbol()));
        }
        if (previous != null && previous.compareTo(unit) <= 0) {
            throw mistake(
                    number,
                    "units of a duration go from large to small, got %s after %s"
                            .formatted(unit.symbol(), previous.symbol()));
        }
        return unit;
    }

    private Duration toDuration(Token start, BigDecimal millis) {
        try {
            BigDecimal[] seconds = millis.movePointLeft(3).divideAndRemainder(BigDecimal.ONE);
            return Duration.ofSeconds(
                    seconds[0].longValueExact(), seconds[1].movePointRight(9).longValue());
        } catch (ArithmeticException tooLong) {
            throw mistake(start, "duration is too long");
        }
    }

    private void end(long minSamples, Scope scope, @Nullable Duration abortAfter) {
        if (peek().is(Kind.END)) {
            return;
        }
        if (peek().is(Kind.WORD, "over") && scope instanceof Scope.WholeRun) {
            throw mistake(peek(), "over stands before abort");
        }
        if (peek().is(Kind.WORD, "of") && minSamples == Terms.ANY_NUMBER) {
            throw mistake(peek(), "of stands before over and abort");
        }
        if (abortAfter != null) {
            throw unexpected(abortAfter.isZero() ? "after or the end" : "the end");
        }
        if (!(scope instanceof Scope.WholeRun)) {
            throw unexpected("abort or the end");
        }
        throw unexpected(minSamples == Terms.ANY_NUMBER ? "of, over, abort or the end" : "over, abort or the end");
    }

    private double number(Token token) {
        double number = Double.parseDouble(token.text());
        if (Double.isInfinite(number)) {
            throw mistake(token, "number is too large, got " + token.text());
        }
        return number;
    }

    private static boolean isKeyword(Token token) {
        return token.is(Kind.WORD) && Vocabulary.KEYWORDS.contains(token.text());
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        return tokens.get(next++);
    }

    private Token begin(Part part) {
        positions.put(part, peek().position());
        return take();
    }

    private boolean skip(String symbol) {
        return skip(Kind.SYMBOL, symbol);
    }

    private boolean skipWord(String word) {
        return skip(Kind.WORD, word);
    }

    private boolean skip(Kind kind, String tokenText) {
        if (peek().is(kind, tokenText)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String symbol, String expected) {
        if (!skip(symbol)) {
            throw unexpected(expected);
        }
    }

    private Token expect(Kind kind, String expected) {
        if (!peek().is(kind)) {
            throw unexpected(expected);
        }
        return take();
    }

    /** Gives a mistake that a value reports the place that only the parser knows. */
    private <T> T located(Token token, Supplier<T> value) {
        try {
            return value.get();
        } catch (InvalidThresholdException alreadyLocated) {
            throw alreadyLocated;
        } catch (IllegalArgumentException e) {
            throw mistake(token, e.getMessage());
        }
    }

    private InvalidThresholdException unexpected(String expected) {
        return mistake(peek(), "expected " + expected + ", got " + peek().quoted());
    }

    private InvalidThresholdException unknownUnit(Token unit, List<String> allowed) {
        return unknown("unit", unit, Vocabulary.unitMeant(unit.text(), allowed), allowed);
    }

    private InvalidThresholdException unknown(String what, Token token, @Nullable String meant, List<String> allowed) {
        String advice = meant == null ? "there are " + Words.join(allowed, "and") : "did you mean " + meant + "?";
        return mistake(token, "unknown " + what + " " + token.quoted() + "; " + advice);
    }

    private InvalidThresholdException mistake(Token token, @Nullable String reason) {
        return new InvalidThresholdException(text, token.position(), String.valueOf(reason));
    }
}
