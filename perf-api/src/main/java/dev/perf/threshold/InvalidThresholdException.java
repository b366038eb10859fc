package dev.perf.threshold;

/**
 * A threshold that cannot be read or cannot mean anything.
 *
 * <p>The message names the expression, the place and what is allowed there:
 * {@code threshold "response_time: p(101) < 250ms" at 17: percentile must be in (0, 100], got 101}.
 */
public final class InvalidThresholdException extends IllegalArgumentException {

    private final String expression;
    private final int position;
    private final String reason;

    InvalidThresholdException(String expression, int position, String reason) {
        super("threshold \"%s\" at %d: %s".formatted(expression, position, reason));
        this.expression = expression;
        this.position = position;
        this.reason = reason;
    }

    /**
     * Returns the text at fault: what was parsed or, for a threshold built in Java, the text that says the same.
     *
     * @return the whole expression
     */
    public String expression() {
        return expression;
    }

    /**
     * Returns where in {@link #expression()} the mistake stands.
     *
     * @return an index from 0 to the length of the expression, where the length means that something is missing
     */
    public int position() {
        return position;
    }

    /**
     * Returns the message without expression and position, for callers that show the place in their own way.
     *
     * @return what was given and what is allowed
     */
    public String reason() {
        return reason;
    }
}
