package dev.perf.distributed.internal.security;

import dev.perf.fleet.FleetException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Who a process is in a fleet: its key, the certificate that the fleet's authority gave it, and that authority's own. Read
 * from one of the folders that {@link FleetFolder} makes. Immutable.
 */
public final class FleetIdentity {

    static final String KEY_STORE = "identity.p12";
    static final String TRUST_STORE = "authority.p12";
    static final String PASSWORD = "password";
    static final String SECRET = "join-secret";
    static final String KEY_ALIAS = "identity";
    static final String AUTHORITY_ALIAS = "authority";

    private static final int URI_NAME = 6;

    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final X509Certificate authority;
    private final String fleet;
    private final Role role;
    private final byte[] joinSecret;
    private final KeyStore keys;
    private final char[] password;
    private final KeyStore trusted;

    private FleetIdentity(Path folder) throws GeneralSecurityException, IOException {
        password = Files.readString(folder.resolve(PASSWORD)).strip().toCharArray();
        joinSecret = Files.readAllBytes(folder.resolve(SECRET));
        keys = store(folder.resolve(KEY_STORE), password);
        trusted = store(folder.resolve(TRUST_STORE), password);
        if (!(keys.getKey(KEY_ALIAS, password) instanceof PrivateKey found)
                || !(trusted.getCertificate(AUTHORITY_ALIAS) instanceof X509Certificate root)) {
            throw new GeneralSecurityException("a key or the authority's certificate is missing");
        }
        key = found;
        authority = root;
        chain = Arrays.stream(keys.getCertificateChain(KEY_ALIAS))
                .map(X509Certificate.class::cast)
                .toList();
        URI name = name(chain.getFirst());
        fleet = name.getHost();
        role = role(name);
    }

    /**
     * Reads the folder of a coordinator or an agent.
     *
     * @throws FleetException if something is missing, damaged, expired, or made for another role
     */
    public static FleetIdentity load(Path folder, Role role) {
        FleetIdentity identity;
        try {
            identity = new FleetIdentity(folder);
        } catch (NoSuchFileException missing) {
            throw new FleetException(
                    "there is no file " + missing.getFile() + "; name a folder that perf fleet init made, such as "
                            + (role == Role.COORDINATOR ? "fleet/coordinator" : "fleet/agents/NAME"),
                    missing);
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new FleetException(
                    "the certificate in " + folder + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
        if (identity.role != role) {
            throw new FleetException("the certificate in " + folder + " is for the role " + identity.role.text()
                    + ", but " + role.text() + " is needed; name the other's folder");
        }
        identity.refuseExpired(folder);
        return identity;
    }

    private void refuseExpired(Path folder) {
        for (X509Certificate each : List.of(chain.getFirst(), authority)) {
            String whose = each.equals(authority) ? "authority's certificate" : "certificate";
            try {
                each.checkValidity();
            } catch (CertificateExpiredException late) {
                throw new FleetException(
                        "the " + whose + " in " + folder + " expired on " + date(late)
                                + "; make a new one with perf fleet init, as docs/fleet-security.md tells",
                        late);
            } catch (CertificateNotYetValidException early) {
                throw new FleetException(
                        "the " + whose + " in " + folder + " is not valid before " + date(early)
                                + ", and the clock of this machine says " + Instant.now() + "; set it right",
                        early);
            }
        }
    }

    /** What follows {@code NotAfter: }; nobody else tells it without the old classes for dates. */
    private static String date(CertificateException outOfTime) {
        String message = String.valueOf(outOfTime.getMessage());
        return message.substring(message.indexOf(": ") < 0 ? 0 : message.indexOf(": ") + 2);
    }

    private static KeyStore store(Path file, char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    /** Returns the fleet's name, which its authority gave it. */
    public String fleet() {
        return fleet;
    }

    /** Returns what this process may do. */
    public Role role() {
        return role;
    }

    /** Returns what members of the fleet prove to know when they join a cluster. */
    public byte[] joinSecret() {
        return joinSecret.clone();
    }

    PrivateKey key() {
        return key;
    }

    List<X509Certificate> chain() {
        return chain;
    }

    /** Returns TLS that proves this identity, and takes nobody but members of the same fleet in certain roles. */
    SSLContext tls(Set<Role> others) {
        try {
            KeyManagerFactory mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            mine.init(keys, password);
            TrustManagerFactory theirs = TrustManagerFactory.getInstance("PKIX");
            theirs.init(trusted);
            TrustManager[] checks = Arrays.stream(theirs.getTrustManagers())
                    .map(manager -> new RoleCheck((X509ExtendedTrustManager) manager, others))
                    .toArray(TrustManager[]::new);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(mine.getKeyManagers(), checks, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("TLS 1.3 is missing from this Java", impossible);
        }
    }

    /**
     * Returns the certificate of somebody who claims a role in this fleet.
     *
     * @throws CertificateException if the claim is not proved
     */
    X509Certificate verify(List<X509Certificate> theirs, Role claimed) throws CertificateException {
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
            // The authority is private and short-lived, and publishes no list of what it took back.
            parameters.setRevocationEnabled(false);
            List<X509Certificate> path = new ArrayList<>(theirs);
            path.removeIf(authority::equals);
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (CertificateException malformed) {
            throw malformed;
        } catch (GeneralSecurityException foreign) {
            throw new CertificateException(foreign.getMessage(), foreign);
        }
        check(theirs.getFirst(), Set.of(claimed));
        return theirs.getFirst();
    }

    private void check(X509Certificate theirs, Set<Role> allowed) throws CertificateException {
        URI name = name(theirs);
        if (!fleet.equals(name.getHost())) {
            throw new CertificateException("it belongs to the fleet " + name.getHost() + ", not to " + fleet);
        }
        if (!allowed.contains(role(name))) {
            throw new CertificateException("it is for the role " + role(name).text() + ", which may not do this");
        }
    }

    private static Role role(URI name) throws CertificateException {
        for (Role role : Role.values()) {
            if (("/" + role.text()).equals(name.getPath())) {
                return role;
            }
        }
        throw new CertificateException("it names no role of a fleet: " + name);
    }

    /** Returns the one name {@code perf://fleet/role} of a certificate. */
    private static URI name(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> names;
        try {
            names = certificate.getSubjectAlternativeNames();
        } catch (CertificateParsingException malformed) {
            throw new CertificateException("its names are malformed", malformed);
        }
        List<URI> ours = new ArrayList<>();
        for (List<?> name : names == null ? List.<List<?>>of() : names) {
            if (Integer.valueOf(URI_NAME).equals(name.get(0))
                    && String.valueOf(name.get(1)).startsWith("perf://")) {
                ours.add(uri(String.valueOf(name.get(1))));
            }
        }
        if (ours.size() != 1 || ours.getFirst().getHost() == null) {
            throw new CertificateException("it was not made by perf fleet init: it has no name perf://fleet/role");
        }
        return ours.getFirst();
    }

    private static URI uri(String text) throws CertificateException {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new CertificateException("its name is malformed", malformed);
        }
    }

    /** Refuses a certificate by what it throws. */
    @FunctionalInterface
    private interface Check {

        void run() throws CertificateException;
    }

    /** The usual checks, and then the role. */
    private final class RoleCheck extends X509ExtendedTrustManager {

        private final X509ExtendedTrustManager usual;
        private final Set<Role> roles;

        RoleCheck(X509ExtendedTrustManager usual, Set<Role> roles) {
            this.usual = usual;
            this.roles = roles;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] theirs, String type, Socket socket)
                throws CertificateException {
            check(theirs, () -> usual.checkClientTrusted(theirs, type, socket));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] theirs, String type, Socket socket)
                throws CertificateException {
            check(theirs, () -> usual.checkServerTrusted(theirs, type, socket));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] theirs, String type, SSLEngine engine)
                throws CertificateException {
            check(theirs, () -> usual.checkClientTrusted(theirs, type, engine));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] theirs, String type, SSLEngine engine)
                throws CertificateException {
            check(theirs, () -> usual.checkServerTrusted(theirs, type, engine));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] theirs, String type) throws CertificateException {
            check(theirs, () -> usual.checkClientTrusted(theirs, type));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] theirs, String type) throws CertificateException {
            check(theirs, () -> usual.checkServerTrusted(theirs, type));
        }

        private void check(X509Certificate[] theirs, Check first) throws CertificateException {
            first.run();
            FleetIdentity.this.check(theirs[0], roles);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return usual.getAcceptedIssuers();
        }
    }
}
