package dev.perf.engine.internal.http;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.http.transport.Channel;
import dev.perf.engine.internal.http.transport.Exchange;
import dev.perf.engine.internal.http.transport.Origin;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.measure.RequestSample;
import dev.perf.engine.internal.script.Evidence;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.engine.internal.script.TracedSession;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.result.ErrorSample;
import dev.perf.scenario.Session;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a user keeps between its requests: its way to the servers, its cookies, and the objects it uses again. */
final class HttpUserState implements Protocol.UserState, Evidence {

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

    private final ChannelSource channels;
    private final int maxBodyBytes;
    private final Clock clock;
    private final boolean sharesChannel;
    private final boolean newConnections;
    private int baseBefore;
    private @Nullable WireRequest wire;
    private @Nullable Map<Origin, DigestChallenge> challenges;
    private @Nullable ResponseCache cache;

    /**
     * Creates the state of a user.
     *
     * @param channels where its channels come from and go back to
     * @param base index of the base URL that the user begins with
     * @param newConnections whether each iteration opens connections anew
     */
    HttpUserState(ChannelSource channels, int maxBodyBytes, Clock clock, int base, boolean newConnections) {
        this(channels, channels.take(), false, maxBodyBytes, clock, base, newConnections);
    }

    private HttpUserState(
            ChannelSource channels,
            Channel channel,
            boolean sharesChannel,
            int maxBodyBytes,
            Clock clock,
            int base,
            boolean newConnections) {
        this.channels = channels;
        this.channel = channel;
        this.sharesChannel = sharesChannel;
        this.maxBodyBytes = maxBodyBytes;
        this.clock = clock;
        this.cookies = new CookieJar(clock);
        this.response = new ResponseView(exchange, maxBodyBytes, cookies, journey);
        this.base = base;
        this.newConnections = newConnections;
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

    @Override
    public ErrorSample.@Nullable Message request(Masks masks) {
        return wire == null ? null : ExchangeMessages.sent(wire).masked(masks);
    }

    @Override
    public int status() {
        return exchange.status();
    }

    @Override
    public ErrorSample.@Nullable Message response(Masks masks) {
        return wire == null || exchange.status() == 0
                ? null
                : ExchangeMessages.received(exchange, ExchangeMessages.body(wire, exchange))
                        .masked(masks);
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
            challenges = new ConcurrentHashMap<>(4);
        }
        challenges.put(server, challenge);
    }

    @Override
    public void rest() {
        exchange.release();
    }

    @Override
    public void iterationEnded() {
        if (newConnections) {
            channel.disconnect();
        }
    }

    /** The cache and what servers asked of the user are shared, the cookies are not. */
    @Override
    public void beforeLanes() {
        cache();
        if (challenges == null) {
            challenges = new ConcurrentHashMap<>(4);
        }
    }

    @Override
    public HttpUserState newLane(boolean first, Session session) {
        Trace trace = TracedSession.traceOf(session);
        if (trace != null) { // the user's own channel tells of the user, not of the lane
            return new HttpUserState(channels.tellingOnly(trace), maxBodyBytes, clock, base, newConnections);
        }
        return first
                ? new HttpUserState(channels, channel, true, maxBodyBytes, clock, base, newConnections)
                : new HttpUserState(channels, maxBodyBytes, clock, base, newConnections);
    }

    @Override
    public void beginsTask(Protocol.UserState user) {
        HttpUserState whose = (HttpUserState) user;
        base = whose.base;
        baseBefore = base;
        cache = whose.cache;
        challenges = whose.challenges;
        cookies.copyOf(whose.cookies);
    }

    @Override
    public @Nullable Runnable endsTask(Protocol.UserState user) {
        HttpUserState whose = (HttpUserState) user;
        List<Consumer<CookieJar>> changes = cookies.takeChanges();
        int last = base;
        boolean moved = last != baseBefore;
        if (changes.isEmpty() && !moved) {
            return null;
        }
        return () -> {
            if (moved) {
                whose.base = last;
            }
            changes.forEach(change -> change.accept(whose.cookies));
        };
    }

    @Override
    public void close() {
        exchange.release();
        if (!sharesChannel) {
            channels.giveBack(channel);
        }
    }
}
