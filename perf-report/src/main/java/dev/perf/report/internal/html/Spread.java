package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.Distribution;
import dev.perf.result.RequestResult;
import java.util.List;

/** Small histograms of response times on one logarithmic axis, so that rows of a table can be compared by eye. */
final class Spread {

    private static final int BARS = 28;
    private static final int HEIGHT = 16;

    private final Scale scale;

    private Spread(Scale scale) {
        this.scale = scale;
    }

    static Spread of(List<RequestResult> requests) {
        long min = Long.MAX_VALUE;
        long max = 1;
        for (RequestResult request : requests) {
            Distribution times = request.responseTime();
            if (!times.isEmpty()) {
                min = Math.min(min, Math.max(1, times.min().toNanos()));
                max = Math.max(max, times.max().toNanos());
            }
        }
        return new Spread(new Scale.Log(Math.min(min, max), Math.max(max, 2.0 * Math.min(min, max))));
    }

    /** Returns bars of which the highest has the whole height. */
    Element drawn(Distribution times) {
        var bars = new long[BARS];
        long most = 1;
        for (int i = 0; i < times.buckets(); i++) {
            int bar = (int) Math.clamp(Math.floor(scale.position(times.bucketNanos(i)) * BARS), 0, BARS - 1);
            bars[bar] += times.bucketCount(i);
            most = Math.max(most, bars[bar]);
        }
        var path = new StringBuilder();
        for (int i = 0; i < BARS; i++) {
            if (bars[i] > 0) {
                double height = Math.max(1, (double) HEIGHT * bars[i] / most);
                path.append('M').append(2 * i).append(' ').append(HEIGHT);
                path.append('v').append(Format.coordinate(-height)).append("h2");
                path.append('v').append(Format.coordinate(height)).append('z');
            }
        }
        return el("svg")
                .cls("spread")
                .attr("width", 2 * BARS)
                .attr("height", HEIGHT)
                .attr("role", "img")
                .attr(
                        "aria-label",
                        times.isEmpty()
                                ? "no samples"
                                : "from " + Format.time(times.min()) + " to " + Format.time(times.max()))
                .add(el("path").attr("d", path.toString()).attr("fill", "#2f5fd0"));
    }
}
