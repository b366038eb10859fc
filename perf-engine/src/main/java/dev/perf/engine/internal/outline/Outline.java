package dev.perf.engine.internal.outline;

import dev.perf.scenario.Branching;
import dev.perf.scenario.Request;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.scenario.Task;
import dev.perf.text.Figures;
import java.util.ArrayList;
import java.util.List;

/** A scenario as an indented list of what its users do. */
public final class Outline {

    /** More lines are not read. */
    private static final int MOST_LINES = 200;

    private static final String STEP = "  ";

    private final List<String> lines = new ArrayList<>();

    private Outline() {}

    /** Returns the lines of {@code scenario}, in the order in which a user does what they say. */
    public static List<String> of(Scenario scenario) {
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
        int more = outline.lines.size() - MOST_LINES;
        if (more <= 0) {
            return outline.lines;
        }
        var cut = new ArrayList<>(outline.lines.subList(0, MOST_LINES));
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
                List<Step> others = percent.otherwise();
                if (others != null) {
                    part(indent + STEP, "else", others);
                }
            }
            case Branching.Markov chain ->
                chain.states().forEach(state -> part(indent + STEP, "state " + state.name(), state.steps()));
            case Request<?> ignored -> {}
            case Step other -> all(indent + STEP, other.parts());
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
