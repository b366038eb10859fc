package dev.perf.engine.internal.outline;

import dev.perf.http.HttpRequest;
import dev.perf.http.ParallelRequests;
import dev.perf.scenario.Background;
import dev.perf.scenario.Block;
import dev.perf.scenario.Branching;
import dev.perf.scenario.Exit;
import dev.perf.scenario.Loop;
import dev.perf.scenario.Request;
import dev.perf.scenario.Step;
import dev.perf.scenario.Task;
import dev.perf.text.Figures;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many HTTP requests some steps send, as long as none fails: redirects and retries are not counted.
 *
 * @param least at least so many
 * @param most at most so many, as far as is known
 * @param open whether there may be more than that, for only the run tells
 */
public record RequestCount(long least, long most, boolean open) {

    private static final RequestCount NONE = new RequestCount(0, 0, false);
    private static final RequestCount ONE = new RequestCount(1, 1, false);

    /** Returns how many requests {@code steps} send, one after the other. */
    public static RequestCount of(List<? extends Step> steps) {
        RequestCount sum = NONE;
        boolean left = false;
        for (Step step : steps) {
            RequestCount count = of(step);
            sum = sum.plus(left ? count.orNone() : count);
            left |= step instanceof Exit;
        }
        return sum;
    }

    private static RequestCount of(Step step) {
        return switch (step) {
            case HttpRequest request ->
                ONE.plus(new RequestCount(
                        request.resources().size(), request.resources().size(), false));
            case ParallelRequests batch ->
                batch.requests().stream().map(RequestCount::of).reduce(NONE, RequestCount::plus);
            case Request<?> ignored -> NONE;
            case Step.Exec ignored -> new RequestCount(0, 0, true);
            case Step.Choice choice -> ofTasks(choice.tasks());
            case Step.If branch -> of(branch.steps()).or(otherwise(branch.otherwise()));
            case Branching branching -> of(branching);
            case Loop loop -> of(loop);
            case Block.Tries tries -> of(tries.parts()).upTo(tries.most());
            case Block block -> of(block.parts());
            case Step.Group group -> of(group.steps());
            case Background.Started started -> of(started.steps());
            case Step.InParallel parallel ->
                parallel.branches().stream().map(branch -> of(List.of(branch))).reduce(NONE, RequestCount::plus);
            case Step other ->
                other.parts().isEmpty() ? NONE : of(other.parts()).orNone().andMore();
        };
    }

    private static RequestCount ofTasks(List<Task> tasks) {
        return anyOf(tasks.stream().map(Task::steps));
    }

    private static RequestCount of(Branching branching) {
        return switch (branching) {
            case Branching.Uniform uniform -> anyOf(uniform.parts().stream().map(List::of));
            case Branching.RoundRobin turns -> anyOf(turns.parts().stream().map(List::of));
            case Branching.Percent percent ->
                anyOf(percent.shares().stream().map(Branching.Share::steps)).or(otherwise(percent.otherwise()));
            case Branching.Switch choice ->
                anyOf(choice.cases().stream().map(Branching.Case::steps)).or(otherwise(choice.otherwise()));
            case Branching.Markov chain -> of(chain.parts()).orNone().andMore();
        };
    }

    private static RequestCount otherwise(@Nullable List<Step> steps) {
        return steps == null ? NONE : of(steps);
    }

    private static RequestCount anyOf(Stream<List<Step>> branches) {
        return branches.map(RequestCount::of).reduce(RequestCount::or).orElse(NONE);
    }

    private static RequestCount of(Loop loop) {
        RequestCount pass = of(loop.parts());
        return switch (loop) {
            case Loop.Times times -> pass.times(times.times());
            case Loop.ForEach each
            when each.items() instanceof Loop.Items.Given given ->
                pass.times(given.values().size());
            case Loop.ForEach ignored -> pass.orNone().andMore();
            case Loop.AsLongAs ignored -> pass.orNone().andMore();
            case Loop.During ignored -> pass.andMore();
            case Loop.DoWhile ignored -> pass.andMore();
            case Loop.Forever ignored -> pass.andMore();
            case Loop.Poll ignored -> pass.andMore();
        };
    }

    private RequestCount plus(RequestCount other) {
        return new RequestCount(least + other.least, most + other.most, open || other.open);
    }

    private RequestCount or(RequestCount other) {
        return new RequestCount(Math.min(least, other.least), Math.max(most, other.most), open || other.open);
    }

    private RequestCount orNone() {
        return new RequestCount(0, most, open);
    }

    private RequestCount andMore() {
        return new RequestCount(least, most, open || most > 0);
    }

    private RequestCount times(int passes) {
        return new RequestCount(least * passes, most * passes, open && passes > 0);
    }

    private RequestCount upTo(int tries) {
        return new RequestCount(least, most * tries, open);
    }

    /** Returns it in words: {@code 3}, {@code 2 to 5}, {@code 1 or more}. */
    @Override
    public String toString() {
        return Figures.count(least) + (open ? " or more" : least == most ? "" : " to " + Figures.count(most));
    }
}
