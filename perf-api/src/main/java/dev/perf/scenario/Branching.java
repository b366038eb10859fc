package dev.perf.scenario;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Does one of several things. {@link Step.Choice} chooses by weight, {@link Step.If} by a condition. */
public sealed interface Branching extends Step
        permits Branching.Uniform, Branching.RoundRobin, Branching.Percent, Branching.Switch, Branching.Markov {

    /** Does one of its parts, each equally likely. */
    record Uniform(List<Step> parts, SourceLocation location) implements Branching {
        public Uniform {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Does one of its parts after the other, one each time a user of the scenario comes by: of n passes of all users
     * together, each of k parts is done n/k times, rounded up or down.
     */
    record RoundRobin(List<Step> parts, SourceLocation location) implements Branching {
        public RoundRobin {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Steps done in a share of the passes.
     *
     * @param percent above 0, at most 100
     */
    record Share(double percent, List<Step> steps, SourceLocation location) {
        public Share {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Does one of its shares, each as likely as it says, or else other steps.
     *
     * @param shares of 100 percent at most together
     * @param otherwise in what is left of 100 percent; null for nothing
     */
    record Percent(List<Share> shares, @Nullable List<Step> otherwise, SourceLocation location) implements Branching {
        public Percent {
            shares = List.copyOf(shares);
            otherwise = otherwise == null ? null : List.copyOf(otherwise);
        }

        /** Returns this step with steps for what the shares leave of 100 percent. */
        public Percent orElse(Step... others) {
            return new Percent(shares, allGiven(others, "others"), location);
        }

        @Override
        public List<Step> parts() {
            return all(shares.stream().map(Share::steps), otherwise);
        }
    }

    /** Steps done for one value, compared as text. */
    record Case(String value, List<Step> steps, SourceLocation location) {
        public Case {
            steps = List.copyOf(steps);
        }
    }

    /** What a switch looks at. */
    sealed interface Subject {

        /** What a function returns; null for none of the cases. */
        record Computed(Function<Session, ?> function) implements Subject {}

        /** A text with places for session values. */
        record Template(String text) implements Subject {}
    }

    /**
     * Does the steps of the case whose value the subject has, or else other steps.
     *
     * @param otherwise where no case has the value; null for nothing
     */
    record Switch(
            Subject subject, List<Case> cases, @Nullable List<Step> otherwise, SourceLocation location)
            implements Branching {
        public Switch {
            cases = List.copyOf(cases);
            otherwise = otherwise == null ? null : List.copyOf(otherwise);
        }

        /** Returns this step with steps for values that none of its cases has. */
        public Switch orElse(Step... others) {
            return new Switch(subject, cases, allGiven(others, "others"), location);
        }

        @Override
        public List<Step> parts() {
            return all(cases.stream().map(Case::steps), otherwise);
        }
    }

    /**
     * What a user does in a state, and how likely it goes on to which others.
     *
     * @param next in what is left of 1 the chain ends
     */
    record State(String name, List<Step> steps, List<Transition> next, SourceLocation location) {
        public State {
            steps = List.copyOf(steps);
            next = List.copyOf(next);
        }

        /**
         * Returns this state, from which a user goes on to another.
         *
         * @param state name of a state of the chain, this one included
         * @param probability above 0, at most 1; of all transitions of a state together at most 1
         */
        public State to(String state, double probability) {
            var more = new ArrayList<>(next);
            more.add(new Transition(given(state, "state"), probability));
            return new State(name, steps, more, location);
        }
    }

    /** A way from one state to the next. */
    record Transition(String state, double probability) {}

    /** Does the steps of its first state, and then of the one that it goes on to, until it goes on to none. */
    record Markov(List<State> states, SourceLocation location) implements Branching {
        public Markov {
            states = List.copyOf(states);
        }

        @Override
        public List<Step> parts() {
            return all(states.stream().map(State::steps), null);
        }
    }

    private static List<Step> all(Stream<List<Step>> branches, @Nullable List<Step> otherwise) {
        return Stream.concat(branches, Stream.ofNullable(otherwise))
                .flatMap(List::stream)
                .toList();
    }
}
