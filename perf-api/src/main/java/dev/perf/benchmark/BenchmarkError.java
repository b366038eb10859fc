package dev.perf.benchmark;

/**
 * Failures of one kind.
 *
 * @param kind class of what was thrown, without its package; {@code before round: ...} or {@code after round: ...} where it
 *     was not the measured code that threw
 * @param message message of the first
 * @param count how many there were
 */
public record BenchmarkError(String kind, String message, long count) {

    /** Returns {@code 3 x IllegalStateException: closed}. */
    @Override
    public String toString() {
        return count + " x " + kind + (message.isEmpty() ? "" : ": " + message);
    }
}
