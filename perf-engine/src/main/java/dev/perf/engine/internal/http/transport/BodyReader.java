package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.InputStream;

/** Takes the body of a response while it arrives, in place of a buffer that holds all of it. */
@FunctionalInterface
public interface BodyReader {

    /**
     * Reads as much of the body as is wanted; the rest is discarded. Called by the thread that sends the request, once
     * a final response's head has come; an empty body is an empty stream. Its time is part of the exchange.
     *
     * <p>When a read fails because of the connection or of a limit, that is the exchange's failure, whatever comes of
     * it here. Otherwise what is thrown fails the exchange: a {@link BodyFault} with its own kind, all else with
     * {@link ErrorKind#RESPONSE_BODY}.
     *
     * @param head the exchange, with status and headers
     * @param body the body without framing, still packed; closing it has no effect
     */
    void read(Exchange head, InputStream body) throws IOException;
}
