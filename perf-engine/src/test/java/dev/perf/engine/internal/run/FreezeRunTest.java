package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.load.LoadProfile;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What a run of 20 s says about a server that answers at once, but not from second 9 to second 11. At 1,000/s, 2,000 of
 * 20,000 requests are due in that time. {@code FreezeTest} does the same to real servers.
 */
class FreezeRunTest {

    private static final Duration FREEZE = ofSeconds(9);
    private static final Duration THAW = ofSeconds(11);
    private static final Duration LENGTH = ofSeconds(20);

    private final SimulatedClock clock = new SimulatedClock();

    private RunResult run(Scenario scenario, LoadProfile load) throws InterruptedException {
        return Runs.run(loadTest("freeze").run(scenario, load), clock);
    }

    private Scenario visitors() {
        return scenario("visitors").exec("get", user -> {
            Duration now = clock.elapsed();
            if (now.compareTo(FREEZE) >= 0 && now.compareTo(THAW) < 0) {
                user.pause(THAW.minus(now));
            }
        });
    }

    /** Percentiles are rounded up to the width of a bucket, less than one part in 1,000. */
    private static void assertPercentile(Distribution times, double percentile, Duration exact) {
        assertThat(times.percentile(percentile)).isBetween(exact, exact.plus(exact.dividedBy(1_000)));
    }

    @Test
    void openLoadTellsHowLongEachRequestThatWasDueHadToWait() throws Exception {
        RunResult result = run(visitors(), arrivals(perSecond(1_000)).during(LENGTH));

        assertThat(result.ledger()).isEqualTo(ledger(20_000, 0, 0));
        // Due 0.5, 1.5, ... 1,999.5 ms before the thaw. Rank 19,000 is the 1,000th of them, 19,800 the 1,800th.
        Distribution response = result.responseTime();
        assertThat(response.countUpTo(ZERO)).isEqualTo(18_000);
        assertPercentile(response, 95, ofNanos(999_500_000));
        assertPercentile(response, 99, ofNanos(1_799_500_000));
        assertPercentile(response, 99.9, ofNanos(1_979_500_000));
        assertThat(response.max()).isEqualTo(ofNanos(1_999_500_000));
        assertThat(response.mean()).isEqualTo(ofMillis(100));
        // Each arrival has a user of its own, which sends at once: there is nothing that the service time could hide.
        assertThat(result.serviceTime()).isEqualTo(response);
    }

    @Test
    void tooFewUsersDropWhatIsDueAndCountAllOfIt() throws Exception {
        RunResult result =
                run(visitors(), arrivals(perSecond(1_000)).during(LENGTH).maxUsers(100));

        // The first 100 of those due while the server is frozen take all users.
        assertThat(result.ledger()).isEqualTo(new Ledger(20_000, 18_100, 1_900, 18_100, 0, 0));
        assertThat(result.requestCount()).isEqualTo(18_100);
        assertThat(result.intervals().stream().map(Interval::dropped).filter(dropped -> dropped > 0))
                .containsExactly(900L, 1_000L);
        // What was never sent has no time: 100 of 18,100 are less than 1 %, so only the ledger tells.
        assertThat(result.responseTime().p99()).isZero();
        assertThat(result.responseTime().max()).isEqualTo(ofNanos(1_999_500_000));
    }

    @Test
    void closedLoadOfFewUsersHardlyNotices() throws Exception {
        RunResult result =
                run(visitors().thinkTime(constant(ofMillis(10))), users(10).during(LENGTH));

        // 10 users with 10 ms between their requests are 1,000/s too, but while they wait they ask for nothing: each
        // user waits once, and 1,999 requests of an undisturbed 20,000 are missing. That is coordinated omission.
        assertThat(result.ledger()).isEqualTo(ledger(18_000, 0, 0));
        assertThat(result.responseTime().percentile(99.9)).isZero();
        assertThat(result.responseTime().countUpTo(ZERO)).isEqualTo(17_990);
        assertThat(result.responseTime().min()).isZero();
        assertThat(result.responseTime().max()).isEqualTo(ofSeconds(2));
        assertThat(result.serviceTime()).isEqualTo(result.responseTime());
    }

    @Test
    void closedLoadOfManyUsersShowsOneWaitOfEachUser() throws Exception {
        RunResult result = run(
                visitors().thinkTime(constant(ofSeconds(1))),
                users(0).rampTo(1_000).over(ofSeconds(1)).hold(ofSeconds(19)));

        // One request per user and second, spread evenly over the second: all users are stuck within the first second
        // of the freeze, after 1.001, 1.002, ... 2 s, and go on together from then on.
        assertThat(result.ledger()).isEqualTo(ledger(17_999, 0, 0));
        Distribution response = result.responseTime();
        assertThat(response.countUpTo(ZERO)).isEqualTo(16_999);
        assertPercentile(response, 95, ofMillis(1_101)); // rank 17,100, the 101st of those stuck
        assertPercentile(response, 99, ofMillis(1_821)); // rank 17,820
        assertPercentile(response, 99.9, ofMillis(1_983)); // rank 17,982
        assertThat(response.max()).isEqualTo(ofSeconds(2));
        assertThat(result.serviceTime()).isEqualTo(response);
    }
}
