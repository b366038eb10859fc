package dev.perf.http;

import dev.perf.check.Extractor;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a request, as a lambda step sees it. Valid until the user sends its next request. */
public interface HttpResponse {

    /** Tells whether the request was answered, its status was as wanted, and all its checks held. */
    boolean ok();

    /** Returns why the request failed, or null where it did not. */
    @Nullable
    String failure();

    /** Returns the status code; 0 where no response came. */
    int status();

    /** Returns the first value of a header, whose name is compared without case. */
    @Nullable
    String header(String name);

    /** Returns all values of a header, whose name is compared without case. */
    List<String> headers(String name);

    /** Returns the body as text; empty where no response came. */
    String body();

    /** Returns a copy of the body, unpacked; empty where no response came. */
    byte[] bodyBytes();

    /**
     * Returns what a JSONPath expression finds in the body, the first value where it finds several, or null.
     *
     * @param expression a JSONPath; kept as a constant, it is compiled once
     * @throws IllegalArgumentException if the expression is malformed
     */
    @Nullable
    Object jsonPath(String expression);

    /**
     * Returns what {@code extractor} takes from the response, its default where it finds nothing, or null.
     *
     * @param extractor what to take; kept as a constant, it is compiled once
     * @throws IllegalArgumentException if it is malformed, or is one of events
     */
    @Nullable
    Object extract(Extractor extractor);

    /** Returns the URL that the response came from, after redirects; empty where nothing was sent. */
    String url();

    /** Returns the service time: from the first byte sent to the last byte received. */
    Duration duration();
}
