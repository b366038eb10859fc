package dev.perf.engine.internal.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/** Names runs: in order of time, unique on a machine. */
public final class RunId {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private RunId() {}

    /** Returns the name of a run that begins at {@code start}. */
    public static String next(Instant start) {
        long process = ProcessHandle.current().pid();
        return STAMP.format(start) + "-" + Long.toString(process, 36) + Integer.toString(COUNT.incrementAndGet(), 36);
    }
}
