package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.TlsSettings;
import dev.perf.engine.internal.http.transport.TlsSettings.Verification;
import dev.perf.engine.internal.template.InvalidTemplateException;
import dev.perf.engine.internal.template.Template;
import dev.perf.engine.internal.template.Templates;
import dev.perf.http.HttpSettings;
import dev.perf.http.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Reads the trust and key material that a plan names. */
final class TlsMaterial {

    private final Consumer<String> problems;

    private TlsMaterial(Consumer<String> problems) {
        this.problems = problems;
    }

    /**
     * Reads what {@code settings} name; mistakes go to {@code problems}, and what comes back then is of no use.
     *
     * <p>The JDK's default is left to be loaded at the first handshake, where nothing else is asked for.
     */
    static TlsSettings read(HttpSettings settings, Consumer<String> problems) {
        Tls tls = settings.tls();
        new TlsMaterial(problems).checkVersions(tls);
        if (settings.verifyTls() && tls.trust() == null && tls.key() == null && tls.resumes()) {
            return new TlsSettings(Verification.FULL, TlsSettings.verified().contexts(), tls.versions());
        }
        return new TlsMaterial(problems).read(settings, tls);
    }

    /**
     * Reads the keys that users have each for themselves; mistakes go to {@code problems}. What is trusted has been read
     * before, with what is wrong with it.
     *
     * @return null where users have no such keys, or these are of no use
     */
    static @Nullable ClientKeys keysOfUsers(HttpSettings settings, Templates templates, Consumer<String> problems) {
        Tls tls = settings.tls();
        Path file = tls.keys();
        if (file == null) {
            return null;
        }
        if (tls.key() != null) {
            problems.accept("tls clientKey and clientKeys exclude each other; remove one of them");
        }
        TrustManager[] trust =
                settings.verifyTls() ? new TlsMaterial(known -> {}).trust(tls) : TlsSettings.trustEverything();
        char[] password = Objects.requireNonNullElse(tls.keysPassword(), "").toCharArray();
        try {
            Template alias = tls.keyAlias() == null ? null : templates.compile(tls.keyAlias());
            KeyStore store = keyStore(file, password);
            List<String> aliases = keys(store);
            if (aliases.isEmpty()) {
                problems.accept("tls clientKeys: " + file + " must hold private keys, and holds none");
                return null;
            }
            return new ClientKeys(
                    file.toString(), store, password, aliases, alias, trust, tls.resumes(), ClientKeys.MOST_CONTEXTS);
        } catch (InvalidTemplateException malformed) {
            malformed.mistakes().forEach(mistake -> problems.accept("tls clientKeys: " + mistake));
        } catch (IOException | GeneralSecurityException unreadable) {
            problems.accept("tls clientKeys: " + reason(file, unreadable));
        }
        return null;
    }

    /** The aliases of the private keys, in order. */
    private static List<String> keys(KeyStore store) throws GeneralSecurityException {
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                keys.add(alias.toLowerCase(Locale.ROOT)); // as both types of store look them up
            }
        }
        Collections.sort(keys);
        return keys;
    }

    private TlsSettings read(HttpSettings settings, Tls tls) {
        if (!settings.verifyTls() && tls.trust() != null) {
            problems.accept("trustAllCertificates and tls trust contradict each other; remove one of them");
        }
        Verification verification = settings.verifyTls() ? Verification.FULL : Verification.NONE;
        TrustManager[] trust = settings.verifyTls() ? trust(tls) : TlsSettings.trustEverything();
        KeyManager[] keys = keys(tls);
        if (tls.resumes()) {
            SSLContext context = context(keys, trust);
            return new TlsSettings(verification, () -> context, tls.versions());
        }
        // Sessions are kept with their context: a new one knows none.
        return new TlsSettings(verification, () -> context(keys, trust), tls.versions());
    }

    private static SSLContext context(KeyManager @Nullable [] keys, TrustManager[] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    private TrustManager[] trust(Tls tls) {
        try {
            Path file = tls.trust();
            KeyStore store = file == null ? null : certificates(file, tls.trustPassword());
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException unreadable) {
            problems.accept("tls trust: " + reason(tls.trust(), unreadable));
            return TlsSettings.trustEverything();
        }
    }

    private static KeyStore certificates(Path file, @Nullable String password)
            throws IOException, GeneralSecurityException {
        if (password != null) {
            return keyStore(file, password.toCharArray());
        }
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException("it holds no certificate in PEM");
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : found) {
                store.setCertificateEntry("certificate-" + store.size(), certificate);
            }
            return store;
        }
    }

    private static KeyStore keyStore(Path file, char[] password) throws IOException, GeneralSecurityException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return KeyStore.getInstance(file.toFile(), password);
    }

    private KeyManager @Nullable [] keys(Tls tls) {
        Path file = tls.key();
        if (file == null) {
            return null;
        }
        char[] password = Objects.requireNonNullElse(tls.keyPassword(), "").toCharArray();
        try {
            KeyStore store = keyStore(file, password);
            List<String> keys = keys(store);
            if (keys.size() != 1) {
                problems.accept("tls clientKey: " + file + " must hold one private key, and holds " + keys.size()
                        + "; clientKeys gives each user its own");
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            return factory.getKeyManagers();
        } catch (IOException | GeneralSecurityException unreadable) {
            problems.accept("tls clientKey: " + reason(file, unreadable));
            return null;
        }
    }

    private void checkVersions(Tls tls) {
        if (tls.versions().isEmpty()) {
            return;
        }
        try {
            Set<String> known =
                    Set.of(SSLContext.getDefault().getSupportedSSLParameters().getProtocols());
            tls.versions().stream()
                    .filter(version -> !known.contains(version))
                    .forEach(unknown -> problems.accept("tls version \"" + unknown + "\" must be TLSv1.3 or TLSv1.2"));
        } catch (GeneralSecurityException noTls) {
            throw new IllegalStateException("this JDK has no TLS", noTls);
        }
    }

    private static String reason(@Nullable Path file, Exception thrown) {
        if (thrown instanceof NoSuchFileException) {
            return file + " does not exist; the path counts from " + Path.of("").toAbsolutePath();
        }
        return file + " cannot be read (" + thrown.getMessage() + ")";
    }
}
