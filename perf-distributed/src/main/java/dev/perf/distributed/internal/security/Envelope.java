package dev.perf.distributed.internal.security;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a coordinator orders agents to do, sealed by a {@link Seal} and opened by a {@link SealCheck}. An agent opens it only
 * if it is addressed, in time, and has not opened the same before.
 *
 * @param runId run it is about
 * @param notAfter end of the time in which it may be opened, by the clock of the agent
 * @param agents ids of the agents it is for
 * @param content what it says
 */
public record Envelope(String runId, Instant notAfter, List<String> agents, byte[] content) {

    /** The longest content. */
    public static final int MOST_CONTENT = 1 << 20;

    /** The most agents. */
    public static final int MOST_AGENTS = 10_000;

    private static final int MAGIC = 0x50464531;

    /** Copies the agents and the content. */
    public Envelope {
        agents = List.copyOf(agents);
        content = content.clone();
        if (content.length > MOST_CONTENT || agents.size() > MOST_AGENTS) {
            throw new IllegalArgumentException("an envelope has " + content.length + " bytes for " + agents.size()
                    + " agents; at most " + MOST_CONTENT + " bytes for " + MOST_AGENTS + " are allowed");
        }
    }

    @Override
    public byte[] content() {
        return content.clone();
    }

    /** Returns the bytes that are signed: everything, with the hash of the content in its place. */
    byte[] head() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeUTF(runId);
            out.writeLong(notAfter.toEpochMilli());
            out.writeInt(agents.size());
            for (String agent : agents) {
                out.writeUTF(agent);
            }
            out.writeInt(content.length);
            out.write(hash(content));
        } catch (IOException tooLong) {
            throw new UncheckedIOException(tooLong);
        }
        return bytes.toByteArray();
    }

    static Envelope read(byte[] head, byte[] content) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(head));
        if (in.readInt() != MAGIC) {
            throw new IOException("no envelope");
        }
        String runId = in.readUTF();
        Instant notAfter = Instant.ofEpochMilli(in.readLong());
        int count = in.readInt();
        if (count < 0 || count > MOST_AGENTS) {
            throw new IOException("it is for " + count + " agents");
        }
        List<String> agents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            agents.add(in.readUTF());
        }
        if (in.readInt() != content.length
                || !MessageDigest.isEqual(in.readNBytes(32), hash(content))
                || in.available() > 0) {
            throw new IOException("its content is not what was signed");
        }
        return new Envelope(runId, notAfter, agents, content);
    }

    static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Envelope that && MessageDigest.isEqual(head(), that.head());
    }

    @Override
    public int hashCode() {
        return runId.hashCode();
    }
}
