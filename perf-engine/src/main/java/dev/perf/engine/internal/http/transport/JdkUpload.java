package dev.perf.engine.internal.http.transport;

import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A streamed body on its way through the client, which asks for it on a thread of its own. */
final class JdkUpload implements Supplier<@Nullable InputStream>, AutoCloseable {

    private final WireRequest request;
    private volatile @Nullable BodySource source;
    private volatile @Nullable BodyFault refusal;

    JdkUpload(WireRequest request) {
        this.request = request;
    }

    BodyPublisher publisher() {
        long length = request.contentLength();
        if (length == 0) {
            return BodyPublishers.noBody();
        }
        BodyPublisher stream = BodyPublishers.ofInputStream(this);
        return length == RequestBody.UNKNOWN ? stream : BodyPublishers.fromPublisher(stream, length);
    }

    /** The client's question for the stream; it takes null for a failure. */
    @Override
    public @Nullable InputStream get() {
        try {
            BodySource opened = request.openBody();
            source = opened;
            return opened;
        } catch (BodyFault fault) {
            refusal = fault;
            return null;
        }
    }

    /** Why the body could not be read, or null where it could. */
    @Nullable
    BodyFault fault() {
        BodySource opened = source;
        return refusal != null || opened == null ? refusal : opened.fault();
    }

    /** Bytes read so far. */
    long size() {
        BodySource opened = source;
        return opened == null ? 0 : opened.size();
    }

    @Override
    public void close() {
        BodySource opened = source;
        if (opened != null) {
            opened.close();
        }
    }
}
