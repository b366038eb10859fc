package dev.perf.report.internal;

import dev.perf.result.AgentResult;
import dev.perf.result.Distribution;
import dev.perf.result.Environment;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Made-up results of runs on several machines. */
public final class AgentRuns {

    private static final GeneratorHealth GOOD = new GeneratorHealth(
            GeneratorHealth.State.GOOD, "The generator was not the limit: busiest core 41 %.", List.of());
    private static final GeneratorHealth NEAR = new GeneratorHealth(
            GeneratorHealth.State.WARNING, "The generator was near a limit: busiest core 83 %.", List.of());

    private AgentRuns() {}

    /** A run of five minutes on three agents, of which one is killed after two; another joins a minute later. */
    public static RunResult threeAgents() {
        RunResult base = Results.passing();
        AgentResult.Loss killed = new AgentResult.Loss(
                "its process was killed",
                Duration.ofSeconds(120),
                Duration.ofMillis(121_000),
                Duration.ofMillis(122_000),
                List.of("agent-1", "agent-3"),
                12,
                420,
                Duration.ofMillis(1_600));
        var agents = List.of(
                agent(
                        base,
                        "agent-1",
                        1 / 3.0,
                        1,
                        GOOD,
                        null,
                        Duration.ZERO,
                        at -> at < 122 ? 1 / 3.0 : at < 180 ? 0.5 : 1 / 3.0),
                agent(base, "agent-2", 1 / 3.0, 1, GOOD, killed, Duration.ZERO, at -> at < 120 ? 1 / 3.0 : Double.NaN),
                agent(
                        base,
                        "agent-3",
                        1 / 3.0,
                        2.6,
                        NEAR,
                        null,
                        Duration.ZERO,
                        at -> at < 122 ? 1 / 3.0 : at < 180 ? 0.5 : 1 / 3.0),
                agent(
                        base,
                        "agent-4",
                        1 / 3.0,
                        1,
                        GOOD,
                        null,
                        Duration.ofSeconds(180),
                        at -> at < 180 ? Double.NaN : 1 / 3.0));
        return base.toBuilder()
                .verdict(Verdict.PASSED, "all 5 thresholds held")
                .agents(agents)
                .events(List.of(
                        new RunEvent(
                                Duration.ofMillis(121_000),
                                RunEvent.Type.AGENT_LOST,
                                "agent-2 was lost: its process was killed",
                                "agent-2"),
                        new RunEvent(
                                Duration.ofMillis(122_000),
                                RunEvent.Type.SHARE,
                                "agent-1 and agent-3 took over the share of agent-2",
                                "coordinator"),
                        new RunEvent(Duration.ofSeconds(180), RunEvent.Type.AGENT_JOINED, "agent-4 joined", "agent-4")))
                .warnings(List.of("For 1.6 s a third of the load was missing: agent-2 was lost"))
                .build();
    }

    /** A run on forty agents, of which one is cut off and nobody takes over. */
    public static RunResult fortyAgents() {
        RunResult base = Results.passing();
        AgentResult.Loss cutOff = new AgentResult.Loss(
                "nothing was heard of it for 4s",
                Duration.ofSeconds(70),
                Duration.ofSeconds(74),
                null,
                List.of(),
                1,
                61,
                Duration.ofSeconds(50));
        var agents = new ArrayList<AgentResult>();
        for (int i = 1; i <= 40; i++) {
            boolean lost = i == 17;
            agents.add(agent(
                    base,
                    "agent-" + i,
                    1 / 40.0,
                    1,
                    i == 23 ? NEAR : GOOD,
                    lost ? cutOff : null,
                    Duration.ZERO,
                    at -> lost && at >= 70 ? Double.NaN : 1 / 40.0));
        }
        return base.toBuilder().agents(agents).build();
    }

    /** A run whose agents have names and messages that want to be more. */
    public static RunResult hostileAgents() {
        RunResult base = Results.passing();
        var loss = new AgentResult.Loss(
                "<img src=x onerror=alert(1)>",
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                null,
                List.of(),
                0,
                0,
                Duration.ZERO);
        return base.toBuilder()
                .agents(List.of(agent(
                        base,
                        "=cmd</script><script>alert(1)</script>|`*",
                        1,
                        1,
                        GOOD,
                        loss,
                        Duration.ZERO,
                        at -> at < 1 ? 1 : Double.NaN)))
                .build();
    }

    private static AgentResult agent(
            RunResult base,
            String name,
            double share,
            double slowness,
            GeneratorHealth generator,
            AgentResult.@Nullable Loss loss,
            Duration joined,
            DoubleUnaryOperator shareAt) {
        var points = new ArrayList<AgentResult.Point>();
        double requests = 0;
        double failed = 0;
        for (Interval interval : base.intervals()) {
            double part = shareAt.applyAsDouble(interval.start().toSeconds());
            if (!Double.isNaN(part)) {
                AgentResult.Point all = AgentResult.Point.of(interval);
                Duration p95 = all.p95();
                points.add(new AgentResult.Point(
                        interval.start(),
                        interval.length(),
                        (int) Math.round(interval.users() * part),
                        all.requestsPerSecond() * part,
                        all.failedPerSecond() * part,
                        p95 == null ? null : Duration.ofNanos((long) (p95.toNanos() * slowness))));
                requests += interval.requests() * part;
                failed += interval.failed() * part;
            }
        }
        long started = Math.round(requests / 4);
        int number = Math.abs(name.hashCode() % 100);
        return new AgentResult(
                name,
                new AgentResult.Machine(
                        "10.0.0." + number + ":7800",
                        Map.of("zone", number % 2 == 0 ? "a" : "b"),
                        500,
                        new Environment("1.0", "25.0.3 Temurin", "Linux 6.8", name, 8, 1L << 31)),
                share,
                loss == null ? AgentResult.State.ENDED : AgentResult.State.LOST,
                joined,
                loss,
                new AgentResult.Clock(
                        Duration.ofNanos(800_000L + 10_000L * number),
                        Duration.ofMillis(number % 2 == 0 ? 12 : -31_000),
                        Duration.ofNanos(300_000)),
                new Ledger(
                        started,
                        started,
                        0,
                        started - (loss == null ? 0 : loss.interrupted()),
                        0,
                        loss == null ? 0 : loss.interrupted()),
                Math.round(requests),
                Math.round(failed),
                slower(base.responseTime(), Math.round(requests), slowness),
                generator,
                points,
                List.of());
    }

    /** The times of a run thinned out to a number of them, and slower by a factor. */
    private static Distribution slower(Distribution times, long count, double slowness) {
        var values = new ArrayList<Long>();
        var counts = new ArrayList<Long>();
        for (int i = 0; i < times.buckets(); i++) {
            long part = Math.round((double) times.bucketCount(i) * count / times.count());
            if (part > 0) {
                values.add((long) (times.bucketNanos(i) * slowness));
                counts.add(part);
            }
        }
        if (values.isEmpty()) {
            return Distribution.EMPTY;
        }
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            sum += (double) values.get(i) * counts.get(i);
        }
        return Distribution.of(
                values.stream().mapToLong(Long::longValue).toArray(),
                counts.stream().mapToLong(Long::longValue).toArray(),
                values.getFirst(),
                values.getLast(),
                sum);
    }
}
