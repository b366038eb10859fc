package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.BodyFault;
import dev.perf.engine.internal.http.transport.ErrorKind;
import dev.perf.engine.internal.http.transport.RequestBody;
import dev.perf.http.StreamedBody;
import dev.perf.scenario.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** A stream of the user's as the body of one request. */
record SessionStream(StreamedBody source, Session session) implements RequestBody {

    @Override
    public long length() {
        Long known = source.length();
        return known == null ? UNKNOWN : known;
    }

    @Override
    public InputStream open() throws IOException {
        try {
            return source.source().open(session);
        } catch (IOException | RuntimeException thrown) {
            throw thrown;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (Exception thrown) {
            throw new BodyFault(ErrorKind.REQUEST_BODY, "the request's body threw " + thrown);
        }
    }

    @Override
    public boolean isRepeatable() {
        return source.repeatable();
    }
}
