package dev.perf.engine.internal.template;

import dev.perf.engine.internal.template.PathExpression.Part;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses what stands between the braces of a place. Used once.
 *
 * <pre>
 *   place    = "#{" choice "}"
 *   choice   = value [ "?:" choice ]
 *   value    = text | number | function | path
 *   function = NAME "(" [ choice { "," choice } ] ")"
 *   path     = NAME { "." NAME | "[" choice "]" | ".random()" } [ ".size()" | ".exists()" ]
 *   text     = '"' ... '"' | "'" ... "'"
 * </pre>
 */
final class ExpressionParser {

    private final String source;
    private final int open;
    private final Functions functions;
    private final List<KeyUse> uses = new ArrayList<>();
    private final List<InvalidTemplateException> absent = new ArrayList<>();
    private int at;

    /** Creates a parser of the place that begins at {@code open}. */
    ExpressionParser(String source, int open, Functions functions) {
        this.source = source;
        this.open = open;
        this.functions = functions;
        this.at = open + 2;
    }

    /** Returns the session values that the place cannot do without. */
    List<KeyUse> uses() {
        return uses;
    }

    /** Returns where the text goes on after the place. */
    int end() {
        return at;
    }

    /** Returns where the text may go on after a mistake in the place: behind its end, or where another one begins. */
    int abandoned() {
        char quote = 0;
        for (int i = at; i < source.length(); i++) {
            char c = source.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '}') {
                return i + 1;
            } else if (source.startsWith("#{", i)) {
                return i;
            }
        }
        return source.length();
    }

    Expression parse() {
        if (next() == '}') {
            throw mistake(open, "\"#{}\" names no value; put a session key between the braces");
        }
        Expression expression = choice(true);
        if (next() != '}') {
            throw mistake(at, "\"}\" or \"?:\" must come here, got \"" + next() + "\"");
        }
        at++;
        InvalidTemplateException.rethrow(absent);
        return expression;
    }

    private Expression choice(boolean whole) {
        int usesBefore = uses.size();
        int absentBefore = absent.size();
        Expression value = value(whole);
        next();
        if (!source.startsWith("?:", at)) {
            return value;
        }
        uses.subList(usesBefore, uses.size()).clear(); // the default makes up for what is missing
        absent.subList(absentBefore, absent.size()).clear();
        at += 2;
        Expression otherwise = choice(false);
        return value instanceof Expression.Literal ? value : new Expression.Default(value, otherwise);
    }

    private Expression value(boolean whole) {
        char c = next();
        if (c == '"' || c == '\'') {
            return new Expression.Literal(text(c));
        }
        int start = at;
        String name = name();
        if (name.isEmpty()) {
            throw mistake(at, "a session key, a function or a \"text\" must come here, got \"" + c + "\"");
        }
        if (!whole && isNumber(name)) {
            return number(start, name);
        }
        return peek() == '(' ? call(start, name) : path(name);
    }

    /** Reads a text; a backslash takes the character after it for itself. */
    private String text(char quote) {
        int start = at++;
        var text = new StringBuilder();
        while (at < source.length()) {
            char c = source.charAt(at++);
            if (c == quote) {
                return text.toString();
            }
            if (c == '\\' && at < source.length()) {
                c = source.charAt(at++);
            }
            text.append(c);
        }
        throw mistake(start, "the text that begins here is never closed; add the missing " + quote);
    }

    private Expression number(int start, String digits) {
        if (peek() != '.') {
            try {
                return new Expression.Literal(Long.parseLong(digits));
            } catch (NumberFormatException tooLarge) {
                throw mistake(start, digits + " is too large a number; at most " + Long.MAX_VALUE + " is allowed");
            }
        }
        at++;
        String fraction = name();
        if (fraction.isEmpty() || !fraction.chars().allMatch(Character::isDigit)) {
            throw mistake(at, "digits must come after the point of a number");
        }
        return new Expression.Literal(new BigDecimal(digits + "." + fraction));
    }

    private static boolean isNumber(String name) {
        String digits = name.startsWith("-") ? name.substring(1) : name;
        return !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private Expression call(int start, String name) {
        Function function = functions.find(name);
        if (function == null) {
            throw mistake(start, "there is no function \"" + name + "\"; " + functions.advice(name));
        }
        at++;
        var arguments = new ArrayList<Expression>();
        var positions = new ArrayList<Integer>();
        arguments(arguments, positions);
        if (!function.takes(arguments.size())) {
            throw mistake(
                    start,
                    function.signature() + " was given " + arguments.size()
                            + (arguments.size() == 1 ? " argument" : " arguments"));
        }
        positions.add(start);
        return prepared(function, arguments, positions);
    }

    /** Reads arguments up to the closing bracket, and notes where each begins. */
    private void arguments(List<Expression> arguments, List<Integer> positions) {
        while (arguments.isEmpty() ? next() != ')' : source.charAt(at - 1) == ',') {
            next();
            positions.add(at);
            arguments.add(choice(false));
            if (next() != ',' && next() != ')') {
                throw mistake(at, "\",\" or \")\" must come here, got \"" + next() + "\"");
            }
            at++;
        }
        if (arguments.isEmpty()) {
            at++;
        }
    }

    /** Calls the function with what is known already: its mistakes are found now, and its result if it will not change. */
    private Expression prepared(Function function, List<Expression> arguments, List<Integer> positions) {
        List<@Nullable Object> constants = new ArrayList<>();
        arguments.forEach(
                argument -> constants.add(argument instanceof Expression.Literal literal ? literal.value() : null));
        try {
            Function.Body body = function.preparation().prepare(constants);
            boolean known = !constants.contains(null);
            if (known && function.kind() != Function.Kind.STATE) {
                Object result = body.apply(constants.toArray(), TrialUser.INSTANCE);
                if (function.kind() == Function.Kind.CONSTANT) {
                    return new Expression.Literal(result);
                }
            }
            return new Call(function.name(), body, arguments);
        } catch (BadArgumentException.Absent missing) {
            absent.add(mistake(positions.get(missing.index()), String.valueOf(missing.getMessage())));
            return new Expression.Absent(String.valueOf(missing.getMessage()));
        } catch (BadArgumentException refused) {
            throw mistake(positions.get(refused.index()), function.signature() + ": " + refused.getMessage());
        }
    }

    private Expression path(String first) {
        var names = new ArrayList<String>(List.of(first));
        var parts = new ArrayList<Part>();
        while (true) {
            if (peek() == '[') {
                at++;
                parts.add(new Part.At(choice(false)));
                if (next() != ']') {
                    throw mistake(at, "\"]\" must come here, got \"" + next() + "\"");
                }
                at++;
            } else if (peek() == '.') {
                at++;
                int start = at;
                String name = name();
                if (name.isEmpty()) {
                    throw mistake(at, "a name must come after the point");
                }
                if (peek() != '(') {
                    if (parts.isEmpty()) {
                        names.add(name);
                    } else {
                        parts.add(new Part.Member(name));
                    }
                    continue;
                }
                at++;
                if (next() != ')') {
                    throw mistake(at, "." + name + "() takes no arguments; close it with \")\"");
                }
                at++;
                switch (name) {
                    case "exists" -> {
                        return new Expression.Exists(new PathExpression(names, parts));
                    }
                    case "size" -> {
                        parts.add(new Part.Size());
                        return used(names, parts);
                    }
                    case "random" -> parts.add(new Part.Random());
                    default ->
                        throw mistake(
                                start,
                                "there is no function \"." + name
                                        + "()\" of values; they have .exists(), .random() and .size()");
                }
            } else {
                return used(names, parts);
            }
        }
    }

    private Expression used(List<String> names, List<Part> parts) {
        uses.add(KeyUse.of(names));
        return new PathExpression(names, parts);
    }

    private String name() {
        int start = at;
        while (at < source.length() && isNamePart(source.charAt(at))) {
            at++;
        }
        return source.substring(start, at);
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    /** Returns the character here; the place is not over yet. */
    private char peek() {
        if (at >= source.length()) {
            throw mistake(open, "\"#{\" is never closed; add the missing \"}\"");
        }
        return source.charAt(at);
    }

    /** Returns the next character that is no space, and goes there. */
    private char next() {
        while (Character.isWhitespace(peek())) {
            at++;
        }
        return peek();
    }

    private InvalidTemplateException mistake(int position, String problem) {
        return new InvalidTemplateException(source, position, problem);
    }
}
