package dev.perf.engine.internal.template;

import java.util.List;

/**
 * A template is malformed. For each of its mistakes the message tells where, shows the place with a caret below it, and
 * says what to do.
 */
public final class InvalidTemplateException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;
    private static final int MOST_BEFORE = 40;
    private static final int MOST_AFTER = 30;
    private static final String INDENT = "\n      ";

    private final transient List<String> mistakes;

    InvalidTemplateException(String template, int position, String problem) {
        this(List.of("template at " + position + ": " + problem + excerpt(template, position)));
    }

    private InvalidTemplateException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = mistakes;
    }

    /** Throws what several attempts have thrown as one, if it is anything. */
    static void rethrow(List<InvalidTemplateException> thrown) {
        if (!thrown.isEmpty()) {
            throw new InvalidTemplateException(
                    thrown.stream().flatMap(one -> one.mistakes.stream()).toList());
        }
    }

    /** Returns the mistakes one by one, from the first to the last. */
    public List<String> mistakes() {
        return mistakes;
    }

    /** Returns the line of the mistake, cut to what surrounds it: a template may be a body of many kilobytes. */
    private static String excerpt(String template, int position) {
        int lineStart = template.lastIndexOf('\n', position - 1) + 1;
        int newline = template.indexOf('\n', position);
        int lineEnd = newline < 0 ? template.length() : newline;
        int from = Math.max(lineStart, position - MOST_BEFORE);
        int to = Math.min(lineEnd, position + MOST_AFTER);
        String before = (from > lineStart ? "..." : "") + template.substring(from, position);
        String line = before + template.substring(position, to) + (to < lineEnd ? "..." : "");
        return INDENT + line.replace('\t', ' ').stripTrailing() + INDENT + " ".repeat(before.length()) + "^";
    }
}
