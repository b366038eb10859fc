package dev.perf.engine.internal.run;

import dev.perf.load.Level;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names the stages of a profile as the user wrote them, to be asked stage by stage: all levels of an
 * {@code incrementBy} are one stage.
 */
final class StageNumbers {

    private final Set<String> told = new HashSet<>();
    private int number;
    private @Nullable Level level;

    /** Goes on to the next stage of the profile, which belongs to {@code next}, if to any. */
    void next(@Nullable Level next) {
        Level before = level;
        if (next == null || before == null || next.of() != before.of() || next.number() < before.number()) {
            number++;
        }
        level = next;
    }

    /** Returns whether no stage of this number was asked for {@code mistake} before: what begins with a level stays. */
    boolean isNews(String mistake) {
        return told.add(number + mistake);
    }

    /** Returns for example {@code stage 2} or {@code stage 2, level 3 of 5}. */
    @Override
    public String toString() {
        return "stage " + number + (level == null ? "" : ", " + level);
    }
}
