package dev.perf.engine.internal.run;

import dev.perf.engine.internal.measure.Phase;
import dev.perf.load.ClosedLoad;
import dev.perf.load.LoadProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which phase a time of a closed profile is in, and which phase a stage's name stands for. All times are load times, so
 * that a pause shifts neither warm-up nor stages against the load. There is one phase per name,
 * so that series are found by identity.
 */
final class StageClock {

    /** Neither warm-up nor stages. */
    static final StageClock NONE = new StageClock(0);

    private final long warmUpNanos;
    private final Map<String, Phase> byName = new HashMap<>();
    private final long[] ends;
    private final Phase[] phases;

    private StageClock(long warmUpNanos) {
        this(warmUpNanos, new long[0], List.of());
    }

    private StageClock(long warmUpNanos, long[] ends, List<@Nullable String> names) {
        this.warmUpNanos = warmUpNanos;
        boolean named = names.stream().anyMatch(name -> name != null);
        this.ends = named ? ends : new long[0];
        this.phases = new Phase[this.ends.length];
        Arrays.setAll(phases, i -> of(names.get(i)));
    }

    /**
     * Returns the clock of {@code load}. The stages of an open load are known by their starts.
     *
     * @param warmUpNanos how much of the warm-up is left when the load starts; not positive where it is over
     */
    static StageClock of(LoadProfile load, long warmUpNanos) {
        return load instanceof ClosedLoad closed ? of(closed, warmUpNanos) : new StageClock(warmUpNanos);
    }

    private static StageClock of(ClosedLoad load, long warmUpNanos) {
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

    /** Tells whether all times are in {@link Phase#LOAD}, so that nobody need ask which. */
    boolean isOne() {
        return ends.length == 0 && warmUpNanos <= 0;
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
