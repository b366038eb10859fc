package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.Interval;
import dev.perf.result.RequestInterval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the requests of one name came to over time: a point for each stretch of so many intervals in which there were any.
 * Points are made fewer by merging neighbours, as a {@link Timeline} does. Belongs to one thread.
 */
final class RequestCourse {

    /** What a point takes besides its bytes: the number of its stretch, a reference and the header of an array. */
    private static final int POINT_BYTES = 24;

    private static final int FIRST_POINTS = 8;

    private int[] stretches = new int[FIRST_POINTS];
    private byte[][] points = new byte[FIRST_POINTS][];
    private int size;

    /** Of the stretch under way, as far as that has more than one interval. */
    private final RequestPoint open = new RequestPoint();

    private int openStretch;
    private long intervalsPerPoint = 1;
    private long bytes;
    private double nanos;

    /**
     * Adds what was measured in an interval.
     *
     * @param number number of the interval, from 0
     */
    void add(long number, List<Cells.RequestCell> requests) {
        while (number / intervalsPerPoint >= Timeline.MAX_INTERVALS) {
            halve();
        }
        int stretch = (int) (number / intervalsPerPoint);
        if (stretch != openStretch) {
            close();
        }
        openStretch = stretch;
        open.add(requests);
        if ((number + 1) % intervalsPerPoint == 0) {
            close();
        }
        for (Cells.RequestCell request : requests) {
            nanos += request.cell().response.sum();
        }
    }

    /** Makes the points half as many and as long, or leaves one. */
    void halve() {
        close();
        intervalsPerPoint *= 2;
        openStretch /= 2;
        int before = size;
        size = 0;
        bytes = 0;
        var pair = new RequestPoint();
        for (int i = 0; i < before; i++) {
            int stretch = stretches[i] / 2;
            if (i + 1 < before && stretches[i + 1] / 2 == stretch) {
                pair.add(points[i]);
                pair.add(points[++i]);
                put(stretch, pair.packed());
                pair.reset();
            } else {
                put(stretch, points[i]);
            }
        }
        Arrays.fill(points, size, before, null);
    }

    private void close() {
        if (open.isEmpty()) {
            return;
        }
        if (size > 0 && stretches[size - 1] == openStretch) {
            size--;
            bytes -= POINT_BYTES + points[size].length;
            open.add(points[size]);
        }
        put(openStretch, open.packed());
        open.reset();
    }

    private void put(int stretch, byte[] point) {
        if (size == stretches.length) {
            stretches = Arrays.copyOf(stretches, size + size / 2);
            points = Arrays.copyOf(points, size + size / 2);
        }
        stretches[size] = stretch;
        points[size++] = point;
        bytes += POINT_BYTES + point.length;
    }

    /** Returns how much memory its points take, about. */
    long bytes() {
        return bytes;
    }

    /** Tells whether there are points to merge. */
    boolean canHalve() {
        return size > 1 || size == 1 && !open.isEmpty() && stretches[0] != openStretch;
    }

    /** Returns the time spent on the requests. */
    double nanos() {
        return nanos;
    }

    /** Returns the points, whose times are those of {@code run}, all intervals of which this has seen. */
    List<RequestInterval> over(Timeline<?> timeline, List<Interval> run) {
        close();
        while (intervalsPerPoint < timeline.mergedPerInterval()) {
            halve(); // there were none of late
        }
        int intervals = (int) (intervalsPerPoint / timeline.mergedPerInterval());
        var course = new ArrayList<RequestInterval>(size);
        for (int i = 0; i < size; i++) {
            int first = stretches[i] * intervals;
            Interval from = run.get(first);
            Interval to = run.get(Math.min(first + intervals, run.size()) - 1);
            Duration length = to.start().plus(to.length()).minus(from.start());
            var point = new RequestPoint();
            point.add(points[i]);
            course.add(point.over(from.start(), length));
        }
        return course;
    }

    /** Returns a course of the same points, which stays as it is. */
    RequestCourse copy() {
        var copy = new RequestCourse();
        copy.stretches = stretches.clone();
        copy.points = points.clone();
        copy.size = size;
        if (!open.isEmpty()) {
            copy.open.add(open.packed());
        }
        copy.openStretch = openStretch;
        copy.intervalsPerPoint = intervalsPerPoint;
        copy.bytes = bytes;
        copy.nanos = nanos;
        return copy;
    }

    void write(ByteOutput out) {
        out.number(size);
        for (int i = 0; i < size; i++) {
            out.number(stretches[i]);
            out.bytes(points[i]);
        }
        out.number(openStretch);
        out.bytes(open.packed());
        out.number(intervalsPerPoint);
        out.real(nanos);
    }

    /** Becomes what was written. */
    void read(ByteInput in) {
        int points = in.number(Timeline.MAX_INTERVALS);
        for (int i = 0; i < points; i++) {
            int stretch = in.number(Timeline.MAX_INTERVALS);
            byte[] point = in.bytes();
            new RequestPoint().add(point); // or it is found to be damaged too late
            put(stretch, point);
        }
        openStretch = in.number(Timeline.MAX_INTERVALS);
        open.add(in.bytes());
        intervalsPerPoint = Math.max(1, in.number());
        nanos = in.real();
    }
}
