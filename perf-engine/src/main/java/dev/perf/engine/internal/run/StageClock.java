package dev.perf.engine.internal.run;

import dev.perf.engine.internal.measure.Phase;
import dev.perf.load.ClosedLoad;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which phase a time of a closed profile is in, and which phase a stage's name stands for. There is one phase per name,
 * so that series are found by identity.
 */
final class StageClock {

    private final long warmUpNanos;
    private final Map<String, Phase> byName = new HashMap<>();
    private final long[] ends;
    private final Phase[] phases;

    private StageClock(long warmUpNanos, long[] ends, List<@Nullable String> names) {
        this.warmUpNanos = warmUpNanos;
        boolean named = names.stream().anyMatch(name -> name != null);
        this.ends = named ? ends : new long[0];
        this.phases = new Phase[this.ends.length];
        Arrays.setAll(phases, i -> of(names.get(i)));
    }

    /** Returns the clock of a profile without stages that have names. */
    static StageClock withoutStages(long warmUpNanos) {
        return new StageClock(warmUpNanos, new long[0], List.of());
    }

    /** Returns the clock of {@code load}. */
    static StageClock of(ClosedLoad load, long warmUpNanos) {
        long[] ends = new long[load.stages().size()];
        var names = new ArrayList<@Nullable String>();
        long time = 0;
        for (int i = 0; i < ends.length; i++) {
            time += load.stages().get(i).duration().toNanos();
            ends[i] = time;
            names.add(load.stages().get(i).name());
        }
        return new StageClock(warmUpNanos, ends, names);
    }

    /** Returns the phase at a time after the start of the profile; the last stage goes on after its end. */
    Phase at(long time) {
        if (time < warmUpNanos) {
            return Phase.WARM_UP;
        }
        if (ends.length == 0) {
            return Phase.LOAD;
        }
        for (int i = 0; i < ends.length; i++) {
            if (time < ends[i]) {
                return phases[i];
            }
        }
        return phases[ends.length - 1];
    }

    /** Returns the phase at a time that is known to be in a stage; to be called from one thread. */
    Phase at(long time, @Nullable String stage) {
        return time < warmUpNanos ? Phase.WARM_UP : of(stage);
    }

    private Phase of(@Nullable String stage) {
        return stage == null ? Phase.LOAD : byName.computeIfAbsent(stage, Phase::ofStage);
    }
}
