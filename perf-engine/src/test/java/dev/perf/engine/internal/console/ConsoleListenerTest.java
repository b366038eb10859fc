package dev.perf.engine.internal.console;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.feed.Feeder;
import dev.perf.plan.TestPlan;
import dev.perf.result.AgentResult;
import dev.perf.result.Distribution;
import dev.perf.result.Environment;
import dev.perf.result.ErrorResult;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.spi.RunOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConsoleListenerTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private static final TestPlan PLAN = loadTest("shop")
            .run(scenario("shopper"), users(20).during(Duration.ofSeconds(60)))
            .run(scenario("admin"), arrivals(perSecond(5)).during(Duration.ofSeconds(60)))
            .plan();

    @Test
    void writesALineEveryTenSecondsWhereThereIsNoTerminal() {
        ConsoleListener console = ConsoleListener.on(new Terminal(out, false, false, 80));
        console.onStart(PLAN, "42");
        for (int second = 1; second <= 20; second++) {
            console.onSnapshot(snapshot(second, List.of()));
        }

        assertThat(lines())
                .containsExactly(
                        "shop  01:00  run 42",
                        "  shopper: closed load: 20 users, hold 1m",
                        "  admin: open load: 5/s, hold 1m",
                        "00:10  load          users 20  offered 5/s  started 25/s  ok 90/s  failed 10/s"
                                + "  p50 10 ms   p95 90 ms   p99 90 ms",
                        "00:20  load          users 20  offered 5/s  started 25/s  ok 90/s  failed 10/s"
                                + "  p50 10 ms   p95 90 ms   p99 90 ms");
    }

    @Test
    void warnsBeforeTheLoadOfDataThatWillNotDo() throws InterruptedException {
        Feeder data = Feeder.records(List.of(Map.of("user", "ann")));
        TestPlan plan = loadTest("data")
                .run(
                        scenario("shopper").feed(data).exec("work", user -> user.pause(Duration.ofSeconds(1))),
                        users(2).during(Duration.ofSeconds(3)))
                .plan();
        RunOptions options =
                RunOptions.DEFAULTS.withoutReport().listener(ConsoleListener.on(new Terminal(out, false, false, 80)));
        LoadRun.start(plan, options, new SimulatedClock()).await();

        assertThat(lines().subList(1, 3))
                .containsExactly(
                        "  shopper: closed load: 2 users, hold 3s",
                        "  warning: feeder records: 1 records are there, 2 needed: they end too early; add records, or"
                                + " let it be circular() or random(), or say what is to happen then with"
                                + " thenStopScenario() or thenStopRun().");
    }

    @Test
    void redrawsABlockInATerminal() {
        ConsoleListener console = ConsoleListener.on(new Terminal(out, true, false, 80));
        console.onStart(PLAN, "42");
        bytes.reset();
        console.onSnapshot(snapshot(15, List.of()));
        var error = new ErrorResult(
                "status", "login", "status 503\nwanted 2xx or 3xx; ".repeat(5), 1_234, Duration.ZERO, Duration.ZERO);
        console.onSnapshot(snapshot(30, List.of(error)));

        assertThat(text()).isEqualTo("""
            \u001B[?7l\u001B[0J
            shop  ━━━━━━──────────────────  00:15 / 01:00  load
              load      users 20   offered 5/s   started 25/s
              requests  ok 90/s   failed 10/s   received 1.5 kB/s
              response  p50 10 ms   p95 90 ms   p99 90 ms
            \u001B[?7h\u001B[?7l\u001B[5F\u001B[0J
            shop  ━━━━━━━━━━━━────────────  00:30 / 01:00  load
              load      users 20   offered 5/s   started 25/s
              requests  ok 90/s   failed 10/s   received 1.5 kB/s
              response  p50 10 ms   p95 90 ms   p99 90 ms
              error     1,234 x login: status 503 wanted 2xx or 3xx; status 503 wanted 2xx …
            \u001B[?7h\
            """);
        assertThat(text().lines().map(line -> line.replaceAll("\u001B\\[[?0-9]*[A-Za-z]", "")))
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void aNoteStaysAboveTheNextBlock() {
        ConsoleListener console = ConsoleListener.on(new Terminal(out, true, false, 80));
        console.onSnapshot(snapshot(1, List.of()));
        bytes.reset();
        console.note("Stopping");
        console.onSnapshot(snapshot(2, List.of()));

        assertThat(text()).startsWith("\nStopping\n\u001B[?7l\u001B[0J\n");
    }

    @Test
    void countsIterationsWhereTheyAreTheEnd() {
        TestPlan shared = loadTest("import")
                .run(scenario("importer"), users(20).sharedIterations(2_000))
                .plan();
        ConsoleListener plain = ConsoleListener.on(new Terminal(out, false, false, 80));
        plain.onStart(shared, "42");
        plain.onSnapshot(snapshot(15, List.of()));
        assertThat(lines())
                .containsExactly(
                        "import  at most 10:00  run 42",
                        "  importer: closed load: 20 users, 2,000 iterations shared, at most 10m",
                        "00:15  load          600 of 2,000 iterations  users 20  started 25/s  ok 90/s"
                                + "  failed 10/s  p50 10 ms   p95 90 ms   p99 90 ms");

        bytes.reset();
        ConsoleListener live = ConsoleListener.on(new Terminal(out, true, false, 80));
        live.onStart(shared, "42");
        live.onSnapshot(snapshot(15, List.of()));
        assertThat(lines())
                .contains(
                        "import  ━━━━━━━─────────────────  600 of 2,000 iterations  00:15  load",
                        "  load      users 20 of 20   started 25/s");
    }

    @Test
    void countsIterationsBesideTheTimeOfOtherLoads() {
        TestPlan mixed = loadTest("mixed")
                .run(scenario("importer"), users(20).iterations(100))
                .run(scenario("admin"), arrivals(perSecond(5)).during(Duration.ofSeconds(60)))
                .plan();
        ConsoleListener live = ConsoleListener.on(new Terminal(out, true, false, 80));
        live.onStart(mixed, "42");
        live.onSnapshot(snapshot(15, List.of()));
        assertThat(lines())
                .contains(
                        "mixed  ━━━━━━──────────────────  00:15 / 01:00  load",
                        "  load      users 20   offered 5/s   started 25/s   600 of 2,000 iterations");
    }

    @Test
    void aNarrowTerminalGetsAShorterBar() {
        ConsoleListener live = ConsoleListener.on(new Terminal(out, true, false, 44));
        live.onStart(PLAN, "42");
        bytes.reset();
        live.onSnapshot(snapshot(30, List.of()));
        assertThat(lines()).contains("shop  ━━━━━━━━━────────  00:30 / 01:00  load");
    }

    @Test
    void usesColoursOnlyWhereTheyAreWanted() {
        assertThat(new Terminal(out, true, true, 80).green("ok")).isEqualTo("\u001B[32mok\u001B[0m");
        assertThat(Terminal.detect(out, Map.of("PERF_CONSOLE", "live")).colour())
                .isTrue();
        assertThat(Terminal.detect(out, Map.of("PERF_CONSOLE", "live", "NO_COLOR", "1"))
                        .colour())
                .isFalse();
    }

    @Test
    void redrawsNothingInLogsAndDumbTerminals() {
        assertThat(Terminal.detect(out, Map.of()).live()).isFalse();
        assertThat(Terminal.detect(out, Map.of("CI", "true")).live()).isFalse();
        assertThat(Terminal.detect(out, Map.of("TERM", "dumb")).live()).isFalse();
        assertThat(Terminal.detect(out, Map.of("PERF_CONSOLE", "plain")).live()).isFalse();
        assertThat(Terminal.detect(out, Map.of("COLUMNS", "132")).width()).isEqualTo(132);
        assertThat(Terminal.detect(out, Map.of("COLUMNS", "wide")).width()).isEqualTo(80);
    }

    @Test
    void keepsWhatWasDoneToTheRunOnTheScreen() {
        var acts = List.of(
                new RunEvent(Duration.ofMillis(14_200), RunEvent.Type.MARK, "deployed\nv2", "main"),
                new RunEvent(Duration.ofMillis(14_900), RunEvent.Type.PAUSE, "load paused", "operator"));
        ConsoleListener plain = ConsoleListener.on(new Terminal(out, false, false, 80));
        plain.onStart(PLAN, "42");
        bytes.reset();
        plain.onSnapshot(snapshot(5, List.of(), acts));
        assertThat(lines()).containsExactly("00:14  mark: deployed v2 (by main)", "00:14  load paused (by operator)");

        ConsoleListener live = ConsoleListener.on(new Terminal(out, true, false, 80));
        live.onStart(PLAN, "42");
        live.onSnapshot(snapshot(14, List.of()));
        bytes.reset();
        live.onSnapshot(snapshot(15, List.of(), acts));
        assertThat(text()).startsWith("""
            \u001B[?7l\u001B[5F\u001B[0J\u001B[?7h00:14  mark: deployed v2 (by main)
            00:14  load paused (by operator)
            \u001B[?7l\u001B[0J
            shop  ━━━━━━\
            """);
    }

    @Test
    void countsTheAgentsOfARunOnSeveralMachines() {
        Snapshot all = snapshot(10, List.of())
                .withAgents(
                        List.of(agent("a", Snapshot.Agent.State.RUNNING), agent("b", Snapshot.Agent.State.RUNNING)));
        Snapshot fewer = snapshot(20, List.of())
                .withAgents(List.of(agent("a", Snapshot.Agent.State.LOST), agent("b", Snapshot.Agent.State.RUNNING)));
        ConsoleListener live = ConsoleListener.on(new Terminal(out, true, false, 80));
        live.onStart(PLAN, "42");
        live.onSnapshot(all);
        live.onSnapshot(fewer);
        assertThat(lines())
                .contains(
                        "shop  ━━━━────────────────────  00:10 / 01:00  load  2 agents",
                        "shop  ━━━━━━━━────────────────  00:20 / 01:00  load  1 of 2 agents");

        bytes.reset();
        ConsoleListener plain = ConsoleListener.on(new Terminal(out, false, false, 80));
        plain.onStart(PLAN, "42");
        plain.onSnapshot(fewer);
        assertThat(lines())
                .contains(
                        "00:20  load          users 20  1 of 2 agents  offered 5/s  started 25/s  ok 90/s  failed 10/s"
                                + "  p50 10 ms   p95 90 ms   p99 90 ms");
    }

    @Test
    void tellsOfAgentsThatAreLostAndThatJoin() {
        ConsoleListener plain = ConsoleListener.on(new Terminal(out, false, false, 80));
        plain.onStart(PLAN, "42");
        bytes.reset();
        plain.onSnapshot(snapshot(
                5,
                List.of(),
                List.of(
                        new RunEvent(
                                Duration.ofSeconds(3),
                                RunEvent.Type.AGENT_LOST,
                                "agent-2 was lost: its process was killed",
                                "agent-2"),
                        new RunEvent(Duration.ofSeconds(4), RunEvent.Type.AGENT_JOINED, "agent-4 joined", "agent-4"))));

        assertThat(lines()).containsExactly("00:03  agent-2 was lost: its process was killed", "00:04  agent-4 joined");
    }

    @Test
    void theSummaryHasATableOfAgents() {
        ConsoleListener plain = ConsoleListener.on(new Terminal(out, false, false, 80));
        plain.onEnd(RunResult.builder("shop", "42", Instant.EPOCH)
                .agents(List.of(
                        agentResult("agent-1", Duration.ZERO, null),
                        agentResult("agent-2", Duration.ZERO, LOSS),
                        agentResult("agent-3", Duration.ofSeconds(40), null)))
                .build());

        assertThat(lines())
                .contains(
                        "  agent                          share  requests    failed      p50      p95  state",
                        "  agent-1                         50 %       100        10    10 ms    90 ms  ended",
                        "  agent-2                         50 %       100        10    10 ms    90 ms  lost at 00:31:"
                            + " its process was killed; 420 iterations missing, 12 cut off, its load was missing for"
                            + " 1.2s",
                        "  agent-3                         50 %       100        10    10 ms    90 ms  joined at"
                                + " 00:40");
    }

    @Test
    void ofManyAgentsTheSummaryShowsThoseThatSomethingHappenedTo() {
        ConsoleListener plain = ConsoleListener.on(new Terminal(out, false, false, 80));
        plain.onEnd(RunResult.builder("shop", "42", Instant.EPOCH)
                .agents(IntStream.rangeClosed(1, 40)
                        .mapToObj(number -> agentResult("agent-" + number, Duration.ZERO, number == 40 ? LOSS : null))
                        .toList())
                .build());

        assertThat(lines().stream().filter(line -> line.startsWith("  agent-"))).hasSize(12);
        assertThat(text()).contains("\n  agent-11 ", "\n  agent-40 ", "\n  and 28 others that took part to the end\n");
    }

    private static final AgentResult.Loss LOSS = new AgentResult.Loss(
            "its process was killed",
            Duration.ofSeconds(30),
            Duration.ofSeconds(31),
            Duration.ofSeconds(32),
            List.of("agent-1"),
            12,
            420,
            Duration.ofMillis(1_200));

    private static AgentResult agentResult(String name, Duration joined, AgentResult.@Nullable Loss loss) {
        return new AgentResult(
                name,
                new AgentResult.Machine("", Map.of(), 0, Environment.UNKNOWN),
                0.5,
                loss == null ? AgentResult.State.ENDED : AgentResult.State.LOST,
                joined,
                loss,
                AgentResult.Clock.UNKNOWN,
                Ledger.EMPTY,
                100,
                10,
                snapshot(1, List.of()).interval().responseTime(),
                new GeneratorHealth(GeneratorHealth.State.GOOD, "", List.of()),
                List.of(),
                List.of());
    }

    private static Snapshot.Agent agent(String name, Snapshot.Agent.State state) {
        return new Snapshot.Agent(name, state, 1, 10, 0, Duration.ofMillis(20), Duration.ZERO);
    }

    private static Snapshot snapshot(int second, List<ErrorResult> errors) {
        return snapshot(second, errors, List.of());
    }

    private static Snapshot snapshot(int second, List<ErrorResult> errors, List<RunEvent> events) {
        Distribution times = Distribution.of(
                new long[] {10_000_000, 90_000_000}, new long[] {90, 10}, 10_000_000, 90_000_000, 1.8e9);
        Interval interval = new Interval(
                Duration.ofSeconds(second - 1), Duration.ofSeconds(1), 20, 25, 25, 0, 25, 100, 10, 1_500, times, times);
        return new Snapshot(
                Duration.ofSeconds(second),
                Duration.ofSeconds(60),
                "load",
                5,
                20,
                new Snapshot.Iterations(40L * second, 2_000),
                interval,
                new Ledger(25L * second, 25L * second, 0, 20L * second, 5L * second, 0),
                errors,
                events,
                null);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private List<String> lines() {
        return text().lines().toList();
    }
}
