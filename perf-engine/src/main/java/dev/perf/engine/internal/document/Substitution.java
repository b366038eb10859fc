package dev.perf.engine.internal.document;

import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts variables of the environment into a document: {@code ${HOST}}, or {@code ${HOST:-localhost}} where it may be unset or
 * empty; {@code $${} is a dollar sign and a brace. Keys stay as they are.
 */
public final class Substitution {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}|\\$\\{");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");
    private static final String OTHERWISE = ":-";

    private final UnaryOperator<@Nullable String> environment;
    private final Mistakes mistakes;

    private Substitution(UnaryOperator<@Nullable String> environment, Mistakes mistakes) {
        this.environment = environment;
        this.mistakes = mistakes;
    }

    /**
     * Returns the document with its variables filled in.
     *
     * @param environment value of a variable; null where it is not set
     */
    public static Value in(Value whole, UnaryOperator<@Nullable String> environment, Mistakes mistakes) {
        return new Substitution(environment, mistakes).filled(whole, "");
    }

    private Value filled(Value value, String path) {
        return switch (value) {
            case Text text -> text.text().contains("${") ? filled(text, path) : text;
            case Nothing nothing -> nothing;
            case Items items -> {
                var filled = new ArrayList<Value>();
                for (Value item : items.items()) {
                    filled.add(filled(item, path + "[" + filled.size() + "]"));
                }
                yield new Items(items.place(), List.copyOf(filled));
            }
            case Entries entries ->
                new Entries(
                        entries.place(),
                        entries.entries().stream()
                                .map(entry -> new Entry(
                                        entry.key(),
                                        filled(
                                                entry.value(),
                                                path.isEmpty()
                                                        ? entry.key().text()
                                                        : path + "."
                                                                + entry.key().text())))
                                .toList());
        };
    }

    private Value filled(Text text, String path) {
        var origins = new ArrayList<String>();
        Matcher matcher = REFERENCE.matcher(text.text());
        var filled = new StringBuilder();
        while (matcher.find()) {
            String reference = matcher.group(1);
            String replacement = matcher.group();
            if (replacement.equals("$${")) {
                replacement = "${";
            } else if (reference == null) {
                mistakes.add(
                        text.place(), path, "\"${\" has no closing brace; write $${ for the characters themselves");
            } else {
                replacement = value(reference, text.place(), path, origins);
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(replacement));
        }
        matcher.appendTail(filled);
        return new Text(
                text.place(),
                filled.toString(),
                text.isQuoted(),
                origins.isEmpty() ? text.origin() : String.join(", ", origins));
    }

    private String value(String reference, Place place, String path, List<String> origins) {
        int otherwise = reference.indexOf(OTHERWISE);
        String name = otherwise < 0 ? reference : reference.substring(0, otherwise);
        if (!NAME.matcher(name).matches()) {
            mistakes.add(
                    place,
                    path,
                    "\"${" + reference
                            + "}\" names no variable of the environment; write ${NAME} or ${NAME:-default}, and"
                            + " $${ for the characters themselves");
            return "";
        }
        String value = environment.apply(name);
        if (value != null && (otherwise < 0 || !value.isEmpty())) {
            origins.add("environment variable " + name);
            return value;
        }
        if (otherwise >= 0) {
            return reference.substring(otherwise + OTHERWISE.length());
        }
        mistakes.add(
                place,
                path,
                "the environment variable " + name + " is not set; set it, or write ${" + name + ":-default}");
        return "";
    }
}
