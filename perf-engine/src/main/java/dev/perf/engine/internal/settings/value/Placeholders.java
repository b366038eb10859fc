package dev.perf.engine.internal.settings.value;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Artillery's placeholders, {@code {{ name }}} and {@code {{ $randomNumber(1, 100) }}}, as the templates of Perf have them:
 * {@code #{name}} and {@code #{randomInt(1, 100)}}. Those of Perf stay as they are.
 */
public final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\{([^{}]*)}}}|\\{\\{([^{}]*)}}");
    private static final Pattern CALL = Pattern.compile("\\$([A-Za-z]+)(?:\\s*\\((.*)\\))?");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:processEnvironment|env)\\.([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:[.\\[][^{}]*)?");

    /** Functions of Artillery, and what does the same here. */
    private static final Map<String, String> FUNCTIONS = Map.of(
            "randomNumber", "randomInt",
            "randomString", "randomAlphanumeric",
            "randomInt", "randomInt",
            "uuid", "uuid",
            "now", "epochMillis",
            "timestamp", "epochMillis");

    /** Values of Artillery's loops, whose names here have no dollar sign. */
    private static final Set<String> VALUES = Set.of("loopCount", "loopElement");

    private Placeholders() {}

    /**
     * Returns the text with Perf's placeholders.
     *
     * @throws IllegalArgumentException if a placeholder of Artillery means nothing here
     */
    public static String translated(String text) {
        if (!text.contains("{{")) {
            return text;
        }
        Matcher matcher = PLACEHOLDER.matcher(text);
        var translated = new StringBuilder();
        while (matcher.find()) {
            String inside = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            matcher.appendReplacement(translated, Matcher.quoteReplacement("#{" + expression(inside.strip()) + "}"));
        }
        return matcher.appendTail(translated).toString();
    }

    private static String expression(String given) {
        Matcher variable = VARIABLE.matcher(given);
        if (variable.matches()) {
            return "env('" + variable.group(1) + "')";
        }
        Matcher call = CALL.matcher(given);
        if (call.matches()) {
            if (VALUES.contains(call.group(1)) && call.group(2) == null) {
                return call.group(1);
            }
            String function = FUNCTIONS.get(call.group(1));
            String arguments = call.group(2) == null ? "" : call.group(2).strip();
            if (function == null) {
                throw new IllegalArgumentException(
                        "{{ " + given + " }} has no function of Perf that does the same; known are "
                                + "$randomNumber(from, to), $randomString(length), $uuid, $now, $env.NAME, $loopCount"
                                + " and $loopElement");
            }
            if (function.equals("randomAlphanumeric") && arguments.isEmpty()) {
                arguments = "10";
            }
            return function + "(" + arguments + ")";
        }
        if (!NAME.matcher(given).matches()) {
            throw new IllegalArgumentException(
                    "{{ " + given + " }} is neither the name of a value nor a function; for a value write {{ name }}");
        }
        return given;
    }
}
