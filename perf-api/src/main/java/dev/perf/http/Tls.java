package dev.perf.http;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How connections over TLS are made. Immutable: each method with an argument returns a new value.
 *
 * <p>Files are read when the plan is checked, so one that is missing or that the password does not open is a mistake of
 * the plan.
 */
public final class Tls implements Cloneable {

    /** The settings of a test that sets none. */
    public static final Tls DEFAULTS = new Tls();

    private @Nullable Path trust;
    private @Nullable String trustPassword;
    private @Nullable Path key;
    private @Nullable String keyPassword;
    private List<String> versions = List.of();
    private boolean resumes = true;

    private Tls() {}

    /**
     * Trusts the certificates in {@code pem}, and those they have signed, instead of the authorities that Java trusts.
     *
     * @param pem a file of one or more certificates in PEM
     */
    public Tls trust(Path pem) {
        return with(copy -> {
            copy.trust = pem;
            copy.trustPassword = null;
        });
    }

    /** Trusts the certificates in a key store of type PKCS#12 or JKS instead of the authorities that Java trusts. */
    public Tls trust(Path keyStore, String password) {
        return with(copy -> {
            copy.trust = keyStore;
            copy.trustPassword = password;
        });
    }

    /**
     * Proves who the client is, to servers that ask for it (mutual TLS). All users share the key.
     *
     * @param keyStore a key store of type PKCS#12 or JKS that holds one private key and its certificates
     * @param password opens the store and the key
     */
    public Tls clientKey(Path keyStore, String password) {
        return with(copy -> {
            copy.key = keyStore;
            copy.keyPassword = password;
        });
    }

    /**
     * Sets the versions offered: {@code TLSv1.3}, {@code TLSv1.2}; both unless set. Java refuses older ones unless its
     * security properties allow them.
     */
    public Tls versions(String... names) {
        return with(copy -> copy.versions = List.of(names));
    }

    /**
     * Makes each new connection shake hands in full, as a new client would; otherwise a connection to a server that
     * allows it resumes the session of one before. Only on the {@code socket} transport.
     */
    public Tls withoutResumption() {
        return with(copy -> copy.resumes = false);
    }

    /** Returns the file of what is trusted, where it is not what Java trusts. */
    public @Nullable Path trust() {
        return trust;
    }

    /** Returns what opens the file of what is trusted; null where it is a PEM file. */
    public @Nullable String trustPassword() {
        return trustPassword;
    }

    /** Returns the key store of the client's key, where it has one. */
    public @Nullable Path key() {
        return key;
    }

    /** Returns what opens the key store of the client's key. */
    public @Nullable String keyPassword() {
        return keyPassword;
    }

    /** Returns the versions offered; empty for Java's default. */
    public List<String> versions() {
        return versions;
    }

    /** Tells whether sessions are resumed; true unless set. */
    public boolean resumes() {
        return resumes;
    }

    private Tls with(Consumer<Tls> change) {
        try {
            Tls copy = (Tls) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
