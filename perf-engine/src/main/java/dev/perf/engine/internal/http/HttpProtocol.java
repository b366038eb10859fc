package dev.perf.engine.internal.http;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.http.transport.JdkTransport;
import dev.perf.engine.internal.http.transport.ProxySettings;
import dev.perf.engine.internal.http.transport.RememberingResolver;
import dev.perf.engine.internal.http.transport.Resolver;
import dev.perf.engine.internal.http.transport.SharedChannel;
import dev.perf.engine.internal.http.transport.SocketTransport;
import dev.perf.engine.internal.http.transport.StreamingClient;
import dev.perf.engine.internal.http.transport.TlsSettings;
import dev.perf.engine.internal.http.transport.Transport;
import dev.perf.engine.internal.http.transport.TransportSettings;
import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.engine.internal.script.TracedSession;
import dev.perf.engine.internal.template.Templates;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.http.ClearCache;
import dev.perf.http.Connections;
import dev.perf.http.CookieStep;
import dev.perf.http.Field;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.http.ParallelRequests;
import dev.perf.http.ProxyServer;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.scenario.Request;
import dev.perf.scenario.Session;
import dev.perf.source.SourceLocation;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** HTTP for one run: one transport, and a pool of channels for users that live for one iteration. */
public final class HttpProtocol implements Protocol {

    private final HttpSettings settings;
    private final BaseUrls bases;
    private final Clock clock;
    private final Transport transport;
    private final @Nullable ClientKeys keys;
    private final boolean newConnections;
    private final ChannelSource ofLasting;
    private final ChannelSource ofPassing;
    private final StreamingClient streaming;

    private HttpProtocol(
            HttpSettings settings,
            BaseUrls bases,
            Clock clock,
            Transport transport,
            TransportSettings shared,
            @Nullable ClientKeys keys) {
        this.keys = keys;
        this.settings = settings;
        this.bases = bases;
        this.clock = clock;
        this.transport = transport;
        this.streaming = new StreamingClient(shared);
        this.newConnections = settings.connections() instanceof Connections.NewPerIteration;
        ChannelSource own = ChannelSource.own(transport);
        switch (settings.connections()) {
            case Connections.PerUser ignored -> {
                this.ofLasting = own;
                this.ofPassing = ChannelSource.passingOn(transport);
            }
            case Connections.NewPerIteration ignored -> {
                this.ofLasting = own;
                this.ofPassing = own;
            }
            case Connections.NewPerRequest ignored -> {
                this.ofLasting = own;
                this.ofPassing = own;
            }
            case Connections.Shared all -> {
                this.ofLasting = ChannelSource.sharing(new SharedChannel.Connections(transport, shared, all.max()));
                this.ofPassing = ofLasting;
            }
        }
    }

    /**
     * Opens HTTP with the settings of {@code plan}. Contacts nobody.
     *
     * @param problems where mistakes in the settings are noted
     */
    public static HttpProtocol open(TestPlan plan, Clock clock, List<Problem> problems, Templates templates) {
        HttpSettings settings = HttpSettingsCheck.check(plan, problems);
        TransportSettings shared = TransportSettings.defaults()
                .withConnectTimeout(settings.connectTimeout())
                .withTlsTimeout(settings.tlsTimeout())
                .withTls(tls(settings, plan, problems))
                .withResolver(resolver(settings, clock))
                .withLocalAddresses(settings.localAddresses().stream()
                        .map(HttpSettingsCheck::address)
                        .toList())
                .withUnixSocket(settings.unixSocket())
                .withProxy(proxy(settings.proxy()))
                .withNanoClock(clock::nanos);
        Transport transport = switch (settings.transport()) {
            case SOCKET -> new SocketTransport(shared);
            case JDK -> new JdkTransport(shared, HttpSettingsCheck.version(settings));
        };
        ClientKeys keys = TlsMaterial.keysOfUsers(
                settings, templates, mistake -> problems.add(new Problem(plan.location(), "http settings", mistake)));
        return new HttpProtocol(settings, BaseUrls.of(settings), clock, transport, shared, keys);
    }

    private static TlsSettings tls(HttpSettings settings, TestPlan plan, List<Problem> problems) {
        return TlsMaterial.read(
                settings, mistake -> problems.add(new Problem(plan.location(), "http settings", mistake)));
    }

    private static Resolver resolver(HttpSettings settings, Clock clock) {
        Duration ttl = settings.dnsTtl();
        Resolver lookUp = ttl == null ? Resolver.SYSTEM : new RememberingResolver(Resolver.SYSTEM, ttl, clock::nanos);
        if (settings.addresses().isEmpty()) {
            return lookUp;
        }
        Map<String, InetAddress[]> known = new HashMap<>();
        settings.addresses()
                .forEach((host, addresses) -> known.put(
                        host, addresses.stream().map(HttpSettingsCheck::address).toArray(InetAddress[]::new)));
        return host -> {
            InetAddress[] addresses = known.get(host);
            return addresses == null ? lookUp.resolve(host) : addresses;
        };
    }

    private static @Nullable ProxySettings proxy(@Nullable ProxyServer server) {
        return server == null
                ? null
                : new ProxySettings(
                        server.kind() == ProxyServer.Kind.SOCKS5,
                        server.host(),
                        server.port(),
                        server.user(),
                        server.password(),
                        server.exceptions());
    }

    @Override
    public @Nullable CompiledRequest<?> compile(Request<?> request, CompileContext context) {
        return switch (request) {
            case HttpRequest http -> HttpRequestNode.compile(http, settings, bases, context);
            case ParallelRequests batch -> ParallelNode.compile(batch, settings, bases, context);
            case CookieStep cookies -> CookieNode.compile(cookies, bases, context);
            case ClearCache ignored -> ClearCacheNode.INSTANCE;
            default -> null;
        };
    }

    /** Returns the client for what is more than a request and its response. */
    public StreamingClient streaming() {
        return streaming;
    }

    /** Compiles the handshake of a WebSocket; mistakes go to the context. */
    public OpeningRequest handshake(String url, List<Field> headers, SourceLocation location, CompileContext context) {
        return OpeningRequest.handshake(url, headers, location, settings, bases, context);
    }

    /**
     * Compiles a request whose response does not end; mistakes go to the context.
     *
     * @param accept a header that it has unless it has its own
     */
    public OpeningRequest opening(HttpRequest request, Field accept, CompileContext context) {
        return OpeningRequest.compile(request, accept, settings, bases, context);
    }

    /** Returns what all requests of the test have in common. */
    public HttpSettings settings() {
        return settings;
    }

    /** Returns what hides secrets in what is written of requests, responses and messages. */
    public Masks masks() {
        return Masks.of(settings.masked());
    }

    @Override
    public UserState newUserState(boolean lasting, Session session) {
        ChannelSource channels = lasting ? ofLasting : ofPassing;
        if (keys != null) {
            channels = ChannelSource.presenting(transport, keys.ofNextUser(session));
        }
        Trace trace = TracedSession.traceOf(session);
        if (trace != null) {
            channels = channels.tellingOnly(trace);
        }
        return new HttpUserState(channels, settings.maxBodyBytes(), clock, bases.nextIndex(), newConnections);
    }

    @Override
    public void close() {
        ofLasting.close();
        ofPassing.close();
        transport.close();
        streaming.close();
    }
}
