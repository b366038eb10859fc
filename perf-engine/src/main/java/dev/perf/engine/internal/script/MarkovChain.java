package dev.perf.engine.internal.script;

import dev.perf.scenario.Branching.Markov;
import dev.perf.scenario.Branching.State;
import dev.perf.scenario.Branching.Transition;
import dev.perf.text.Figures;
import dev.perf.text.Nearest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Goes from state to state, each as likely as the one before says, until it goes on to none. */
final class MarkovChain implements Node {

    private static final int NONE = -1;

    /** Probabilities such as three times a third do not add up to 1 exactly. */
    private static final double ROUNDING = 1e-9;

    private final Node[] bodies;
    private final double[][] upTo;
    private final int[][] next;

    private MarkovChain(Node[] bodies, double[][] upTo, int[][] next) {
        this.bodies = bodies;
        this.upTo = upTo;
        this.next = next;
    }

    @Override
    public void run(VirtualUser user) throws InterruptedException, StepsEndedException {
        int at = 0;
        for (int number = 0; at != NONE; number++) {
            Passes.next(number);
            bodies[at].run(user);
            at = nextOf(at, user.random().nextDouble());
        }
    }

    private int nextOf(int at, double drawn) {
        for (int i = 0; i < upTo[at].length; i++) {
            if (drawn < upTo[at][i]) {
                return next[at][i];
            }
        }
        return NONE;
    }

    /** Compiles a chain; mistakes go to the context. */
    static Node compile(Markov markov, StepCompiler steps, CompileContext context) {
        List<State> states = markov.states();
        if (states.isEmpty()) {
            context.problem(markov.location(), "it has no states; add one with state(...)");
            return user -> {};
        }
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (State state : states) {
            if (numbers.putIfAbsent(state.name(), numbers.size()) != null) {
                within(state, context)
                        .problem(state.location(), "there is a state of that name before; give each its own");
            }
        }
        Node[] bodies = new Node[states.size()];
        double[][] upTo = new double[bodies.length][];
        int[][] next = new int[bodies.length][];
        context.keys().beginLoop(); // a state may come after any other
        context.keys().fork();
        for (int i = 0; i < bodies.length; i++) {
            State state = states.get(i);
            CompileContext inside = within(state, context);
            context.keys().branch();
            bodies[i] = steps.body(state.steps(), state.location(), inside);
            upTo[i] = upTo(state, inside);
            next[i] = state.next().stream()
                    .mapToInt(transition -> numberOf(transition, state, numbers, inside))
                    .toArray();
        }
        context.keys().join();
        context.keys().endLoop(false);
        if (numbers.size() == states.size()) {
            checkReach(states, upTo, next, context);
        }
        return new MarkovChain(bodies, upTo, next);
    }

    private static CompileContext within(State state, CompileContext context) {
        return context.inside("state \"" + state.name() + "\"");
    }

    private static double[] upTo(State state, CompileContext context) {
        double sum = 0;
        double[] upTo = new double[state.next().size()];
        for (int i = 0; i < upTo.length; i++) {
            Transition transition = state.next().get(i);
            double probability = transition.probability();
            if (!(probability > 0 && probability <= 1)) {
                context.problem(
                        state.location(),
                        "probability to go on to \"" + transition.state() + "\" must be above 0 and at most 1, got "
                                + Figures.plain(probability));
            }
            sum += Math.max(0, probability);
            upTo[i] = sum > 1 - ROUNDING && sum <= 1 + ROUNDING ? 1 : sum;
        }
        if (sum > 1 + ROUNDING) {
            context.problem(
                    state.location(),
                    "probabilities must not come to more than 1, got " + Figures.plain(sum)
                            + "; what is missing to 1 ends the chain");
        }
        return upTo;
    }

    private static int numberOf(
            Transition transition, State state, Map<String, Integer> numbers, CompileContext context) {
        Integer number = numbers.get(transition.state());
        if (number == null) {
            var names = new TreeSet<>(numbers.keySet());
            String nearest = Nearest.to(transition.state(), names);
            context.problem(
                    state.location(),
                    "there is no state \"" + transition.state() + "\" to go on to; "
                            + (nearest == null ? "there are " + names : "did you mean \"" + nearest + "\"?"));
        }
        return Objects.requireNonNullElse(number, NONE);
    }

    /** Each state must be reached from the first, and the end from each state that is reached. */
    private static void checkReach(List<State> states, double[][] upTo, int[][] next, CompileContext context) {
        boolean[] reached = new boolean[next.length];
        reach(0, next, reached);
        for (int i = 0; i < next.length; i++) {
            if (!reached[i]) {
                within(states.get(i), context)
                        .problem(
                                states.get(i).location(),
                                "no way leads to it from the first state; let one go on to it, or remove it");
            } else if (!canEnd(i, upTo, next)) {
                within(states.get(i), context)
                        .problem(
                                states.get(i).location(),
                                "a user that is there goes on for ever; let the probabilities of a state come to less"
                                        + " than 1, so that the chain can end");
            }
        }
    }

    private static boolean canEnd(int from, double[][] upTo, int[][] next) {
        boolean[] reached = new boolean[next.length];
        reach(from, next, reached);
        for (int i = 0; i < next.length; i++) {
            int last = upTo[i].length - 1;
            boolean ends =
                    last < 0 || upTo[i][last] < 1 || Arrays.stream(next[i]).anyMatch(to -> to == NONE);
            if (reached[i] && ends) {
                return true;
            }
        }
        return false;
    }

    private static void reach(int state, int[][] next, boolean[] reached) {
        if (state != NONE && !reached[state]) {
            reached[state] = true;
            for (int to : next[state]) {
                reach(to, next, reached);
            }
        }
    }
}
