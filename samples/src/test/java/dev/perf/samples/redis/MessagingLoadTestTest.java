package dev.perf.samples.redis;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.users;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perf.LoadTest;
import dev.perf.result.Distribution;
import dev.perf.result.ErrorResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

class MessagingLoadTestTest {

    /** Long, for a machine that is busy; no test waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private RedisServer server;
    private MessagingLoadTest messaging;
    private Jedis redis;

    @TempDir
    private Path reports;

    @BeforeEach
    void start() {
        assumeTrue(RedisServer.isInstalled(), RedisServer.NOT_INSTALLED);
        server = RedisServer.start();
        messaging = new MessagingLoadTest(server.address(), PATIENCE, PATIENCE);
        messaging.prepare();
        redis = new Jedis(server.address());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            redis.close();
            server.close();
        }
    }

    @Test
    void agentsDoEachTaskOnceAndTheServerCountsTheCommandsOfTheResult() throws InterruptedException {
        RunResult result = run(test().run(messaging.orchestrator(), users(3).iterations(10))
                .run(messaging.agent(), users(10).iterations(3))
                .run(messaging.stress(), users(1).iterations(2)));

        assertThat(result.errors()).isEmpty();
        assertThat(result.ledger().completed()).isEqualTo(30 + 30 + 2);
        assertThat(result.request("connect").count()).isEqualTo(3 + 10 + 1);
        assertThat(result.request("task_assignment").count()).isEqualTo(30).isEqualTo(redis.xlen("tasks"));
        assertThat(result.request("wait for task").count()).isEqualTo(30).isEqualTo(calls("xreadgroup"));
        assertThat(result.request("task_completion").count())
                .isEqualTo(30)
                .isEqualTo(redis.xlen("results"))
                .isEqualTo(calls("xack"));
        assertThat(trend(result, "task_wait").count()).isEqualTo(30);
        assertThat(redis.xpending("tasks", "agents").getTotal()).isZero();
        assertThat(count(result, "broadcast") + count(result, "system_status"))
                .isEqualTo(30)
                .isEqualTo(calls("publish"));
        assertThat(count(result, "agent_heartbeat")).isPositive().isEqualTo(calls("set"));
        assertThat(count(result, "collaboration_request")).isPositive().isEqualTo(calls("get"));
        assertThat(redis.xlen("heartbeats")).isEqualTo(200);
    }

    @Test
    void theTestIsValidAndItsUsersDoTheirSteps() throws InterruptedException {
        redis.flushAll(); // the setup makes the group of agents anew
        var trace = new ByteArrayOutputStream();

        assertThat(messaging
                        .test()
                        .debug(new PrintStream(trace, true, StandardCharsets.UTF_8), "orchestrator", "stress"))
                .as(trace.toString(StandardCharsets.UTF_8))
                .isTrue();
        assertThat(redis.xlen("tasks")).isOne();
        assertThat(redis.xlen("heartbeats")).isEqualTo(100);
    }

    @Test
    void everyListenerHearsEveryMessage() throws InterruptedException {
        Run run = test().run(messaging.listener(5), users(3).iterations(1)).start(RunOptions.DEFAULTS.withoutReport());
        await(3, () -> redis.pubsubNumSub("news").get("news"));
        for (int i = 0; i < 5; i++) {
            assertThat(redis.publish("news", MessagingLoadTest.stamped("broadcast")))
                    .isEqualTo(3);
        }
        RunResult result = run.await();

        assertThat(result.ledger().completed()).isEqualTo(3);
        assertThat(trend(result, "delivery").count()).isEqualTo(15);
    }

    @Test
    void anErrorOfTheServerIsInTheReportInItsWords() throws InterruptedException, IOException {
        redis.configSet("maxmemory", "1");

        RunResult result = run(test().run(messaging.orchestrator(), users(1).iterations(3)));

        String message = "JedisDataException: OOM command not allowed when used memory > 'maxmemory'.";
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::count)
                .containsExactly(tuple("step", "task_assignment", 3L));
        assertThat(result.errors().getFirst().message()).startsWith(message + " (MessagingLoadTest.java:");
        assertThat(result.ledger().failed()).isEqualTo(3);
        assertThat(result.request("connect").count()).isOne();
        assertThat(Files.readString(requireNonNull(result.report()).resolve("summary.json")))
                .contains("OOM command not allowed");
    }

    @Test
    void aServerThatCrashesFailsTheStepThatNoticesItAndTheConnectsAfterIt() throws InterruptedException {
        Scenario ending = messaging.orchestrator().exec("end of the server", user -> server.end());

        RunResult result = run(test().run(ending, users(1).iterations(4)));

        assertThat(result.ledger().completed()).isOne();
        assertThat(result.ledger().failed()).isEqualTo(3);
        assertThat(result.errors())
                .extracting(ErrorResult::request, ErrorResult::count)
                .containsExactlyInAnyOrder(tuple("task_assignment", 1L), tuple("connect", 2L));
        assertThat(result.errors())
                .allSatisfy(error -> assertThat(error.message()).startsWith("JedisConnectionException: "));
    }

    private static LoadTest test() {
        return loadTest("messaging").seed(1);
    }

    private RunResult run(LoadTest test) throws InterruptedException {
        return test.run(RunOptions.DEFAULTS.reportsTo(reports));
    }

    private static Distribution trend(RunResult result, String metric) {
        return ((MetricResult.Trend) result.metric(metric)).distribution();
    }

    private static long count(RunResult result, String request) {
        return result.request(request).count();
    }

    /** How often the server has done a command, by its own account. */
    private long calls(String command) {
        Matcher calls = Pattern.compile("cmdstat_" + command + ":calls=(\\d+)").matcher(redis.info("commandstats"));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    private static void await(long wanted, LongSupplier actual) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (actual.getAsLong() != wanted) {
            assertThat(System.nanoTime() - deadline).as("time left").isNegative();
            LockSupport.parkNanos(1_000_000);
        }
    }
}
