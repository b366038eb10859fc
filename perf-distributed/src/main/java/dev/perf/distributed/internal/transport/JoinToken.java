package dev.perf.distributed.internal.transport;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.auth.AuthToken;
import org.jgroups.util.UUID;

/**
 * Proof that a member knows the join secret: a MAC over the cluster's name and the member's address, which is random and never
 * used twice, so that one that was overheard admits nobody else. For JGroups, which makes those of others by reflection.
 */
public final class JoinToken extends AuthToken {

    static final short MAGIC = 7_411;

    private static final int LENGTH = 32;

    private byte[] secret = new byte[0];
    private String cluster = "";
    private byte[] mac = new byte[LENGTH];

    /** For JGroups. */
    public JoinToken() {}

    JoinToken(byte[] secret, String cluster) {
        this.secret = secret.clone();
        this.cluster = cluster;
    }

    @Override
    public String getName() {
        return JoinToken.class.getName();
    }

    @Override
    public int size() {
        return LENGTH;
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.write(mac(auth.getAddress()));
    }

    @Override
    public void readFrom(DataInput in) throws IOException {
        byte[] theirs = new byte[LENGTH];
        in.readFully(theirs);
        mac = theirs;
    }

    @Override
    public boolean authenticate(AuthToken token, Message message) {
        return token instanceof JoinToken theirs && MessageDigest.isEqual(theirs.mac, mac(message.getSrc()));
    }

    private byte[] mac(Address member) {
        try {
            Mac code = Mac.getInstance("HmacSHA256");
            // A key must not be empty.
            code.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, "HmacSHA256"));
            code.update(cluster.getBytes(StandardCharsets.UTF_8));
            code.update((byte) 0);
            code.update((member instanceof UUID id ? id.toStringLong() : "").getBytes(StandardCharsets.UTF_8));
            return code.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", impossible);
        }
    }
}
