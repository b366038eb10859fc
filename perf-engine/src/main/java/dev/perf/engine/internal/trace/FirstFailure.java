package dev.perf.engine.internal.trace;

import dev.perf.engine.internal.mask.Masks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the trace of the first iteration of a run that fails. Until there is one, each user keeps the end of what is told
 * of its iteration under way; afterwards nothing is kept any more. Thread-safe.
 */
public final class FirstFailure implements Tracing {

    /** So many characters of an iteration are kept. */
    private static final int MOST_KEPT = 256 * 1024;

    private final Masks masks;
    private final AtomicReference<@Nullable String> found = new AtomicReference<>();

    /** Creates the keeper of a run whose secrets {@code masks} hides. */
    public FirstFailure(Masks masks) {
        this.masks = masks;
    }

    @Override
    public @Nullable Trace of(String scenario, long user) {
        return found.get() == null ? new Trace(new Kept(scenario, user), masks, false) : null;
    }

    /** Returns the trace of the first failure; null where nothing has failed. */
    public @Nullable String text() {
        return found.get();
    }

    /** The lines of one user. The trace sees that one thread at a time calls. */
    private final class Kept implements TraceLines {
        private final String scenario;
        private final long user;
        private final Deque<String> lines = new ArrayDeque<>();
        private int length;
        private long dropped;

        Kept(String scenario, long user) {
            this.scenario = scenario;
            this.user = user;
        }

        @Override
        public boolean areWanted() {
            return found.get() == null;
        }

        @Override
        public void line(Kind kind, String text) {
            lines.addLast(text);
            length += text.length() + 1;
            while (length > MOST_KEPT && lines.size() > 1) {
                length -= lines.removeFirst().length() + 1;
                dropped++;
            }
        }

        @Override
        public void iterationEnded(long number, boolean failed) {
            if (failed) {
                found.compareAndSet(null, text(number));
            }
            lines.clear();
            length = 0;
            dropped = 0;
        }

        private String text(long number) {
            var text = new StringBuilder(length + 200);
            text.append("The first iteration that failed: iteration ")
                    .append(number)
                    .append(" of user ")
                    .append(user)
                    .append(" of scenario \"")
                    .append(scenario)
                    .append("\". Secrets are masked by their names.\n\n");
            if (dropped > 0) {
                text.append("... ").append(dropped).append(" lines before these were not kept\n");
            }
            lines.forEach(line -> text.append(line).append('\n'));
            return text.toString();
        }
    }
}
