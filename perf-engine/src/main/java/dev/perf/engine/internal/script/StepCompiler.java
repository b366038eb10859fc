package dev.perf.engine.internal.script;

import dev.perf.engine.internal.feed.Feed;
import dev.perf.engine.internal.feed.Feeds;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.outline.StepText;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.plan.Course;
import dev.perf.plan.Problem;
import dev.perf.scenario.Background;
import dev.perf.scenario.Block;
import dev.perf.scenario.Branching;
import dev.perf.scenario.Exit;
import dev.perf.scenario.Key;
import dev.perf.scenario.Loop;
import dev.perf.scenario.Request;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Session;
import dev.perf.scenario.Step;
import dev.perf.scenario.ThinkTime;
import dev.perf.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Compiles scenarios into nodes, and notes every mistake in them. */
public final class StepCompiler {

    /** What a step needs a name for. */
    static final String NAME_OF_STEP = "under which it is measured";

    private final Equipment equipment;
    private final double thinkTimeFactor;
    private final List<Problem> problems;
    private final FeedCompiler feeds;
    private final KeyTypes types = new KeyTypes();
    private final BlockCompiler blocks = new BlockCompiler(this);
    private final LoopCompiler loops = new LoopCompiler(this);
    private final BranchCompiler branches = new BranchCompiler(this, blocks);
    private final LaneCompiler lanes = new LaneCompiler(this, blocks);
    private final ParallelCompiler parallel = new ParallelCompiler(lanes);
    private final BackgroundCompiler background = new BackgroundCompiler(lanes, blocks);
    private final SessionKeys inherited = new SessionKeys(types);

    /**
     * Creates a compiler for the scenarios of one plan.
     *
     * @param equipment what their users work with
     * @param seed what the order of data follows from
     * @param thinkTimeFactor what the lengths of pauses are multiplied by
     * @param problems where mistakes are noted
     */
    public StepCompiler(Equipment equipment, long seed, double thinkTimeFactor, List<Problem> problems) {
        this.equipment = equipment;
        this.thinkTimeFactor = thinkTimeFactor;
        this.problems = problems;
        this.feeds = new FeedCompiler(new Feeds(seed, equipment.part()));
    }

    /** Returns the feeders of the scenarios that were compiled; to be closed when their run has ended. */
    public Feeds feeds() {
        return feeds.feeds();
    }

    /**
     * Compiles what one user does before the load, as an iteration, and after it, when it ends. The scenarios that are
     * compiled later find in their sessions what it puts there.
     *
     * @param apart where it is measured
     */
    public CompiledScenario compile(Course course, Measurement apart) {
        Equipment own = equipment.apart(apart);
        var streams = new NeededStreams();
        var coordination = new Coordination(new Meetings(), null, own.gate(), own.allowance(), own.tracing());
        List<Node> setup = whole(course.setup(), outside("setup", own, inherited, streams, coordination));
        // What the teardown produces comes too late for the scenarios.
        var after = new SessionKeys(types);
        after.inherit(inherited);
        List<Node> teardown = whole(course.teardown(), outside("teardown", own, after, streams, coordination));
        inherited.report(problems);
        after.report(problems);
        streams.report(problems);
        return new CompiledScenario(
                "setup",
                new CompiledScenario.Life(List.of(), List.of(), setup, teardown),
                new Rhythm(user -> 0, null, thinkTimeFactor),
                coordination,
                own);
    }

    private CompileContext outside(
            String place, Equipment own, SessionKeys keys, NeededStreams streams, Coordination coordination) {
        return new CompileContext(
                        new CompileContext.Shared(
                                own.measurement().series(), problems, keys, streams, coordination, own.templates()),
                        place,
                        "")
                .at(place);
    }

    /**
     * Compiles {@code scenario}; the result is of use only if no mistake was noted.
     *
     * @param load what it is put under
     */
    public CompiledScenario compile(Scenario scenario, LoadProfile load) {
        var keys = new SessionKeys(types);
        keys.inherit(inherited);
        var streams = new NeededStreams();
        var coordination = new Coordination(
                new Meetings(),
                RequestGate.of(scenario.throttle(), equipment.part()),
                equipment.gate(),
                equipment.allowance(),
                equipment.tracing());
        var context = new CompileContext(
                new CompileContext.Shared(
                        equipment.measurement().series(), problems, keys, streams, coordination, equipment.templates()),
                scenario.name(),
                "");
        context.checkName(scenario.name(), "by which results and thresholds know it", scenario.location());
        if (scenario.steps().isEmpty()) {
            context.problem(scenario.location(), "it has no steps; add some with exec(...) or tasks(...)");
        }
        List<Feed> drawn = feeds.forLife(scenario, context);
        ThinkTime time = scenario.thinkTime();
        ThinkTimeSampler think = time == null
                ? user -> 0
                : ThinkTimeSampler.compile(time, scenario.location(), context.inside("think time"))
                        .times(thinkTimeFactor);
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
        List<Node> start = traced("onStart", whole(scenario.onStart(), context.inside("onStart")), context);
        keys.beginIteration(isRepeatedBy(load));
        List<Step> flat = flat(scenario.steps());
        Node steps = lanes.whole(
                context, () -> Node.sequence(spaced(flat, compile(flat, context), time == null ? null : think)));
        keys.endIteration();
        List<Node> stop = traced("onStop", whole(scenario.onStop(), context.inside("onStop")), context);
        keys.report(problems);
        streams.report(problems);
        boolean endsWithPause = !flat.isEmpty() && pauses(flat.getLast());
        return new CompiledScenario(
                scenario.name(),
                new CompiledScenario.Life(drawn, start, List.of(steps), stop),
                new Rhythm(endsWithPause ? user -> 0 : think, pacing, thinkTimeFactor),
                coordination,
                equipment);
    }

    /** Tells whether a user of {@code load} may do several iterations, with the same session. */
    private static boolean isRepeatedBy(LoadProfile load) {
        return switch (load) {
            case ClosedLoad ignored -> true;
            case IterationLoad some -> some.iterations() > 1;
            case OpenLoad ignored -> false;
        };
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

    /** Puts think time between steps, except where the scenario pauses itself, and before a step that only ends others. */
    private static List<Node> spaced(List<Step> steps, List<Node> nodes, @Nullable ThinkTimeSampler think) {
        if (think == null) {
            return nodes;
        }
        var spaced = new ArrayList<Node>();
        for (int i = 0; i < nodes.size(); i++) {
            if (i > 0 && !pauses(steps.get(i)) && !pauses(steps.get(i - 1)) && !(steps.get(i) instanceof Exit)) {
                spaced.add(user -> user.pause(think.nanos(user)));
            }
            spaced.add(nodes.get(i));
        }
        return spaced;
    }

    private static boolean pauses(Step step) {
        return step instanceof Step.Pause || step instanceof Step.Pace;
    }

    /** Returns what compiles what a user does on lanes. */
    LaneCompiler lanes() {
        return lanes;
    }

    /** Compiles steps that end with all that they have started in the background. */
    private List<Node> whole(List<Step> steps, CompileContext context) {
        return steps.isEmpty()
                ? List.of()
                : List.of(lanes.whole(context, () -> Node.sequence(compile(steps, context))));
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

    Node compile(Step step, CompileContext context) {
        return switch (step) {
            case Request<?> request -> compileRequest(request, equipment.protocols(), context);
            case Step.Exec exec -> {
                CompileContext inside = context.inside("step \"" + exec.name() + "\"");
                inside.checkName(exec.name(), NAME_OF_STEP, exec.location());
                noteKeys(exec, inside);
                context.streams().opensAny();
                yield new ExecNode(exec, context.series(), context.tags());
            }
            case Step.Group group -> blocks.enclosed(() -> compileGroup(group, context));
            case Step.InParallel several -> parallel.compile(several, context);
            case Background other -> background.compile(other, context);
            case Step.Choice choice -> branches.compileChoice(choice, context);
            case Step.Pause pause -> {
                ThinkTimeSampler time = ThinkTimeSampler.compile(
                                pause.time(), pause.location(), context.inside("pause"))
                        .times(thinkTimeFactor);
                yield user -> user.pause(time.nanos(user));
            }
            case Step.Pace pace ->
                new PaceNode(ThinkTimeSampler.compile(pace.time(), pace.location(), context.inside("pace")));
            case Step.Rendezvous rendezvous -> {
                CompileContext inside = context.inside("rendezvous \"" + rendezvous.name() + "\"");
                lanes.check(rendezvous, inside);
                yield context.coordination().meetings().compile(rendezvous, inside);
            }
            case Step.Feed feed -> feeds.compile(feed, context);
            case Loop loop -> blocks.enclosed(() -> loops.compile(loop, context));
            case Step.If branch -> compileIf(branch, context);
            case Step.Measure measure -> compileMeasure(measure, context);
            case Branching branching -> branches.compile(branching, context);
            case Block block -> blocks.compile(block, context);
            case Exit exit -> blocks.compile(exit, context);
        };
    }

    /** Notes what plain Java says of the session keys that it uses and sets. */
    private static void noteKeys(Step.Exec exec, CompileContext context) {
        for (Key<?> key : exec.used()) {
            context.uses(key.name(), exec.location());
            context.typed(key, exec.location());
        }
        List<Key<?>> produced = exec.produced();
        if (produced == null) {
            context.producesAnything();
            return;
        }
        for (Key<?> key : produced) {
            context.produces(key.name(), exec.location());
            context.typed(key, exec.location());
        }
    }

    static CompiledRequest<?> compileRequest(Request<?> request, List<Protocol> protocols, CompileContext context) {
        CompileContext inside = context.inside("request \"" + request.name() + "\"");
        inside.checkName(request.name(), NAME_OF_STEP, request.location());
        for (Protocol protocol : protocols) {
            CompiledRequest<?> compiled = protocol.compile(request, inside);
            if (compiled != null) {
                return compiled;
            }
        }
        inside.problem(
                request.location(),
                "no protocol on the class path sends a " + request.getClass().getName()
                        + "; add the jar that does, or name its provider in"
                        + " META-INF/services/dev.perf.protocol.ProtocolProvider");
        return user -> {
            throw new IllegalStateException("a plan with mistakes is not run");
        };
    }

    private Node compileGroup(Step.Group group, CompileContext context) {
        CompileContext inner = context.inGroup(group.name());
        inner.checkName(group.name(), NAME_OF_STEP, group.location());
        return new GroupNode(inner, body(group.steps(), group.location(), inner));
    }

    private Node compileIf(Step.If branch, CompileContext context) {
        SessionTest test = new SessionTest(branch.condition(), "doIf (" + branch.location() + ")");
        context.keys().fork();
        Node then = body(branch.steps(), "doIf", branch, context);
        context.keys().branch();
        List<Step> others = branch.otherwise();
        Node otherwise = others == null ? user -> {} : body(others, "orElse", branch, context);
        context.keys().join();
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
                user.fail("step", "measure " + name, ThrownText.of(thrown));
                throw IterationFailedException.INSTANCE;
            }
        };
    }

    /** Compiles the steps of {@code owner}, of which there must be some. */
    Node body(List<Step> steps, String element, Step owner, CompileContext context) {
        return body(steps, owner.location(), context.inside(element));
    }

    /** Compiles steps, of which there must be some, where {@code inside} says. */
    Node body(List<Step> steps, SourceLocation owner, CompileContext inside) {
        if (steps.isEmpty()) {
            inside.problem(owner, "it has no steps; add one");
        }
        return blocks.inOrder(compile(steps, inside));
    }
}
