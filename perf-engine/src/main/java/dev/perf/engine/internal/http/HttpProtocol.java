package dev.perf.engine.internal.http;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.http.transport.ChannelPool;
import dev.perf.engine.internal.http.transport.HttpVersion;
import dev.perf.engine.internal.http.transport.JdkTransport;
import dev.perf.engine.internal.http.transport.SocketTransport;
import dev.perf.engine.internal.http.transport.TlsSettings;
import dev.perf.engine.internal.http.transport.Transport;
import dev.perf.engine.internal.http.transport.TransportSettings;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.http.ClearCache;
import dev.perf.http.CookieStep;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.http.ParallelRequests;
import dev.perf.plan.Problem;
import dev.perf.plan.TestPlan;
import dev.perf.scenario.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HTTP for one run: one transport, and a pool of channels for users that live for one iteration. */
public final class HttpProtocol implements Protocol {

    private final HttpSettings settings;
    private final BaseUrls bases;
    private final Clock clock;
    private final Transport transport;
    private final ChannelPool pool;
    private final ChannelSource own;
    private final ChannelSource shared;

    private HttpProtocol(HttpSettings settings, BaseUrls bases, Clock clock, Transport transport) {
        this.settings = settings;
        this.bases = bases;
        this.clock = clock;
        this.transport = transport;
        this.pool = new ChannelPool(transport);
        this.own = ChannelSource.own(transport);
        this.shared = ChannelSource.shared(pool);
    }

    /**
     * Opens HTTP with the settings of {@code plan}. Contacts nobody.
     *
     * @param problems where mistakes in the settings are noted
     */
    public static HttpProtocol open(TestPlan plan, Clock clock, List<Problem> problems) {
        HttpSettings settings = HttpSettingsCheck.check(plan, problems);
        TransportSettings shared = TransportSettings.defaults()
                .withConnectTimeout(settings.connectTimeout())
                .withTls(settings.verifyTls() ? TlsSettings.verified() : TlsSettings.insecure())
                .withNanoClock(clock::nanos);
        Transport transport = switch (settings.transport()) {
            case SOCKET -> new SocketTransport(shared);
            case JDK -> new JdkTransport(shared, HttpVersion.HTTP_2);
        };
        return new HttpProtocol(settings, BaseUrls.of(settings), clock, transport);
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

    @Override
    public UserState newUserState(boolean lasting) {
        return new HttpUserState(lasting ? own : shared, settings.maxBodyBytes(), clock, bases.nextIndex());
    }

    @Override
    public void close() {
        pool.close();
        transport.close();
    }
}
