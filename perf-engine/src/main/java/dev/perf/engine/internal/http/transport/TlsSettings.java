package dev.perf.engine.internal.http.transport;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * How a transport speaks TLS.
 *
 * @param verification whether the server's certificate must be trusted and made out to the host asked for
 * @param contexts gives the context of trust and key material for a new connection; asked at the first handshake, since
 *     making the JDK's default one takes longer than the rest of a start
 * @param versions protocol versions offered; empty for the JDK's default
 */
public record TlsSettings(Verification verification, Supplier<SSLContext> contexts, List<String> versions) {

    /** Whether certificates are verified. */
    public enum Verification {
        FULL,
        NONE
    }

    /** Verifies against the certificate authorities the JDK trusts: the default. */
    public static TlsSettings verified() {
        return new TlsSettings(Verification.FULL, TlsSettings::defaultContext, List.of());
    }

    /** Verifies with the trust and key material of {@code context}. */
    public static TlsSettings verified(SSLContext context) {
        return new TlsSettings(Verification.FULL, () -> context, List.of());
    }

    /** Accepts any certificate for any name. For test systems only: anyone on the way can read and change all. */
    public static TlsSettings insecure() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustEverything(), null);
            return new TlsSettings(Verification.NONE, () -> context, List.of());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** Trusts everything, for use in a context of one's own. */
    public static TrustManager[] trustEverything() {
        return new TrustManager[] {new TrustEverything()};
    }

    SSLContext context() {
        return contexts.get();
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no default TLS context; check its trust store settings", e);
        }
    }

    /**
     * The extended kind on purpose: the JDK then leaves the host name to it as well, and java.net.http has no other
     * way to do without the check.
     */
    private static final class TrustEverything extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
