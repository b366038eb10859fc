package dev.perf.result;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One failure, to look at. Secrets are masked by their names, as in all reports.
 *
 * @param at when, since the start of the load, the warm-up included
 * @param scenario name of the scenario
 * @param user number of the user in its scenario
 * @param iteration number of its iteration
 * @param message what happened, with all numbers and ids in it
 * @param request what was sent last before it; null where nothing was
 * @param status status code of the response; 0 where none came
 * @param response what came back; null where nothing did
 * @param exception the exception with its causes and the frames of the user's code, a line each; empty where there is none
 * @param trace the id under which a tracing system knows the request; null where it does not
 */
public record ErrorSample(
        Duration at,
        String scenario,
        long user,
        long iteration,
        String message,
        @Nullable Message request,
        int status,
        @Nullable Message response,
        List<String> exception,
        @Nullable String trace) {

    /**
     * A request or a response.
     *
     * @param line method and URL, or status and time
     * @param headers its headers in order, {@code name: value}
     * @param body the beginning of its body, cut after 2,048 characters, or in parentheses what became of it; empty without
     *     one. Of the body of a response that nothing in the test reads there is what came first, and over the {@code jdk}
     *     transport nothing
     */
    public record Message(String line, List<String> headers, String body) {

        /** Copies the headers. */
        public Message {
            headers = List.copyOf(headers);
        }
    }

    /** Copies the lines. */
    public ErrorSample {
        exception = List.copyOf(exception);
    }
}
