package dev.perf.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.LoadTest;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.spi.RunOptions;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The mistakes that a plan is refused with. */
public final class Mistakes {

    private Mistakes() {}

    /** Returns the mistakes of {@code test}, of which there is at least one, each with its place in the plan. */
    public static List<String> in(LoadTest test) {
        return of(() -> test.run(RunOptions.DEFAULTS.withoutReport()));
    }

    /** Returns the mistakes that {@code run} is refused with, each with its place in the plan. */
    public static List<String> of(ThrowingCallable run) {
        return problems(run).stream()
                .map(problem -> problem.where() + ": " + problem.message())
                .toList();
    }

    static List<Problem> problems(ThrowingCallable run) {
        InvalidPlanException mistakes = catchThrowableOfType(InvalidPlanException.class, run);
        assertThat(mistakes).as("mistakes found").isNotNull();
        return mistakes.problems();
    }
}
