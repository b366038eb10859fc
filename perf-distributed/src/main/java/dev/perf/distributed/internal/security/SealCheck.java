package dev.perf.distributed.internal.security;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How an agent knows that an envelope is from a coordinator, for it, in time, and new. Thread-safe. */
public final class SealCheck {

    private static final int MOST_HEAD = 1 << 20;
    private static final int MOST_CERTIFICATE = 16 << 10;
    private static final int MOST_CHAIN = 4;
    private static final int MOST_REMEMBERED = 10_000;

    private final String agentId;
    private final InstantSource clock;
    private final Signer signer;
    private final ReentrantLock lock = new ReentrantLock();
    /** When those that were opened expire, by their hash. */
    private final Map<String, Long> opened = new HashMap<>();

    private SealCheck(String agentId, InstantSource clock, Signer signer) {
        this.agentId = agentId;
        this.clock = clock;
        this.signer = signer;
    }

    /** Returns whose key signed, or null if nobody has to sign. */
    @FunctionalInterface
    private interface Signer {
        @Nullable
        PublicKey of(List<X509Certificate> chain) throws GeneralSecurityException;
    }

    /** Returns a check that takes what a coordinator of the same fleet sealed. */
    public static SealCheck of(FleetIdentity identity, String agentId, InstantSource clock) {
        return new SealCheck(agentId, clock, chain -> {
            if (chain.isEmpty()) {
                throw new CertificateException("no certificate");
            }
            return identity.verify(chain, Role.COORDINATOR).getPublicKey();
        });
    }

    /**
     * Returns a check that takes what one {@link Seal#ephemeral} seal closed.
     *
     * @throws IllegalArgumentException if those bytes are no key
     */
    public static SealCheck ofKey(byte[] publicKey, String agentId, InstantSource clock) {
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(publicKey));
            return new SealCheck(agentId, clock, chain -> key);
        } catch (GeneralSecurityException malformed) {
            throw new IllegalArgumentException("the coordinator's public key is malformed", malformed);
        }
    }

    /** Returns a check for insecure agents: it takes what nobody sealed, if it is for this agent, in time, and new. */
    public static SealCheck none(String agentId, InstantSource clock) {
        return new SealCheck(agentId, clock, chain -> null);
    }

    /**
     * Opens an envelope; the same one only once.
     *
     * @throws SecurityException if it must not be opened; the message says why
     */
    public Envelope open(byte[] sealed) {
        Envelope envelope;
        byte[] head;
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(sealed));
            head = part(in, MOST_HEAD);
            byte[] content = part(in, Envelope.MOST_CONTENT);
            List<X509Certificate> chain = chain(in);
            byte[] signature = part(in, MOST_CERTIFICATE);
            if (in.available() > 0) {
                throw new IOException("there is more than an envelope");
            }
            verify(head, signature, signer.of(chain));
            envelope = Envelope.read(head, content);
        } catch (EOFException cut) {
            throw new SecurityException("an envelope was refused: it is cut short", cut);
        } catch (IOException | GeneralSecurityException | RuntimeException refused) {
            throw new SecurityException("an envelope was refused: " + refused.getMessage(), refused);
        }
        accept(envelope, head);
        return envelope;
    }

    private static void verify(byte[] head, byte[] signature, @Nullable PublicKey key) throws GeneralSecurityException {
        if (key == null) {
            return;
        }
        Signature check = Signature.getInstance(Seal.algorithm(key.getAlgorithm()));
        check.initVerify(key);
        check.update(head);
        if (!isValid(check, signature)) {
            throw new GeneralSecurityException("its signature is not the coordinator's");
        }
    }

    private static boolean isValid(Signature check, byte[] signature) {
        try {
            return check.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        }
    }

    private void accept(Envelope envelope, byte[] head) {
        long now = clock.millis();
        String what = "an envelope for the run " + envelope.runId() + " was refused: ";
        if (!envelope.agents().contains(agentId)) {
            throw new SecurityException(what + "it is not for this agent");
        }
        if (envelope.notAfter().toEpochMilli() < now) {
            throw new SecurityException(what + "it had to be opened before " + envelope.notAfter() + ", and it is "
                    + clock.instant() + " here; are the clocks right?");
        }
        lock.lock();
        try {
            opened.values().removeIf(end -> end < now);
            if (opened.size() >= MOST_REMEMBERED) {
                throw new SecurityException(what + "too many came at once");
            }
            String name = HexFormat.of().formatHex(Envelope.hash(head));
            if (opened.putIfAbsent(name, envelope.notAfter().toEpochMilli()) != null) {
                throw new SecurityException(what + "it was opened before");
            }
        } finally {
            lock.unlock();
        }
    }

    private static List<X509Certificate> chain(DataInputStream in) throws IOException, CertificateException {
        int count = in.readUnsignedByte();
        if (count > MOST_CHAIN) {
            throw new IOException("it has " + count + " certificates");
        }
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> chain = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] encoded = part(in, MOST_CERTIFICATE);
            chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
        }
        return chain;
    }

    private static byte[] part(DataInputStream in, int most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new IOException("a part of it has " + length + " bytes");
        }
        byte[] part = in.readNBytes(length);
        if (part.length < length) {
            throw new EOFException();
        }
        return part;
    }
}
