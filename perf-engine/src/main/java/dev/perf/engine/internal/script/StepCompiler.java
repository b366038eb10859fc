package dev.perf.engine.internal.script;

import dev.perf.engine.internal.feed.Feed;
import dev.perf.engine.internal.feed.Feeds;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.outline.StepText;
import dev.perf.engine.internal.template.Templates;
import dev.perf.engine.internal.trace.Tracing;
import dev.perf.feed.Feeder;
import dev.perf.plan.Problem;
import dev.perf.scenario.Block;
import dev.perf.scenario.Exit;
import dev.perf.scenario.Loop;
import dev.perf.scenario.Request;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Session;
import dev.perf.scenario.Step;
import dev.perf.scenario.Task;
import dev.perf.scenario.ThinkTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Compiles scenarios into nodes, and notes every mistake in them. */
public final class StepCompiler {

    private final Measurement measurement;
    private final List<Protocol> protocols;
    private final List<Problem> problems;
    private final Feeds feeds;
    private final @Nullable RequestGate gate;
    private final BlockCompiler blocks = new BlockCompiler(this);
    private final LoopCompiler loops = new LoopCompiler(this);
    private final Templates templates;
    private final @Nullable Tracing tracing;

    /**
     * Creates a compiler for the scenarios of one plan.
     *
     * @param problems where mistakes are noted
     * @param seed what the order of data follows from
     * @param gate what holds back the requests of all scenarios; null for nothing
     * @param templates compiles the templates of the run
     * @param tracing who reads of what users do; null for nobody
     */
    public StepCompiler(
            Measurement measurement,
            List<Protocol> protocols,
            List<Problem> problems,
            long seed,
            @Nullable RequestGate gate,
            Templates templates,
            @Nullable Tracing tracing) {
        this.tracing = tracing;
        this.gate = gate;
        this.templates = templates;
        this.measurement = measurement;
        this.protocols = List.copyOf(protocols);
        this.problems = problems;
        this.feeds = new Feeds(seed);
    }

    /** Compiles {@code scenario}; the result is of use only if no mistake was noted. */
    public CompiledScenario compile(Scenario scenario) {
        var keys = new SessionKeys();
        var streams = new NeededStreams();
        var coordination = new Coordination(new Meetings(), RequestGate.of(scenario.throttle()), gate, tracing);
        var context = new CompileContext(
                new CompileContext.Shared(measurement.series(), problems, keys, streams, coordination, templates),
                scenario.name(),
                "");
        if (scenario.steps().isEmpty()) {
            context.problem(scenario.location(), "it has no steps; add some with exec(...) or tasks(...)");
        }
        List<Feed> drawn = scenario.feeders().stream()
                .map(feeder -> {
                    Feed feed = load(feeder, context);
                    produce(feed, context);
                    return feed;
                })
                .toList();
        ThinkTime time = scenario.thinkTime();
        ThinkTimeSampler think = time == null
                ? random -> 0
                : ThinkTimeSampler.compile(time, scenario.location(), context.inside("think time"));
        ThinkTime spacing = scenario.pacing();
        if (spacing instanceof ThinkTime.Constant constant
                && constant.duration().isZero()) {
            context.inside("pacing")
                    .problem(
                            scenario.location(),
                            "0s lets iterations follow each other at once, as they do without it; remove it, or raise"
                                    + " it");
        }
        ThinkTimeSampler pacing = spacing == null
                ? null
                : ThinkTimeSampler.compile(spacing, scenario.location(), context.inside("pacing"));
        List<Node> start = traced("onStart", compile(scenario.onStart(), context.inside("onStart")), context);
        List<Step> flat = flat(scenario.steps());
        List<Node> steps = spaced(flat, compile(flat, context), time == null ? null : think);
        List<Node> stop = traced("onStop", compile(scenario.onStop(), context.inside("onStop")), context);
        keys.report(problems);
        streams.report(problems);
        boolean endsWithPause = !flat.isEmpty() && pauses(flat.getLast());
        return new CompiledScenario(
                scenario.name(),
                drawn,
                start,
                steps,
                stop,
                endsWithPause ? random -> 0 : think,
                pacing,
                coordination,
                protocols,
                measurement,
                templates);
    }

    private Feed load(Feeder feeder, CompileContext context) {
        return feeds.load(feeder, mistake -> context.problem(feeder.location(), mistake));
    }

    /** Of a feeder that could not be read nobody knows the columns; its own mistake has been noted. */
    private static void produce(Feed feed, CompileContext context) {
        if (feed.columns().isEmpty()) {
            context.keys().producesAnything();
        }
        feed.columns().forEach(context::produces);
    }

    /** Returns the steps with sequences replaced by what they consist of, for think time goes between those as well. */
    private static List<Step> flat(List<? extends Step> steps) {
        var flat = new ArrayList<Step>();
        for (Step step : steps) {
            if (step instanceof Block.Sequence sequence && !sequence.parts().isEmpty()) {
                flat.addAll(flat(sequence.parts()));
            } else {
                flat.add(step);
            }
        }
        return flat;
    }

    /** Puts think time between steps, except where the scenario pauses itself. */
    private static List<Node> spaced(List<Step> steps, List<Node> nodes, @Nullable ThinkTimeSampler think) {
        if (think == null) {
            return nodes;
        }
        var spaced = new ArrayList<Node>();
        for (int i = 0; i < nodes.size(); i++) {
            if (i > 0 && !pauses(steps.get(i)) && !pauses(steps.get(i - 1))) {
                spaced.add(user -> user.pause(think.nanos(user.random())));
            }
            spaced.add(nodes.get(i));
        }
        return spaced;
    }

    private static boolean pauses(Step step) {
        return step instanceof Step.Pause || step instanceof Step.Pace;
    }

    private List<Node> compile(List<Step> steps, CompileContext context) {
        return steps.stream()
                .map(step -> traced(step, compile(step, context), context))
                .toList();
    }

    private static List<Node> traced(String part, List<Node> nodes, CompileContext context) {
        return context.isTraced() && !nodes.isEmpty() ? List.of(new TracedNode(part, Node.sequence(nodes))) : nodes;
    }

    /** A pause tells of itself. */
    private static Node traced(Step step, Node node, CompileContext context) {
        return context.isTraced() && !pauses(step) ? new TracedNode(StepText.of(step), node) : node;
    }

    private Node compile(Step step, CompileContext context) {
        return switch (step) {
            case Request<?> request -> compileRequest(request, protocols, context);
            case Step.Exec exec -> {
                context.keys().producesAnything();
                context.streams().opensAny();
                yield new ExecNode(exec, context.series(), context.tags());
            }
            case Step.Group group -> blocks.enclosed(() -> compileGroup(group, context));
            case Step.Choice choice -> compileChoice(choice, context);
            case Step.Pause pause -> {
                ThinkTimeSampler time =
                        ThinkTimeSampler.compile(pause.time(), pause.location(), context.inside("pause"));
                yield user -> user.pause(time.nanos(user.random()));
            }
            case Step.Pace pace ->
                new PaceNode(ThinkTimeSampler.compile(pace.time(), pace.location(), context.inside("pace")));
            case Step.Rendezvous rendezvous ->
                context.coordination()
                        .meetings()
                        .compile(rendezvous, context.inside("rendezvous \"" + rendezvous.name() + "\""));
            case Step.Feed feed -> compileFeed(feed, context);
            case Loop loop -> blocks.enclosed(() -> loops.compile(loop, context));
            case Step.If branch -> compileIf(branch, context);
            case Step.Measure measure -> compileMeasure(measure, context);
            case Block block -> blocks.compile(block, context);
            case Exit exit -> blocks.compile(exit, context);
        };
    }

    static CompiledRequest<?> compileRequest(Request<?> request, List<Protocol> protocols, CompileContext context) {
        CompileContext inside = context.inside("request \"" + request.name() + "\"");
        for (Protocol protocol : protocols) {
            CompiledRequest<?> compiled = protocol.compile(request, inside);
            if (compiled != null) {
                return compiled;
            }
        }
        throw new IllegalArgumentException(
                request.location() + ": no protocol for " + request.getClass().getName() + " on the class path");
    }

    private Node compileGroup(Step.Group group, CompileContext context) {
        CompileContext inner = context.inGroup(group.name());
        Node body = blocks.inOrder(compile(notEmpty(group.steps(), group, inner), inner));
        GroupSeries series = GroupSeries.of(inner.series(), inner.tags());
        String path = inner.group();
        return user -> {
            long start = user.clock().nanos();
            long served = user.servedNanos();
            try {
                user.inGroup(path, body);
            } finally {
                series.record(user, start, served);
            }
        };
    }

    private Node compileChoice(Step.Choice choice, CompileContext context) {
        if (choice.tasks().isEmpty()) {
            context.inside("tasks").problem(choice.location(), "there are no tasks to choose from; add one");
            return user -> {};
        }
        Node[] bodies = new Node[choice.tasks().size()];
        long[] upTo = new long[bodies.length];
        long sum = 0;
        for (int i = 0; i < bodies.length; i++) {
            Task task = choice.tasks().get(i);
            CompileContext inside = context.inside("task " + (i + 1));
            if (task.weight() <= 0) {
                inside.problem(task.location(), "weight must be positive, got " + task.weight());
            }
            if (task.steps().isEmpty()) {
                inside.problem(task.location(), "it has no steps; add one");
            }
            sum += Math.max(0, task.weight());
            upTo[i] = sum;
            bodies[i] = blocks.enclosed(() -> blocks.inOrder(compile(task.steps(), inside)));
        }
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

    private Node compileFeed(Step.Feed step, CompileContext context) {
        Feed feed = load(step.feeder(), context.inside("feed"));
        produce(feed, context);
        return user -> {
            if (!user.draw(feed)) {
                throw IterationFailedException.INSTANCE;
            }
        };
    }

    private Node compileIf(Step.If branch, CompileContext context) {
        SessionTest test = new SessionTest(branch.condition(), "doIf");
        Node then = body(branch.steps(), "doIf", branch, context);
        List<Step> others = branch.otherwise();
        Node otherwise = others == null ? user -> {} : body(others, "orElse", branch, context);
        return user -> (test.holds(user) ? then : otherwise).run(user);
    }

    private static Node compileMeasure(Step.Measure measure, CompileContext context) {
        String name = measure.metric().name();
        MetricSample sample = MetricSample.compile(measure.metric(), measure.location(), context.inside("measure"));
        ToDoubleFunction<Session> value = measure.value();
        return user -> {
            try {
                sample.take(user, value.applyAsDouble(user.session()));
            } catch (RuntimeException | Error thrown) {
                user.fail("step", "measure " + name, ExecNode.describe(thrown));
                throw IterationFailedException.INSTANCE;
            }
        };
    }

    /** Compiles the steps of {@code owner}, of which there must be some. */
    Node body(List<Step> steps, String element, Step owner, CompileContext context) {
        CompileContext inside = context.inside(element);
        return blocks.inOrder(compile(notEmpty(steps, owner, inside), inside));
    }

    private static List<Step> notEmpty(List<Step> steps, Step owner, CompileContext context) {
        if (steps.isEmpty()) {
            context.problem(owner.location(), "it has no steps; add one");
        }
        return steps;
    }
}
