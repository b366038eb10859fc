package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says which proxy to use in the words of {@code java.net.http}. */
final class JdkProxies extends ProxySelector {

    private final ProxySettings settings;
    private final List<Proxy> proxy;

    private JdkProxies(ProxySettings settings) {
        this.settings = settings;
        this.proxy = List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(settings.host(), settings.port())));
    }

    /** A selector of {@code settings}, an HTTP proxy without credentials; null for no proxy, whatever the system says. */
    static ProxySelector of(@Nullable ProxySettings settings) {
        return settings == null ? HttpClient.Builder.NO_PROXY : new JdkProxies(settings);
    }

    @Override
    public List<Proxy> select(URI uri) {
        return settings.isFor(Origin.of(uri)) ? proxy : List.of(Proxy.NO_PROXY);
    }

    /** The exchange fails with the same exception. */
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
