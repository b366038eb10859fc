package dev.perf.engine.internal.feed;

/** Data that cannot be used. The message goes on after the name of the feeder: {@code line 3 has 1 field; ...}. */
final class BadDataException extends Exception {

    private static final long serialVersionUID = 1;

    BadDataException(String message) {
        super(message);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
