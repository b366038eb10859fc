package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.outline.StepText;
import dev.perf.engine.internal.trace.Tracing;
import dev.perf.plan.Problem;
import dev.perf.scenario.Request;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.scenario.Task;
import dev.perf.scenario.ThinkTime;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles scenarios into nodes, and notes every mistake in them. */
public final class StepCompiler {

    private final Measurement measurement;
    private final List<Protocol> protocols;
    private final List<Problem> problems;
    private final FeedLoader feeds;
    private final @Nullable RequestGate gate;
    private final @Nullable Tracing tracing;

    /**
     * Creates a compiler for the scenarios of one plan.
     *
     * @param problems where mistakes are noted
     * @param seed what the order of data follows from
     * @param gate what holds back the requests of all scenarios; null for nothing
     * @param tracing who reads of what users do; null for nobody
     */
    public StepCompiler(
            Measurement measurement,
            List<Protocol> protocols,
            List<Problem> problems,
            long seed,
            @Nullable RequestGate gate,
            @Nullable Tracing tracing) {
        this.tracing = tracing;
        this.gate = gate;
        this.measurement = measurement;
        this.protocols = List.copyOf(protocols);
        this.problems = problems;
        this.feeds = new FeedLoader(seed);
    }

    /** Compiles {@code scenario}; the result is of use only if no mistake was noted. */
    public CompiledScenario compile(Scenario scenario) {
        var keys = new SessionKeys();
        var streams = new NeededStreams();
        var coordination = new Coordination(new Meetings(), RequestGate.of(scenario.throttle()), gate, tracing);
        var context =
                new CompileContext(measurement.series(), problems, keys, streams, coordination, scenario.name(), "");
        if (scenario.steps().isEmpty()) {
            context.problem(scenario.location(), "it has no steps; add some with exec(...) or tasks(...)");
        }
        List<Feed> drawn = scenario.feeders().stream()
                .map(feeder -> {
                    Feed feed = feeds.load(feeder, context);
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
        List<Node> steps = spaced(scenario.steps(), compile(scenario.steps(), context), time == null ? null : think);
        List<Node> stop = traced("onStop", compile(scenario.onStop(), context.inside("onStop")), context);
        keys.report(problems);
        streams.report(problems);
        boolean endsWithPause =
                !scenario.steps().isEmpty() && pauses(scenario.steps().getLast());
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
                measurement);
    }

    /** Of a feeder that could not be read nobody knows the columns; its own mistake has been noted. */
    private static void produce(Feed feed, CompileContext context) {
        if (feed.columns().isEmpty()) {
            context.keys().producesAnything();
        }
        feed.columns().forEach(context::produces);
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
            case Step.Group group -> compileGroup(group, context);
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
            case Step.Repeat repeat -> compileRepeat(repeat, context);
            case Step.While loop -> {
                Node body = body(loop.steps(), "asLongAs", loop, context);
                SessionTest test = new SessionTest(loop.condition(), "asLongAs");
                yield user -> {
                    while (test.holds(user)) {
                        body.run(user);
                    }
                };
            }
            case Step.During during -> compileDuring(during, context);
            case Step.If branch -> compileIf(branch, context);
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
        Node body = Node.sequence(compile(notEmpty(group.steps(), group, inner), inner));
        var series = new SeriesByPhase(inner.series(), Series.Kind.TREND, "group_duration", inner.tags());
        String path = inner.group();
        return user -> {
            long start = user.clock().nanos();
            try {
                user.inGroup(path, body);
            } finally {
                user.recordTime(series.in(user.phase()), user.clock().nanos() - start);
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
            bodies[i] = Node.sequence(compile(task.steps(), inside));
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
        Feed feed = feeds.load(step.feeder(), context.inside("feed"));
        produce(feed, context);
        return user -> {
            if (!feed.draw(user.session(), user.random())) {
                user.outOfData(feed);
                throw IterationFailedException.INSTANCE;
            }
        };
    }

    private Node compileRepeat(Step.Repeat repeat, CompileContext context) {
        if (repeat.times() < 0) {
            context.inside("repeat").problem(repeat.location(), "times must not be negative, got " + repeat.times());
        }
        Node body = body(repeat.steps(), "repeat", repeat, context);
        int times = repeat.times();
        return user -> {
            for (int i = 0; i < times; i++) {
                body.run(user);
            }
        };
    }

    private Node compileDuring(Step.During during, CompileContext context) {
        Duration time = during.time();
        if (time.isNegative()) {
            context.inside("during")
                    .problem(during.location(), "time must not be negative, got " + DurationText.of(time));
        }
        Node body = body(during.steps(), "during", during, context);
        long nanos = time.toNanos();
        return user -> {
            long end = user.clock().nanos() + nanos;
            while (user.clock().nanos() < end) {
                body.run(user);
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

    private Node body(List<Step> steps, String element, Step owner, CompileContext context) {
        CompileContext inside = context.inside(element);
        return Node.sequence(compile(notEmpty(steps, owner, inside), inside));
    }

    private static List<Step> notEmpty(List<Step> steps, Step owner, CompileContext context) {
        if (steps.isEmpty()) {
            context.problem(owner.location(), "it has no steps; add one");
        }
        return steps;
    }
}
