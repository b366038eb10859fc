package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;

/** The series of a metric in each phase, looked up once. */
public final class SeriesByPhase {

    private final Series warmUp;
    private final Series load;

    /** Looks the series up. */
    public SeriesByPhase(SeriesRegistry registry, Series.Kind kind, String metric, Tags tags) {
        warmUp = registry.series(kind, metric, tags, Phase.WARM_UP);
        load = registry.series(kind, metric, tags, Phase.LOAD);
    }

    /** Returns the series of {@code phase}. */
    public Series in(Phase phase) {
        return phase == Phase.LOAD ? load : warmUp;
    }
}
