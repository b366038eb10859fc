package dev.perf.protocol;

import dev.perf.scenario.Session;
import java.util.function.Function;

/** The place in a plan where a request is compiled: takes its templates, and the note of its mistakes. */
public interface Compilation {

    /**
     * Compiles a text that may hold templates, as they are allowed in requests over HTTP: {@code "id #{id}"}. A session
     * value that nothing before can have produced is found here.
     *
     * @return what fills it from a user's session; throws {@link dev.perf.scenario.MissingValueException} where the
     *     session lacks a value, which fails the request
     */
    Function<Session, String> template(String text);

    /**
     * Notes a mistake, which keeps the run from starting: say what was given, what is allowed and what to do. Where it is
     * comes before it.
     */
    void problem(String message);

    /** Says that the request puts a value into the session under {@code key}. */
    void produces(String key);
}
