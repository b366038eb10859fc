package dev.perf.engine.internal.command;

/**
 * A line that GitHub Actions takes from the output of a step and shows beside the run.
 *
 * @param level {@code error} or {@code warning}
 * @param title what it is about
 * @param message what it says
 */
record Annotation(String level, String title, String message) {

    static Annotation error(String title, String message) {
        return new Annotation("error", title, message);
    }

    static Annotation warning(String title, String message) {
        return new Annotation("warning", title, message);
    }

    /** Returns the line, in which nobody's text ends the line, or the title, or begins a command of its own. */
    @Override
    public String toString() {
        return "::" + level + " title=" + data(title).replace(":", "%3A").replace(",", "%2C") + "::" + data(message);
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
