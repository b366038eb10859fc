package dev.perf.engine.internal.outline;

import dev.perf.scenario.Branching;
import dev.perf.scenario.Request;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.scenario.Task;
import dev.perf.text.Figures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scenario, or what is done before and after the load, as an indented list of what its users do. */
public final class Outline {

    /** More lines are not read. */
    private static final int MOST_LINES = 200;

    private static final String STEP = "  ";

    private final List<String> lines = new ArrayList<>();

    private Outline() {}

    /** Returns the lines of {@code scenario}, in the order in which a user does what they say. */
    public static List<String> of(Scenario scenario) {
        return outlined(scenario).readable();
    }

    /** Returns all lines of {@code scenario}, however many they are: to be compared, not read. */
    public static List<String> whole(Scenario scenario) {
        return outlined(scenario).lines;
    }

    private static Outline outlined(Scenario scenario) {
        Outline outline = new Outline();
        scenario.feeders().forEach(feeder -> outline.add("", "feed " + feeder.name() + ", once per user"));
        outline.part("", "onStart", scenario.onStart());
        outline.all("", scenario.steps());
        if (scenario.thinkTime() != null) {
            outline.add("", "think time " + StepText.of(scenario.thinkTime()) + ", between steps and iterations");
        }
        if (scenario.pacing() != null) {
            outline.add("", "pacing " + StepText.of(scenario.pacing()) + ", from iteration to iteration");
        }
        outline.part("", "onStop", scenario.onStop());
        return outline;
    }

    /** Returns the lines of the setup or the teardown of a test, none where it has no steps. */
    public static List<String> of(String title, List<Step> steps) {
        return outlined(title, steps).readable();
    }

    /** Returns all lines of the setup or the teardown of a test, however many they are: to be compared, not read. */
    public static List<String> whole(String title, List<Step> steps) {
        return outlined(title, steps).lines;
    }

    private static Outline outlined(String title, List<Step> steps) {
        Outline outline = new Outline();
        outline.part("", title, steps);
        return outline;
    }

    private List<String> readable() {
        int more = lines.size() - MOST_LINES;
        if (more <= 0) {
            return lines;
        }
        var cut = new ArrayList<>(lines.subList(0, MOST_LINES));
        cut.add("... and " + more + " lines more");
        return cut;
    }

    private void part(String indent, String title, List<Step> steps) {
        if (!steps.isEmpty()) {
            add(indent, title);
            all(indent + STEP, steps);
        }
    }

    private void all(String indent, List<? extends Step> steps) {
        steps.forEach(step -> one(indent, step));
    }

    private void one(String indent, Step step) {
        add(indent, StepText.of(step));
        switch (step) {
            case Step.Choice choice -> tasks(indent + STEP, choice.tasks());
            case Step.If branch -> {
                all(indent + STEP, branch.steps());
                List<Step> others = branch.otherwise();
                if (others != null) {
                    add(indent, "else");
                    all(indent + STEP, others);
                }
            }
            case Branching.Percent percent -> {
                for (Branching.Share share : percent.shares()) {
                    part(indent + STEP, Figures.number(share.percent()) + " %", share.steps());
                }
                otherwise(indent + STEP, percent.otherwise());
            }
            case Branching.Switch choice -> {
                choice.cases().forEach(one -> part(indent + STEP, "when " + one.value(), one.steps()));
                otherwise(indent + STEP, choice.otherwise());
            }
            case Branching.Markov chain ->
                chain.states().forEach(state -> part(indent + STEP, "state " + state.name(), state.steps()));
            case Request<?> ignored -> {}
            case Step other -> all(indent + STEP, other.parts());
        }
    }

    private void otherwise(String indent, @Nullable List<Step> steps) {
        if (steps != null) {
            part(indent, "else", steps);
        }
    }

    private void tasks(String indent, List<Task> tasks) {
        long sum = tasks.stream().mapToLong(Task::weight).sum();
        for (Task task : tasks) {
            add(indent, "weight " + task.weight() + " of " + sum);
            all(indent + STEP, task.steps());
        }
    }

    private void add(String indent, String line) {
        lines.add(indent + line);
    }
}
