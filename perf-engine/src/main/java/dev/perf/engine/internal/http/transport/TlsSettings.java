package dev.perf.engine.internal.http.transport;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a transport trusts.
 *
 * @param verification whether the server's certificate must be trusted and made out to the host asked for
 * @param context holds trust and key material; null means the JDK's default, loaded at the first handshake since
 *     that takes longer than the rest of a start
 */
public record TlsSettings(
        Verification verification, @Nullable SSLContext context) {

    /** Whether certificates are verified. */
    public enum Verification {
        FULL,
        NONE
    }

    /** Verifies against the certificate authorities the JDK trusts: the default. */
    public static TlsSettings verified() {
        return new TlsSettings(Verification.FULL, null);
    }

    /** Verifies with the trust and key material of {@code context}. */
    public static TlsSettings verified(SSLContext context) {
        return new TlsSettings(Verification.FULL, context);
    }

    /** Accepts any certificate for any name. For test systems only: anyone on the way can read and change all. */
    public static TlsSettings insecure() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustEverything()}, null);
            return new TlsSettings(Verification.NONE, context);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    SSLContext contextOrDefault() {
        if (context != null) {
            return context;
        }
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
