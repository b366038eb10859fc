package dev.perf.engine.internal.http;

import dev.perf.engine.internal.template.Template;
import dev.perf.scenario.Session;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which users prove who they are, each with its own.
 *
 * <p>A key is deciphered and its context made when the first connection needs them. Contexts, and with them the TLS
 * sessions to resume, are kept for the keys that were used last: one takes 7 ms to make and 6 kB. Thread-safe.
 */
final class ClientKeys {

    static final int MOST_CONTEXTS = 1000;

    private static final int NAMED = 5;

    private final String file;
    private final KeyStore store;
    private final char[] password;
    private final List<String> aliases;
    private final @Nullable Template alias;
    private final TrustManager[] trust;
    private final boolean resumes;
    private final int mostContexts;
    private final AtomicInteger turns = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, SSLContext> contexts = new LinkedHashMap<>(16, 0.75f, true) { // guarded by the lock
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, SSLContext> eldest) {
                    return size() > mostContexts;
                }
            };

    /**
     * Keys of users.
     *
     * @param file where they come from, for messages
     * @param aliases of the private keys in {@code store}, in order
     * @param alias which key a user's session names; null where users take them in turn
     * @param resumes whether contexts, and so TLS sessions, are used again
     * @param mostContexts how many contexts are kept; those used last
     */
    ClientKeys(
            String file,
            KeyStore store,
            char[] password,
            List<String> aliases,
            @Nullable Template alias,
            TrustManager[] trust,
            boolean resumes,
            int mostContexts) {
        this.mostContexts = mostContexts;
        this.file = file;
        this.store = store;
        this.password = password;
        this.aliases = aliases;
        this.alias = alias;
        this.trust = trust;
        this.resumes = resumes;
    }

    /**
     * Gives the next user its key.
     *
     * @param session the user's
     * @return the context for a new connection; asked by the user's threads. It throws
     *     {@link dev.perf.scenario.MissingValueException} or {@link IllegalArgumentException} where the session does not
     *     name a key
     */
    Supplier<SSLContext> ofNextUser(Session session) {
        if (alias != null) {
            return () -> context(alias.fill(session).toLowerCase(Locale.ROOT));
        }
        String own = aliases.get(Math.floorMod(turns.getAndIncrement(), aliases.size()));
        return () -> context(own);
    }

    private SSLContext context(String name) {
        SSLContext known = resumes ? known(name) : null;
        if (known != null) {
            return known;
        }
        SSLContext made = make(name); // takes milliseconds, so without the lock
        return resumes ? keep(name, made) : made;
    }

    private @Nullable SSLContext known(String name) {
        lock.lock();
        try {
            return contexts.get(name);
        } finally {
            lock.unlock();
        }
    }

    /** Somebody else may have been faster: then that context stays. */
    private SSLContext keep(String name, SSLContext made) {
        lock.lock();
        try {
            SSLContext before = contexts.putIfAbsent(name, made);
            return before == null ? made : before;
        } finally {
            lock.unlock();
        }
    }

    private SSLContext make(String name) {
        if (!aliases.contains(name)) {
            throw new IllegalArgumentException(
                    "tls clientKeys: %s has no key \"%s\"; it has %s".formatted(file, name, named()));
        }
        try {
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            Certificate[] chain = store.getCertificateChain(name);
            one.setKeyEntry(name, store.getKey(name, password), password, chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(one, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), trust, null);
            return context;
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new IllegalArgumentException(
                    "tls clientKeys: key \"%s\" of %s cannot be read (%s); does the store's password open it?"
                            .formatted(name, file, unreadable.getMessage()),
                    unreadable);
        }
    }

    private String named() {
        String first = String.join(", ", aliases.subList(0, Math.min(NAMED, aliases.size())));
        return aliases.size() <= NAMED ? first : first + " and " + (aliases.size() - NAMED) + " more";
    }

    /** How many contexts are kept. */
    int contexts() {
        lock.lock();
        try {
            return contexts.size();
        } finally {
            lock.unlock();
        }
    }
}
