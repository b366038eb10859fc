package dev.perf.search;

import dev.perf.load.Rate;
import dev.perf.result.PlannedLoad.Model;
import dev.perf.result.Verdict;
import dev.perf.search.CapacityStep.Outcome;
import dev.perf.search.SearchPlan.Goal;
import dev.perf.text.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search for the capacity of a system found. Immutable.
 *
 * @param test name of the test
 * @param runId name of the search, unique and in order of time
 * @param startedAt when the search began
 * @param duration how long it took
 * @param goal what was looked for
 * @param model whether levels are arrivals per second or users
 * @param from lowest level of the search
 * @param to highest level of the search
 * @param resolution how close the answer was to be, as a share
 * @param settling first part of each step, left out of its result
 * @param measuring the part of each step that was judged
 * @param conclusion how the search ended
 * @param reason the answer in one sentence
 * @param highest the highest level that held and was not refuted later; null where none held
 * @param firstBroken the lowest level that did not hold; null where all held
 * @param confirmed whether {@code highest} held again when it was tried again
 * @param steps all levels tried, in their order
 * @param tags put on the search as a whole
 * @param seed what random choices of each step followed from
 * @param warnings what a reader should know before believing the numbers
 * @param report folder of the written report; null where none was written
 */
public record CapacityResult(
        String test,
        String runId,
        Instant startedAt,
        Duration duration,
        Goal goal,
        Model model,
        double from,
        double to,
        double resolution,
        Duration settling,
        Duration measuring,
        Conclusion conclusion,
        String reason,
        @Nullable CapacityStep highest,
        @Nullable CapacityStep firstBroken,
        boolean confirmed,
        List<CapacityStep> steps,
        Map<String, String> tags,
        long seed,
        List<String> warnings,
        @Nullable Path report) {

    /** How a search ended. */
    public enum Conclusion {
        /** One level held and one above it did not, as close together as was asked for. */
        FOUND(Verdict.PASSED),
        /** Every level held, the highest of the search too: the system carries more than was tried. */
        ALL_HELD(Verdict.PASSED),
        /** The lowest level did not hold. */
        NONE_HELD(Verdict.FAILED),
        /** The budget of time was used up before the answer was found and confirmed. */
        OUT_OF_TIME(Verdict.ABORTED),
        /** The generator became the limit before the system did. */
        INVALID(Verdict.INVALID),
        /** The search was stopped from outside. */
        ABORTED(Verdict.ABORTED);

        private final Verdict verdict;

        Conclusion(Verdict verdict) {
            this.verdict = verdict;
        }

        /** Returns the verdict, and so the exit code, that the conclusion stands for. */
        public Verdict verdict() {
            return verdict;
        }
    }

    /** Copies the collections. */
    public CapacityResult {
        steps = List.copyOf(steps);
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        warnings = List.copyOf(warnings);
    }

    /** Returns the verdict that {@link #conclusion()} stands for. */
    public Verdict verdict() {
        return conclusion.verdict();
    }

    /** Returns the steps that say something about the system by ascending level: the curve of load against latency. */
    public List<CapacityStep> curve() {
        return steps.stream()
                .filter(step -> step.outcome() == Outcome.HELD || step.outcome() == Outcome.BROKE)
                .sorted(Comparator.comparingDouble(CapacityStep::level).thenComparingInt(CapacityStep::number))
                .toList();
    }

    /** Returns a level of this search for people: {@code 120/s} or {@code 40 users}. */
    public String describe(double level) {
        return describe(model, level);
    }

    static String describe(Model model, double level) {
        return switch (model) {
            case OPEN -> level >= 1_000 ? Figures.rate(level) : new Rate(level).toString();
            case CLOSED -> Figures.count((long) level) + (level == 1 ? " user" : " users");
        };
    }

    /** Returns this result with the folder that its report was written to, and what came of writing it. */
    public CapacityResult withReport(@Nullable Path folder, List<String> furtherWarnings) {
        var all = new ArrayList<>(warnings);
        all.addAll(furtherWarnings);
        return new CapacityResult(
                test,
                runId,
                startedAt,
                duration,
                goal,
                model,
                from,
                to,
                resolution,
                settling,
                measuring,
                conclusion,
                reason,
                highest,
                firstBroken,
                confirmed,
                steps,
                tags,
                seed,
                all,
                folder);
    }
}
