package dev.perf.engine.internal.http.transport;

/**
 * When an exchange passed its phases: durations in nanoseconds, by the transport's clock.
 *
 * <p>Meanings are k6's. A phase that was not entered took 0; the phase in which an exchange failed lasts until the
 * failure. The {@code jdk} transport knows {@link #waitingNanos} and {@link #receivingNanos} only, and the former
 * includes all that came before.
 *
 * <pre>
 * start     looked up   connected   secured     sent      first byte   last byte
 *   |looking up|connecting|handshaking|  sending  |  waiting  |  receiving  |
 *   |------------- blocked -----------|-------------- duration -------------|
 * </pre>
 */
public final class Timing {

    private Phase phase = Phase.COMPLETE;
    private long start;
    private long opening; // start, unless a stale connection was tried before
    private long lookedUp;
    private long connected;
    private long secured;
    private long sent;
    private long firstByte;
    private long lastByte;

    Timing() {}

    void begin(long now) {
        start = now;
        sendingFrom(now);
    }

    /** The connection is ready: nothing to look up or to connect. */
    void sendingFrom(long now) {
        opening = now;
        lookedUp = now;
        connected = now;
        secured = now;
        phase = Phase.SENDING;
    }

    /** The exchange began to wait for its turn before it was its turn. */
    void waitedSince(long moment) {
        start = moment;
    }

    void opening(long now) {
        opening = now;
        phase = Phase.LOOKING_UP;
    }

    void lookedUp(long now) {
        lookedUp = now;
        phase = Phase.CONNECTING;
    }

    void connected(long now) {
        connected = now;
        phase = Phase.TLS_HANDSHAKING;
    }

    void secured(long now) {
        secured = now;
        phase = Phase.SENDING;
    }

    void sent(long now) {
        sent = now;
        phase = Phase.WAITING;
    }

    /** What was taken for sent was not: the peer had hung up. */
    void notSent() {
        phase = Phase.SENDING;
    }

    void firstByte(long now) {
        firstByte = now;
        phase = Phase.RECEIVING;
    }

    void lastByte(long now) {
        lastByte = now;
        phase = Phase.COMPLETE;
    }

    /** Ends the phase under way; those after it take no time, and {@link #phase} stays. */
    void failed(long now) {
        lookedUp = phase.compareTo(Phase.LOOKING_UP) > 0 ? lookedUp : now;
        connected = phase.compareTo(Phase.CONNECTING) > 0 ? connected : now;
        secured = phase.compareTo(Phase.TLS_HANDSHAKING) > 0 ? secured : now;
        sent = phase.compareTo(Phase.SENDING) > 0 ? sent : now;
        firstByte = phase.compareTo(Phase.WAITING) > 0 ? firstByte : now;
        lastByte = now;
    }

    long firstByteNanos() {
        return firstByte;
    }

    /** Where the exchange ended: {@link Phase#COMPLETE}, or the phase in which it failed. */
    public Phase phase() {
        return phase;
    }

    /** When the exchange began. */
    public long startNanos() {
        return start;
    }

    /** When it ended: last byte, or failure. */
    public long endNanos() {
        return lastByte;
    }

    /** Finding the host's address. */
    public long lookingUpNanos() {
        return lookedUp - opening;
    }

    /** Establishing the TCP connection. */
    public long connectingNanos() {
        return connected - lookedUp;
    }

    /** TLS handshake. */
    public long tlsHandshakingNanos() {
        return secured - connected;
    }

    /** From start until a connection was ready, the three before included, and a stale connection if one was tried. */
    public long blockedNanos() {
        return secured - start;
    }

    /** Writing the request. */
    public long sendingNanos() {
        return sent - secured;
    }

    /** From the request's last byte to the response's first. */
    public long waitingNanos() {
        return firstByte - sent;
    }

    /** From the response's first byte to its last; 0 if all came at once. */
    public long receivingNanos() {
        return lastByte - firstByte;
    }

    /** Sending, waiting and receiving: k6's {@code http_req_duration}. */
    public long durationNanos() {
        return lastByte - secured;
    }
}
