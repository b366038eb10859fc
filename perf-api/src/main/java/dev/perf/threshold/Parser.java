package dev.perf.threshold;

import dev.perf.threshold.Aggregate.Percentile;
import dev.perf.threshold.Aggregate.Statistic;
import dev.perf.threshold.BaselineLimit.Change;
import dev.perf.threshold.Expression.Part;
import dev.perf.threshold.Token.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the grammar of {@link Threshold} by recursive descent, one method per rule. */
final class Parser {

    private static final String SHAPE =
            "a threshold reads metric: aggregate operator limit, such as response_time: p(95) < 500ms";

    /** The clauses that name a part of the run, of which there may be one. */
    private static final List<String> STRETCHES = List.of(Vocabulary.IN, "from");

    private final String text;
    private final List<Token> tokens;
    private final Map<Part, Integer> positions = new EnumMap<>(Part.class);

    /** The clauses behind the limit, as far as they were read. */
    private final List<String> clauses = new ArrayList<>();

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
        BaselineLimit relative = peek().is(Kind.WORD, Vocabulary.BASELINE) ? baseline() : null;
        Limit limit = relative == null ? limit() : null;
        long minSamples = minSamples();
        Scope scope = scope();
        Duration window = null;
        if (skipClause("over")) {
            if (scope instanceof Scope.WholeRun && peek().is(Kind.WORD, Vocabulary.STEADY)) {
                begin(Part.SCOPE);
                scope = Scope.STEADY_STATE;
            } else {
                window = duration(
                        Part.WINDOW, "over", scope instanceof Scope.WholeRun ? ", or " + Vocabulary.STEADY : "");
            }
        }
        Duration breachedFor = skipClause("for") ? duration(Part.BREACH, "for", "") : null;
        Duration abortAfter = abort();
        end();
        return Threshold.of(
                new Terms(
                        metric,
                        tags,
                        aggregate,
                        comparison,
                        limit,
                        relative,
                        minSamples,
                        scope,
                        window,
                        breachedFor,
                        abortAfter,
                        null),
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
            throw unexpected("a number or baseline as limit");
        }
        Token number = begin(Part.LIMIT);
        Limit.Unit unit = unit();
        if (unit != Limit.Unit.NONE && peek().is(Kind.NUMBER)) {
            throw mistake(
                    peek(), "a limit is one number and one unit, such as 1.5m; got another number, " + peek().quoted());
        }
        return located(number, () -> new Limit(number(number), unit));
    }

    private BaselineLimit baseline() {
        begin(Part.LIMIT);
        Token start = peek();
        if (start.is(Kind.NUMBER)) { // +10% without a space is read as a number
            char sign = start.text().charAt(0);
            if (sign != '+' && sign != '-') {
                throw unexpected("+, - or * after baseline, such as baseline + 10%");
            }
            return changed(
                    sign == '+' ? Change.PLUS : Change.MINUS, start.text().substring(1));
        }
        for (Change change : Change.values()) {
            if (skip(change.symbol())) {
                Token number = peek();
                if (!number.is(Kind.NUMBER)) {
                    throw unexpected("a number after baseline " + change.symbol());
                }
                return changed(change, number.text());
            }
        }
        return BaselineLimit.UNCHANGED;
    }

    private BaselineLimit changed(Change change, String text) {
        Token token = take();
        Token number = new Token(Kind.NUMBER, text, token.position());
        Limit.Unit unit = unit();
        return located(number, () -> new BaselineLimit(change, number(number), unit));
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
        if (!skipClause("of")) {
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
        if (skipClause(Vocabulary.IN)) {
            if (!skipWord(Vocabulary.STAGE)) {
                throw unexpected("stage and a name after in, such as in stage peak");
            }
            if (!peek().is(Kind.TAG)) {
                throw unexpected("the name of a stage after in stage");
            }
            return new Scope.Stage(begin(Part.SCOPE).text());
        }
        if (!skipClause("from")) {
            return Scope.WHOLE_RUN;
        }
        Token start = peek();
        Duration from = duration(Part.SCOPE, "from", "");
        Duration to = skipWord("to") ? duration(Part.SCOPE, "to", "") : null;
        positions.put(Part.SCOPE, start.position());
        return new Scope.Span(from, to);
    }

    private @Nullable Duration abort() {
        if (!skipClause("abort")) {
            return null;
        }
        return skipWord("after") ? duration(Part.ABORT, "after", "") : Duration.ZERO;
    }

    private Duration duration(Part part, String word, String alternative) {
        if (!peek().is(Kind.NUMBER)) {
            throw unexpected("a duration after " + word + ", such as 10s or 1m30s" + alternative);
        }
        return duration(part);
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

    private void end() {
        if (peek().is(Kind.END)) {
            return;
        }
        boolean isClause = peek().is(Kind.WORD) && Vocabulary.CLAUSES.contains(peek().text());
        if (isClause && STRETCHES.contains(peek().text()) && !Collections.disjoint(clauses, STRETCHES)) {
            throw mistake(peek(), "a threshold judges one part of the run: in stage or from, not both");
        }
        if (isClause && !clauses.contains(peek().text())) {
            throw mistake(peek(), peek().text() + " stands before " + Words.join(clausesAfter(peek().text()), "and"));
        }
        String last = clauses.isEmpty() ? "" : clauses.getLast();
        List<String> expected = new ArrayList<>(clausesAfter(STRETCHES.contains(last) ? "from" : last));
        if (previous().is(Kind.WORD, "abort")) {
            expected.add("after");
        }
        expected.add("the end");
        throw unexpected(Words.join(expected, "or"));
    }

    private static List<String> clausesAfter(String clause) {
        List<String> all = Vocabulary.CLAUSES;
        return all.subList(all.indexOf(clause) + 1, all.size());
    }

    private Token previous() {
        return tokens.get(next - 1);
    }

    private boolean skipClause(String word) {
        boolean present = skipWord(word);
        if (present) {
            clauses.add(word);
        }
        return present;
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
