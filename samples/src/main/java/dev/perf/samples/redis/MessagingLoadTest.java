package dev.perf.samples.redis;

import static dev.perf.Perf.between;
import static dev.perf.Perf.doIf;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.key;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.mix;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.share;
import static dev.perf.Perf.task;
import static dev.perf.Perf.trend;
import static dev.perf.Perf.users;
import static dev.perf.metric.Unit.MILLISECONDS;
import static dev.perf.threshold.Thresholds.failedSteps;
import static dev.perf.threshold.Thresholds.responseTime;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.perf.LoadTest;
import dev.perf.metric.Trend;
import dev.perf.scenario.Key;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.scenario.User;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * A fleet of agents that talk over Redis: orchestrators put tasks into a stream and tell everybody the news, agents take
 * tasks from it and say that they are alive, and a few users send bursts. Steps are named for the messages they send.
 */
public final class MessagingLoadTest {

    private static final String TASKS = "tasks";
    private static final String RESULTS = "results";
    private static final String REQUESTS = "requests";
    private static final String HEARTBEATS = "heartbeats";
    private static final String NEWS = "news";
    private static final String AGENTS = "agents";
    private static final int BURST = 100;
    private static final Key<Jedis> REDIS = key("redis", Jedis.class);
    private static final Key<StreamEntryID> TASK = key("task", StreamEntryID.class);
    private static final SetParams HALF_A_MINUTE = SetParams.setParams().ex(30);

    private final HostAndPort server;
    private final Duration patience;
    private final JedisClientConfig config;

    /**
     * Creates a test.
     *
     * @param deadline how long a user waits for its connection, and for each answer
     * @param patience how long an agent waits for a task
     */
    MessagingLoadTest(HostAndPort server, Duration deadline, Duration patience) {
        this.server = server;
        this.patience = patience;
        this.config = DefaultJedisClientConfig.builder()
                .serverDefaultProtocol()
                .timeoutMillis(Math.toIntExact(deadline.toMillis()))
                .blockingSocketTimeoutMillis(
                        Math.toIntExact(patience.plus(deadline).toMillis()))
                .build();
    }

    // tag::scenarios[]
    /** From the publishing of a message to its arrival at a listener of this JVM. */
    static final Trend DELIVERY = trend("delivery", MILLISECONDS);

    /** How long tasks lay in the stream before an agent had them, by the clocks of Redis and this machine. */
    static final Trend TASK_WAIT = trend("task_wait", MILLISECONDS);

    /** Puts a task into the stream, then tells all listeners the news or the state of the system. */
    Scenario orchestrator() {
        return connected("orchestrator")
                .exec("task_assignment", user -> add(user, TASKS, Map.of("title", "review", "by", "" + user.id())))
                .tasks(
                        task(3, exec("broadcast", user -> redis(user).publish(NEWS, stamped("broadcast")))),
                        task(1, exec("system_status", user -> redis(user).publish(NEWS, stamped("system_status")))));
    }

    /** Waits for a task and does it, then says that it is alive or asks another agent for help. */
    Scenario agent() {
        return connected("agent")
                .exec("wait for task", user -> {
                    StreamEntry task = nextTask(user);
                    if (task == null) {
                        user.session().remove(TASK);
                    } else {
                        TASK_WAIT.add(user, millisSince(task));
                        user.session().set(TASK, task.getID());
                    }
                })
                .doIf(session -> session.has(TASK), exec("task_completion", user -> {
                    StreamEntryID task = user.session().get(TASK);
                    add(user, RESULTS, Map.of("task", task.toString(), "status", "done"));
                    user.check("task was mine", redis(user).xack(TASKS, AGENTS, task) == 1);
                }))
                .tasks(
                        task(4, exec("agent_heartbeat", user -> {
                            redis(user).set(name(user.id()), "alive", HALF_A_MINUTE);
                        })),
                        task(1, exec("collaboration_request", user -> {
                            long other = user.random().nextLong(user.id() + 1);
                            if (redis(user).get(name(other)) != null) {
                                add(user, REQUESTS, Map.of("from", name(user.id()), "to", name(other)));
                            }
                        })));
    }

    /** Sends as many messages as it can, a hundred at a time. */
    Scenario stress() {
        return connected("stress").exec("burst", user -> {
            try (Pipeline burst = redis(user).pipelined()) {
                for (int i = 0; i < BURST; i++) {
                    burst.xadd(HEARTBEATS, XAddParams.xAddParams().maxLen(10_000), Map.of("agent", "" + i));
                }
                burst.sync();
            }
        });
    }

    /** Listens until it has heard a number of messages. */
    Scenario listener(int messages) {
        return connected("listener").exec("listen", user -> {
            var listening = new JedisPubSub() {
                private int heard;

                @Override
                public void onMessage(String channel, String message) {
                    DELIVERY.add(user, millisSince(message));
                    if (++heard == messages) {
                        unsubscribe();
                    }
                }
            };
            redis(user).subscribe(listening, NEWS); // blocks until it has unsubscribed
        });
    }

    /** A user with a connection of its own; one that has lost it connects anew in its next iteration. */
    private Scenario connected(String name) {
        Step connect = exec("connect", user -> {
            if (user.session().has(REDIS)) {
                redis(user).close();
            }
            user.session().set(REDIS, new Jedis(server, config));
        });
        return scenario(name)
                .onStart(connect)
                .exec(doIf(session -> session.get(REDIS).isBroken(), connect))
                .onStop(exec("disconnect", user -> redis(user).close()));
    }
    // end::scenarios[]

    /** A message that says when it was published. */
    static String stamped(String type) {
        return type + " " + System.nanoTime();
    }

    private static double millisSince(String stamped) {
        return (System.nanoTime() - Long.parseLong(stamped.split(" ")[1])) / 1e6;
    }

    private static long millisSince(StreamEntry added) {
        return Math.max(0, System.currentTimeMillis() - added.getID().getTime());
    }

    private static String name(long agent) {
        return "agent:" + agent;
    }

    private @Nullable StreamEntry nextTask(User user) {
        var one = XReadGroupParams.xReadGroupParams().count(1).block(Math.toIntExact(patience.toMillis()));
        var batches = redis(user)
                .xreadGroup(AGENTS, name(user.id()), one, Map.of(TASKS, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        return batches == null ? null : batches.getFirst().getValue().getFirst();
    }

    private static void add(User user, String stream, Map<String, String> message) {
        redis(user).xadd(stream, XAddParams.xAddParams().maxLen(1_000_000).approximateTrimming(), message);
    }

    private static Jedis redis(User user) {
        return user.session().get(REDIS);
    }

    /** Makes the group of agents that share the stream of tasks. */
    void prepare() {
        try (Jedis redis = new Jedis(server, config)) {
            redis.xgroupCreate(TASKS, AGENTS, new StreamEntryID(0, 0), true);
        }
    }

    /** Returns the test: agents, orchestrators and stress as 10 : 3 : 1. */
    // tag::test[]
    LoadTest test() {
        return loadTest("messaging")
                .setup("make the group of agents", user -> prepare())
                .run(
                        mix(share(10, busy(agent())), share(3, busy(orchestrator())), share(1, busy(stress()))),
                        users(140).during(ofSeconds(15)))
                .run(listener(20), users(5).during(ofSeconds(10)))
                .threshold(responseTime("task_assignment").p95().below(ofMillis(50)))
                .threshold(responseTime("task_completion").p95().below(ofMillis(50)))
                .threshold("delivery: p(95) < 50ms")
                .threshold(failedSteps().rate().below(0.01))
                .threshold("checks: rate > 0.99");
    }

    private static Scenario busy(Scenario scenario) {
        return scenario.thinkTime(between(ofMillis(50), ofMillis(150)));
    }

    /** Starts a server, which has to be installed, and runs the test against it; {@code --help} lists the flags. */
    public static void main(String... arguments) {
        try (RedisServer server = RedisServer.start()) {
            new MessagingLoadTest(server.address(), ofSeconds(2), ofSeconds(1))
                    .test()
                    .main(arguments);
        }
    }
    // end::test[]
}
