package dev.perf.engine.internal.http.transport;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One request as it goes over the wire.
 *
 * <p>Mutable, so that a user can keep one and change what differs from request to request; transports only read it.
 * Any number of threads may send it as long as none changes it. Nothing is copied: neither the body nor the block.
 */
public final class WireRequest {

    /** What to do with the body of the response; its bytes are counted in both cases. */
    public enum ResponseBody {
        KEEP,
        DISCARD
    }

    private static final String[] NONE = {};

    private Origin origin;
    private String method;
    private String path;
    private HeaderBlock headers = HeaderBlock.EMPTY;
    private String[] more = NONE; // name, value, name, value
    private int moreLength;
    private boolean moreNamesHost;
    private boolean moreEndsConnection;
    private byte @Nullable [] body;
    private int bodyLength;
    private @Nullable RequestBody streamed;
    private boolean streamOpened;
    private boolean bodyDropped;
    private boolean expectsContinue;
    private ResponseBody responseBody = ResponseBody.DISCARD;
    private @Nullable BodyReader bodyReader;
    private ExchangeLimits limits = ExchangeLimits.DEFAULT;

    /**
     * A request without headers and body, within {@link ExchangeLimits#DEFAULT}, whose response body is discarded.
     *
     * @param origin the server
     * @param method any token but {@code CONNECT}; case matters
     * @param path path and query, encoded, beginning with a slash; or {@code *}
     * @throws IllegalArgumentException if method or path is malformed
     */
    public WireRequest(Origin origin, String method, String path) {
        this.origin = origin;
        this.method = checkedMethod(method);
        this.path = checkedPath(path);
    }

    /** Sends to another server. */
    public WireRequest origin(Origin server) {
        this.origin = server;
        return this;
    }

    /**
     * Sends with another method.
     *
     * @throws IllegalArgumentException if it is not a token, or {@code CONNECT}
     */
    public WireRequest method(String token) {
        this.method = checkedMethod(token);
        return this;
    }

    /**
     * Asks for another path.
     *
     * @param pathAndQuery encoded, beginning with a slash; or {@code *}
     * @throws IllegalArgumentException if it is malformed
     */
    public WireRequest path(String pathAndQuery) {
        if (path != pathAndQuery) { // the same object has been checked
            this.path = checkedPath(pathAndQuery);
        }
        return this;
    }

    /** Replaces the prepared headers; those added by {@link #header} stay. */
    public WireRequest headers(HeaderBlock block) {
        this.headers = block;
        return this;
    }

    /**
     * Adds a header line after the prepared ones.
     *
     * @throws IllegalArgumentException as {@link HeaderField}
     */
    public WireRequest header(String name, String value) {
        HeaderField.check(name, value);
        if (moreLength == more.length) {
            more = Arrays.copyOf(more, Math.max(8, moreLength * 2));
        }
        more[moreLength++] = name;
        more[moreLength++] = value;
        moreNamesHost |= HeaderBlock.isHost(name);
        moreEndsConnection |= HeaderBlock.endsConnection(name, value);
        return this;
    }

    /** Removes the lines added by {@link #header}. */
    public WireRequest clearHeaders() {
        Arrays.fill(more, 0, moreLength, "");
        moreLength = 0;
        moreNamesHost = false;
        moreEndsConnection = false;
        return this;
    }

    /** Sends these bytes, or no body. */
    public WireRequest body(byte @Nullable [] bytes) {
        return body(bytes, bytes == null ? 0 : bytes.length);
    }

    /** Sends the first {@code length} of these bytes. */
    public WireRequest body(byte @Nullable [] bytes, int length) {
        if (length < 0 || length > (bytes == null ? 0 : bytes.length)) {
            throw new IllegalArgumentException("body length %d must be from 0 to the array's %d"
                    .formatted(length, bytes == null ? 0 : bytes.length));
        }
        this.body = bytes;
        this.bodyLength = length;
        this.streamed = null;
        this.bodyDropped = false;
        return this;
    }

    /** Sends what {@code source} has, which is read while it is sent. A request with such a body is one thread's. */
    public WireRequest stream(RequestBody source) {
        body(null, 0);
        this.streamed = source;
        this.streamOpened = false;
        return this;
    }

    /** Leaves the body out for good, as where a redirect turns a POST into a GET. */
    public WireRequest dropBody() {
        body(null, 0);
        this.bodyDropped = true;
        this.expectsContinue = false;
        return this;
    }

    /** Sends the head and waits for the server's leave, for up to a second, before it sends the body. */
    public WireRequest expectContinue(boolean expects) {
        this.expectsContinue = expects;
        return this;
    }

    /** Whether {@link Exchange} is to hold the response's body. */
    public WireRequest responseBody(ResponseBody use) {
        this.responseBody = use;
        this.bodyReader = null;
        return this;
    }

    /** Lets {@code reader} have the response's body while it arrives; {@link Exchange} does not hold it. */
    public WireRequest responseBody(BodyReader reader) {
        this.responseBody = ResponseBody.DISCARD;
        this.bodyReader = reader;
        return this;
    }

    /** What the exchange may take. */
    public WireRequest limits(ExchangeLimits allowed) {
        this.limits = allowed;
        return this;
    }

    public Origin origin() {
        return origin;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    public ResponseBody responseBody() {
        return responseBody;
    }

    public ExchangeLimits limits() {
        return limits;
    }

    /** Whether the body was dropped: then headers that describe it are to be left out, too. */
    public boolean isBodyDropped() {
        return bodyDropped;
    }

    /** Whether the request asks for leave to send its body. */
    public boolean expectsContinue() {
        return expectsContinue && (streamed != null || bodyLength > 0);
    }

    /** Whether the body, if there is one, can be sent once more; false for one that has been read and is lost. */
    public boolean canSendAgain() {
        return streamed == null || !streamOpened || streamed.isRepeatable();
    }

    /**
     * A copy of the body; empty if there is none.
     *
     * @throws IllegalStateException if it is streamed, and so not known before it is sent
     */
    public byte[] bodyBytes() {
        if (streamed != null) {
            throw new IllegalStateException("the body is streamed, so its bytes are not known before they are sent");
        }
        return body == null ? new byte[0] : Arrays.copyOf(body, bodyLength);
    }

    /** Calls {@code visitor} with name and value of every header given, in the order they are sent. */
    public void forEachHeader(BiConsumer<String, String> visitor) {
        headers.fields().forEach(field -> visitor.accept(field.name(), field.value()));
        for (int i = 0; i < moreLength; i += 2) {
            visitor.accept(more[i], more[i + 1]);
        }
    }

    HeaderBlock preparedHeaders() {
        return headers;
    }

    String[] moreHeaders() {
        return more;
    }

    int moreHeadersLength() {
        return moreLength;
    }

    byte @Nullable [] body() {
        return body;
    }

    int bodyLength() {
        return bodyLength;
    }

    /** Bytes of the body, 0 without one; {@link RequestBody#UNKNOWN} where it goes in chunks. */
    long contentLength() {
        return streamed == null ? bodyLength : streamed.length();
    }

    /** Whether the body is read while it is sent, so that its bytes are not known before. */
    public boolean isStreamed() {
        return streamed != null;
    }

    /**
     * Opens the streamed body.
     *
     * @throws BodyFault if it cannot be opened, or must not be for a second time
     */
    BodySource openBody() throws BodyFault {
        RequestBody source = streamed;
        if (source == null) {
            throw new IllegalStateException("the body is not streamed");
        }
        if (!canSendAgain()) {
            throw BodyFault.ofRequest("the request's body can be read only once, and would have to be sent again for a"
                    + " redirect, a retry or a challenge; give a body that can be read again");
        }
        streamOpened = true;
        return BodySource.open(source);
    }

    /** What takes the response's body while it arrives; null for nothing. */
    public @Nullable BodyReader bodyReader() {
        return bodyReader;
    }

    boolean keepsBody() {
        return responseBody == ResponseBody.KEEP;
    }

    boolean namesHost() {
        return moreNamesHost || headers.namesHost();
    }

    boolean endsConnection() {
        return moreEndsConnection || headers.endsConnection();
    }

    /** Whether a {@code Content-Length} is due: always with a body, and with methods that usually have one. */
    boolean statesLength() {
        return body != null
                || streamed != null
                || switch (method) {
                    case "POST", "PUT", "PATCH" -> true;
                    default -> false;
                };
    }

    /** Whether sending it twice means the same as sending it once (RFC 9110, 9.2.2). */
    boolean isIdempotent() {
        return switch (method) {
            case "GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE" -> true;
            default -> false;
        };
    }

    /** Whether the server may answer 101. */
    boolean asksForUpgrade() {
        boolean[] asks = {false};
        forEachHeader((name, value) -> asks[0] |= name.equalsIgnoreCase("upgrade"));
        return asks[0];
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /**
     * Returns {@code method}.
     *
     * @throws IllegalArgumentException if it is not a token (RFC 9110, 5.6.2), or {@code CONNECT}
     */
    public static String checkedMethod(String method) {
        if (method.equals("GET") || method.equals("POST")) {
            return method;
        }
        if (!Ascii.isToken(method) || method.equals("CONNECT")) {
            throw new IllegalArgumentException(
                    "method \"%s\" must be letters, digits and !#$%%&'*+-.^_`|~, and not CONNECT".formatted(method));
        }
        return method;
    }

    private static String checkedPath(String path) {
        boolean whole = !path.isEmpty() && (path.charAt(0) == '/' || path.equals("*"));
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                throw new IllegalArgumentException("path \"%s\": character U+%04X at %d must be percent-encoded"
                        .formatted(path.strip(), (int) c, i));
            }
        }
        if (!whole) {
            throw new IllegalArgumentException("path \"%s\" must begin with a slash".formatted(path));
        }
        return path;
    }
}
