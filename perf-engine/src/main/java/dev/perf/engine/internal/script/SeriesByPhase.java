package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;
import java.util.Arrays;

/**
 * The series of a metric in each phase, looked up once; of a stage with a name, when it is first seen. Thread-safe: the
 * table of stages is replaced, never changed.
 */
public final class SeriesByPhase {

    private final SeriesRegistry registry;
    private final Series warmUp;
    private final Series load;
    private volatile Series[] stages = {};

    /** Looks the series up. */
    public SeriesByPhase(SeriesRegistry registry, Series.Kind kind, String metric, Tags tags) {
        this.registry = registry;
        warmUp = registry.series(kind, metric, tags, Phase.WARM_UP);
        load = registry.series(kind, metric, tags, Phase.LOAD);
    }

    /** Tells whether the series have these tags, rather than those under which what is beyond the limit is counted. */
    boolean carries(Tags tags) {
        return load.tags().equals(tags);
    }

    /** Returns the series of {@code phase}. */
    public Series in(Phase phase) {
        if (phase == Phase.LOAD) {
            return load;
        }
        return phase == Phase.WARM_UP ? warmUp : inStage(phase);
    }

    private Series inStage(Phase phase) {
        for (Series series : stages) {
            if (series.phase() == phase) {
                return series;
            }
        }
        for (Series series : stages) {
            if (series.phase().equals(phase)) {
                return series;
            }
        }
        return add(phase);
    }

    /** Two users that add at once may lose one of the series, which is then found in the registry again. */
    private Series add(Phase phase) {
        Series series = registry.series(load.kind(), load.metric(), load.tags(), phase);
        Series[] known = stages;
        Series[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = series;
        stages = more;
        return series;
    }
}
