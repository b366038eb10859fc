package dev.perf.distributed.internal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.distributed.internal.coordinator.Simulation.SimulatedAgent;
import dev.perf.distributed.internal.message.Frame;
import dev.perf.distributed.internal.message.Message.Entry;
import dev.perf.distributed.internal.message.MessageCodec;
import dev.perf.distributed.internal.transport.Member;
import dev.perf.distributed.internal.transport.Transport;
import dev.perf.distributed.internal.worker.WorkerOrder;
import dev.perf.engine.fleet.FleetLoad.Agent;
import dev.perf.engine.fleet.Share;
import dev.perf.fleet.AgentLoss;
import dev.perf.fleet.FleetException;
import dev.perf.load.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coordinator and agents together, over a network in memory and in a time of their own. */
class FleetRunTest {

    private static final List<String> TWENTY = IntStream.rangeClosed(1, 20)
            .mapToObj(i -> "entry " + i)
            .map(FleetRunTest::padded)
            .toList();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Simulation simulation;

    private final NotingWatcher watcher = new NotingWatcher();

    @BeforeEach
    void begin() {
        simulation = new Simulation(folder);
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    private static String padded(String text) {
        return text.length() < 10 ? text + ".".repeat(10 - text.length()) : text;
    }

    private FleetRun open(int agents) throws InterruptedException {
        return simulation.coordinator.open(simulation.request(agents));
    }

    private FleetRun running(String... names) throws InterruptedException {
        return running(AgentLoss.carryOn(), names);
    }

    private FleetRun running(AgentLoss loss, String... names) throws InterruptedException {
        simulation.start(names);
        return running(simulation.coordinator.open(simulation.request(names.length, loss, 0)));
    }

    private FleetRun running(FleetRun run) throws InterruptedException {
        run.begin(watcher);
        simulation.until(() -> watcher.late.size() == run.agents().size());
        return run;
    }

    /** Starts agents whose part of a run does not end of itself while a test looks. */
    private void startLong(String... names) {
        simulation.start(names);
        for (String name : names) {
            simulation.agent(name).script.seconds = 300;
        }
    }

    @Test
    void beginsOnAllAgentsAtTheSameMomentWhateverTheirClocksSay() throws InterruptedException {
        simulation.start("a");
        simulation.start(Simulation.node("b"), Duration.ofSeconds(300), UnaryOperator.identity());
        simulation.start(Simulation.node("c"), Duration.ofSeconds(-300), UnaryOperator.identity());
        FleetRun run = open(3);

        assertThat(run.agents()).extracting(Agent::name).containsExactly("a", "b", "c");
        assertThat(run.agents())
                .extracting(Agent::clockOffset)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(600), Duration.ofSeconds(-600));
        assertThat(run.setUp()).isNull();
        long start = run.begin(watcher);
        simulation.until(() -> watcher.late.size() == 3);

        assertThat(simulation.now()).isEqualTo(start);
        assertThat(watcher.late.values()).containsOnly(Duration.ZERO);
        simulation.pass(Duration.ofSeconds(25));
        assertThat(watcher.of(0)).isEqualTo(TWENTY);
        assertThat(watcher.of(1)).isEqualTo(TWENTY);
        assertThat(watcher.of(2)).isEqualTo(TWENTY);
        assertThat(watcher.news).isEmpty();
        assertThat(run.tearDown()).isNull();
        run.close();
        simulation.until(() -> simulation.agent("a").worker().isClosed);
        assertThat(simulation.coordinator.agents()).allMatch(agent -> agent.state() == AgentStatus.State.IDLE);
    }

    @Test
    void shipsWhatAnAgentLacksAndNothingTheSecondTime() throws InterruptedException {
        simulation.start("a");
        FleetRun first = open(1);
        assertThat(simulation.agent("a").taken).isEqualTo(150_010);
        first.close();
        open(1);
        assertThat(simulation.agent("a").taken).isEqualTo(150_010);
        assertThat(simulation.agent("a").worker().start.arguments()).containsExactly("-Xmx1g");
        assertThat(simulation.agent("a").worker().start.classPath()).hasSize(2);
    }

    @Test
    void setUpOfTheFirstAgentIsWhatTheOthersBeginWith() throws InterruptedException {
        simulation.start("a", "b");
        FleetRun run = open(2);
        assertThat(run.setUp()).isNull();
        run.begin(watcher);
        simulation.until(() -> watcher.late.size() == 2);

        assertThat(simulation.agent("a").worker().orders).hasAtLeastOneElementOfType(WorkerOrder.SetUp.class);
        assertThat(simulation.agent("b").worker().orders)
                .hasAtLeastOneElementOfType(WorkerOrder.BeginWith.class)
                .doesNotHaveAnyElementsOfTypes(WorkerOrder.SetUp.class);
    }

    @Test
    void tellsWhyASetUpFailed() throws InterruptedException {
        simulation.start(Simulation.node("a")).script.setUpFailure = "no such user";
        assertThat(open(1).setUp()).isEqualTo("no such user");
    }

    @Test
    void aSetUpThatNeverEndsNamesItsAgent() throws InterruptedException {
        simulation.start(Simulation.node("a")).script.neverSetsUp = true;
        assertThat(open(1).setUp()).isEqualTo("agent a (a:7800) has not ended the setup within 600 s");
    }

    @Test
    void tellsAllMistakesOfAllAgents() {
        simulation.start(Simulation.node("a")).script.prepareFailure = "NoClassDefFoundError: shop/Cart";
        simulation.start(Simulation.node("b")).script.prepareFailure = "the plan is another one";
        simulation.start("c");
        assertThatThrownBy(() -> open(3)).isInstanceOf(FleetException.class).hasMessage("""
            test "shop" cannot begin: a (a:7800): NoClassDefFoundError: shop/Cart
            b (b:7800): the plan is another one\
            """);
    }

    @Test
    void namesAgentsThatNeverGetReady() throws InterruptedException {
        simulation.start("a");
        simulation.start(Simulation.node("b")).script.isDeaf = true;
        assertThatThrownBy(() -> open(2))
                .hasMessage("test \"shop\" cannot begin: expected to compile the plan within 60 s, and did not: b"
                        + " (b:7800)");
        simulation.pass(Duration.ofSeconds(1));
        assertThat(simulation.agent("a").worker().isClosed).isTrue();
        assertThat(simulation.agent("b").worker().isClosed).isTrue();
        assertThat(simulation.coordinator.agents()).allMatch(agent -> agent.state() == AgentStatus.State.IDLE);
    }

    @Test
    void refusesAClockThatCannotBeKnownWellEnough() {
        simulation.start("a");
        simulation.until(() -> joined() == 1);
        simulation.network.delay(simulation.agent("a").member(), simulation.transport.self(), Duration.ofMillis(120));
        assertThatThrownBy(() -> open(1))
                .hasMessage(
                        "test \"shop\" cannot begin: a (a:7800): its clock is known to 60 ms only, as a message to it"
                            + " and back takes 120 ms, and 50 ms are allowed; it must be nearer to the coordinator, or"
                            + " its network less busy");
    }

    @Test
    void goesOnWithoutAnAgentThatIsLostBeforeTheStartIfEnoughAreLeft() throws InterruptedException {
        simulation.start("a", "b", "c");
        simulation.until(() -> joined() == 3);
        simulation.agent("c").script.isDeaf = true;
        CompletableFuture<FleetRun> ready = simulation.coordinator.prepare(simulation.request(2));
        simulation.pass(Duration.ofSeconds(1));
        simulation.agent("c").kill();
        FleetRun run = simulation.loop.await(ready);

        assertThat(run.agents()).extracting(Agent::name).containsExactly("a", "b");
        assertThat(run.weights()).containsExactly(1, 1, 0);
    }

    @Test
    void isGivenUpWhenTooFewAgentsAreLeftBeforeTheStart() {
        simulation.start("a", "b");
        simulation.until(() -> joined() == 2);
        simulation.agent("b").script.isDeaf = true;
        CompletableFuture<FleetRun> ready = simulation.coordinator.prepare(simulation.request(2));
        simulation.pass(Duration.ofSeconds(1));
        simulation.agent("b").kill();
        assertThatThrownBy(() -> simulation.loop.await(ready))
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining(
                        "test \"shop\" cannot begin: agent b (b:7800) was lost: its connection was closed; 2"
                                + " agents are needed, and 1 is left");
    }

    @Test
    void doesNotBeginWhenAnAgentIsLostOnceItWasReady() throws InterruptedException {
        simulation.start("a", "b");
        FleetRun run = open(2);
        simulation.agent("b").kill();
        simulation.pass(Duration.ofSeconds(1));
        assertThatThrownBy(() -> run.begin(watcher))
                .isInstanceOf(FleetException.class)
                .hasMessage("test \"shop\" cannot begin: 2 agents were expected, 1 is there; lost: b (b:7800)");
    }

    @Test
    void losesTheSetUpWithItsAgent() throws InterruptedException {
        simulation.start(Simulation.node("a")).script.neverSetsUp = true;
        simulation.start("b");
        FleetRun run = open(2);
        simulation.loop.after(Duration.ofSeconds(2), simulation.agent("a")::kill);
        assertThat(run.setUp())
                .isEqualTo("agent a (a:7800) was lost while it did the setup: its connection was closed");
    }

    @Test
    void takesOverWhatAnAgentHadThatIsLostBetweenTheOrderAndTheStart() throws InterruptedException {
        simulation.start("a", "b");
        FleetRun run = open(2);
        run.begin(watcher);
        simulation.agent("b").kill();
        simulation.pass(Duration.ofSeconds(3));

        assertThat(watcher.news).containsExactly("lost 1: its connection was closed", "shared [1, 0]");
        assertThat(simulation.agent("a").worker().share).isEqualTo(new Share(0, List.of(1, 0)));
        assertThat(watcher.of(0)).isNotEmpty();
    }

    @Test
    void takesOverWhatALostAgentHad() throws InterruptedException {
        running("a", "b", "c");
        simulation.pass(Duration.ofSeconds(5));
        simulation.agent("b").kill();
        long killed = simulation.now();
        simulation.until(() -> watcher.news.size() == 2);

        assertThat(watcher.news).containsExactly("lost 1: its connection was closed", "shared [1, 0, 1]");
        assertThat(Duration.ofNanos(simulation.now() - killed)).isLessThan(Duration.ofMillis(100));
        simulation.pass(Duration.ofSeconds(20));
        assertThat(watcher.of(0)).isEqualTo(TWENTY);
        assertThat(watcher.of(2)).isEqualTo(TWENTY);
        assertThat(simulation.agent("c").worker().share).isEqualTo(new Share(2, List.of(1, 0, 1)));
        assertThat(watcher.of(1)).isEqualTo(TWENTY.subList(0, watcher.of(1).size()));
    }

    @Test
    void whatIsLostIsMissingWhereNobodyIsToTakeItOver() throws InterruptedException {
        running(AgentLoss.carryOn().withoutTakeover(), "a", "b");
        simulation.agent("b").kill();
        simulation.pass(Duration.ofSeconds(5));
        assertThat(watcher.news).containsExactly("lost 1: its connection was closed");
    }

    @Test
    void stopsAtTheFirstLossIfThatIsThePolicy() throws InterruptedException {
        running(AgentLoss.stop(), "a", "b");
        simulation.agent("b").kill();
        simulation.pass(Duration.ofSeconds(1));
        assertThat(watcher.news)
                .containsExactly(
                        "lost 1: its connection was closed",
                        "failed: agent b (b:7800) is lost: its connection was closed; that makes 1 of 2, and at most 0"
                                + " % may be");
    }

    @Test
    void toleratesAPartOfTheAgents() throws InterruptedException {
        running(AgentLoss.tolerate(0.25), "a", "b", "c", "d");
        simulation.agent("b").kill();
        simulation.pass(Duration.ofSeconds(6));
        assertThat(watcher.news).noneMatch(news -> news.startsWith("failed"));
        simulation.agent("c").kill();
        simulation.pass(Duration.ofSeconds(1));
        assertThat(watcher.news)
                .last()
                .isEqualTo(
                        "failed: agent c (c:7800) is lost: its connection was closed; that makes 2 of 4, and at most 25"
                                + " % may be");
    }

    @Test
    void failsWhenNoAgentIsLeft() throws InterruptedException {
        running("a");
        simulation.agent("a").kill();
        simulation.pass(Duration.ofSeconds(1));
        assertThat(watcher.news)
                .last()
                .isEqualTo("failed: no agent is left; the last was a (a:7800): its connection was closed");
    }

    @Test
    void aFrozenAgentPutsOnNoLoadOnceOthersHaveItsShareAndComesBackAsANewOne() throws InterruptedException {
        running("a", "b");
        simulation.pass(Duration.ofSeconds(3));
        SimulatedAgent frozen = simulation.agent("b");
        FakeWorker before = frozen.worker();
        frozen.freeze();
        long began = simulation.now();
        simulation.until(() -> watcher.news.contains("shared [1, 0]"));
        assertThat(watcher.news.getFirst()).startsWith("lost 1: silent for 4");
        assertThat(Duration.ofNanos(simulation.now() - began)).isLessThan(Duration.ofSeconds(5));

        frozen.thaw();
        long thawed = simulation.now();
        simulation.until(() -> watcher.news.contains("joined 2 b"));
        assertThat(before.load).noneMatch(moment -> moment >= thawed);
        simulation.until(() -> watcher.news.contains("shared [1, 0, 1]"));
        simulation.until(() -> watcher.late.containsKey(2));
        assertThat(watcher.late.get(2)).isEqualTo(Duration.ZERO);
        simulation.until(() -> !watcher.of(2).isEmpty());
    }

    @Test
    void aWorkerThatIsFrozenAloneIsDeadBeforeOthersHaveItsShare() throws InterruptedException {
        running("a", "b");
        simulation.pass(Duration.ofSeconds(3));
        FakeWorker frozen = simulation.agent("b").worker();
        frozen.freeze();
        long began = simulation.now();
        simulation.until(() -> !watcher.news.isEmpty());

        assertThat(frozen.isClosed).isTrue();
        assertThat(Duration.ofNanos(simulation.now() - began)).isLessThan(Duration.ofSeconds(5));
        simulation.pass(Duration.ofSeconds(1));
        assertThat(watcher.news)
                .containsExactly(
                        "lost 1: its worker was silent for 4.5 s, and was killed: it was frozen, or did nothing but"
                                + " collect garbage",
                        "shared [1, 0]");
        assertThat(simulation.coordinator.agents())
                .extracting(AgentStatus::state)
                .containsExactly(AgentStatus.State.FULL, AgentStatus.State.IDLE);
    }

    @Test
    void theSilenceOfTwoWorkersIsNotTakenForTheTestsDoing() throws InterruptedException {
        running("a", "b", "c");
        simulation.agent("a").worker().freeze();
        simulation.agent("b").worker().freeze();
        simulation.pass(Duration.ofSeconds(10));
        assertThat(watcher.news)
                .anyMatch(news -> news.startsWith("lost 0: its worker was silent"))
                .anyMatch(news -> news.startsWith("lost 1: its worker was silent"))
                .noneMatch(news -> news.startsWith("failed"));
    }

    @Test
    void aWorkerThatIsFrozenWhileItGetsReadyIsNamed() {
        simulation.start("a");
        simulation.until(() -> joined() == 1);
        simulation.agent("a").script.isDeaf = true;
        CompletableFuture<FleetRun> ready = simulation.coordinator.prepare(simulation.request(1));
        simulation.until(() -> !simulation.agent("a").workers.isEmpty());
        simulation.agent("a").worker().freeze();
        assertThatThrownBy(() -> simulation.loop.await(ready))
                .hasMessageContaining("test \"shop\" cannot begin: a (a:7800): its worker was silent for 4.");
    }

    @Test
    void anAgentThatIsHeardNoMoreStopsBeforeOthersHaveItsShare() throws InterruptedException {
        running("a", "b");
        simulation.pass(Duration.ofSeconds(3));
        FakeWorker worker = simulation.agent("b").worker();
        simulation.network.cut(simulation.agent("b").member(), simulation.transport.self());
        simulation.until(() -> watcher.news.contains("shared [1, 0]"));
        long takenOver = simulation.now();

        assertThat(worker.load.getLast()).isLessThan(takenOver);
        simulation.pass(Duration.ofSeconds(10));
        assertThat(worker.load.getLast()).isLessThan(takenOver);
    }

    @Test
    void anAgentThatHearsNothingStopsByItself() throws InterruptedException {
        running("a", "b");
        simulation.pass(Duration.ofSeconds(3));
        FakeWorker worker = simulation.agent("b").worker();
        long cut = simulation.now();
        simulation.network.cut(
                simulation.transport.self(), simulation.agent("b").member());
        simulation.until(() -> watcher.news.contains("shared [1, 0]"));

        assertThat(Duration.ofNanos(worker.load.getLast() - cut)).isLessThan(Duration.ofMillis(3_001));
        assertThat(worker.orders).hasAtLeastOneElementOfType(WorkerOrder.Abort.class);
    }

    @Test
    void takesEachEntryOnceAndInOrderWhateverBecomesOfThemOnTheWay() throws InterruptedException {
        simulation.start(Simulation.node("a"), Duration.ZERO, BadLine::new);
        simulation.agent("a").script.entryBytes = 130_000;
        simulation.agent("a").script.seconds = 40;
        FleetRun run = open(1);
        run.begin(watcher);
        simulation.pass(Duration.ofSeconds(120));

        assertThat(watcher.of(0)).hasSize(40).allMatch(entry -> entry.length() == 130_000);
        assertThat(watcher.of(0))
                .extracting(entry -> entry.substring(0, 8).replace(".", ""))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 40).mapToObj(i -> "entry " + i).toList());
        assertThat(watcher.news).isEmpty();
        run.close();
    }

    @Test
    void anEntryThatCannotBeReadCostsItsAgent() throws InterruptedException {
        watcher.unreadable = padded("entry 3");
        running("a", "b");
        simulation.until(() -> watcher.news.size() >= 2);
        assertThat(watcher.news.getFirst()).isEqualTo("lost 0: entry 3 is unreadable: not in our format");
    }

    @Test
    void anAgentThatComesLateHasAShareAndAllThatWasOrderedBefore() throws InterruptedException {
        FleetRun run = running("a");
        run.setRate("buyers", Rate.perSecond(50), Duration.ofSeconds(2));
        run.beginWorkload(1, Duration.ofSeconds(3));
        simulation.pass(Duration.ofSeconds(5));
        simulation.start("b");
        simulation.until(() -> watcher.news.size() == 2);

        assertThat(watcher.news).containsExactly("joined 1 b", "shared [1, 1]");
        simulation.pass(Duration.ofSeconds(2));
        assertThat(simulation.agent("a").worker().share).isEqualTo(new Share(0, List.of(1, 1)));
        FakeWorker late = simulation.agent("b").worker();
        assertThat(late.share).isEqualTo(new Share(1, List.of(1, 1)));
        assertThat(late.orders)
                .containsSubsequence(
                        new WorkerOrder.SetRate("buyers", Rate.perSecond(50), Duration.ofSeconds(2)),
                        new WorkerOrder.BeginWorkload(1, Duration.ofSeconds(3)));
        assertThat(((WorkerOrder.Prepare) late.orders.getFirst()).share()).isEqualTo(new Share(1, List.of(1, 0)));
        simulation.until(() -> !watcher.of(1).isEmpty());
    }

    @Test
    void agentsThatComeLateHavePlacesInTheOrderInWhichTheyAreReady() throws InterruptedException {
        startLong("a");
        running(open(1));
        startLong("slow");
        simulation.agent("slow").script.prepareTakes = Duration.ofSeconds(10);
        simulation.until(() -> !simulation.agent("slow").workers.isEmpty());
        simulation.start(Simulation.node("refuser")).script.prepareFailure = "no such class";
        simulation.until(() -> !simulation.agent("refuser").workers.isEmpty());
        startLong("quick");
        simulation.until(() -> watcher.late.size() == 3);

        assertThat(watcher.news)
                .containsExactly("joined 1 quick", "shared [1, 1, 0, 0]", "joined 2 slow", "shared [1, 1, 1, 0]");
        simulation.pass(Duration.ofSeconds(3));
        List<Integer> weights = List.of(1, 1, 1, 0);
        assertThat(simulation.agent("a").worker().share).isEqualTo(new Share(0, weights));
        assertThat(simulation.agent("quick").worker().share).isEqualTo(new Share(1, weights));
        assertThat(simulation.agent("slow").worker().share).isEqualTo(new Share(2, weights));
        int quick = watcher.of(1).size();
        int slow = watcher.of(2).size();
        assertThat(slow).isPositive().isLessThan(quick);

        simulation.agent("quick").kill();
        simulation.pass(Duration.ofSeconds(2));
        assertThat(watcher.news)
                .endsWith("lost 1: its connection was closed", "shared [1, 0, 1, 0]")
                .hasSize(6);
        assertThat(watcher.of(2)).hasSizeGreaterThan(slow);
    }

    @Test
    void theSameCrashOnTwoAgentsStopsTheRun() throws InterruptedException {
        running("a", "b", "c");
        simulation.agent("a").worker().die("called System.exit(3)");
        simulation.pass(Duration.ofSeconds(1));
        assertThat(watcher.news).noneMatch(news -> news.startsWith("failed"));
        simulation.agent("b").worker().die("called System.exit(3)");
        simulation.pass(Duration.ofSeconds(1));
        assertThat(watcher.news)
                .contains("lost 0: its worker is gone: called System.exit(3)")
                .last()
                .isEqualTo(
                        "failed: the workers of agents a and b are gone for the same cause, which is likely to be the"
                                + " test's: called System.exit(3)");
    }

    @Test
    void agentsMayBeSwitchedOffOneByOneAsLongAsOneIsLeft() throws InterruptedException {
        startLong("a", "b", "c", "d", "e", "f");
        running(open(6));
        for (String name : List.of("a", "b", "c", "d", "e")) {
            simulation.agent(name).kill();
            simulation.pass(Duration.ofSeconds(5));
        }
        assertThat(watcher.news).noneMatch(news -> news.startsWith("failed"));
        assertThat(simulation.agent("f").worker().share).isEqualTo(new Share(5, List.of(0, 0, 0, 0, 0, 1)));
    }

    @Test
    void workersThatAreLostAgainAndAgainStopTheRun() throws InterruptedException {
        startLong("a", "b", "c", "d", "e", "f");
        running(open(6));
        simulation.agent("a").worker().die("called System.exit(1)");
        simulation.pass(Duration.ofSeconds(1));
        simulation.agent("b").worker().die("called System.exit(2)");
        simulation.pass(Duration.ofSeconds(5));
        for (String name : List.of("c", "d")) {
            simulation.agent(name).worker().die("called System.exit(" + name + ")");
            simulation.pass(Duration.ofSeconds(5));
        }
        assertThat(watcher.news).noneMatch(news -> news.startsWith("failed"));
        simulation.agent("e").worker().die("called System.exit(5)");
        simulation.pass(Duration.ofSeconds(1));
        assertThat(watcher.news)
                .last()
                .isEqualTo("failed: workers were lost 4 times while their agents were well, which is likely to be the"
                        + " test's doing; the last was that of e (e:7800): its worker is gone: called System.exit(5)."
                        + " AgentLoss.tolerate sets another limit");
    }

    @Test
    void aPartThatMayBeLostIsKeptToWhateverWorkersAreLostBy() throws InterruptedException {
        running(AgentLoss.tolerate(0.5), "a", "b", "c", "d");
        simulation.agent("a").worker().die("called System.exit(3)");
        simulation.agent("b").worker().die("called System.exit(3)");
        simulation.pass(Duration.ofSeconds(5));
        assertThat(watcher.news).noneMatch(news -> news.startsWith("failed"));
        simulation.agent("c").worker().die("called System.exit(3)");
        simulation.pass(Duration.ofSeconds(1));
        assertThat(watcher.news)
                .last()
                .isEqualTo("failed: agent c (c:7800) is lost: its worker is gone: called System.exit(3); that makes 3"
                        + " of 4, and at most 50 % may be");
    }

    @Test
    void anAgentThatIsLostAgainAndAgainGetsNoShareAnyMore() throws InterruptedException {
        startLong("a", "b");
        running(open(2));
        for (int i = 1; i <= 3; i++) {
            int place = i + 1;
            simulation.agent("b").kill();
            simulation.pass(Duration.ofSeconds(1));
            simulation.start("b");
            if (i < 3) {
                simulation.until(() -> watcher.news.contains("joined " + place + " b"));
                simulation.pass(Duration.ofSeconds(2));
            }
        }
        simulation.pass(Duration.ofSeconds(20));
        assertThat(watcher.news).noneMatch(news -> news.startsWith("failed")).doesNotContain("joined 4 b");
        assertThat(simulation.coordinator.agents())
                .extracting(AgentStatus::state)
                .containsExactly(AgentStatus.State.FULL, AgentStatus.State.IDLE);
    }

    @Test
    void whatTheOthersCannotDoIsMissing() throws InterruptedException {
        for (String name : List.of("a", "b", "c")) {
            simulation.start(Simulation.node(name, 100, Map.of()));
        }
        FleetRun run = simulation.coordinator.open(simulation.request(3, AgentLoss.carryOn(), 240));
        assertThat(run.weights()).containsExactly(1, 1, 1);
        run.begin(watcher);
        simulation.pass(Duration.ofSeconds(3));
        simulation.agent("c").kill();
        simulation.pass(Duration.ofSeconds(1));

        assertThat(watcher.news).contains("shared [5, 5, 2]");
        assertThat(watcher.news.getLast())
                .startsWith("warned: 16.7 % of the load are missing from ")
                .endsWith(" s on: the agents that are left cannot do more");
    }

    @Test
    void ordersReachAllAgents() throws InterruptedException {
        FleetRun run = running("a", "b");
        run.pause(Duration.ofSeconds(3));
        run.resume(Duration.ofSeconds(5));
        run.setUsers("buyers", 7, Duration.ofSeconds(6));
        run.beginWorkload(1, Duration.ofSeconds(7));
        simulation.pass(Duration.ofSeconds(1));
        for (String name : List.of("a", "b")) {
            assertThat(simulation.agent(name).worker().orders)
                    .containsSubsequence(
                            new WorkerOrder.Pause(Duration.ofSeconds(3)),
                            new WorkerOrder.Resume(Duration.ofSeconds(5)),
                            new WorkerOrder.SetUsers("buyers", 7, Duration.ofSeconds(6)),
                            new WorkerOrder.BeginWorkload(1, Duration.ofSeconds(7)));
        }
    }

    @Test
    void anAgentThatDoesNotStopInTimeIsLost() throws InterruptedException {
        simulation.start("a");
        simulation.start(Simulation.node("b")).script.neverEnds = true;
        FleetRun run = open(2);
        run.begin(watcher);
        simulation.pass(Duration.ofSeconds(3));
        run.stop("enough");
        simulation.pass(Duration.ofSeconds(65));
        assertThat(watcher.news).hasSize(1);
        assertThat(watcher.news.getFirst()).startsWith("lost 1: ");
    }

    @Test
    void aLossWhileTheRunEndsIsToldAndNotTakenOver() throws InterruptedException {
        simulation.start("a");
        simulation.start(Simulation.node("b")).script.neverEnds = true;
        FleetRun run = open(2);
        run.begin(watcher);
        simulation.pass(Duration.ofSeconds(3));
        run.stop("enough");
        simulation.pass(Duration.ofSeconds(2));
        simulation.agent("b").kill();
        simulation.pass(Duration.ofSeconds(2));
        assertThat(watcher.news).containsExactly("lost 1: its connection was closed");
        assertThat(run.tearDown()).isNull();
    }

    @Test
    void anotherAgentDoesTheTeardownIfTheFirstIsLost() throws InterruptedException {
        simulation.start("a", "b");
        FleetRun run = open(2);
        assertThat(run.setUp()).isNull();
        run.begin(watcher);
        simulation.pass(Duration.ofSeconds(3));
        simulation.agent("a").kill();
        simulation.pass(Duration.ofSeconds(30));
        assertThat(run.tearDown()).isNull();
        assertThat(simulation.agent("b").worker().orders).hasAtLeastOneElementOfType(WorkerOrder.TearDown.class);
    }

    @Test
    void anAgentOfWhichNothingComesIsLost() throws InterruptedException {
        simulation.start("a");
        simulation.start(Simulation.node("b")).script.seconds = 1;
        simulation.agent("b").script.neverEnds = true;
        FleetRun run = open(2);
        run.begin(watcher);
        simulation.until(() -> !watcher.news.isEmpty());
        assertThat(watcher.news.getFirst()).isEqualTo("lost 1: nothing was measured there for 30 s");
    }

    @Test
    void anAgentThatIsShutDownHandsItsShareOverAndEndsWhatItDoes() throws InterruptedException {
        running("a", "b");
        simulation.pass(Duration.ofSeconds(3));
        simulation.agent("b").agent.shutDown("SIGTERM");
        simulation.until(() -> watcher.news.size() == 2);
        assertThat(watcher.news).containsExactly("shared [1, 0]", "lost 1: it was shut down: SIGTERM");
        simulation.until(() -> simulation.agent("b").agent.over().isDone());
        assertThat(simulation.agent("b").agent.over()).isCompletedWithValue("SIGTERM");
        assertThat(watcher.of(1)).isNotEmpty();
    }

    @Test
    void agentsStopWhenTheCoordinatorIsGoneAndJoinTheNextOne() throws InterruptedException {
        simulation.start("a");
        simulation.agent("a").script.neverEnds = true;
        FleetRun run = open(1);
        run.begin(watcher);
        simulation.pass(Duration.ofSeconds(3));
        FakeWorker worker = simulation.agent("a").worker();
        long cut = simulation.now();
        simulation.network.freeze(simulation.transport.self());
        simulation.pass(Duration.ofSeconds(10));

        assertThat(Duration.ofNanos(worker.load.getLast() - cut)).isLessThan(Duration.ofMillis(3_001));
        assertThat(worker.orders).hasAtLeastOneElementOfType(WorkerOrder.Abort.class);
        assertThat(worker.isClosed).isFalse();
        simulation.pass(Duration.ofSeconds(30));
        assertThat(worker.isClosed).isTrue();

        try (var next = new Coordinator(Simulation.settings("1.0"), simulation.loop, simulation.network.join("next"))) {
            next.start();
            simulation.until(() -> joined(next) == 1);
        }
    }

    @Test
    void agentsThatGetReadyAreFreeAtOnceWhenTheCoordinatorIsGone() throws InterruptedException {
        simulation.start("a");
        open(1);
        FakeWorker worker = simulation.agent("a").worker();
        simulation.network.freeze(simulation.transport.self());
        simulation.pass(Duration.ofSeconds(5));
        assertThat(worker.isClosed).isTrue();
    }

    private int joined() {
        return joined(simulation.coordinator);
    }

    private int joined(Coordinator coordinator) {
        return simulation.agents(coordinator).size();
    }

    /** Loses, doubles and swaps pieces of entries. */
    private static final class BadLine implements Transport {

        private final Transport line;
        private int count;
        private byte[] held = {};

        BadLine(Transport line) {
            this.line = line;
        }

        @Override
        public void send(Member to, byte[] message) {
            Frame frame = MessageCodec.decode(message);
            if (frame == null || !(frame.message() instanceof Entry)) {
                line.send(to, message);
                return;
            }
            switch (count++ % 7) {
                case 2 -> {
                    // lost
                }
                case 4 -> {
                    line.send(to, message);
                    line.send(to, message);
                }
                case 5 -> held = message;
                case 6 -> {
                    line.send(to, message);
                    line.send(to, held);
                }
                default -> line.send(to, message);
            }
        }

        @Override
        public void sendUrgently(Member to, byte[] message) {
            line.sendUrgently(to, message);
        }

        @Override
        public void start(Listener listener) {
            line.start(listener);
        }

        @Override
        public Member self() {
            return line.self();
        }

        @Override
        public Set<Member> members() {
            return line.members();
        }

        @Override
        public void close() {
            line.close();
        }
    }
}
