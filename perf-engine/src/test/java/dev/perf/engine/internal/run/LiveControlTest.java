package dev.perf.engine.internal.run;

import static dev.perf.Perf.afterFinished;
import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Operator.at;
import static dev.perf.engine.internal.run.Runs.QUIET;
import static dev.perf.engine.internal.run.Runs.checked;
import static dev.perf.engine.internal.run.Runs.ledger;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.run.Operator.Act;
import dev.perf.plan.TestPlan;
import dev.perf.result.MetricResult;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import dev.perf.spi.Run.State;
import dev.perf.spi.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs that somebody controls while they are under way, at exact moments of simulated time. */
class LiveControlTest {

    private final SimulatedClock clock = new SimulatedClock();
    private final List<Duration> starts = Collections.synchronizedList(new ArrayList<>());
    private List<Snapshot> snapshots = List.of();

    private Scenario working(Duration time) {
        return scenario("work").exec("work", user -> {
            starts.add(clock.elapsed());
            user.pause(time);
        });
    }

    private RunResult run(LoadTest test, Act... acts) throws InterruptedException {
        var operator = new Operator(clock, acts);
        snapshots = operator.snapshots();
        return operator.run(test);
    }

    private long startsBetween(long fromMillis, long toMillis) {
        return starts.stream()
                .filter(start -> start.toMillis() >= fromMillis && start.toMillis() < toMillis)
                .count();
    }

    private static double maxLag(RunResult result) {
        return ((MetricResult.Trend) result.metric("schedule_lag"))
                .distribution()
                .max()
                .toNanos();
    }

    // The rate

    @Test
    void startsAtTheRateThatWasSetUntilThePlannedEnd() throws Exception {
        RunResult result = run(
                loadTest("open")
                        .run(working(ofMillis(10)), arrivals(perSecond(10)).during(ofSeconds(10))),
                at(5_000, run -> run.setRate(perSecond(20))));
        assertThat(result.ledger()).isEqualTo(ledger(50 + 100, 0, 0));
        assertThat(starts.get(49)).isEqualTo(ofMillis(4_950));
        assertThat(starts.get(50)).isEqualTo(ofMillis(5_025));
        assertThat(starts.getLast()).isEqualTo(ofMillis(9_975));
        assertThat(maxLag(result)).isZero();
    }

    @Test
    void replacesTheRestOfARampByALevel() throws Exception {
        RunResult result = run(
                loadTest("open")
                        .run(
                                working(ofMillis(10)),
                                arrivals(perSecond(0)).rampTo(perSecond(100)).over(ofSeconds(10))),
                at(4_000, run -> run.setRate("work", perSecond(30))));
        // The ramp has had 80 by then; 6 s at 30/s follow.
        assertThat(result.ledger()).isEqualTo(ledger(80 + 180, 0, 0));
        assertThat(startsBetween(4_000, 5_000)).isEqualTo(30);
        assertThat(startsBetween(9_000, 10_000)).isEqualTo(30);
    }

    @Test
    void losesNoStartHoweverOftenTheRateIsSet() throws Exception {
        var acts = new ArrayList<Act>();
        for (int i = 1; i < 100; i++) {
            acts.add(at(100L * i, run -> run.setRate(perSecond(4))));
        }
        RunResult result = run(
                loadTest("open")
                        .run(working(ofMillis(10)), arrivals(perSecond(4)).during(ofSeconds(10))),
                acts.toArray(Act[]::new));
        assertThat(result.ledger()).isEqualTo(ledger(40, 0, 0));
        assertThat(starts.get(39)).isEqualTo(ofMillis(9_875));
        assertThat(result.events()).hasSize(99);
    }

    @Test
    void driftsNotAtARateWhoseGapsAreNoWholeNanoseconds() throws Exception {
        run(
                loadTest("open")
                        .run(working(ofMillis(1)), arrivals(perSecond(1)).during(ofSeconds(1001))),
                at(1_000, run -> run.setRate(perSecond(7))));
        assertThat(starts).hasSize(1 + 7_000);
        assertThat(starts.getLast()).isEqualTo(Duration.ofNanos(1_000_928_571_429L));
    }

    @Test
    void startsNobodyAtRateZeroAndGoesOnAtTheNext() throws Exception {
        RunResult result = run(
                loadTest("open")
                        .run(working(ofMillis(10)), arrivals(perSecond(10)).during(ofSeconds(10))),
                at(2_000, run -> run.setRate(perSecond(0))),
                at(7_000, run -> run.setRate(perSecond(100))));
        assertThat(result.ledger()).isEqualTo(ledger(20 + 300, 0, 0));
        assertThat(startsBetween(2_000, 7_000)).isZero();
        assertThat(result.duration()).isGreaterThanOrEqualTo(ofSeconds(10));
    }

    @Test
    void setsTheRateBeforeTheLoadBegins() throws Exception {
        RunListener early = new RunListener() {
            @Override
            public void onStart(Run run) {
                assertThat(run.state()).isEqualTo(State.STARTING);
                run.setRate(perSecond(30));
            }
        };
        RunResult result = Runs.run(
                loadTest("open")
                        .run(working(ofMillis(10)), arrivals(perSecond(1)).during(ofSeconds(10))),
                early);
        assertThat(result.ledger()).isEqualTo(ledger(300, 0, 0));
    }

    @Test
    void releasesArrivalsAtHighRatesTogetherAfterAChangeToo() throws Exception {
        RunResult result = run(
                loadTest("open")
                        .run(working(ofMillis(1)), arrivals(perSecond(10)).during(ofSeconds(2))),
                at(1_000, run -> run.setRate(perSecond(10_000))));
        assertThat(result.ledger()).isEqualTo(ledger(10 + 10_000, 0, 0));
        assertThat(starts.stream().filter(start -> start.compareTo(ofSeconds(2)) > 0))
                .isEmpty();
    }

    @Test
    void keepsPoissonArrivalsRandomAtTheRateThatWasSetAndTheSameEachTime() throws Exception {
        LoadTest test = loadTest("strangers")
                .seed(4)
                .run(
                        working(ofMillis(1)),
                        arrivals(perSecond(100)).during(ofSeconds(10)).poisson());
        RunResult result = run(test, at(5_000, run -> run.setRate(perSecond(400))));
        List<Duration> first = List.copyOf(starts);
        assertThat(result.ledger()).isEqualTo(ledger(first.size(), 0, 0));
        // 2,000 on the average, with a standard deviation of 45; the gaps are no more alike than before.
        assertThat(startsBetween(5_000, 10_000)).isBetween(1_820L, 2_180L);
        long longGaps = 0;
        for (int i = 1; i < first.size(); i++) {
            boolean after = first.get(i - 1).compareTo(ofSeconds(5)) >= 0;
            longGaps += after && first.get(i).minus(first.get(i - 1)).compareTo(ofMillis(5)) > 0 ? 1 : 0;
        }
        // e^-2 of them are longer than twice their mean.
        assertThat(longGaps).isBetween(220L, 320L);

        starts.clear();
        var again = new SimulatedClock();
        Scenario noting = scenario("work").exec("work", user -> starts.add(again.elapsed()));
        new Operator(again, at(5_000, run -> run.setRate(perSecond(400))))
                .run(loadTest("strangers")
                        .seed(4)
                        .run(
                                noting,
                                arrivals(perSecond(100)).during(ofSeconds(10)).poisson()));
        assertThat(starts).isEqualTo(first);
    }

    // The number of users

    @Test
    void keepsTheNumberOfUsersThatWasSetAndTakesTheNewestAwayFirst() throws Exception {
        List<String> ends = Collections.synchronizedList(new ArrayList<>());
        Scenario scenario =
                working(ofSeconds(1)).onStop(exec("leave", user -> ends.add(clock.elapsed() + " " + user.id())));
        RunResult result = run(
                loadTest("closed").run(scenario, users(2).during(ofSeconds(20))),
                at(4_500, run -> run.setUsers(5)),
                at(10_250, run -> run.setUsers("work", 1)));
        // Two begin 11 iterations until 10.25 s, three more 6 each; the oldest has 9 to go.
        assertThat(result.ledger()).isEqualTo(ledger(2 * 11 + 3 * 6 + 9, 0, 0));
        assertThat(ends).containsExactly("PT10.5S 2", "PT10.5S 3", "PT10.5S 4", "PT11S 1", "PT20S 0");
    }

    @Test
    void setsUsersInThePlaceOfARamp() throws Exception {
        RunResult result = run(
                loadTest("closed").run(working(ofSeconds(1)), users().rampTo(10).over(ofSeconds(10))),
                at(3_500, run -> run.setUsers(3)));
        // Users come at seconds 1, 2 and 3, and nobody after them.
        assertThat(result.ledger()).isEqualTo(ledger(9 + 8 + 7, 0, 0));
    }

    @Test
    void interruptsUsersTakenAwayThatOutlastTheGracefulRampDown() throws Exception {
        RunResult result = run(
                loadTest("closed")
                        .run(
                                working(ofSeconds(30)),
                                users(3).during(ofSeconds(60)).gracefulRampDown(ofSeconds(2))),
                at(10_000, run -> run.setUsers(1)));
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 2));
    }

    @Test
    void takesAllUsersAwayAndBringsNewOnes() throws Exception {
        RunResult result = run(
                loadTest("closed").run(working(ofSeconds(1)), users(2).during(ofSeconds(10))),
                at(2_500, run -> run.setUsers(0)),
                at(6_000, run -> run.setUsers(4)));
        assertThat(result.ledger()).isEqualTo(ledger(2 * 3 + 4 * 4, 0, 0));
        assertThat(startsBetween(2_500, 6_000)).isZero();
    }

    // Pauses

    @Test
    void beginsNoArrivalInAPauseAndDropsNoneBecauseOfIt() throws Exception {
        RunResult result = run(
                loadTest("open")
                        .run(
                                working(ofMillis(90)),
                                arrivals(perSecond(10)).during(ofSeconds(10)).maxUsers(1)),
                at(2_000, Run::pause),
                at(5_000, Run::resume));
        assertThat(result.ledger()).isEqualTo(ledger(100, 0, 0));
        assertThat(startsBetween(2_000, 5_000)).isZero();
        assertThat(starts.get(20)).isEqualTo(ofMillis(5_050));
        assertThat(starts.getLast()).isEqualTo(ofMillis(12_950));
        assertThat(result.duration()).isEqualTo(ofMillis(13_040));
        assertThat(maxLag(result)).isZero();
    }

    @Test
    void goesOnWhereARampWas() throws Exception {
        run(
                loadTest("open")
                        .run(
                                working(ofMillis(10)),
                                arrivals(perSecond(0)).rampTo(perSecond(100)).over(ofSeconds(10))),
                at(2_000, Run::pause),
                at(7_000, Run::resume),
                at(10_000, Run::pause),
                at(11_000, Run::resume));
        assertThat(starts).hasSize(500);
        assertThat(startsBetween(0, 2_000)).isEqualTo(20);
        assertThat(startsBetween(7_000, 10_000)).isEqualTo(125 - 20);
        assertThat(startsBetween(11_000, 16_000)).isEqualTo(500 - 125);
    }

    @Test
    void letsClosedUsersEndTheirIterationAndKeepsThem() throws Exception {
        var entered = new AtomicInteger();
        Scenario scenario = working(ofSeconds(1)).onStart(exec("enter", user -> entered.incrementAndGet()));
        RunResult result = run(
                loadTest("closed").run(scenario, users(3).during(ofSeconds(10))),
                at(2_500, Run::pause),
                at(6_500, Run::resume));
        // Starts at 0, 1, 2, and from 6.5 s on until the profile, 4 s longer, ends at 14 s.
        assertThat(result.ledger()).isEqualTo(ledger(3 * (3 + 8), 0, 0));
        assertThat(startsBetween(2_500, 6_500)).isZero();
        assertThat(startsBetween(6_500, 6_501)).isEqualTo(3);
        assertThat(result.duration()).isEqualTo(ofMillis(14_500));
        assertThat(entered).hasValue(3);
        assertThat(maxLag(result)).isZero();
    }

    @Test
    void letsThinkTimesStandStillSoThatUsersDoNotAllComeAtOnceAfterwards() throws Exception {
        Scenario thinking = working(ofSeconds(1)).thinkTime(constant(ofSeconds(2)));
        RunResult result = run(
                loadTest("closed").run(thinking, users(2).during(ofSeconds(10))),
                at(1_500, Run::pause),
                at(11_500, Run::resume));
        assertThat(starts)
                .containsExactly(
                        ofSeconds(0),
                        ofSeconds(0),
                        ofSeconds(13),
                        ofSeconds(13),
                        ofSeconds(16),
                        ofSeconds(16),
                        ofSeconds(19),
                        ofSeconds(19));
        assertThat(maxLag(result)).isZero();
    }

    @Test
    void beginsThinkTimesOfIterationsThatEndInAPauseWithItsEnd() throws Exception {
        Scenario thinking = working(ofSeconds(1)).thinkTime(constant(ofSeconds(2)));
        run(
                loadTest("closed").run(thinking, users(1).during(ofSeconds(4))),
                at(500, Run::pause),
                at(10_000, Run::resume));
        assertThat(starts).containsExactly(ofSeconds(0), ofSeconds(12));
    }

    @Test
    void holdsUsersInShortThinkTimesToo() throws Exception {
        Scenario thinking = working(ofMillis(40)).thinkTime(constant(ofMillis(60)));
        RunResult result = run(
                loadTest("closed").run(thinking, users(1).during(ofSeconds(1))),
                at(250, Run::pause),
                at(5_250, Run::resume));
        assertThat(startsBetween(250, 5_250)).isZero();
        assertThat(startsBetween(5_250, 5_251)).isEqualTo(1);
        assertThat(result.ledger()).isEqualTo(ledger(3 + 8, 0, 0));
    }

    @Test
    void addsUsersThatWereSetInAPauseWhenItEnds() throws Exception {
        RunResult result = run(
                loadTest("mixed")
                        .run(working(ofSeconds(1)), users(1).during(ofSeconds(10)))
                        .run(
                                scenario("visit").exec("visit", user -> user.pause(ofMillis(1))),
                                arrivals(perSecond(1)).during(ofSeconds(10))),
                at(5_000, run -> {
                    run.pause();
                    run.setUsers(3);
                    run.setRate(perSecond(10));
                }),
                at(8_000, Run::resume));
        assertThat(startsBetween(5_001, 8_000)).isZero();
        assertThat(startsBetween(8_000, 8_001)).isEqualTo(3);
        assertThat(result.request("visit").count()).isEqualTo(5 + 50);
    }

    @Test
    void beginsPausedWhenPausedBeforeTheLoad() throws Exception {
        RunListener early = new RunListener() {
            @Override
            public void onStart(Run run) {
                run.pause();
                new Operator(clock, at(ofSeconds(7), Run::resume)).onStart(run);
            }
        };
        RunResult result = checked(LoadRun.start(
                        loadTest("both")
                                .run(working(ofSeconds(1)), users(2).during(ofSeconds(10)))
                                .plan(),
                        QUIET.listener(early),
                        clock)
                .await());
        assertThat(result.ledger()).isEqualTo(ledger(20, 0, 0));
        assertThat(startsBetween(0, 7_000)).isZero();
        assertThat(result.duration()).isEqualTo(ofSeconds(17));
    }

    @Test
    void letsScenariosThatWaitForTheirTurnWaitLongerByThePause() throws Exception {
        Scenario later = scenario("later").exec("late", user -> {
            starts.add(clock.elapsed());
            user.pause(ofMillis(100));
        });
        Scenario last = scenario("last").exec("last", user -> {
            starts.add(clock.elapsed());
            user.pause(ofMillis(100));
        });
        Scenario first = scenario("first").exec("first", user -> user.pause(ofSeconds(1)));
        RunResult result = run(
                loadTest("turns")
                        .run(first, users(1).during(ofSeconds(6)))
                        .run(later, arrivals(perSecond(1)).during(ofSeconds(2)), startingAfter(ofSeconds(3)))
                        .run(
                                last,
                                users(1).during(ofSeconds(1)),
                                afterFinished("first").plus(ofSeconds(2))),
                at(2_500, run -> run.setRate("later", perSecond(2))),
                at(2_500, Run::pause),
                at(12_500, Run::resume),
                // All profiles but one are over; that one has not begun.
                at(17_500, Run::pause),
                at(20_000, Run::resume));
        assertThat(starts.subList(0, 5))
                .containsExactly(
                        ofMillis(13_250), ofMillis(13_750), ofMillis(14_250), ofMillis(14_750), ofMillis(21_000));
        assertThat(result.events()).hasSize(5);
        assertThat(snapshots.getLast().planned()).isEqualTo(ofMillis(9_500 + 10_000 + 2_500));
        assertThat(maxLag(result)).isZero();
    }

    @Test
    void stopsInAPause() throws Exception {
        RunResult result = run(
                loadTest("both")
                        .run(working(ofSeconds(1)), users(2).during(ofSeconds(10)))
                        .run(
                                scenario("visit").exec("visit", user -> user.pause(ofMillis(1))),
                                arrivals(perSecond(1)).during(ofSeconds(10))),
                at(2_250, Run::pause),
                at(5_000, run -> run.stop("enough")));
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.ledger()).isEqualTo(ledger(2 * 3 + 2, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(5));
    }

    @Test
    void abortsInAPause() throws Exception {
        RunResult result = run(
                loadTest("closed").run(working(Duration.ofMinutes(1)), users(2).during(Duration.ofHours(1))),
                at(2_250, Run::pause),
                at(5_000, run -> run.abort("enough")));
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 2));
        assertThat(result.duration()).isEqualTo(ofSeconds(5));
    }

    @Test
    void cutsUsersOffInAPauseWhenTheirGracefulRampDownIsOver() throws Exception {
        RunResult result = run(
                loadTest("closed")
                        .run(
                                working(ofSeconds(30)),
                                users(2).during(ofSeconds(40)).gracefulRampDown(ofSeconds(2))),
                at(9_000, run -> run.setUsers(1)),
                at(10_000, Run::pause),
                at(20_000, Run::resume));
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 1));
        assertThat(snapshots.stream()
                        .filter(snapshot -> snapshot.interval().users() == 1)
                        .findFirst())
                .get()
                .extracting(Snapshot::elapsed)
                .isEqualTo(ofSeconds(12));
    }

    // Who may call, and when

    @Test
    void mayBePausedByAStepOfItself() throws Exception {
        var self = new AtomicReference<@Nullable Run>();
        Scenario scenario = scenario("self").exec("work", user -> {
            user.pause(ofSeconds(1));
            Run run = self.get();
            if (user.iteration() == 2 && run != null) {
                run.pause();
            }
        });
        RunListener operator = new RunListener() {
            @Override
            public void onStart(Run run) {
                self.set(run);
                new Operator(clock, at(ofSeconds(33), Run::resume)).onStart(run);
            }
        };
        RunResult result = checked(LoadRun.start(
                        loadTest("self")
                                .run(scenario, users(1).during(ofSeconds(10)))
                                .plan(),
                        QUIET.listener(operator),
                        clock)
                .await());
        assertThat(result.ledger()).isEqualTo(ledger(10, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(40));
        assertThat(result.events())
                .extracting(RunEvent::at, RunEvent::type, RunEvent::text, RunEvent::by)
                .containsExactly(
                        tuple(ofSeconds(3), RunEvent.Type.PAUSE, "load paused", "self-0"),
                        tuple(ofSeconds(33), RunEvent.Type.RESUME, "load resumed", "operator"));
    }

    @Test
    void doesNothingAfterTheEnd() throws Exception {
        LoadRun run = LoadRun.start(
                loadTest("open")
                        .run(working(ofMillis(10)), arrivals(perSecond(10)).during(ofSeconds(1)))
                        .run(
                                scenario("closed").exec("visit", user -> user.pause(ofMillis(1))),
                                users(1).during(ofSeconds(1)))
                        .plan(),
                QUIET,
                clock);
        RunResult result = run.await();
        run.pause();
        run.resume();
        run.mark("too late");
        run.setRate(perSecond(1));
        run.setUsers(1);
        run.stop("too late");
        run.abort("too late");
        assertThat(run.state()).isEqualTo(State.ENDED);
        assertThat(run.await()).isSameAs(result);
        assertThat(result.events()).isEmpty();
        assertThat(run.snapshot()).isNotNull();
        assertThat(run.id()).isEqualTo(result.runId());
    }

    @Test
    void ignoresChangesWhenTheProfileIsOverAndTheRunIsStopping() throws Exception {
        var states = new ArrayList<State>();
        RunResult result = run(
                loadTest("closed").run(working(ofSeconds(10)), users(1).during(ofSeconds(15))),
                at(1_000, run -> states.add(run.state())),
                at(2_000, run -> {
                    run.pause();
                    states.add(run.state());
                    run.pause();
                    run.resume();
                    run.resume();
                }),
                at(17_000, run -> {
                    states.add(run.state());
                    run.setUsers(7);
                    run.pause();
                    run.mark("the last iteration");
                }));
        assertThat(states).containsExactly(State.RUNNING, State.PAUSED, State.STOPPING);
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 0));
        assertThat(result.events())
                .extracting(RunEvent::type)
                .containsExactly(RunEvent.Type.PAUSE, RunEvent.Type.RESUME, RunEvent.Type.MARK);
    }

    @Test
    void tellsWhatIsWantedNow() throws Exception {
        run(
                loadTest("both")
                        .run(working(ofSeconds(1)), users(2).during(ofSeconds(20)))
                        .run(
                                scenario("visit").exec("visit", user -> user.pause(ofMillis(1))),
                                arrivals(perSecond(1)).during(ofSeconds(20))),
                at(4_500, run -> run.setUsers(5)),
                at(4_600, run -> run.setRate(perSecond(7))),
                at(6_500, Run::pause),
                at(9_500, Run::resume));
        assertThat(snapshots.subList(3, 10))
                .extracting(
                        snapshot -> snapshot.elapsed().toSeconds(),
                        Snapshot::wantedUsers,
                        Snapshot::offeredPerSecond,
                        Snapshot::phase,
                        snapshot -> snapshot.planned().toMillis(),
                        snapshot -> snapshot.events().size())
                .containsExactly(
                        tuple(4L, 2, 1.0, "load", 20_000L, 0),
                        tuple(5L, 5, 7.0, "load", 20_000L, 2),
                        tuple(6L, 5, 7.0, "load", 20_000L, 0),
                        tuple(7L, 5, 0.0, "paused", 20_500L, 1),
                        tuple(8L, 5, 0.0, "paused", 21_500L, 0),
                        tuple(9L, 5, 0.0, "paused", 22_500L, 0),
                        tuple(10L, 5, 7.0, "load", 23_000L, 1));
    }

    @Test
    void namesMomentsSinceTheStartOfTheLoad() throws Exception {
        RunResult result = run(
                loadTest("marks").warmUp(ofSeconds(3)).run(working(ofSeconds(1)), users(1).during(ofSeconds(10))),
                at(1_000, run -> run.mark("warm")),
                at(5_000, run -> run.mark("deployed v2")),
                at(6_500, run -> run.stop("seen enough")),
                at(6_600, run -> run.stop("again")),
                at(6_700, run -> run.abort("now")),
                at(6_800, run -> run.abort("again")));
        assertThat(result.events())
                .containsExactly(
                        new RunEvent(ofSeconds(1), RunEvent.Type.MARK, "warm", "operator"),
                        new RunEvent(ofSeconds(5), RunEvent.Type.MARK, "deployed v2", "operator"),
                        new RunEvent(ofMillis(6_500), RunEvent.Type.STOP, "stopped: seen enough", "operator"),
                        new RunEvent(ofMillis(6_700), RunEvent.Type.ABORT, "aborted: now", "operator"));
    }

    @Test
    void keepsThePlanOfTheLoad() throws Exception {
        LoadTest test = loadTest("open")
                .run(working(ofMillis(1)), arrivals(perSecond(1)).during(ofSeconds(10)));
        RunResult left = Runs.run(test);
        RunResult controlled =
                run(test, at(1_000, run -> run.setRate(perSecond(9))), at(2_000, Run::pause), at(3_000, Run::resume));
        assertThat(controlled.plannedLoad()).isEqualTo(left.plannedLoad());
    }

    @Test
    void keepsTheFirstThousandActsAndSaysHowManyMoreThereWere() throws Exception {
        var acts = new ArrayList<Act>();
        for (int i = 1; i <= 1_003; i++) {
            acts.add(at(i, run -> run.mark("again")));
        }
        RunResult result = run(
                loadTest("busy").run(working(ofSeconds(1)), users(1).during(ofSeconds(10))), acts.toArray(Act[]::new));
        assertThat(result.events()).hasSize(1_000);
        assertThat(result.warnings())
                .contains("3 marks and changes of the load are not listed: only the first 1000 are kept.");
    }

    @Test
    void endsWithTheThresholdThatAskedForIt() throws Exception {
        RunResult result = run(loadTest("limit")
                .run(working(ofSeconds(1)), users(1).during(ofSeconds(10)))
                .threshold("iterations: count < 2 abort after 1s"));
        assertThat(result.events())
                .extracting(RunEvent::type, RunEvent::by)
                .containsExactly(tuple(RunEvent.Type.STOP, "threshold"));
    }

    // Mistakes

    private static LoadRun idle(LoadTest test) {
        return LoadRun.start(test.plan(), QUIET, new SimulatedClock());
    }

    @Test
    void saysWhatIsWrongWithAWish() throws Exception {
        Scenario a = scenario("a").exec("x", user -> user.pause(ofMillis(1)));
        Scenario b = scenario("b").exec("x", user -> user.pause(ofMillis(1)));
        Scenario c = scenario("c").exec("x", user -> user.pause(ofMillis(1)));
        LoadRun run = idle(loadTest("mistakes")
                .run(a, arrivals(perSecond(1)).during(ofSeconds(1)))
                .run(b, arrivals(perSecond(1)).during(ofSeconds(1)))
                .run(c, users(1).during(ofSeconds(1))));
        LoadRun closed = idle(loadTest("closed").run(c, users(1).during(ofSeconds(1))));
        assertThatThrownBy(() -> run.setRate(perSecond(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("setRate: the test has 2 open scenarios; name one of [\"a\", \"b\"]");
        assertThatThrownBy(() -> closed.setRate(perSecond(1)))
                .hasMessage("setRate: the test has no open scenario; it has \"c\" (closed)");
        assertThatThrownBy(() -> run.setRate("c", perSecond(1)))
                .hasMessage("setRate: scenario \"c\" has a closed load, which has users and no rate; use setUsers");
        assertThatThrownBy(() -> run.setUsers("a", 1))
                .hasMessage("setUsers: scenario \"a\" has an open load, which has a rate and no set number of"
                        + " users; use setRate");
        assertThatThrownBy(() -> run.setUsers("d", 1))
                .hasMessage("setUsers: the test has no scenario \"d\"; it has \"a\" (open), \"b\" (open),"
                        + " \"c\" (closed)");
        assertThatThrownBy(() -> run.setUsers(10_000_001))
                .hasMessage("setUsers: number of users must be from 0 to 10,000,000, got 10000001");
        assertThatThrownBy(() -> run.setUsers(-1))
                .hasMessage("setUsers: number of users must be from 0 to 10,000,000, got -1");
        assertThatThrownBy(() -> run.setRate("a", perSecond(-1)))
                .hasMessage("setRate: rate must be from 0 to 10,000,000/s, got -1/s");
        assertThatThrownBy(() -> run.setRate("a", perSecond(Double.NaN)))
                .hasMessage("setRate: rate must be from 0 to 10,000,000/s, got NaN/s");
        assertThatThrownBy(() -> run.mark(" "))
                .hasMessage("mark: the text must not be blank; say what happens at this moment");
        run.await();
        closed.await();
    }

    @Test
    void givesListenersTheRunBeforeThePlan() throws Exception {
        List<String> told = new ArrayList<>();
        RunResult result =
                Runs.run(loadTest("told").run(working(ofSeconds(1)), users(1).during(ofSeconds(1))), new RunListener() {
                    @Override
                    public void onStart(Run run) {
                        told.add("run " + run.id());
                    }

                    @Override
                    public void onStart(TestPlan plan, String runId) {
                        told.add("plan " + runId);
                    }
                });
        assertThat(told).containsExactly("run " + result.runId(), "plan " + result.runId());
    }
}
