package dev.perf.http;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

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
    private @Nullable Path keys;
    private @Nullable String keysPassword;
    private @Nullable String keyAlias;
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
            copy.trust = given(pem, "pem");
            copy.trustPassword = null;
        });
    }

    /** Trusts the certificates in a key store of type PKCS#12 or JKS instead of the authorities that Java trusts. */
    public Tls trust(Path keyStore, String password) {
        return with(copy -> {
            copy.trust = given(keyStore, "keyStore");
            copy.trustPassword = given(password, "password");
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
            copy.key = given(keyStore, "keyStore");
            copy.keyPassword = given(password, "password");
        });
    }

    /**
     * Lets each user prove with a key of its own who it is, to servers that ask for it (mutual TLS). Users take the
     * keys in turn, in the order of their aliases, when they first need a connection; each keeps its key for life. Where
     * there are more users than keys, several have the same.
     *
     * <p>Users then pass no connections on to each other: each arrival of open load opens its own. Only on the
     * {@code socket} transport, and not with {@link Connections#shared}.
     *
     * @param keyStore a key store of type PKCS#12 or JKS that holds private keys and their certificates
     * @param password opens the store and all keys
     */
    public Tls clientKeys(Path keyStore, String password) {
        return with(copy -> {
            copy.keys = given(keyStore, "keyStore");
            copy.keysPassword = given(password, "password");
            copy.keyAlias = null;
        });
    }

    /**
     * Lets each user prove who it is with the key that its session names, as {@link #clientKeys(Path, String)} else:
     * with {@code "#{alias}"} and a {@linkplain dev.perf.scenario.Scenario#feed feeder} that has a column {@code alias},
     * say. The name is asked for when a connection is opened; connections that are kept keep their key. A name that
     * the store does not have fails the request as {@code request}.
     *
     * @param alias template of the key's alias, whose case does not matter
     */
    public Tls clientKeys(Path keyStore, String password, String alias) {
        return with(copy -> {
            copy.keys = given(keyStore, "keyStore");
            copy.keysPassword = given(password, "password");
            copy.keyAlias = given(alias, "alias");
        });
    }

    /**
     * Sets the versions offered: {@code TLSv1.3}, {@code TLSv1.2}; both unless set. Java refuses older ones unless its
     * security properties allow them.
     */
    public Tls versions(String... names) {
        return with(copy -> copy.versions = allGiven(names, "names"));
    }

    /**
     * Makes each new connection shake hands in full, as a new client would; otherwise a connection to a server that
     * allows it resumes the session of one before. Only on the {@code socket} transport.
     */
    public Tls withoutResumption() {
        return with(copy -> copy.resumes = false);
    }

    /** Takes {@link #withoutResumption()} back. */
    public Tls withResumption() {
        return with(copy -> copy.resumes = true);
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

    /** Returns the key store of the users' own keys, where they have such. */
    public @Nullable Path keys() {
        return keys;
    }

    /** Returns what opens the key store of the users' own keys. */
    public @Nullable String keysPassword() {
        return keysPassword;
    }

    /** Returns the template of the alias of a user's own key; null where users take the keys in turn. */
    public @Nullable String keyAlias() {
        return keyAlias;
    }

    /** Returns the versions offered; empty for Java's default. */
    public List<String> versions() {
        return versions;
    }

    /** Tells whether sessions are resumed; true unless set. */
    public boolean resumes() {
        return resumes;
    }

    /** Returns what is set, in the words that set it, without passwords: {@code tls.trust(ca.pem).versions(TLSv1.3)}. */
    @Override
    public String toString() {
        var words = new StringBuilder("tls");
        if (trust != null) {
            words.append(".trust(").append(trust).append(')');
        }
        if (key != null) {
            words.append(".clientKey(").append(key).append(')');
        }
        if (keys != null) {
            words.append(".clientKeys(").append(keys).append(')');
        }
        if (!versions.isEmpty()) {
            words.append(".versions(").append(String.join(", ", versions)).append(')');
        }
        return words.append(resumes ? "" : ".withoutResumption()").toString();
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
