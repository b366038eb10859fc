package dev.perf.engine.internal.external;

import dev.perf.engine.internal.external.Entry.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What ApacheBench writes with {@code -g FILE}: a line per request, the fastest first, so that all of them are held to be
 * put in order of time; ApacheBench held them too.
 *
 * @param output what it printed, from which the name and the failures are known
 */
record AbTable(AbOutput output) implements ResultReader {

    private static final List<String> NEEDED = List.of("seconds", "ctime", "dtime", "ttime", "wait");

    /** Times in nanoseconds; the beginning is known to the second. */
    private record Line(long startNanos, long connect, long processing, long waiting) {
        long endNanos() {
            return startNanos + connect + processing;
        }
    }

    @Override
    public Set<String> read(Path file, Consumer<Entry> to) throws IOException {
        var lines = new ArrayList<Line>();
        Tables.read(
                file,
                "table of ApacheBench (-g)",
                NEEDED,
                row -> lines.add(new Line(
                        Math.multiplyExact(row.whole("seconds"), 1_000_000_000L),
                        row.millis("ctime"),
                        row.millis("dtime"),
                        row.millis("wait"))));
        lines.sort(Comparator.comparingLong(Line::endNanos));
        Map<String, String> tags = Map.of("scenario", "ab", "name", output.name());
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            to.accept(new Entry.Request(
                    line.endNanos(),
                    tags,
                    Entry.Request.UNKNOWN,
                    isFailed(i, lines.size()) ? new Failure("unknown", output.failure()) : null,
                    line.connect,
                    line.connect,
                    Math.min(line.waiting, line.processing),
                    line.processing,
                    0,
                    output.bytesPerRequest()));
        }
        return Set.of();
    }

    /** Which they were is not written, so the failures are spread evenly. */
    private boolean isFailed(int index, int count) {
        long failed = Math.min(output.failed(), count);
        return (index + 1) * failed / count > index * failed / count;
    }
}
