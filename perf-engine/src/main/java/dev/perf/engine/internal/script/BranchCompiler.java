package dev.perf.engine.internal.script;

import dev.perf.engine.internal.template.Template;
import dev.perf.scenario.Branching;
import dev.perf.scenario.Branching.Case;
import dev.perf.scenario.Branching.Share;
import dev.perf.scenario.Session;
import dev.perf.scenario.Step;
import dev.perf.scenario.Task;
import dev.perf.text.Figures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compiles steps that do one of several things. */
final class BranchCompiler {

    /** Shares such as 33.3, 33.3 and 33.4 do not add up to 100 exactly. */
    private static final double ROUNDING = 1e-9;

    private final StepCompiler steps;
    private final BlockCompiler blocks;

    BranchCompiler(StepCompiler steps, BlockCompiler blocks) {
        this.steps = steps;
        this.blocks = blocks;
    }

    Node compile(Branching branching, CompileContext context) {
        return switch (branching) {
            case Branching.Uniform uniform -> {
                Node[] bodies = bodies(uniform.parts(), "uniform", uniform, context);
                yield user -> bodies[user.random().nextInt(bodies.length)].run(user);
            }
            case Branching.RoundRobin turns -> {
                Node[] bodies = bodies(turns.parts(), "roundRobin", turns, context);
                var passes = new AtomicLong();
                yield user -> bodies[(int) (passes.getAndIncrement() % bodies.length)].run(user);
            }
            case Branching.Percent percent -> compilePercent(percent, context);
            case Branching.Switch choice -> compileSwitch(choice, context);
            case Branching.Markov markov ->
                blocks.enclosed(() -> MarkovChain.compile(markov, steps, context.inside("markov")));
        };
    }

    private Node[] bodies(List<Step> parts, String element, Step owner, CompileContext context) {
        CompileContext inside = context.inside(element);
        if (parts.isEmpty()) {
            inside.problem(owner.location(), "there is nothing to choose from; add a step");
        }
        context.keys().fork();
        Node[] bodies = parts.stream()
                .map(part -> {
                    context.keys().branch();
                    return steps.body(List.of(part), part.location(), inside);
                })
                .toArray(Node[]::new);
        context.keys().join();
        return bodies;
    }

    Node compileChoice(Step.Choice choice, CompileContext context) {
        if (choice.tasks().isEmpty()) {
            context.inside("tasks").problem(choice.location(), "there are no tasks to choose from; add one");
            return user -> {};
        }
        context.keys().fork();
        Node[] bodies = new Node[choice.tasks().size()];
        long[] upTo = new long[bodies.length];
        long sum = 0;
        for (int i = 0; i < bodies.length; i++) {
            Task task = choice.tasks().get(i);
            CompileContext inside = context.inside("task " + (i + 1));
            if (task.weight() <= 0) {
                inside.problem(task.location(), "weight must be positive, got " + task.weight());
            }
            sum += Math.max(0, task.weight());
            upTo[i] = sum;
            context.keys().branch();
            bodies[i] = blocks.enclosed(() -> steps.body(task.steps(), task.location(), inside));
        }
        context.keys().join();
        long total = Math.max(1, sum);
        return user -> {
            long drawn = user.random().nextLong(total);
            int chosen = 0;
            while (drawn >= upTo[chosen]) {
                chosen++;
            }
            bodies[chosen].run(user);
        };
    }

    private Node compilePercent(Branching.Percent percent, CompileContext context) {
        CompileContext inside = context.inside("percent");
        if (percent.shares().isEmpty()) {
            inside.problem(percent.location(), "there are no branches to choose from; add one");
        }
        context.keys().fork();
        Node[] bodies = new Node[percent.shares().size()];
        double[] upTo = new double[bodies.length];
        double sum = 0;
        for (int i = 0; i < bodies.length; i++) {
            Share share = percent.shares().get(i);
            CompileContext branch = context.inside("branch " + (i + 1));
            if (!(share.percent() > 0 && share.percent() <= 100)) {
                branch.problem(
                        share.location(),
                        "percent must be above 0 and at most 100, got " + Figures.plain(share.percent()));
            }
            sum += Math.max(0, share.percent());
            upTo[i] = sum;
            context.keys().branch();
            bodies[i] = steps.body(share.steps(), share.location(), branch);
        }
        if (sum > 100 + ROUNDING) {
            inside.problem(
                    percent.location(),
                    "the branches must not come to more than 100, got " + Figures.plain(sum) + "; lower some, or use"
                            + " choice(task(...)) with weights");
        }
        Node otherwise = otherwise(percent.otherwise(), percent, context);
        context.keys().join();
        return user -> {
            double drawn = user.random().nextDouble() * 100;
            int chosen = 0;
            while (chosen < upTo.length && drawn >= upTo[chosen]) {
                chosen++;
            }
            (chosen < bodies.length ? bodies[chosen] : otherwise).run(user);
        };
    }

    private Node otherwise(@Nullable List<Step> others, Step owner, CompileContext context) {
        context.keys().branch();
        return others == null ? user -> {} : steps.body(others, "orElse", owner, context);
    }

    private Node compileSwitch(Branching.Switch choice, CompileContext context) {
        CompileContext inside = context.inside("switchOn");
        if (choice.cases().isEmpty()) {
            inside.problem(choice.location(), "it has no cases; add one with when(...)");
        }
        Function<Session, @Nullable String> subject = subject(choice, inside);
        context.keys().fork();
        Map<String, Node> bodies = new HashMap<>();
        for (Case one : choice.cases()) {
            CompileContext branch = inside.inside("when \"" + one.value() + "\"");
            context.keys().branch();
            Node body = steps.body(one.steps(), one.location(), branch);
            if (bodies.put(one.value(), body) != null) {
                branch.problem(one.location(), "there is a case for this value before; put the steps of both into one");
            }
        }
        Node otherwise = otherwise(choice.otherwise(), choice, context);
        context.keys().join();
        String name = "switchOn (" + choice.location() + ")";
        return user -> {
            Node chosen;
            try {
                chosen = bodies.getOrDefault(subject.apply(user.session()), otherwise);
            } catch (RuntimeException | Error thrown) {
                user.fail("step", name, ThrownText.of(thrown));
                throw IterationFailedException.INSTANCE;
            }
            chosen.run(user);
        };
    }

    private static Function<Session, @Nullable String> subject(Branching.Switch choice, CompileContext context) {
        return switch (choice.subject()) {
            case Branching.Subject.Computed computed ->
                session -> {
                    Object value = computed.function().apply(session);
                    return value == null ? null : value.toString();
                };
            case Branching.Subject.Template template -> {
                if (!template.text().contains("#{")) {
                    context.problem(
                            choice.location(),
                            "\"" + template.text() + "\" has no value of the session in it, so it would always be the"
                                    + " same case; write \"#{" + template.text() + "}\" for the value of a key");
                }
                Template compiled = context.template(template.text(), choice.location());
                yield compiled::fill;
            }
        };
    }
}
