package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.Recorder;
import dev.perf.engine.internal.measure.Series;
import java.util.Arrays;

/**
 * Small samples that wait until their user takes a stripe of the recorder for a larger one: taking it costs more than
 * writing to it. Belongs to its user, who writes them out before it waits for anything but a response.
 */
final class HeldSamples {

    private static final Series[] NONE = {};
    private static final boolean[] NO_PASSES = {};

    private Series[] rates = NONE;
    private boolean[] passes = NO_PASSES;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** Holds a sample that is so or not. */
    void rate(Series series, boolean pass) {
        if (size == rates.length) {
            rates = Arrays.copyOf(rates, size + 2);
            passes = Arrays.copyOf(passes, size + 2);
        }
        rates[size] = series;
        passes[size++] = pass;
    }

    /** Writes out what is held. */
    void writeTo(Recorder.Stripe stripe) {
        for (int i = 0; i < size; i++) {
            stripe.rate(rates[i], passes[i]);
        }
        size = 0;
    }
}
