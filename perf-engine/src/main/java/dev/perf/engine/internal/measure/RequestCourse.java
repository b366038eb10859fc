package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.PackedDistribution;
import dev.perf.result.RequestInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the requests of one name came to over time: a point for each stretch of so many intervals in which there were any.
 * Points are made fewer by merging neighbours, as a {@link Timeline} does. Belongs to one thread.
 */
final class RequestCourse {

    /** What a point takes besides its buckets: six objects. */
    private static final int POINT_BYTES = 200;

    /** The points of one stretch are merged when there are so many, for it costs as much to merge two. */
    private static final int MOST_OPEN = 8;

    private record Point(
            long stretch,
            long count,
            long failed,
            long bytesReceived,
            PackedDistribution response,
            PackedDistribution service) {

        static Point of(long stretch, List<Cell.Request> cells) {
            return new Point(
                    stretch,
                    cells.stream().mapToLong(cell -> cell.count).sum(),
                    cells.stream().mapToLong(cell -> cell.failed).sum(),
                    cells.stream().mapToLong(cell -> cell.bytesReceived).sum(),
                    packed(cells, cell -> cell.response),
                    packed(cells, cell -> cell.service));
        }

        private static PackedDistribution packed(List<Cell.Request> cells, Function<Cell.Request, TimeCell> times) {
            return PackedDistribution.of(Cells.trend(cells, times).distribution());
        }

        static Point sum(long stretch, List<Point> points) {
            return new Point(
                    stretch,
                    points.stream().mapToLong(Point::count).sum(),
                    points.stream().mapToLong(Point::failed).sum(),
                    points.stream().mapToLong(Point::bytesReceived).sum(),
                    merged(points, Point::response),
                    merged(points, Point::service));
        }

        private static PackedDistribution merged(List<Point> points, Function<Point, PackedDistribution> times) {
            return points.size() == 1
                    ? times.apply(points.getFirst())
                    : PackedDistribution.of(Distribution.merge(points.stream()
                            .map(times)
                            .map(PackedDistribution::unpacked)
                            .toList()));
        }

        int bytes() {
            return POINT_BYTES + response.bytes() + service.bytes();
        }
    }

    private List<Point> points = new ArrayList<>();

    /** Of the stretch under way. */
    private final List<Point> open = new ArrayList<>();

    private long intervalsPerPoint = 1;
    private long bytes;
    private double nanos;

    /**
     * Adds what was measured in an interval.
     *
     * @param number number of the interval, from 0
     */
    void add(long number, List<Cell.Request> cells) {
        while (number / intervalsPerPoint >= Timeline.MAX_INTERVALS) {
            halve();
        }
        long stretch = number / intervalsPerPoint;
        if (!open.isEmpty() && (open.getFirst().stretch() != stretch || open.size() == MOST_OPEN)) {
            close();
        }
        Point point = Point.of(stretch, cells);
        open.add(point);
        bytes += point.bytes();
        nanos += cells.stream().mapToDouble(cell -> cell.response.sum()).sum();
    }

    /** Makes the points half as many and as long, or leaves one. */
    void halve() {
        close();
        List<Point> before = points;
        points = new ArrayList<>(before.size() / 2 + 1);
        intervalsPerPoint *= 2;
        bytes = 0;
        for (int i = 0; i < before.size(); i++) {
            Point point = before.get(i);
            long stretch = point.stretch() / 2;
            boolean pair = i + 1 < before.size() && before.get(i + 1).stretch() / 2 == stretch;
            add(Point.sum(stretch, pair ? List.of(point, before.get(++i)) : List.of(point)));
        }
    }

    private void close() {
        if (open.isEmpty()) {
            return;
        }
        open.forEach(point -> bytes -= point.bytes());
        long stretch = open.getFirst().stretch();
        if (!points.isEmpty() && points.getLast().stretch() == stretch) {
            Point begun = points.removeLast();
            bytes -= begun.bytes();
            open.addFirst(begun);
        }
        Point sum = Point.sum(stretch, open);
        open.clear();
        add(sum);
    }

    private void add(Point point) {
        points.add(point);
        bytes += point.bytes();
    }

    /** Returns how much memory it takes, about. */
    long bytes() {
        return bytes;
    }

    /** Tells whether there are points to merge. */
    boolean canHalve() {
        return points.size() > 1
                || !points.isEmpty()
                        && !open.isEmpty()
                        && points.getLast().stretch() != open.getFirst().stretch();
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
        return points.stream()
                .map(point -> {
                    int first = (int) point.stretch() * intervals;
                    Interval from = run.get(first);
                    Interval to = run.get(Math.min(first + intervals, run.size()) - 1);
                    return new RequestInterval(
                            from.start(),
                            to.start().plus(to.length()).minus(from.start()),
                            point.count(),
                            point.failed(),
                            point.bytesReceived(),
                            point.response(),
                            point.service());
                })
                .toList();
    }

    /** Returns a course of the same points, which stays as it is. */
    RequestCourse copy() {
        var copy = new RequestCourse();
        copy.points = new ArrayList<>(points);
        copy.open.addAll(open);
        copy.intervalsPerPoint = intervalsPerPoint;
        copy.bytes = bytes;
        copy.nanos = nanos;
        return copy;
    }

    void write(ByteOutput out) {
        out.list(points, RequestCourse::write);
        out.list(open, RequestCourse::write);
        out.number(intervalsPerPoint);
        out.number(bytes);
        out.real(nanos);
    }

    /** Becomes what was written. */
    void read(ByteInput in) {
        points = in.list(RequestCourse::point);
        open.addAll(in.list(RequestCourse::point));
        intervalsPerPoint = Math.max(1, in.number());
        bytes = in.number();
        nanos = in.real();
    }

    private static void write(ByteOutput out, Point point) {
        out.number(point.stretch());
        out.number(point.count());
        out.number(point.failed());
        out.number(point.bytesReceived());
        PartCodec.write(out, point.response());
        PartCodec.write(out, point.service());
    }

    private static Point point(ByteInput in) {
        return new Point(
                in.number(Timeline.MAX_INTERVALS),
                in.number(),
                in.number(),
                in.number(),
                PartCodec.packed(in),
                PartCodec.packed(in));
    }
}
