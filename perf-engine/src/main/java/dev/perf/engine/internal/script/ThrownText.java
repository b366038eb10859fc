package dev.perf.engine.internal.script;

import dev.perf.engine.internal.health.StackPlaces;
import dev.perf.engine.internal.measure.ErrorLog;
import dev.perf.source.SourceLocation;

/** What is said of an exception from the user's code. */
final class ThrownText {

    private ThrownText() {}

    /**
     * Returns the type and message of {@code thrown}, those of its cause, and the line of the user's code that it came
     * from: {@code IllegalStateException: no stock (Shop.java:42)}. The line comes last, and a message that is too long
     * for the error log is cut before it.
     */
    static String of(Throwable thrown) {
        String what = what(thrown);
        SourceLocation place = StackPlaces.ofUser(thrown);
        if (place == null) {
            return what;
        }
        String where = " (" + place + ")";
        int most = Math.max(0, ErrorLog.MAX_MESSAGE - where.length());
        return (what.length() <= most ? what : what.substring(0, Math.max(0, most - 3)) + "...") + where;
    }

    private static String what(Throwable thrown) {
        String text =
                thrown.getClass().getSimpleName() + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
        Throwable cause = thrown.getCause();
        return cause == null || cause == thrown || text.contains(String.valueOf(cause.getMessage()))
                ? text
                : text + " (" + what(cause) + ")";
    }
}
