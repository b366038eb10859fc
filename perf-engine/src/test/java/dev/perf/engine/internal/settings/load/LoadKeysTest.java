package dev.perf.engine.internal.settings.load;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.perMinute;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.shape.Key.key;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.shape.Bound;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loads that keys of k6, Artillery and Locust come to: those that the words of Java make. */
class LoadKeysTest {

    private static final Shape<LoadProfile> EXECUTOR = Mapping.of("a load", Executor.KEYS, Executor::read);

    private static final Key<List<Phases.Phase>> PHASES = key("phases", Phases.SHAPE, "Phases.");
    private static final Shape<OpenLoad> PHASED =
            Mapping.of("a load", List.of(PHASES), fields -> Phases.load(fields.get(PHASES, List.of()), fields, PHASES));

    private static String executor(String yaml) {
        return facts(Bound.read(EXECUTOR, yaml));
    }

    private static String phases(String yaml) {
        return facts(Bound.read(PHASED, yaml));
    }

    private static String noExecutor(String yaml) {
        return Bound.of(EXECUTOR, yaml).message();
    }

    private static String noPhases(String yaml) {
        return Bound.of(PHASED, yaml).message();
    }

    /** All that makes a load, but for where it was written. */
    private static String facts(LoadProfile load) {
        String limits = switch (load) {
            case OpenLoad open -> ", " + open.startRate() + ", " + open.stages() + ", at most " + open.maxUsers();
            case ClosedLoad closed ->
                ", " + closed.startUsers() + ", " + closed.stages() + ", ramp down " + closed.gracefulRampDown();
            case IterationLoad iterations -> ", at most " + iterations.maxDuration();
        };
        return load + limits + ", stop " + load.gracefulStop();
    }

    @Test
    void whatIsMillisecondsToK6WantsItsUnit() {
        String want = "a duration with a unit is expected here, got ";
        for (String load : List.of(
                "{executor: constant-vus, vus: 10, duration: 60}",
                "{executor: constant-arrival-rate, rate: 1, duration: 1m, timeUnit: 60}",
                "{executor: shared-iterations, iterations: 1, maxDuration: 60}",
                "{executor: constant-vus, vus: 1, duration: 1m, gracefulStop: 60}",
                "{stages: [{duration: 60, target: 1}]}")) {
            assertThat(noExecutor(load))
                    .as(load)
                    .contains(want + "60, which is milliseconds to k6 and seconds to others; write 60s or 60ms");
        }
        assertThat(executor("{executor: constant-vus, duration: 1m, gracefulStop: 0}"))
                .isEqualTo(facts(users(1).during(ofMinutes(1)).gracefulStop(Duration.ZERO)));
    }

    @Test
    void constantUsers() {
        assertThat(executor("{executor: constant-vus, vus: 10, duration: 1m}"))
                .isEqualTo(facts(users(10).during(ofMinutes(1))));
        assertThat(executor("{executor: constant-vus, duration: 1:30}"))
                .isEqualTo(facts(users(1).during(ofSeconds(90))));
        assertThat(executor("{vus: 010, duration: 60, gracefulStop: 0s}"))
                .isEqualTo(facts(users(10).during(ofMinutes(1)).gracefulStop(Duration.ZERO)));
        assertThat(executor("{users: 10, runTime: 1m}"))
                .isEqualTo(facts(users(10).during(ofMinutes(1))));
    }

    @Test
    void rampingUsers() {
        assertThat(executor("""
            executor: ramping-vus
            startVUs: 0
            stages:
              - {duration: 5m, target: 100, name: up}
              - {duration: 10m, target: 100}
              - {duration: 0s, target: 50}
              - {duration: 5m, target: 0, name: down}
            gracefulRampDown: 10s
            gracefulStop: 5s
            """))
                .isEqualTo(facts(users(0).rampTo(100)
                        .over(ofMinutes(5))
                        .named("up")
                        .rampTo(100)
                        .over(ofMinutes(10))
                        .rampTo(50)
                        .over(Duration.ZERO)
                        .rampTo(0)
                        .over(ofMinutes(5))
                        .named("down")
                        .gracefulRampDown(ofSeconds(10))
                        .gracefulStop(ofSeconds(5))));
        assertThat(executor("{executor: ramping-vus, stages: {duration: 5m, target: 100}}"))
                .isEqualTo(facts(users(1).rampTo(100).over(ofMinutes(5))));
    }

    @Test
    void constantArrivals() {
        assertThat(executor("{executor: constant-arrival-rate, rate: 30, timeUnit: 1m, duration: 2m, maxVUs: 100}"))
                .isEqualTo(facts(arrivals(perMinute(30)).during(ofMinutes(2)).maxUsers(100)));
        assertThat(executor("{rate: 30, duration: 2m, gracefulStop: 1s}"))
                .isEqualTo(facts(arrivals(perSecond(30)).during(ofMinutes(2)).gracefulStop(ofSeconds(1))));
    }

    @Test
    void rampingArrivals() {
        assertThat(executor("""
            executor: ramping-arrival-rate
            startRate: 10
            timeUnit: 1s
            preAllocatedVUs: 50
            maxVUs: 500
            stages:
              - {duration: 2m, target: 50, name: up}
              - {duration: 5m, target: 50}
              - {duration: 2m, target: 0}
            """))
                .isEqualTo(facts(arrivals(perSecond(10))
                        .rampTo(perSecond(50))
                        .over(ofMinutes(2))
                        .named("up")
                        .rampTo(perSecond(50))
                        .over(ofMinutes(5))
                        .rampTo(perSecond(0))
                        .over(ofMinutes(2))
                        .maxUsers(500)));
        assertThat(executor("{executor: ramping-arrival-rate, timeUnit: 1m, stages: [{duration: 2m, target: 60}]}"))
                .isEqualTo(facts(arrivals().rampTo(perSecond(1)).over(ofMinutes(2))));
    }

    @Test
    void usersThatAreReservedAreTheMostUnlessTheFileSaysOtherwise() {
        assertThat(executor("{rate: 30, duration: 2m, preAllocatedVUs: 50}"))
                .isEqualTo(facts(arrivals(perSecond(30)).during(ofMinutes(2)).maxUsers(50)));
        assertThat(executor("{rate: 30, duration: 2m, preAllocatedVUs: 50, maxVUs: 70}"))
                .isEqualTo(facts(arrivals(perSecond(30)).during(ofMinutes(2)).maxUsers(70)));
        assertThat(noExecutor("{rate: 30, duration: 2m, preAllocatedVUs: 50, maxVUs: 40}"))
                .isEqualTo("""
                    test.yaml:1:55: maxVUs: is less than "preAllocatedVUs", 50
                        1 | {rate: 30, duration: 2m, preAllocatedVUs: 50, maxVUs: 40}
                          |                                                       ^^\
                    """);
    }

    @Test
    void iterations() {
        assertThat(executor("{executor: per-vu-iterations, vus: 5, iterations: 20, maxDuration: 1h}"))
                .isEqualTo(facts(users(5).iterations(20).maxDuration(Duration.ofHours(1))));
        assertThat(executor("{executor: per-vu-iterations}")).isEqualTo(facts(users(1).iterations(1)));
        assertThat(executor("{executor: shared-iterations, vus: 5, iterations: 20, gracefulStop: 1s}"))
                .isEqualTo(facts(users(5).sharedIterations(20).gracefulStop(ofSeconds(1))));
    }

    @Test
    void whereThereIsNoExecutorItIsMeantAsInOptionsOfK6() {
        assertThat(executor("{vus: 5, iterations: 20}")).isEqualTo(facts(users(5).sharedIterations(20)));
        assertThat(executor("{vus: 5, iterations: 20, duration: 1h}"))
                .isEqualTo(facts(users(5).sharedIterations(20).maxDuration(Duration.ofHours(1))));
        assertThat(executor("{vus: 5, stages: [{duration: 5m, target: 100}]}"))
                .isEqualTo(facts(users(5).rampTo(100).over(ofMinutes(5))));
        assertThat(executor("{startRate: 5, stages: [{duration: 5m, target: 100}]}"))
                .isEqualTo(facts(arrivals(perSecond(5)).rampTo(perSecond(100)).over(ofMinutes(5))));
    }

    @Test
    void keysThatMeanTheSameThereStandInEachOthersWay() {
        assertThat(noExecutor("{vus: 5, startVUs: 1, stages: [{duration: 5m, target: 100}]}"))
                .startsWith("test.yaml:1:7: vus: means the same as \"startVUs\" here; keep one\n");
        assertThat(noExecutor("{vus: 5, iterations: 20, duration: 1h, maxDuration: 2h}"))
                .startsWith("test.yaml:1:36: duration: means the same as \"maxDuration\" here; keep one\n");
    }

    @Test
    void aLoadKnowsItsLine() {
        assertThat(Bound.read(EXECUTOR, "\n\nvus: 1\nduration: 1m").location()).hasToString("test.yaml:3");
        assertThat(Bound.read(PHASED, "phases:\n  - duration: 1\n    arrivalRate: 1")
                        .location())
                .hasToString("test.yaml:2");
    }

    @Test
    void tellsWhatAnExecutorLacksAndWhatMeansNothingToIt() {
        assertThat(noExecutor("executor: constant-vus")).isEqualTo("""
            test.yaml:1:1: "duration" is missing: a duration such as 30s, 1m30s or 2h
                1 | executor: constant-vus
                  | ^\
            """);
        assertThat(noExecutor("executor: constant-arrival-rate")).isEqualTo("""
            2 mistakes
            test.yaml:1:1: "rate" is missing: a number of at least 0
                1 | executor: constant-arrival-rate
                  | ^
            test.yaml:1:1: "duration" is missing: a duration such as 30s, 1m30s or 2h
                1 | executor: constant-arrival-rate
                  | ^\
            """);
        assertThat(noExecutor("{executor: ramping-vus, stages: []}"))
                .startsWith("test.yaml:1:33: stages: one stage at least is needed\n");
        assertThat(noExecutor("{executor: constant-vus, duration: 1m, rate: 5}"))
                .isEqualTo("""
                    test.yaml:1:46: rate: means nothing to the executor constant-vus; it takes users, duration and gracefulStop
                        1 | {executor: constant-vus, duration: 1m, rate: 5}
                          |                                              ^\
                    """);
        assertThat(noExecutor("{executor: shared-iterations, duration: 1m}"))
                .startsWith("test.yaml:1:41: duration: means nothing to the executor shared-iterations; it takes users,"
                        + " iterations, maxDuration and gracefulStop\n");
    }

    @Test
    void whatCannotBeReadIsNotMissingAsWell() {
        assertThat(noExecutor("{executor: constant-vus, duration: soon, vus: 0}"))
                .isEqualTo("""
                    2 mistakes
                    test.yaml:1:36: duration: a duration such as 30s, 1m30s or 2h, or a number of seconds is expected here, got \
                    the value "soon"
                        1 | {executor: constant-vus, duration: soon, vus: 0}
                          |                                    ^^^^
                    test.yaml:1:47: vus: a whole number from 1 to 2147483647 is expected here, got the value "0"
                        1 | {executor: constant-vus, duration: soon, vus: 0}
                          |                                               ^\
                    """);
        assertThat(noExecutor("{executor: constant-vu, duration: 1m}").lines())
                .hasSize(3)
                .first()
                .isEqualTo("test.yaml:1:12: executor: constant-vus, ramping-vus, constant-arrival-rate,"
                        + " ramping-arrival-rate, per-vu-iterations or shared-iterations is expected here, got"
                        + " the value \"constant-vu\"; did you mean \"constant-vus\"?");
        assertThat(noExecutor("{executor: constant-vus, durations: 1m}"))
                .startsWith("""
                    test.yaml:1:26: durations: no key of a load; did you mean "duration"?\
                    """)
                .doesNotContain("missing");
    }

    @Test
    void usersOfAStageAreWhole() {
        assertThat(noExecutor("{stages: [{duration: 1m, target: 1.5}]}")).isEqualTo("""
            test.yaml:1:34: stages[0].target: a whole number of users is expected here, at most 2147483647, for the \
            executor ramping-vus
                1 | {stages: [{duration: 1m, target: 1.5}]}
                  |                                  ^^^\
            """);
        assertThat(noExecutor("{stages: [{duration: 1m, target: 1e12}]}"))
                .startsWith("test.yaml:1:34: stages[0].target: a whole number of users is expected here");
        assertThat(executor("{startRate: 1, stages: [{duration: 1m, target: 1.5}]}"))
                .isEqualTo(facts(arrivals(perSecond(1)).rampTo(perSecond(1.5)).over(ofMinutes(1))));
    }

    @Test
    void stagesHaveTheirOwnMistakes() {
        assertThat(noExecutor("stages:\n"
                        + "  - {duration: 1m}\n"
                        + "  - {target: x, duration: -1}\n"
                        + "  - 5m\n"
                        + "  - {duration: 1m, target: 5, name: ' '}\n"))
                .isEqualTo("""
                    5 mistakes
                    test.yaml:2:5: stages[0]: "target" is missing: a number of at least 0
                        2 |   - {duration: 1m}
                          |     ^
                    test.yaml:3:14: stages[1].target: a number of at least 0 is expected here, got the value "x"
                        3 |   - {target: x, duration: -1}
                          |              ^
                    test.yaml:3:27: stages[1].duration: a duration such as 30s, 1m30s or 2h is expected here, got the value "-1"
                        3 |   - {target: x, duration: -1}
                          |                           ^^
                    test.yaml:4:5: stages[2]: a stage (a mapping) is expected here, got the value "5m"
                        4 |   - 5m
                          |     ^^
                    test.yaml:5:37: stages[3].name: a text that is not blank is expected here, got the value " "
                        5 |   - {duration: 1m, target: 5, name: ' '}
                          |                                     ^^^\
                    """);
        assertThat(noExecutor("{rate: 1, duration: 1m, timeUnit: 0}"))
                .startsWith("test.yaml:1:35: timeUnit: must be longer than 0\n");
    }

    @Test
    void phasesOfArtillery() {
        assertThat(phases("""
            phases:
              - {duration: 60, arrivalRate: 5, name: Warm up}
              - {duration: 300, arrivalRate: 20, rampTo: 100, name: Ramp up load}
              - {duration: 10m, arrivalRate: 100}
              - {pause: 30}
              - {duration: 60, arrivalCount: 120}
              - {duration: 60, rampTo: 10}
            """))
                .isEqualTo(facts(arrivals(perSecond(5))
                        .during(ofMinutes(1))
                        .named("Warm up")
                        .rampTo(perSecond(20))
                        .over(Duration.ZERO)
                        .rampTo(perSecond(100))
                        .over(ofMinutes(5))
                        .named("Ramp up load")
                        .hold(ofMinutes(10))
                        .nothingFor(ofSeconds(30))
                        .spread(120)
                        .over(ofMinutes(1))
                        .rampTo(perSecond(10))
                        .over(ofMinutes(1))));
    }

    @Test
    void theFirstPhaseMayBeOfAnyKind() {
        assertThat(phases("phases: {duration: 10, arrivalRate: 5}"))
                .isEqualTo(facts(arrivals(perSecond(5)).during(ofSeconds(10))));
        assertThat(phases("phases: [{duration: 10, arrivalRate: 0, rampTo: 5}]"))
                .isEqualTo(facts(arrivals().rampTo(perSecond(5)).over(ofSeconds(10))));
        assertThat(phases("phases: [{pause: 10}, {duration: 10, arrivalRate: 5}]"))
                .isEqualTo(facts(arrivals()
                        .nothingFor(ofSeconds(10))
                        .rampTo(perSecond(5))
                        .over(Duration.ZERO)
                        .hold(ofSeconds(10))));
        assertThat(phases("phases: [{duration: 10, arrivalCount: 5, maxVusers: 2}, {pause: 1}]"))
                .isEqualTo(facts(arrivals()
                        .spread(5)
                        .over(ofSeconds(10))
                        .nothingFor(ofSeconds(1))
                        .maxUsers(2)));
    }

    @Test
    void tellsWhatIsWrongWithPhases() {
        assertThat(noPhases("phases: []")).isEqualTo("""
            test.yaml:1:9: phases: one phase at least is needed
                1 | phases: []
                  |         ^\
            """);
        assertThat(noPhases("phases:\n  - arrivalRate: 5\n  - duration: 5\n  - {pause: 5, duration: 5}\n"
                        + "  - {duration: 5, arrivalRate: 5, arrivalCount: 5}\n  - {duration: 5, arrivalRate: fast}\n"
                        + "  - {duration: 5, arrivalRat: 5}\n"))
                .isEqualTo("""
                    6 mistakes
                    test.yaml:2:5: phases[0]: "duration" is missing: a duration such as 30s, 1m30s or 2h, or a number of seconds
                        2 |   - arrivalRate: 5
                          |     ^
                    test.yaml:3:5: phases[1]: "arrivalRate" is missing: a rate such as 50, 50/s or 300/min; or give \
                    "arrivalCount" or "pause"
                        3 |   - duration: 5
                          |     ^
                    test.yaml:4:26: phases[2].duration: cannot stand beside "pause", which is a phase of its own
                        4 |   - {pause: 5, duration: 5}
                          |                          ^
                    test.yaml:5:32: phases[3].arrivalRate: cannot stand beside "arrivalCount": a phase has a rate or a count
                        5 |   - {duration: 5, arrivalRate: 5, arrivalCount: 5}
                          |                                ^
                    test.yaml:6:32: phases[4].arrivalRate: a rate such as 50, 50/s or 300/min is expected here, got the value \
                    "fast"
                        6 |   - {duration: 5, arrivalRate: fast}
                          |                                ^^^^
                    test.yaml:7:19: phases[5].arrivalRat: no key of a phase; did you mean "arrivalRate"?
                        7 |   - {duration: 5, arrivalRat: 5}
                          |                   ^^^^^^^^^^\
                    """);
    }

    @Test
    void oneLimitHoldsForAllPhases() {
        assertThat(noPhases("phases:\n"
                        + " - {duration: 5, arrivalRate: 5, maxVusers: 2}\n"
                        + " - {duration: 5, arrivalRate: 5, maxVusers: 3}"))
                .startsWith(
                        "test.yaml:2:2: phases: \"maxVusers\" is 2 and 3 in different phases; one limit holds for all"
                                + " of them\n");
        assertThat(noPhases(
                        "phases:\n - {duration: 5, arrivalRate: 5, maxVusers: 2}\n - {duration: 5, arrivalRate: 5}"))
                .startsWith("test.yaml:2:2: phases: \"maxVusers\" is 2 in one phase and not given in another; one limit"
                        + " holds for all of them, so give it in each\n");
    }

    @ParameterizedTest
    @CsvSource({
        // users, spawn rate, run time: the load in words
        "100, , 600, 'closed load: 100 users, hold 10m'",
        "100, 100, 600, 'closed load: 100 users, hold 10m'",
        "100, 10, 600, 'closed load: 0 users, ramp to 100 over 10s, hold 9m50s'",
        "100, 0.5, 600, 'closed load: 0 users, ramp to 100 over 3m20s, hold 6m40s'",
        "100, 10, 10, 'closed load: 0 users, ramp to 100 over 10s'",
        "100, 1, 10, 'closed load: 0 users, ramp to 10 over 10s'",
        "100, 0.01, 10, 'closed load: 0 users, ramp to 1 over 10s'",
        "3, 2, 10, 'closed load: 0 users, ramp to 3 over 1.5s, hold 8.5s'"
    })
    void usersOfLocust(int users, @Nullable Double spawnRate, long seconds, String expected) {
        assertThat(new UserRamp(users, spawnRate, ofSeconds(seconds)).load()).hasToString(expected);
    }

    @Test
    void stepsOfUsers() {
        assertThat(facts(new Staircase(10, 30, 10, ofSeconds(30), ofSeconds(330)).ofUsers()))
                .isEqualTo(facts(users(0).rampTo(10)
                        .over(ofSeconds(10))
                        .hold(ofSeconds(100))
                        .rampTo(20)
                        .over(ofSeconds(10))
                        .hold(ofSeconds(100))
                        .rampTo(30)
                        .over(ofSeconds(10))
                        .hold(ofSeconds(100))));
        assertThat(new Staircase(10, 25, 10, Duration.ZERO, ofMinutes(3)).ofUsers())
                .hasToString("closed load: 0 users, jump to 10, hold 1m, jump to 20, hold 1m, jump to 25, hold 1m");
        assertThat(new Staircase(10, 10, 10, Duration.ZERO, ofMinutes(3)).levels())
                .isEqualTo(1);
    }

    @Test
    void stepsOfRates() {
        assertThat(facts(new Staircase(0.5, 1.5, 0.5, ofSeconds(3), ofSeconds(33)).ofArrivals()))
                .isEqualTo(facts(arrivals()
                        .rampTo(new Rate(0.5))
                        .over(ofSeconds(1))
                        .hold(ofSeconds(10))
                        .rampTo(new Rate(1))
                        .over(ofSeconds(1))
                        .hold(ofSeconds(10))
                        .rampTo(new Rate(1.5))
                        .over(ofSeconds(1))
                        .hold(ofSeconds(10))));
        assertThat(new Staircase(0.1, 1, 0.1, Duration.ZERO, ofMinutes(1)).levels())
                .isEqualTo(10);
        assertThat(new Staircase(1, 1e9, 1e-9, Duration.ZERO, ofMinutes(1)).levels())
                .isGreaterThan(Staircase.MOST_LEVELS);
    }
}
