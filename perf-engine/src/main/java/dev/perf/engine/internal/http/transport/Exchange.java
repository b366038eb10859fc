package dev.perf.engine.internal.http.transport;

import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What came of one request; reused by its user from request to request and filled by the transport.
 *
 * <p>Headers and body are views of borrowed buffers: read what is needed, then {@link #release} them, so that a user
 * who thinks or sleeps holds none. Status, counts and stamps stay until the next exchange. Not thread-safe.
 */
public final class Exchange {

    private static final byte[] EMPTY = {};

    private final Timing timing = new Timing();
    private final HeadBytes headBytes = new HeadBytes();
    private ResponseHeaders headers = headBytes;
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private int status;
    private byte[] body = EMPTY;
    private int bodyOffset;
    private int bodyLength;
    private byte[] seen = EMPTY;
    private int seenOffset;
    private int seenLength;
    private long bodySize;
    private long bytesSent;
    private long bytesReceived;
    private boolean reused;
    private boolean retried;
    private boolean closedByPeer;
    private boolean setsCookies;
    private @Nullable FirstByteLimit firstByteLimit;
    private @Nullable Buffers lender;
    private byte @Nullable [] borrowedHead;
    private byte @Nullable [] borrowedBody;

    /** Status code, or 0 if no response head came. */
    public int status() {
        return status;
    }

    /** Version of the response. */
    public HttpVersion version() {
        return version;
    }

    /** First value of a header, whatever its case; null if there is none, or after {@link #release}. */
    public @Nullable String header(String name) {
        return headers.first(name);
    }

    /** All values of a header in order, whatever its case; empty after {@link #release}. */
    public List<String> headers(String name) {
        return headers.all(name);
    }

    /** Calls {@code visitor} with each header's name and value in the order they came. */
    public void forEachHeader(BiConsumer<String, String> visitor) {
        headers.forEach(visitor);
    }

    /**
     * The array that holds the body, from {@link #bodyOffset} for {@link #bodyLength}; read-only, and only until
     * {@link #release}.
     */
    public byte[] bodyArray() {
        return body;
    }

    /** Where the kept body begins in {@link #bodyArray}. */
    public int bodyOffset() {
        return bodyOffset;
    }

    /** Bytes of the body kept: 0 if it was discarded or is released. */
    public int bodyLength() {
        return bodyLength;
    }

    /**
     * The array that holds the beginning of a body that was discarded, of an answer that tells of an error: what of it came
     * first, from {@link #seenOffset} for {@link #seenLength}; until {@link #release}.
     */
    public byte[] seenArray() {
        return seen;
    }

    /** Where that begins in {@link #seenArray}. */
    public int seenOffset() {
        return seenOffset;
    }

    /** Bytes of it. */
    public int seenLength() {
        return seenLength;
    }

    /** A copy of the kept body. */
    public byte[] bodyBytes() {
        return Arrays.copyOfRange(body, bodyOffset, bodyOffset + bodyLength);
    }

    /** The kept body as text, in the charset of {@code Content-Type}, else UTF-8. */
    public String bodyText() {
        return new String(body, bodyOffset, bodyLength, bodyCharset());
    }

    /** Charset that {@code Content-Type} names; UTF-8 if it names none, or one that this JDK does not know. */
    public Charset bodyCharset() {
        String type = header("content-type");
        return type == null ? StandardCharsets.UTF_8 : MediaTypeCharset.of(type);
    }

    /** Length of the body as received, kept or not; chunk framing is not part of it. */
    public long bodySize() {
        return bodySize;
    }

    /** Bytes written for this request, head included; before TLS. Over the {@code jdk} transport an estimate. */
    public long bytesSent() {
        return bytesSent;
    }

    /** Bytes read for this response, head included; after TLS. Over the {@code jdk} transport an estimate. */
    public long bytesReceived() {
        return bytesReceived;
    }

    /** Whether the response came over a connection that had served before; the {@code jdk} transport never knows. */
    public boolean reused() {
        return reused;
    }

    /** Whether a kept connection turned out to be dead and the request was sent again over a new one. */
    public boolean retried() {
        return retried;
    }

    /** Whether the peer ended the connection with this response, or announced that it would. */
    public boolean closedByPeer() {
        return closedByPeer;
    }

    /** Whether the response has a {@code Set-Cookie} header. */
    public boolean setsCookies() {
        return setsCookies;
    }

    /** Time stamps of this exchange; the same object for all exchanges. */
    public Timing timing() {
        return timing;
    }

    /**
     * Gives back what holds headers and body. Idempotent. The next exchange replaces them too, but keeps the buffer for
     * its own use: a user that sends one request after the other need not go to the pool each time.
     */
    public void release() {
        forget();
        if (lender != null && borrowedHead != null) {
            lender.give(borrowedHead);
        }
        borrowedHead = null;
        lender = null;
    }

    private void forget() {
        headBytes.clear();
        headers = headBytes;
        body = EMPTY;
        bodyOffset = 0;
        bodyLength = 0;
        seen = EMPTY;
        seenLength = 0;
        if (lender != null && borrowedBody != null) {
            lender.give(borrowedBody);
        }
        borrowedBody = null;
    }

    // --- filled by the transport

    void begin(long now) {
        forget();
        version = HttpVersion.HTTP_1_1;
        status = 0;
        bodySize = 0;
        bytesSent = 0;
        bytesReceived = 0;
        reused = false;
        retried = false;
        closedByPeer = false;
        setsCookies = false;
        firstByteLimit = null;
        timing.begin(now);
    }

    /** Limits how long the first byte of this exchange's response may take. */
    void firstByteLimit(FirstByteLimit limit) {
        firstByteLimit = limit;
    }

    /** The limit of this exchange, if it has one. */
    @Nullable
    FirstByteLimit firstByteLimit() {
        return firstByteLimit;
    }

    /** The whole request has been written. */
    void requestSent(long now) throws SocketTimeoutException {
        timing.sent(now);
        if (firstByteLimit != null) {
            firstByteLimit.sent(now);
        }
    }

    /** The first bytes of the response have been read. */
    void responseBegan(long now) throws SocketTimeoutException {
        if (firstByteLimit != null) {
            firstByteLimit.arrived(now);
        }
        timing.firstByte(now);
    }

    void failed(long now) {
        timing.failed(now);
        release();
    }

    void reusing() {
        reused = true;
    }

    void retrying() {
        reused = false;
        retried = true;
    }

    void peerClosed() {
        closedByPeer = true;
    }

    void sent(long bytes) {
        bytesSent += bytes;
    }

    void received(long bytes) {
        bytesReceived += bytes;
    }

    void head(int code, HttpVersion protocol) {
        status = code;
        version = protocol;
    }

    /**
     * The buffer to write the request from and to read the response into, of at least {@code least} bytes: the one
     * still held, or another borrowed from {@code buffers}. It is this exchange's until {@link #release}.
     */
    byte[] buffer(Buffers buffers, int least) {
        byte[] held = borrowedHead;
        if (held != null && held.length >= least && buffers.isSmall(held)) {
            return held;
        }
        if (held != null) {
            buffers.give(held);
        }
        byte[] taken = buffers.take(least);
        borrow(buffers, taken);
        return taken;
    }

    /** Replaces the buffer; the one before has been given back. */
    void borrow(Buffers buffers, byte[] headBuffer) {
        lender = buffers;
        borrowedHead = headBuffer;
    }

    void headerLines(byte[] buffer, int from, int to, boolean withCookies) {
        headBytes.show(buffer, from, to);
        setsCookies = withCookies;
    }

    void headers(ResponseHeaders fields) {
        headers = fields;
        setsCookies = fields.first("set-cookie") != null;
    }

    void bodySize(long bytes) {
        bodySize = bytes;
    }

    /** A body that lies in a buffer borrowed already, or in an array of its own. */
    void body(byte[] array, int offset, int length) {
        body = array;
        bodyOffset = offset;
        bodyLength = length;
    }

    /** The beginning of a body that was discarded, in a buffer borrowed already. */
    void seen(byte[] array, int offset, int length) {
        seen = array;
        seenOffset = offset;
        seenLength = length;
    }

    /** The buffer is this exchange's until {@link #release}. */
    void bodyIn(Buffers buffers, byte[] array, int length) {
        lender = buffers;
        borrowedBody = array;
        body(array, 0, length);
    }
}
