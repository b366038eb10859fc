package dev.perf.report.internal.html;

import dev.perf.result.Distribution;

/** The two clocks side by side: what waiting before the request added. */
final class ClockTable {

    static final double[] SHOWN = {50, 90, 95, 99, 99.9};

    private ClockTable() {}

    /**
     * Returns the table.
     *
     * @param live whether it follows the stretch of the run that the page shows
     */
    static Table of(String caption, Distribution response, Distribution service, boolean live) {
        Table table = Table.of(caption)
                .slim()
                .text("")
                .number("Response", "Response time")
                .number("Service", "Service time")
                .number("Gap", "Coordinated omission");
        row(
                table,
                "mean",
                live,
                Cell.mean(response),
                Cell.mean(service),
                gap(response.mean().toNanos(), service.mean().toNanos()));
        for (double percentile : SHOWN) {
            boolean supported = Support.of(response.count(), percentile) != Support.NONE
                    && Support.of(service.count(), percentile) != Support.NONE;
            Cell gap = supported
                    ? gap(
                            response.percentile(percentile).toNanos(),
                            service.percentile(percentile).toNanos())
                    : Cell.none("too few samples");
            row(
                    table,
                    "p" + Format.coordinate(percentile),
                    live,
                    Cell.percentile(response, percentile),
                    Cell.percentile(service, percentile),
                    gap);
        }
        row(
                table,
                "max",
                live,
                Cell.max(response),
                Cell.max(service),
                gap(response.max().toNanos(), service.max().toNanos()));
        return table;
    }

    private static void row(Table table, String name, boolean live, Cell response, Cell service, Cell gap) {
        if (live) {
            table.row(
                    Cell.text(name),
                    response.live("response." + name),
                    service.live("service." + name),
                    gap.live("gap." + name));
        } else {
            table.row(Cell.text(name), response, service, gap);
        }
    }

    private static Cell gap(long response, long service) {
        long gap = response - service;
        return Cell.number(gap == 0 ? "0\u00A0ms" : Format.signed(gap, Format.nanos(Math.abs(gap))), gap);
    }
}
