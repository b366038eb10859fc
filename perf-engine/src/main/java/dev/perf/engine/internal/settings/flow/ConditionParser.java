package dev.perf.engine.internal.settings.flow;

import dev.perf.engine.internal.settings.flow.Condition.Operand;
import dev.perf.engine.internal.settings.flow.Condition.Operator;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a condition: {@code isNew}, {@code count > 3}, {@code plan == "gold" and not (items == 0 or isTest)}. Used once.
 *
 * <pre>
 * or         = and ("or" and)*
 * and        = not ("and" not)*
 * not        = "not" not | "(" or ")" | operand [operator operand]
 * operand    = name | number | "text" | 'text' | true | false
 * operator   = == | != | &lt; | &lt;= | &gt; | &gt;=
 * </pre>
 *
 * {@code ||}, {@code &&} and {@code !} mean the same as the words.
 */
final class ConditionParser {

    private static final Pattern TOKEN =
            Pattern.compile("(?<operator>==|!=|<=|>=|<|>)|(?<or>\\|\\||or\\b)|(?<and>&&|and\\b)"
                    + "|(?<not>!|not\\b)|(?<open>\\()|(?<close>\\))|(?<number>-?\\d+(?:\\.\\d+)?\\b)"
                    + "|\"(?<double>[^\"]*)\"|'(?<single>[^']*)'|(?<name>\\$?[A-Za-z_][A-Za-z0-9_.\\[\\]]*)");

    private static final String KINDS = "name, name == \"text\", count > 3, combined by and, or, not and parentheses";

    /** Deeper ones are no condition that anybody means. */
    private static final int DEEPEST = 50;

    private final String source;
    private final Matcher token;
    private int end;
    private boolean isOver;
    private int depth;

    private ConditionParser(String source) {
        this.source = source;
        this.token = TOKEN.matcher(source);
        advance();
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is no condition, with the position from 1
     */
    static Condition parse(String text) {
        var parser = new ConditionParser(text);
        Condition condition = parser.or();
        if (!parser.isOver) {
            throw parser.unexpected();
        }
        return condition;
    }

    private Condition or() {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("the condition is nested more than " + DEEPEST + " deep");
        }
        Condition condition = and();
        while (is("or")) {
            advance();
            condition = new Condition.Or(condition, and());
        }
        depth--;
        return condition;
    }

    private Condition and() {
        Condition condition = not();
        while (is("and")) {
            advance();
            condition = new Condition.And(condition, not());
        }
        return condition;
    }

    private Condition not() {
        boolean isMeant = true;
        while (is("not")) {
            advance();
            isMeant = !isMeant;
        }
        Condition condition = is("open") ? enclosed() : comparison();
        return isMeant ? condition : new Condition.Not(condition);
    }

    private Condition enclosed() {
        advance();
        Condition condition = or();
        if (!is("close")) {
            throw unexpected();
        }
        advance();
        return condition;
    }

    private Condition comparison() {
        Operand left = operand();
        if (!is("operator")) {
            return new Condition.Holds(left);
        }
        Operator operator = Operator.of(token.group("operator"));
        advance();
        return new Condition.Compared(left, operator, operand());
    }

    private Operand operand() {
        Operand operand;
        if (is("number")) {
            operand = new Operand.Literal(new BigDecimal(token.group("number")));
        } else if (is("double") || is("single")) {
            operand = new Operand.Literal(token.group(is("double") ? "double" : "single"));
        } else if (is("name")) {
            String name = token.group("name");
            operand = name.equals("true") || name.equals("false")
                    ? new Operand.Literal(Boolean.valueOf(name))
                    : Operand.named(name.startsWith("$") ? name.substring(1) : name);
        } else {
            throw unexpected();
        }
        advance();
        return operand;
    }

    private boolean is(String kind) {
        return !isOver && token.group(kind) != null;
    }

    private void advance() {
        while (end < source.length() && Character.isWhitespace(source.charAt(end))) {
            end++;
        }
        if (end == source.length()) {
            isOver = true;
            return;
        }
        if (!token.region(end, source.length()).lookingAt()) {
            throw unexpected(source.substring(end, Math.min(end + 10, source.length())), end);
        }
        end = token.end();
    }

    private IllegalArgumentException unexpected() {
        return isOver
                ? new IllegalArgumentException("condition \"" + source + "\" ends too early; it may be " + KINDS)
                : unexpected(token.group(), token.start());
    }

    private IllegalArgumentException unexpected(String found, int position) {
        return new IllegalArgumentException("condition \"" + source + "\" at " + (position + 1) + ": \"" + found
                + "\" cannot stand here; it may be " + KINDS);
    }
}
