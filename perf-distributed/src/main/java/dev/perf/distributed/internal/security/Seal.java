package dev.perf.distributed.internal.security;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a coordinator seals envelopes with. Immutable. */
public final class Seal {

    private final @Nullable PrivateKey key;
    private final List<X509Certificate> chain;
    private final byte[] publicKey;

    private Seal(@Nullable PrivateKey key, List<X509Certificate> chain, byte[] publicKey) {
        this.key = key;
        this.chain = chain;
        this.publicKey = publicKey;
    }

    /** Returns the seal of a member of a fleet, with its certificate in each envelope; agents open only a coordinator's. */
    public static Seal of(FleetIdentity identity) {
        return new Seal(
                identity.key(),
                identity.chain(),
                identity.chain().getFirst().getPublicKey().getEncoded());
    }

    /** Returns a new seal for agents that are told its {@link #publicKey} when they are started. */
    public static Seal ephemeral() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new Seal(pair.getPrivate(), List.of(), pair.getPublic().getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Ed25519 is missing from this Java", impossible);
        }
    }

    /** Returns no seal at all, for agents that were started as insecure. */
    public static Seal none() {
        return new Seal(null, List.of(), new byte[0]);
    }

    /** Returns what agents know the seal by, in the encoding of X.509. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** Returns an envelope as an agent takes it. */
    public byte[] close(Envelope envelope) {
        byte[] head = envelope.head();
        byte[] content = envelope.content();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.length + content.length + 4096);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, head);
            write(out, content);
            out.writeByte(chain.size());
            for (X509Certificate certificate : chain) {
                write(out, certificate.getEncoded());
            }
            write(out, key == null ? new byte[0] : sign(key, head));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the coordinator's key cannot sign: " + unusable.getMessage(), unusable);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] part) throws IOException {
        out.writeInt(part.length);
        out.write(part);
    }

    private static byte[] sign(PrivateKey key, byte[] head) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm(key.getAlgorithm()));
        signature.initSign(key);
        signature.update(head);
        return signature.sign();
    }

    /** Returns how keys of a kind sign. */
    static String algorithm(String kind) throws GeneralSecurityException {
        return switch (kind) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            case "EdDSA", "Ed25519" -> "Ed25519";
            default -> throw new GeneralSecurityException("keys of the kind " + kind + " are not used here");
        };
    }
}
