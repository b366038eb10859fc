package dev.perf.report.internal.output;

import java.nio.charset.StandardCharsets;

/**
 * Points that are carried together.
 *
 * @param text what is written, as it is in the format of the output
 * @param points how many points that are
 */
public record Batch(byte[] text, int points) {

    /** Creates a batch of a text in UTF-8. */
    public static Batch of(CharSequence text, int points) {
        return new Batch(text.toString().getBytes(StandardCharsets.UTF_8), points);
    }
}
