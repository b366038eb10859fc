package dev.perf.threshold;

/**
 * A piece of an expression.
 *
 * @param kind what it is
 * @param text its text; of a quoted tag the text meant, without quotes and escapes
 * @param position index of its first character
 */
record Token(Kind kind, String text, int position) {

    enum Kind {
        /** Name of the metric. */
        METRIC,
        /** Name or value of a tag, or name of a stage. */
        TAG,
        /** Letters: an aggregate, a unit or a keyword. */
        WORD,
        NUMBER,
        OPERATOR,
        /** A single character; whether it may stand here is for the parser to say. */
        SYMBOL,
        END
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean is(Kind wanted, String wantedText) {
        return kind == wanted && text.equals(wantedText);
    }

    /** The token as messages quote it. */
    String quoted() {
        return kind == Kind.END ? "the end" : "\"" + text + "\"";
    }
}
