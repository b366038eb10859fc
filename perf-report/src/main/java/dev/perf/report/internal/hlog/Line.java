package dev.perf.report.internal.hlog;

import dev.perf.report.internal.RequestTimeline;
import dev.perf.report.internal.Timeline;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log: the times that one clock measured in a stretch of the run.
 *
 * @param start its beginning, since the start of the load
 * @param length its length
 * @param tag what was measured; null for the response times of all requests
 * @param times the times, which are many when all are unpacked at once
 */
record Line(Duration start, Duration length, @Nullable String tag, Supplier<Distribution> times) {

    private static final String RESPONSE_TIME = "response_time";
    private static final String SERVICE_TIME = "service_time";

    /** Beyond that, requests are told of in longer stretches, for a log of millions of lines helps nobody. */
    private static final int MOST_OF_REQUESTS = 20_000;

    /** Returns the lines of a run in the order of their beginnings, which readers of a part of the log rely on. */
    static List<Line> of(RunResult result) {
        var lines = new ArrayList<Line>();
        for (Interval interval : result.intervals()) {
            lines.add(new Line(interval.start(), interval.length(), null, interval::responseTime));
            lines.add(new Line(interval.start(), interval.length(), SERVICE_TIME, interval::serviceTime));
        }
        int mostStretches = MOST_OF_REQUESTS / 2 / Math.max(1, result.requests().size());
        List<Interval> points = Timeline.of(result.intervals(), Math.max(1, mostStretches));
        result.requests().forEach(request -> add(lines, request, points, result));
        lines.sort(Comparator.comparing(Line::start));
        return lines;
    }

    private static void add(List<Line> lines, RequestResult request, List<Interval> points, RunResult result) {
        String response = RESPONSE_TIME + ":" + tag(request.name());
        String service = SERVICE_TIME + ":" + tag(request.name());
        List<RequestInterval> course = RequestTimeline.of(request.detail().course(), points);
        if (course.isEmpty()) {
            lines.add(new Line(result.warmUpLength(), result.duration(), response, request::responseTime));
            lines.add(new Line(result.warmUpLength(), result.duration(), service, request::serviceTime));
        }
        for (RequestInterval stretch : course) {
            lines.add(new Line(stretch.start(), stretch.length(), response, stretch::responseTime));
            lines.add(new Line(stretch.start(), stretch.length(), service, stretch::serviceTime));
        }
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
