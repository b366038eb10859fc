package dev.perf.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A plan has mistakes. It carries all that were found; nothing has been sent to any target. */
public final class InvalidPlanException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** Creates the exception for the test {@code name}. */
    public InvalidPlanException(String name, List<Problem> problems) {
        super("test \"" + name + "\" has "
                + (problems.size() == 1 ? "1 mistake" : problems.size() + " mistakes")
                + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining()));
        this.problems = List.copyOf(problems);
    }

    /** Returns the mistakes, in the order of the plan. */
    public List<Problem> problems() {
        return problems;
    }
}
