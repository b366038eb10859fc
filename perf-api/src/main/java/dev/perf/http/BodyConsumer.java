package dev.perf.http;

import dev.perf.scenario.Session;
import java.io.InputStream;

/**
 * Takes the body of a response while it arrives.
 *
 * <p>Called by the user's own thread, so it may block, and may put what it finds into the session. The time it takes
 * is part of the request's, and the request's timeout covers it. What it leaves unread is discarded.
 */
@FunctionalInterface
public interface BodyConsumer {

    /**
     * Reads the body.
     *
     * @param body the body, unpacked; it need not be closed
     * @param session the user's data
     * @throws Exception to fail the request, which is counted as {@code response_body}
     */
    void accept(InputStream body, Session session) throws Exception;
}
