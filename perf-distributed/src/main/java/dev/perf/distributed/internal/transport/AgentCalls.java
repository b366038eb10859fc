package dev.perf.distributed.internal.transport;

import dev.perf.distributed.internal.security.Envelope;
import dev.perf.distributed.internal.security.Gate;
import dev.perf.distributed.internal.security.Role;
import dev.perf.distributed.internal.security.Seal;
import dev.perf.distributed.internal.transport.Callbox.Answer;
import dev.perf.fleet.FleetException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Calls agents that listen, all at the same time, and asks them to join. Immutable. */
public final class AgentCalls {

    /** Long, as clocks of a fleet differ; an invitation is for one process of an agent, which takes it once. */
    private static final Duration VALIDITY = Duration.ofMinutes(15);

    private final Gate gate;
    private final Seal seal;
    private final Duration limit;

    /** Creates calls that take at most 3 s each. */
    public AgentCalls(Gate gate, Seal seal) {
        this(gate, seal, Callbox.LIMIT);
    }

    AgentCalls(Gate gate, Seal seal, Duration limit) {
        this.gate = gate;
        this.seal = seal;
        this.limit = limit;
    }

    /** What came of a call. */
    public enum Outcome {
        /** The agent joins. */
        ACCEPTED,
        /** The agent has enough to do. */
        BUSY,
        /** The agent does not want to. */
        REFUSED,
        /** There was no answer of an agent of this fleet. */
        UNREACHED
    }

    /**
     * What came of calling one address.
     *
     * @param reason why not, in words: "unknown host x", "nobody listens there", "no answer within 3 s", "certificate refused:
     *     ...", or what the agent said; empty if accepted
     * @param agentId who answered, empty if nobody did
     * @param version version of Perf of who answered, empty if nobody did
     */
    public record Call(HostPort address, Outcome outcome, String reason, String agentId, String version) {

        private static Call unreached(HostPort address, String reason) {
            return new Call(address, Outcome.UNREACHED, reason, "", "");
        }
    }

    /**
     * Returns all addresses that a name stands for.
     *
     * @throws FleetException if there are none
     */
    public static List<HostPort> resolve(String name, int port) {
        try {
            return Arrays.stream(InetAddress.getAllByName(name))
                    .map(address -> new HostPort(address.getHostAddress(), port))
                    .distinct()
                    .toList();
        } catch (UnknownHostException unknown) {
            throw new FleetException(
                    "the name " + name + " stands for no address; is it spelled right, and are agents running?",
                    unknown);
        }
    }

    /**
     * Calls agents and returns what came of it, in the order of the addresses; takes a little longer than one call may.
     *
     * @param runId run that they are wanted for
     */
    public List<Call> call(List<HostPort> addresses, String runId, Invitation invitation) throws InterruptedException {
        ExecutorService callers = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("perf-calling").factory());
        try {
            long end = System.nanoTime() + limit.toNanos() + TimeUnit.MILLISECONDS.toNanos(500);
            List<Future<Call>> under = new ArrayList<>();
            for (HostPort address : addresses) {
                under.add(callers.submit(() -> call(address, runId, invitation)));
            }
            List<Call> made = new ArrayList<>();
            for (int i = 0; i < under.size(); i++) {
                made.add(result(under.get(i), addresses.get(i), end));
            }
            return made;
        } finally {
            // Whoever still looks up a name is not waited for.
            callers.shutdownNow();
        }
    }

    private Call result(Future<Call> call, HostPort address, long end) throws InterruptedException {
        try {
            return call.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return Call.unreached(address, "no answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException failure) {
            throw new IllegalStateException("calling " + address + " failed", failure.getCause());
        }
    }

    private Call call(HostPort address, String runId, Invitation invitation) {
        long end = System.nanoTime() + limit.toNanos();
        InetSocketAddress to = new InetSocketAddress(address.host(), address.port());
        try (Socket socket = gate.connect(to, Set.of(Role.AGENT), limit)) {
            socket.setSoTimeout((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            return talk(socket, address, runId, invitation);
        } catch (SocketTimeoutException late) {
            return Call.unreached(address, "no answer within " + limit.toSeconds() + " s");
        } catch (EOFException hungUp) {
            return Call.unreached(address, "it hung up; is it an agent, and of this fleet?");
        } catch (SSLException refused) {
            String text = String.valueOf(refused.getMessage());
            return Call.unreached(
                    address, text.startsWith("certificate refused") ? text : "certificate refused: " + text);
        } catch (IOException failure) {
            return Call.unreached(address, String.valueOf(failure.getMessage()));
        }
    }

    private Call talk(Socket socket, HostPort address, String runId, Invitation invitation) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        String agentId = in.readUTF();
        String version = in.readUTF();
        byte[] sealed =
                seal.close(new Envelope(runId, Instant.now().plus(VALIDITY), List.of(agentId), invitation.bytes()));
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(sealed.length);
        out.write(sealed);
        out.flush();
        int kind = in.readUnsignedByte();
        String reason = in.readUTF();
        if (kind >= Answer.Kind.values().length || reason.length() > Callbox.MOST_REASON) {
            throw new IOException("it does not speak Perf's language");
        }
        Outcome outcome = switch (Answer.Kind.values()[kind]) {
            case ACCEPTED -> Outcome.ACCEPTED;
            case BUSY -> Outcome.BUSY;
            case REFUSED -> Outcome.REFUSED;
        };
        return new Call(address, outcome, reason, agentId, version);
    }
}
