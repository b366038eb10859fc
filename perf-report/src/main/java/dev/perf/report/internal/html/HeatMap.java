package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import java.time.Duration;
import java.util.List;

/**
 * How many requests took how long, over time: the darker a cell, the more of them, each doubling alike. Two bands beside
 * each other are two kinds of answers, such as hits and misses of a cache, which no percentile shows.
 */
final class HeatMap {

    static final int MOST_COLUMNS = 240;
    static final int MOST_ROWS = 60;

    /** Steps of shade: more are not told apart. */
    private static final int SHADES = 8;

    private final long[][] cells;
    private final double[] bounds;
    private final long most;

    private HeatMap(long[][] cells, double[] bounds) {
        this.cells = cells;
        this.bounds = bounds;
        long highest = 0;
        for (long[] column : cells) {
            for (long count : column) {
                highest = Math.max(highest, count);
            }
        }
        this.most = highest;
    }

    /**
     * Counts the requests of each cell.
     *
     * @param intervals the columns, in order
     * @param y the scale of the rows
     * @param end where the last column ends, in seconds
     */
    static HeatMap of(List<Interval> intervals, Scale y, double end) {
        var cells = new long[intervals.size()][MOST_ROWS];
        var bounds = new double[2 * intervals.size()];
        for (int column = 0; column < cells.length; column++) {
            Interval interval = intervals.get(column);
            bounds[2 * column] = seconds(interval.start()) / end;
            bounds[2 * column + 1] = seconds(interval.start().plus(interval.length())) / end;
            Distribution times = interval.responseTime();
            for (int i = 0; i < times.buckets(); i++) {
                cells[column][row(y, times.bucketNanos(i))] += times.bucketCount(i);
            }
        }
        return new HeatMap(cells, bounds);
    }

    private static int row(Scale y, double nanos) {
        return (int) Math.clamp(Math.floor(y.position(nanos) * MOST_ROWS), 0, MOST_ROWS - 1);
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /** Returns the cells as one path per shade, in a drawing of {@code width} to {@code height}. */
    Element drawn(int width, int height) {
        Element drawn = el("g").cls("heat")
                .attr("shape-rendering", "crispEdges")
                .attr("transform", "scale(1 " + Format.coordinate4((double) height / MOST_ROWS) + ")");
        for (int shade = 1; shade <= SHADES; shade++) {
            String path = path(shade, width);
            if (!path.isEmpty()) {
                drawn.add(el("path").attr("d", path).attr("fill", "#4b5563").attr("fill-opacity", opacity(shade)));
            }
        }
        return drawn;
    }

    private static double opacity(int shade) {
        return 0.06 + 0.74 * shade / SHADES;
    }

    /** Neighbours of one shade in a column are drawn as one. */
    private String path(int shade, int width) {
        var path = new StringBuilder();
        for (int column = 0; column < cells.length; column++) {
            for (int row = 0; row < MOST_ROWS; row++) {
                int first = row;
                while (row < MOST_ROWS && shade(cells[column][row]) == shade) {
                    row++;
                }
                if (row > first) {
                    long left = Math.round(bounds[2 * column] * width);
                    long wide = Math.max(1, Math.round(bounds[2 * column + 1] * width) - left);
                    path.append('M').append(left).append(' ').append(MOST_ROWS - row);
                    path.append('h').append(wide).append('v').append(row - first);
                    path.append("h-").append(wide).append('z');
                }
            }
        }
        return path.toString();
    }

    /** From 0 for nothing to {@link #SHADES} for the most there is. */
    private int shade(long count) {
        if (count == 0) {
            return 0;
        }
        return most == 1 ? SHADES : 1 + (int) Math.floor((SHADES - 1) * Math.log(count) / Math.log(most) * (1 + 1e-12));
    }
}
