package dev.perf.scenario;

import java.util.Collection;
import java.util.TreeSet;

/** A step asked its session for a value that nothing has put there, or that is not what the step needs. */
public final class MissingValueException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates the exception for {@code key}, asked of a session that has {@code present}. */
    public MissingValueException(String key, Collection<String> present) {
        super("session has no value \"" + key + "\"; it "
                + (present.isEmpty() ? "is empty" : "has " + new TreeSet<>(present)));
    }

    /** Creates the exception for a value that is there and of no use; {@code problem} says which, and why. */
    public MissingValueException(String problem) {
        super(problem);
    }
}
