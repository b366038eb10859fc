package dev.perf.report.internal.hlog;

import dev.perf.report.internal.RequestTimeline;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.RequestInterval;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log: the times that one clock measured in a stretch of the run.
 *
 * @param start its beginning, since the start of the load
 * @param length its length
 * @param tag what was measured; null for the response times of all requests
 * @param times the times
 */
record Line(Duration start, Duration length, @Nullable String tag, Distribution times) {

    static final String RESPONSE_TIME = "response_time";
    private static final String SERVICE_TIME = "service_time";

    /** Returns the lines of a run in the order of their beginnings, which readers of a part of the log rely on. */
    static List<Line> of(RunResult result) {
        var lines = new ArrayList<Line>();
        for (Interval interval : result.intervals()) {
            lines.add(new Line(interval.start(), interval.length(), null, interval.responseTime()));
            lines.add(new Line(interval.start(), interval.length(), SERVICE_TIME, interval.serviceTime()));
        }
        for (RequestResult request : result.requests()) {
            request(lines, result, request);
        }
        lines.removeIf(line -> line.times.isEmpty());
        lines.sort(Comparator.comparing(Line::start));
        return lines;
    }

    /** Those whose course is known are in stretches of the run, the others in one line for each clock. */
    private static void request(List<Line> lines, RunResult result, RequestResult request) {
        String name = request.name();
        List<RequestInterval> course = RequestTimeline.coarse(request.detail().course(), result.intervals());
        if (course.isEmpty()) {
            whole(lines, result, RESPONSE_TIME, name, request.responseTime());
            whole(lines, result, SERVICE_TIME, name, request.serviceTime());
        }
        for (RequestInterval part : course) {
            lines.add(new Line(part.start(), part.length(), RESPONSE_TIME + ":" + tag(name), part.responseTime()));
            lines.add(new Line(part.start(), part.length(), SERVICE_TIME + ":" + tag(name), part.serviceTime()));
        }
    }

    private static void whole(List<Line> lines, RunResult result, String clock, String request, Distribution times) {
        lines.add(new Line(result.warmUpLength(), result.duration(), clock + ":" + tag(request), times));
    }

    /**
     * Returns a name as it may stand in a tag: what separates columns, tags and lines, and the percent sign itself, is
     * written in percent and hexadecimal digits, as in addresses of the web.
     */
    static String tag(String name) {
        var tag = new StringBuilder();
        name.codePoints().forEach(character -> {
            if (isPlain(character)) {
                tag.appendCodePoint(character);
            } else {
                for (byte each : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
                    tag.append('%').append(String.format("%02X", each));
                }
            }
        });
        return tag.toString();
    }

    private static boolean isPlain(int character) {
        return character != ','
                && character != '%'
                && !Character.isISOControl(character)
                && !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && Character.getType(character) != Character.SURROGATE
                && Character.getType(character) != Character.FORMAT;
    }
}
