package dev.perf.engine.internal.measure;

import java.util.ArrayList;
import java.util.List;

/** The series of a registry that those of one writer stand for. Used by one thread at a time. */
final class CommonSeries {

    private final SeriesRegistry registry;
    private final List<Series> common = new ArrayList<>();

    CommonSeries(SeriesRegistry registry) {
        this.registry = registry;
    }

    /** Returns those of {@code written}, at the same places; there are never fewer. */
    List<Series> of(List<Series> written) {
        for (Series one : written.subList(common.size(), written.size())) {
            common.add(registry.series(one.kind(), one.metric(), one.tags(), one.phase()));
        }
        return common;
    }
}
