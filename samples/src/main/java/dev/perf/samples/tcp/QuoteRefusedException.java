package dev.perf.samples.tcp;

/** The server understood the question and answered with an error. */
final class QuoteRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    QuoteRefusedException(String message) {
        super(message);
    }
}
