package dev.perf.engine.internal.external;

import dev.perf.engine.internal.external.Entry.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What ApacheBench writes with {@code -g FILE}: a line per request, the fastest first, so that all of them are held to be
 * put in order of time; ApacheBench held them too. Of the beginning it writes the second, so those of one second are
 * spread over as much of it as the run took.
 *
 * @param output what it printed, from which the name, the failures and the length of the run are known
 */
record AbTable(AbOutput output) implements ResultReader {

    private static final Set<String> OF_TABLE =
            Known.and(Known.TIMES, "http_req_blocked", "http_req_connecting", "http_req_waiting", "http_req_receiving");

    /** What is known where there is the output as well. */
    static final Set<String> KNOWN = Known.and(OF_TABLE, "http_req_failed", "data_received", "vus", "vus_max");

    private static final List<String> NEEDED = List.of("seconds", "ctime", "dtime", "ttime", "wait");
    private static final long SECOND = 1_000_000_000L;

    private record Line(long second, long connect, long processing, long waiting) {}

    @Override
    public Contents read(Path file, Consumer<Entry> to) throws IOException {
        var lines = new ArrayList<Line>();
        List<String> warnings = Tables.read(
                file,
                "table of ApacheBench (-g)",
                NEEDED,
                row -> lines.add(
                        new Line(row.whole("seconds"), row.millis("ctime"), row.millis("dtime"), row.millis("wait"))));
        // Within a second nothing is known of the order, and the fastest were not the first.
        Collections.shuffle(lines, new Random(lines.size()));
        lines.sort(Comparator.comparingLong(Line::second));
        if (!lines.isEmpty()) {
            requests(lines, to);
        }
        return new Contents(output == AbOutput.NONE ? OF_TABLE : KNOWN, warnings);
    }

    private void requests(List<Line> lines, Consumer<Entry> to) {
        var perSecond = new TreeMap<Long, Long>();
        lines.forEach(line -> perSecond.merge(line.second, 1L, Long::sum));
        long length = output.nanos();
        long inFirst = inFirst(perSecond, length);
        long begin = (perSecond.firstKey() + 1) * SECOND - inFirst;
        long end = length == 0 ? Long.MAX_VALUE : begin + length;
        long rest = length == 0 ? SECOND : length - inFirst - (span(perSecond) - 2) * SECOND;
        if (length > 0) {
            to.accept(new Entry.Users(begin, output.users()));
            to.accept(new Entry.Users(end, output.users()));
        }
        long second = Long.MIN_VALUE;
        long nth = 0;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            nth = line.second == second ? nth + 1 : 0;
            second = line.second;
            long from = second == perSecond.firstKey() ? begin : second * SECOND;
            long part = second == perSecond.firstKey()
                    ? inFirst
                    : second == perSecond.lastKey() ? Math.clamp(rest, 1, SECOND) : SECOND;
            long start = from + Math.round((double) part * nth / perSecond.getOrDefault(second, 1L));
            boolean isFailed = isFailed(i, lines.size());
            to.accept(request(line, Math.min(end, start + line.connect + line.processing), isFailed));
        }
    }

    /** Returns how much of its first second the run took: as much as fits to the requests in it and in the last. */
    private static long inFirst(SortedMap<Long, Long> perSecond, long length) {
        long span = span(perSecond);
        if (length == 0) {
            return SECOND;
        }
        if (span == 1) {
            return Math.clamp(length, 1, SECOND);
        }
        double first = perSecond.getOrDefault(perSecond.firstKey(), 1L);
        double last = perSecond.getOrDefault(perSecond.lastKey(), 1L);
        return Math.clamp(Math.round((length - (span - 2) * SECOND) * first / (first + last)), 1, SECOND);
    }

    private static long span(SortedMap<Long, Long> perSecond) {
        return perSecond.lastKey() - perSecond.firstKey() + 1;
    }

    private Entry.Request request(Line line, long end, boolean isFailed) {
        return new Entry.Request(
                end,
                Map.of("scenario", "ab", "name", output.name()),
                Entry.Request.UNKNOWN,
                isFailed ? new Failure("unknown", output.failure()) : null,
                new Entry.Times(
                        line.connect, line.connect, 0, 0, Math.min(line.waiting, line.processing), line.processing),
                0,
                output.bytesPerRequest());
    }

    /** Which they were is not written, so the failures are spread evenly. */
    private boolean isFailed(int index, int count) {
        long failed = Math.min(output.failed(), count);
        return (index + 1) * failed / count > index * failed / count;
    }
}
