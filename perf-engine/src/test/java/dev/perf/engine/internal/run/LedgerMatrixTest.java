package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.feed;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.QUIET;
import static dev.perf.engine.internal.run.Runs.checked;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.http.Http.http;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.plan.ArrivalSchedule;
import dev.perf.feed.Feeder;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.result.ErrorResult;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.User;
import dev.perf.spi.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of load with every kind of end. The users keep books of their own, and the account of the run must agree
 * with them to the last iteration; how many were due follows from the profile alone.
 */
class LedgerMatrixTest {

    private static final long SEED = 1;
    private static final int RECORDS = 7;

    /** An iteration takes 700 ms, so no load here has one that begins or ends at the moments of an {@link End}. */
    private static final Duration HALF = ofMillis(350);

    /** Loads of ten seconds; open ones have fewer users than they need. */
    private enum Shape {
        CONSTANT_USERS(users(4).during(ofSeconds(10))),
        USERS_IN_STAGES(users().rampTo(6)
                .over(ofSeconds(4))
                .hold(ofSeconds(2))
                .rampTo(0)
                .over(ofSeconds(4))),
        USERS_IN_STEPS(users(2).incrementBy(2).times(2).eachLevelLasting(ofSeconds(5))),
        ITERATIONS_PER_USER(users(4).iterations(14).maxDuration(ofMillis(10_033))),
        SHARED_ITERATIONS(users(4).sharedIterations(59).maxDuration(ofMillis(10_033))),
        CONSTANT_RATE(arrivals(perSecond(10)).during(ofSeconds(10)).maxUsers(5)),
        RATE_IN_STAGES(arrivals(perSecond(2))
                .rampTo(perSecond(20))
                .over(ofSeconds(4))
                .hold(ofSeconds(2))
                .rampTo(perSecond(0))
                .over(ofSeconds(4))
                .maxUsers(5)),
        AT_ONCE(arrivals()
                .nothingFor(ofMillis(2_900))
                .atOnce(20)
                .nothingFor(ofMillis(1_900))
                .atOnce(9)
                .nothingFor(ofMillis(5_200))
                .maxUsers(5)),
        SPREAD(arrivals().spread(90).over(ofSeconds(10)).maxUsers(5)),
        BELL(arrivals().stressPeak(90).over(ofSeconds(10)).maxUsers(5)),
        POISSON(arrivals(perSecond(9)).during(ofSeconds(10)).poisson().maxUsers(5)),
        FUNCTION(arrivals()
                .following(time -> perSecond(25 * Math.exp(-time.toMillis() / 4_000.0)))
                .over(ofSeconds(10))
                .maxUsers(5)),
        SINE(arrivals(perSecond(10))
                .sine(perSecond(8))
                .period(ofSeconds(4))
                .over(ofSeconds(10))
                .maxUsers(5)),
        RATE_IN_STEPS(arrivals(perSecond(5))
                .incrementBy(perSecond(6))
                .times(2)
                .eachLevelLasting(ofSeconds(5))
                .maxUsers(5));

        private final LoadProfile load;

        Shape(LoadProfile load) {
            this.load = load;
        }

        /** The load, after whose end, and that of a user it takes away, iterations are cut off after {@code limit}. */
        LoadProfile endingWithin(Duration limit) {
            return switch (load) {
                case ClosedLoad closed -> closed.gracefulStop(limit).gracefulRampDown(limit);
                case IterationLoad iterations -> iterations.gracefulStop(limit);
                case OpenLoad open -> open.gracefulStop(limit);
            };
        }

        /** How many are due in that much of the load's time; null where that depends on the users. */
        @Nullable
        Long dueIn(Duration time) {
            return switch (load) {
                case ClosedLoad closed -> null;
                case IterationLoad iterations -> time.compareTo(ofSeconds(10)) < 0 ? null : iterations.total();
                case OpenLoad open -> {
                    ArrivalSchedule.Arrivals starts = ArrivalSchedule.of(open).arrivals(new RunSeed(SEED).of("work"));
                    yield LongStream.generate(starts::next)
                            .takeWhile(start -> start != ArrivalSchedule.NEVER && start < time.toNanos())
                            .count();
                }
            };
        }
    }

    /** What befalls a run. */
    private enum End {
        NORMAL(ofSeconds(10), Verdict.PASSED),
        GENERATOR_IS_LATE(ofSeconds(10), Verdict.PASSED),
        CUT_OFF(ofSeconds(10), Verdict.PASSED),
        RAMP_DOWN_CUT_OFF(ofSeconds(10), Verdict.PASSED, at(3_333, run -> run.setUsers(1))),
        STOPPED(ofMillis(5_033), Verdict.ABORTED, at(5_033, run -> run.stop("seen enough"))),
        ABORTED(ofMillis(5_033), Verdict.ABORTED, at(5_033, run -> run.abort("now"))),
        STOPPED_AND_ABORTED(
                ofMillis(5_033),
                Verdict.ABORTED,
                at(5_033, run -> run.stop("soon")),
                at(5_133, run -> run.abort("now"))),
        PAUSED(ofSeconds(10), Verdict.PASSED, at(3_033, Run::pause), at(6_066, Run::resume)),
        STOPPED_IN_A_PAUSE(
                ofMillis(3_033), Verdict.ABORTED, at(3_033, Run::pause), at(6_066, run -> run.stop("seen enough"))),
        ABORTED_IN_A_PAUSE(ofMillis(3_033), Verdict.ABORTED, at(3_033, Run::pause), at(3_133, run -> run.abort("now"))),
        THRESHOLD_IS_BROKEN(ofSeconds(5), Verdict.FAILED),
        STEP_THROWS_EXCEPTION(ofSeconds(10), Verdict.PASSED),
        STEP_THROWS_ERROR(ofSeconds(10), Verdict.PASSED),
        START_THROWS_ERROR(ofSeconds(10), Verdict.PASSED),
        STOP_THROWS_ERROR(ofSeconds(10), Verdict.PASSED),
        FEEDER_ENDS(ofSeconds(10), Verdict.PASSED),
        SERVER_DIES(ofSeconds(10), Verdict.PASSED);

        private final Duration due;
        private final Verdict verdict;
        private final Operator.Act[] acts;

        /** @param due how much of the load's time there is */
        End(Duration due, Verdict verdict, Operator.Act... acts) {
            this.due = due;
            this.verdict = verdict;
            this.acts = acts;
        }

        boolean befalls(Shape shape) {
            return this != RAMP_DOWN_CUT_OFF || shape.load instanceof ClosedLoad;
        }

        /** Whether iterations fail that begin after the first. */
        boolean fails() {
            return switch (this) {
                case STEP_THROWS_EXCEPTION, STEP_THROWS_ERROR, START_THROWS_ERROR, FEEDER_ENDS, SERVER_DIES -> true;
                default -> false;
            };
        }

        /** Whether it comes while iterations are under way, and interrupts them. */
        boolean interrupts() {
            return switch (this) {
                case RAMP_DOWN_CUT_OFF, ABORTED, STOPPED_AND_ABORTED, ABORTED_IN_A_PAUSE -> true;
                default -> false;
            };
        }
    }

    private static Operator.Act at(long millis, Consumer<Run> what) {
        return new Operator.Act(ofMillis(millis), what);
    }

    static Stream<Arguments> runs() {
        return Arrays.stream(Shape.values())
                .flatMap(shape -> Arrays.stream(End.values())
                        .filter(end -> end.befalls(shape))
                        .map(end -> Arguments.of(shape, end)));
    }

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger cutOff = new AtomicInteger();
    private final AtomicInteger drawn = new AtomicInteger();
    private final MockWebServer server = new MockWebServer();
    private volatile boolean serverIsDead;

    @AfterEach
    void closeServer() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void theAccountIsThatOfTheUsers(Shape shape, End end) throws Exception {
        boolean hurried = end == End.CUT_OFF || end == End.RAMP_DOWN_CUT_OFF;
        LoadTest test = loadTest("matrix")
                .run(scenarioFor(end), shape.endingWithin(hurried ? ZERO : ofSeconds(3)))
                .seed(SEED);
        if (end == End.SERVER_DIES) {
            test = test.http(http -> http.baseUrl(startServer()));
        } else if (end == End.THRESHOLD_IS_BROKEN) {
            test = test.threshold("iterations: count > 1000000 abort after 5s");
        }
        var clock = new SimulatedClock(end == End.GENERATOR_IS_LATE ? ofMillis(7) : ZERO);

        RunResult result = checked(LoadRun.start(test.plan(), QUIET.listener(new Operator(clock, end.acts)), clock)
                .await());

        Ledger ledger = result.ledger();
        assertThat(ledger.started()).isEqualTo(begun.get()).isPositive();
        assertThat(ledger.completed()).isEqualTo(completed.get());
        assertThat(ledger.failed()).isEqualTo(failed.get());
        assertThat(ledger.interrupted()).isEqualTo(cutOff.get());
        Long due = shape.dueIn(end.due);
        if (due == null) {
            assertThat(ledger.dropped()).isZero();
        } else {
            assertThat(ledger.scheduled()).isEqualTo(due);
        }
        assertThat(ledger.failed() > 0).isEqualTo(end.fails());
        if (end == End.NORMAL && shape.load instanceof OpenLoad) {
            assertThat(ledger.dropped()).isPositive();
        }
        if (end.interrupts()) {
            assertThat(ledger.interrupted()).isPositive();
        }
        assertThat(result.verdict()).isEqualTo(end.verdict);
        assertThatTheRestOfTheResultAgrees(result);
    }

    /** Of the users, three get the record that they are to keep for life. */
    @ParameterizedTest
    @EnumSource
    void arrivalsWithoutARecordFailAndUsersWithoutOneBeginNothing(Shape shape) throws Exception {
        LoadTest test = loadTest("records")
                .run(scenarioFor(End.NORMAL).feed(records(3)), shape.endingWithin(ofSeconds(3)))
                .seed(SEED);
        RunResult result =
                checked(LoadRun.start(test.plan(), QUIET, new SimulatedClock()).await());

        Ledger ledger = result.ledger();
        boolean isOpen = shape.load instanceof OpenLoad;
        assertThat(ledger.completed()).isEqualTo(completed.get()).isPositive();
        assertThat(ledger.started() - ledger.failed()).isEqualTo(begun.get());
        assertThat(ledger.failed() > 0).isEqualTo(isOpen);
        if (isOpen) {
            assertThat(begun).hasValue(3);
        }
        Long due = shape.dueIn(ofSeconds(10));
        if (due != null) {
            assertThat(ledger.scheduled()).isEqualTo(due);
            assertThat(ledger.dropped()).isEqualTo(due - ledger.started());
        }
        assertThat(result.errors())
                .singleElement()
                .extracting(ErrorResult::kind)
                .isEqualTo("feeder");
    }

    private static void assertThatTheRestOfTheResultAgrees(RunResult result) {
        Ledger ledger = result.ledger();
        if (ledger.completed() + ledger.failed() > 0) {
            assertThat(count(result, "iterations")).isEqualTo(ledger.completed() + ledger.failed());
        }
        if (ledger.dropped() > 0) {
            assertThat(count(result, "dropped_iterations")).isEqualTo(ledger.dropped());
        }
        Interval all = result.intervals().stream().reduce(Interval::plus).orElseThrow();
        assertThat(all.scheduled()).isEqualTo(ledger.scheduled());
        assertThat(all.started()).isEqualTo(ledger.started());
        assertThat(all.dropped()).isEqualTo(ledger.dropped());
        assertThat(all.ended()).isEqualTo(ledger.started());
        assertThat(all.users()).as("users at the end").isZero();
    }

    private Scenario scenarioFor(End end) {
        Scenario work = scenario("work").exec("begin", user -> {
            user.session().set("number", begun.incrementAndGet());
            pauseHalf(user);
        });
        return switch (end) {
            case STEP_THROWS_EXCEPTION ->
                work.exec("stumble", user -> {
                            if (isOneOfThree(user)) {
                                throw new IllegalStateException("fell");
                            }
                        })
                        .exec("end", this::end);
            case STEP_THROWS_ERROR ->
                work.exec("stumble", user -> {
                            if (isOneOfThree(user)) {
                                throw new StackOverflowError();
                            }
                        })
                        .exec("end", this::end);
            case START_THROWS_ERROR -> work.onStart(exec("enter", this::enter)).exec("end", this::end);
            case STOP_THROWS_ERROR ->
                work.exec("end", this::end).onStop(exec("leave", user -> {
                    throw new StackOverflowError();
                }));
            case FEEDER_ENDS ->
                work.exec("count", user -> countRecord())
                        .exec(feed(records(RECORDS)))
                        .exec("end", this::end);
            case SERVER_DIES ->
                work.exec("axe", this::killServer).exec(http("get").get("/")).exec("end", user -> {
                    if (user.session().get("served").equals(true)) {
                        end(user);
                    }
                });
            default -> work.exec("end", this::end);
        };
    }

    private void pauseHalf(User user) throws InterruptedException {
        try {
            user.pause(HALF);
        } catch (InterruptedException end) {
            cutOff.incrementAndGet();
            throw end;
        }
    }

    private void end(User user) throws InterruptedException {
        pauseHalf(user);
        completed.incrementAndGet();
    }

    private boolean isOneOfThree(User user) {
        boolean stumbles = (int) user.session().get("number") % 3 == 0;
        if (stumbles) {
            failed.incrementAndGet();
        }
        return stumbles;
    }

    /** Every other user does not get in, however often it tries. */
    private void enter(User user) throws InterruptedException {
        user.pause(ofMillis(100));
        if (user.id() % 2 == 1) {
            begun.incrementAndGet();
            failed.incrementAndGet();
            throw new StackOverflowError();
        }
    }

    private static Feeder records(int count) {
        return Feeder.records(IntStream.range(0, count)
                .mapToObj(n -> Map.<String, Object>of("n", n))
                .toList());
    }

    private void countRecord() {
        if (drawn.incrementAndGet() > RECORDS) {
            failed.incrementAndGet();
        }
    }

    private String startServer() {
        for (int i = 0; i < 300; i++) {
            server.enqueue(new MockResponse.Builder().code(200).build());
        }
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return "http://localhost:" + server.getPort();
    }

    private void killServer(User user) {
        if (begun.get() > 5 && !serverIsDead) {
            serverIsDead = true;
            server.close();
        }
        user.session().set("served", !serverIsDead);
        if (serverIsDead) {
            failed.incrementAndGet();
        }
    }
}
