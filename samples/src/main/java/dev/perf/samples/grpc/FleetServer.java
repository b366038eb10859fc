package dev.perf.samples.grpc;

import com.example.fleet.v1.Agent;
import com.example.fleet.v1.Assignment;
import com.example.fleet.v1.Beat;
import com.example.fleet.v1.FleetGrpc;
import com.example.fleet.v1.Progress;
import com.example.fleet.v1.Pulse;
import com.example.fleet.v1.Registration;
import com.example.fleet.v1.Task;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The service of {@code fleet.proto}, over TCP on loopback. It counts what it does, for tests to compare. All methods may
 * be called from any thread.
 */
final class FleetServer implements AutoCloseable {

    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /** How far tasks have come each time that a watcher hears of them. */
    private static final int[] PERCENT = {25, 50, 75, 100};

    private enum Mood {
        WELL,
        BUSY,
        SILENT
    }

    private final AtomicLong agents = new AtomicLong();
    private final AtomicLong tasks = new AtomicLong();
    private final AtomicLong progress = new AtomicLong();
    private final AtomicLong pulses = new AtomicLong();
    private final Set<String> credentials = ConcurrentHashMap.newKeySet();
    private final Server server;
    private volatile Mood mood = Mood.WELL;

    private FleetServer() {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .intercept(new TokenCheck())
                .addService(new Fleet())
                .build();
    }

    static FleetServer start() {
        var fleet = new FleetServer();
        try {
            fleet.server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fleet;
    }

    int port() {
        return server.getPort();
    }

    /** Returns how many agents have registered. */
    long agents() {
        return agents.get();
    }

    /** Returns how many tasks it has taken. */
    long tasks() {
        return tasks.get();
    }

    /** Returns how many messages it has sent to those who watch tasks. */
    long progress() {
        return progress.get();
    }

    /** Returns how many heartbeats it has answered. */
    long pulses() {
        return pulses.get();
    }

    /** Takes no task from now on. */
    void beBusy() {
        mood = Mood.BUSY;
    }

    /** Does not answer those who bring tasks from now on. */
    void beSilent() {
        mood = Mood.SILENT;
    }

    private final class TokenCheck implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            String credential = headers.get(AUTHORIZATION);
            if (!call.getMethodDescriptor().equals(FleetGrpc.getRegisterAgentMethod())
                    && (credential == null || !credentials.contains(credential))) {
                call.close(Status.UNAUTHENTICATED.withDescription("register first"), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return next.startCall(call, headers);
        }
    }

    private final class Fleet extends FleetGrpc.FleetImplBase {

        @Override
        public void registerAgent(Agent agent, StreamObserver<Registration> answer) {
            String token = agent.getName() + "-" + agents.incrementAndGet();
            credentials.add("Bearer " + token);
            answer.onNext(Registration.newBuilder().setToken(token).build());
            answer.onCompleted();
        }

        @Override
        public void assignTask(Task task, StreamObserver<Assignment> answer) {
            switch (mood) {
                case WELL -> {
                    answer.onNext(Assignment.newBuilder()
                            .setTaskId(tasks.incrementAndGet())
                            .build());
                    answer.onCompleted();
                }
                case BUSY ->
                    answer.onError(Status.RESOURCE_EXHAUSTED
                            .withDescription("all agents are busy")
                            .asException());
                case SILENT -> {} // the caller's deadline ends the call
            }
        }

        @Override
        public void watchTask(Assignment task, StreamObserver<Progress> answers) {
            for (int percent : PERCENT) {
                progress.incrementAndGet();
                answers.onNext(Progress.newBuilder().setPercent(percent).build());
            }
            answers.onCompleted();
        }

        @Override
        public StreamObserver<Beat> heartbeats(StreamObserver<Pulse> answers) {
            return new StreamObserver<>() {
                @Override
                public void onNext(Beat beat) {
                    pulses.incrementAndGet();
                    answers.onNext(
                            Pulse.newBuilder().setNumber(beat.getNumber()).build());
                }

                @Override
                public void onError(Throwable gone) {
                    // The agent has hung up: there is nobody to answer.
                }

                @Override
                public void onCompleted() {
                    answers.onCompleted();
                }
            };
        }
    }

    /** Ends at once, with all calls that are under way. */
    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
