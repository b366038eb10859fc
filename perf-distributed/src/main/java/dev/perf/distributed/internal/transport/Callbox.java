package dev.perf.distributed.internal.transport;

import dev.perf.distributed.internal.security.Envelope;
import dev.perf.distributed.internal.security.Gate;
import dev.perf.distributed.internal.security.GuardedServerSocket;
import dev.perf.distributed.internal.security.RareLog;
import dev.perf.distributed.internal.security.Role;
import dev.perf.distributed.internal.security.SealCheck;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an agent waits for coordinators that call it: it reads one sealed invitation from each, and answers. Joining is up to
 * whoever is told of it. What is not sealed by a coordinator of the fleet is refused before anybody is told.
 */
public final class Callbox implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(3);
    static final int MOST_BYTES = 64 << 10;
    static final int MOST_REASON = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Callbox.class);
    private static final int MOST_CALLS = 64;

    private final GuardedServerSocket server;
    private final SealCheck check;
    private final String agentId;
    private final String version;
    private final Handler handler;
    private final RareLog refusals = new RareLog(LOG);
    private final Semaphore calls = new Semaphore(MOST_CALLS);
    private final ReentrantLock answering = new ReentrantLock();

    private Callbox(GuardedServerSocket server, SealCheck check, String agentId, String version, Handler handler) {
        this.server = server;
        this.check = check;
        this.agentId = agentId;
        this.version = version;
        this.handler = handler;
    }

    /** Decides about invitations; one at a time, and at once. */
    @FunctionalInterface
    public interface Handler {

        /**
         * Returns what is answered to a coordinator.
         *
         * @param runId run that the agent is wanted for
         */
        Answer called(String runId, Invitation invitation);
    }

    /**
     * What an agent answers.
     *
     * @param reason why not; empty if accepted
     */
    public record Answer(Kind kind, String reason) {

        /** Whether it comes. */
        public enum Kind {
            /** It joins now. */
            ACCEPTED,
            /** It has enough to do, and may come another time. */
            BUSY,
            /** It never comes on such an invitation. */
            REFUSED
        }

        /** It joins now. */
        public static Answer accepted() {
            return new Answer(Kind.ACCEPTED, "");
        }

        /** It has enough to do. */
        public static Answer busy(String reason) {
            return new Answer(Kind.BUSY, reason);
        }

        /** It never comes. */
        public static Answer refused(String reason) {
            return new Answer(Kind.REFUSED, reason);
        }
    }

    /**
     * Listens.
     *
     * @param listen where; port 0 for any that is free
     * @param morePorts how many of the next ports are tried when that one is in use
     * @param agentId what invitations have to be addressed to; unique to this process
     * @param version version of Perf that this agent has; coordinators are told it
     * @throws java.net.BindException if no port is free; the message says which were tried
     * @throws dev.perf.fleet.FleetException if the gate does not allow that address
     */
    public static Callbox open(
            InetSocketAddress listen,
            int morePorts,
            Gate gate,
            SealCheck check,
            String agentId,
            String version,
            Handler handler)
            throws IOException {
        GuardedServerSocket server = GuardedServerSocket.open(listen, morePorts, gate, Set.of(Role.COORDINATOR));
        Callbox callbox = new Callbox(server, check, agentId, version, handler);
        Thread.ofPlatform()
                .daemon()
                .name("perf-callbox-" + server.getLocalPort())
                .start(callbox::listen);
        return callbox;
    }

    /** Returns where it listens, with the port that it has in fact. */
    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket call = server.accept();
                if (calls.tryAcquire()) {
                    Thread.ofPlatform().daemon().name("perf-call").start(() -> take(call));
                } else {
                    call.close();
                }
            } catch (IOException closing) {
                LOG.trace("a call was lost", closing);
            }
        }
    }

    private void take(Socket call) {
        try (call) {
            call.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
            answer(call);
        } catch (IOException | SecurityException failure) {
            refusals.warn("a call from " + call.getRemoteSocketAddress() + " failed: " + failure.getMessage());
        } finally {
            calls.release();
        }
    }

    private void answer(Socket call) throws IOException {
        DataOutputStream out = new DataOutputStream(call.getOutputStream());
        out.writeUTF(agentId);
        out.writeUTF(version);
        out.flush();
        DataInputStream in = new DataInputStream(call.getInputStream());
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("an invitation of " + length + " bytes");
        }
        byte[] sealed = new byte[length];
        in.readFully(sealed);
        Answer answer = answer(sealed);
        out.writeByte(answer.kind().ordinal());
        String reason = answer.reason();
        out.writeUTF(reason.substring(0, Math.min(MOST_REASON, reason.length())));
        out.flush();
    }

    private Answer answer(byte[] sealed) throws IOException {
        Envelope envelope;
        try {
            envelope = check.open(sealed);
        } catch (SecurityException refused) {
            refusals.warn(String.valueOf(refused.getMessage()));
            return Answer.refused(String.valueOf(refused.getMessage()));
        }
        Invitation invitation = Invitation.read(envelope.content());
        answering.lock();
        try {
            return handler.called(envelope.runId(), invitation);
        } finally {
            answering.unlock();
        }
    }

    /** Listens no more. */
    @Override
    public void close() throws IOException {
        server.close();
    }
}
