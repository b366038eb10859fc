package dev.perf.engine.internal.settings.flow;

import dev.perf.engine.internal.template.Template;
import dev.perf.engine.internal.template.UserBound;
import dev.perf.scenario.Action;
import dev.perf.scenario.MissingValueException;
import dev.perf.scenario.Session;
import dev.perf.scenario.User;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line of each user that comes by, so many per second at most: under load nobody could read them all, and writing
 * them would be what is measured. How many were left out is told with the next one. Shared by all users, whose threads
 * never wait for each other.
 */
final class LogLines implements Action {

    /** How many lines a step writes within a second. */
    static final int MOST_PER_SECOND = 10;

    private static final Logger LOG = LoggerFactory.getLogger("dev.perf.log");

    /**
     * What became of lines.
     *
     * @param shown how many were written within the second
     * @param leftOut how many were not, since one was written
     * @param isShown whether the latest one is written
     */
    private record Second(long number, int shown, long leftOut, boolean isShown) {

        Second next(long now) {
            int before = now == number ? shown : 0;
            return before < MOST_PER_SECOND
                    ? new Second(now, before + 1, isShown ? 0 : leftOut, true)
                    : new Second(now, before, isShown ? 1 : leftOut + 1, false);
        }
    }

    private final Template template;
    private final Consumer<String> lines;
    private final AtomicReference<Second> second = new AtomicReference<>(new Second(Long.MIN_VALUE, 0, 0, true));

    private LogLines(Template template, Consumer<String> lines) {
        this.template = template;
        this.lines = lines;
    }

    /** Returns a step that writes to the logger {@code dev.perf.log}. */
    static LogLines of(String text) {
        return to(LOG::info, text);
    }

    static LogLines to(Consumer<String> lines, String text) {
        return new LogLines(Filling.template(text), lines);
    }

    @Override
    public void run(User user) {
        Session session = user.session();
        Instant now = session instanceof UserBound bound ? bound.owner().instant() : Instant.now();
        Second before;
        Second after;
        do {
            before = second.get();
            after = before.next(now.getEpochSecond());
        } while (!second.compareAndSet(before, after));
        if (after.isShown()) {
            long leftOut = before.isShown() ? 0 : before.leftOut();
            lines.accept(line(session) + (leftOut == 0 ? "" : " (" + leftOut + " more left out before)"));
        }
    }

    /** A line that lacks a value says so: no iteration fails by what it writes. */
    private String line(Session session) {
        try {
            return template.fill(session);
        } catch (MissingValueException missing) {
            return template + " (" + missing.getMessage() + ")";
        }
    }
}
