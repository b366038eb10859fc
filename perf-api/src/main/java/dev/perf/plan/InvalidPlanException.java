package dev.perf.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** A plan has mistakes. It carries all that were found; nothing has been sent to any target. */
public final class InvalidPlanException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** Creates the exception for the test {@code name}. */
    public InvalidPlanException(String name, List<Problem> problems) {
        super(message(name, sorted(problems)));
        this.problems = sorted(problems);
    }

    private static String message(String name, List<Problem> problems) {
        return "test \"" + name + "\" has "
                + (problems.size() == 1 ? "1 mistake" : problems.size() + " mistakes")
                + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining());
    }

    private static List<Problem> sorted(List<Problem> problems) {
        var files = problems.stream()
                .collect(Collectors.groupingBy(
                        problem -> problem.location().file(), LinkedHashMap::new, Collectors.toList()));
        var sorted = new ArrayList<Problem>();
        for (List<Problem> file : files.values()) {
            file.stream()
                    .sorted(Comparator.comparingInt(
                            problem -> problem.location().line()))
                    .forEach(sorted::add);
        }
        return List.copyOf(sorted);
    }

    /**
     * Returns the mistakes, file by file, each from its first line to its last; those of a line in the order in which they
     * were found, and files likewise.
     */
    public List<Problem> problems() {
        return problems;
    }
}
