package dev.perf.engine.internal.http;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.http.transport.Channel;
import dev.perf.engine.internal.http.transport.ChannelPool;
import dev.perf.engine.internal.http.transport.Exchange;
import dev.perf.engine.internal.http.transport.Origin;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.measure.RequestSample;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.engine.internal.script.VirtualUser;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a user keeps between its requests: its way to the servers, its cookies, and the objects it uses again. */
final class HttpUserState implements Protocol.UserState {

    /** HTTP is the first protocol of every scenario. */
    private static final int INDEX = 0;

    final Channel channel;
    final Exchange exchange = new Exchange();
    final RequestSample sample = new RequestSample();
    final CookieJar cookies;
    final Journey journey = new Journey();
    final ResponseView response;
    /** Index of the base URL that the user's requests go to now. */
    int base;

    private final @Nullable ChannelPool pool;
    private @Nullable WireRequest wire;
    private @Nullable Map<Origin, DigestChallenge> challenges;
    private @Nullable ResponseCache cache;

    /**
     * Creates the state of a user.
     *
     * @param pool where the channel goes back to; null where it is the user's own
     * @param base index of the base URL that the user begins with
     */
    HttpUserState(Channel channel, @Nullable ChannelPool pool, int maxBodyBytes, Clock clock, int base) {
        this.channel = channel;
        this.pool = pool;
        this.cookies = new CookieJar(clock);
        this.response = new ResponseView(exchange, maxBodyBytes, cookies, journey);
        this.base = base;
    }

    /** Returns the state of {@code user}. */
    static HttpUserState of(VirtualUser user) {
        return (HttpUserState) user.state(INDEX);
    }

    /** Returns the user's request object, aimed at {@code target}. */
    WireRequest wire(Target target, String method) {
        WireRequest known = wire;
        if (known == null) {
            known = new WireRequest(target.origin(), method, target.path());
            wire = known;
            return known;
        }
        return known.origin(target.origin()).method(method).path(target.path());
    }

    /** Returns the user's cache, a new one the first time. */
    ResponseCache cache() {
        ResponseCache known = cache;
        if (known == null) {
            known = new ResponseCache();
            cache = known;
        }
        return known;
    }

    /** Returns what {@code server} asked of the user the last time, to be answered unasked; null for nothing. */
    @Nullable
    DigestChallenge challengeOf(Origin server) {
        return challenges == null ? null : challenges.get(server);
    }

    /** Remembers what {@code server} asks of the user. */
    void challenged(Origin server, DigestChallenge challenge) {
        if (challenges == null) {
            challenges = new HashMap<>(4);
        }
        challenges.put(server, challenge);
    }

    @Override
    public void rest() {
        exchange.release();
    }

    @Override
    public void close() {
        exchange.release();
        if (pool == null) {
            channel.close();
        } else {
            pool.release(channel);
        }
    }
}
