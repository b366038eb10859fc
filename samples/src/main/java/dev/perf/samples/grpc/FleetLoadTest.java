package dev.perf.samples.grpc;

import static dev.perf.Perf.between;
import static dev.perf.Perf.counter;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.exitIterationOnFail;
import static dev.perf.Perf.key;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.users;
import static dev.perf.threshold.Thresholds.failedSteps;
import static dev.perf.threshold.Thresholds.groupDuration;
import static dev.perf.threshold.Thresholds.responseTime;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import com.example.fleet.v1.Agent;
import com.example.fleet.v1.Assignment;
import com.example.fleet.v1.Beat;
import com.example.fleet.v1.FleetGrpc;
import com.example.fleet.v1.FleetGrpc.FleetBlockingV2Stub;
import com.example.fleet.v1.Progress;
import com.example.fleet.v1.Pulse;
import com.example.fleet.v1.Task;
import dev.perf.LoadTest;
import dev.perf.metric.Counter;
import dev.perf.scenario.Action;
import dev.perf.scenario.Key;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.scenario.User;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;

/** Agents that register, bring tasks, watch them being done and send heartbeats, over gRPC. */
public final class FleetLoadTest {

    private static final int BEATS = 3;

    /** Messages that agents received from the stream of a task's progress. */
    static final Counter PROGRESS = counter("progress_messages");

    private static final Key<FleetBlockingV2Stub> FLEET = key("fleet", FleetBlockingV2Stub.class);
    private static final Key<Assignment> TASK = key("task", Assignment.class);

    private FleetLoadTest() {}

    /**
     * An agent.
     *
     * @param channel shared by all agents
     * @param deadline how long each call may take, streams from their first to their last message
     */
    // tag::scenario[]
    static Scenario agent(Channel channel, Duration deadline) {
        return scenario("agent")
                .onStart(call("register", user -> {
                    FleetBlockingV2Stub fleet = FleetGrpc.newBlockingV2Stub(channel);
                    Agent agent =
                            Agent.newBuilder().setName("agent-" + user.id()).build();
                    String token = fleet.withDeadlineAfter(deadline)
                            .registerAgent(agent)
                            .getToken();
                    user.session().set(FLEET, fleet.withInterceptors(bearer(token)));
                }))
                .thinkTime(between(ofMillis(100), ofMillis(300)))
                .exec(call("assign task", user -> {
                    Task task = Task.newBuilder().setTitle("review").build();
                    user.session().set(TASK, fleet(user, deadline).assignTask(task));
                }))
                .exec(call("watch task", user -> {
                    // The server streams.
                    Assignment task = user.session().get(TASK);
                    BlockingClientCall<?, Progress> call = fleet(user, deadline).watchTask(task);
                    int percent = 0;
                    while (call.hasNext()) {
                        percent = call.read().getPercent();
                        PROGRESS.add(user, 1);
                    }
                    user.check("task is done", percent == 100);
                }))
                .exec(call("heartbeats", user -> {
                    // Both stream.
                    BlockingClientCall<Beat, Pulse> call = fleet(user, deadline).heartbeats();
                    for (int beat = 1; beat <= BEATS; beat++) {
                        Beat next = Beat.newBuilder().setNumber(beat).build();
                        Pulse pulse = user.group("beat", () -> {
                            call.write(next);
                            return call.read();
                        });
                        user.check("pulse answers beat", pulse != null && pulse.getNumber() == beat);
                    }
                    call.halfClose();
                    user.check("stream ended well", call.read() == null);
                }));
    }

    private static FleetBlockingV2Stub fleet(User user, Duration deadline) {
        return user.session().get(FLEET).withDeadlineAfter(deadline);
    }

    /** A step whose failures are told apart by their status code, and end the iteration. */
    private static Step call(String name, Action action) {
        Step call = exec(name, user -> {
            try {
                action.run(user);
            } catch (StatusException failed) {
                Status status = failed.getStatus();
                user.fail(status.getCode().name(), description(status));
            }
        });
        return sequence(call, exitIterationOnFail());
    }

    /** That of a missed deadline has times in it: left out, so that equal failures are counted together. */
    private static String description(Status status) {
        String description = status.getDescription();
        return description == null || status.getCode() == Status.Code.DEADLINE_EXCEEDED
                ? "no description"
                : description;
    }
    // end::scenario[]

    private static ClientInterceptor bearer(String token) {
        Metadata headers = new Metadata();
        headers.put(FleetServer.AUTHORIZATION, "Bearer " + token);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    /** Returns the test, whose agents share {@code channel}. */
    // tag::test[]
    public static LoadTest test(Channel channel) {
        return loadTest("fleet")
                .run(
                        agent(channel, ofSeconds(2)),
                        users().rampTo(50).over(ofSeconds(5)).hold(ofSeconds(10)))
                .warmUp(ofSeconds(3)) // the first calls load more than a thousand classes
                .threshold(responseTime("assign task").p95().below(ofMillis(100)))
                .threshold(groupDuration("beat").p95().below(ofMillis(50)))
                .threshold(failedSteps().rate().below(0.01))
                .threshold("checks: rate > 0.99");
    }

    /** Returns a channel to a server on this machine; who opens it shuts it down. */
    static ManagedChannel channel(int port) {
        return Grpc.newChannelBuilderForAddress("127.0.0.1", port, InsecureChannelCredentials.create())
                .build();
    }

    /** Starts a server and runs the test against it; {@code --help} lists the flags. */
    public static void main(String... arguments) {
        try (FleetServer server = FleetServer.start()) {
            ManagedChannel channel = channel(server.port());
            test(channel)
                    .teardown("close the channel", user -> channel.shutdownNow())
                    .main(arguments);
        }
    }
    // end::test[]
}
