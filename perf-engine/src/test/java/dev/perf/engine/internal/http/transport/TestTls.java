package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that only its own context trusts, made by the JDK's keytool. */
final class TestTls {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final String HERE = "dns:localhost,ip:127.0.0.1";

    static final TestTls LOCALHOST = new TestTls(HERE, "-1H", false);
    static final TestTls ELSEWHERE = new TestTls("dns:elsewhere.test", "-1H", false);

    private final KeyStore store;

    private TestTls(String names, String from, boolean signed) {
        this.store = generate(names, from, signed);
    }

    /** Was valid until eight days ago. */
    static TestTls expired() {
        return new TestTls(HERE, "-10d", true);
    }

    /** Is valid in ten days. */
    static TestTls notYetValid() {
        return new TestTls(HERE, "+10d", true);
    }

    /** Signed by itself, as those above. */
    static TestTls selfSigned() {
        return new TestTls(HERE, "-1H", false);
    }

    /** Signed by an authority of its own. */
    static TestTls signed() {
        return new TestTls(HERE, "-1H", true);
    }

    /** Presents the certificate, and trusts it, or who signed it, and nothing else. */
    SSLContext context() {
        return context(this);
    }

    /** The same, trusting the others as well. */
    SSLContext context(TestTls... trusted) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust(trusted), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trusts these certificates, or who signed them. */
    static TrustManager[] trust(TestTls... trusted) {
        try {
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            for (TestTls each : trusted) {
                Certificate[] chain = each.store.getCertificateChain("server");
                authorities.setCertificateEntry("ca" + authorities.size(), chain[chain.length - 1]);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            return trust.getTrustManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificates alone, in PEM, in a new file. */
    Path pemIn(Path folder) throws IOException {
        String pem = pem();
        return Files.writeString(folder.resolve("trusted.pem"), pem.substring(pem.indexOf("-----BEGIN CERTIFICATE")));
    }

    /** Key and certificates in a new key store, which {@code changeit} opens. */
    Path storeIn(Path folder) throws IOException {
        Path file = folder.resolve("key.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    /** Key and certificates as other programs read them. */
    String pem() {
        try {
            StringBuilder pem = new StringBuilder();
            put("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded(), pem);
            for (Certificate each : store.getCertificateChain("server")) {
                put("CERTIFICATE", each.getEncoded(), pem);
            }
            return pem.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(String what, byte[] bytes, StringBuilder pem) {
        pem.append("-----BEGIN ").append(what).append("-----\n");
        pem.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes));
        pem.append("\n-----END ").append(what).append("-----\n");
    }

    private static KeyStore generate(String names, String from, boolean signed) {
        try {
            Path folder = Files.createTempDirectory("perf-tls");
            Path file = folder.resolve("server.p12");
            List<String> more = new ArrayList<>(List.of("-ext", "san=" + names, "-startdate", from));
            if (signed) {
                keytool(file, "authority", List.of("-ext", "bc:critical=ca:true", "-startdate", "-1H"));
                more.addAll(List.of("-signer", "authority"));
            }
            keytool(file, "server", more);
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD);
            }
            if (signed) {
                store.deleteEntry("authority"); // the server has its certificate, not its key
            }
            Files.delete(file);
            Files.delete(folder);
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Keys under these aliases, each certified for a subject of its own, in a new store that {@code changeit} opens. */
    static Path clientKeysIn(Path folder, String... aliases) throws IOException, InterruptedException {
        Path file = folder.resolve("clients.p12");
        for (String alias : aliases) {
            keytool(file, alias, List.of());
        }
        return file;
    }

    /** Presents this certificate, and trusts the clients whose keys are in {@code store}. */
    SSLContext contextTrusting(Path clients) {
        try (InputStream in = Files.newInputStream(clients)) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(in, PASSWORD);
            KeyStore certificates = KeyStore.getInstance("PKCS12");
            certificates.load(null, null);
            for (String alias : Collections.list(trusted.aliases())) {
                certificates.setCertificateEntry(alias, trusted.getCertificate(alias));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(certificates);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path file, String alias, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=perf test " + alias,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
        command.addAll(more);
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + said);
        }
    }
}
