package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.feed;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.records;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.feed.Feeder;
import dev.perf.load.LoadProfile;
import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.spi.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Steps that note what is done, for tests of what users do at the same time. */
abstract class NotedSteps {

    final List<Object> done = Collections.synchronizedList(new ArrayList<>());

    /** A long wait, which notes that it is cut off. */
    final Step cut = exec("cut", user -> {
        try {
            user.pause(ofSeconds(100));
        } catch (InterruptedException stop) {
            done.add("cut");
            throw stop;
        }
    });

    final Step say(String word) {
        return exec(word, user -> done.add(word));
    }

    final Step see(String key) {
        return exec("see", user -> done.add(user.session().get(key)));
    }

    static Step set(String key, Object value) {
        return exec("set", user -> user.session().set(key, value));
    }

    static Step work(int seconds) {
        return exec("work", user -> user.pause(ofSeconds(seconds)));
    }

    static Step fail() {
        return exec("fails", user -> user.check("holds", false));
    }

    static Step throwing() {
        return exec("throws", user -> {
            throw new IllegalStateException("no");
        });
    }

    static RunResult once(Step... steps) throws InterruptedException {
        return load(scenario("s").exec(steps), users(1).iterations(1));
    }

    static RunResult load(Scenario scenario, LoadProfile load) throws InterruptedException {
        return run(loadTest("noted").run(scenario, load));
    }

    /** Runs a user until the step that {@code steps} gets aborts the run, two seconds after it begins. */
    static RunResult aborted(Function<Step, Scenario> steps) throws InterruptedException {
        var self = new CompletableFuture<Run>();
        Step abort = exec("abort", user -> {
            user.pause(ofSeconds(2));
            self.join().abort("enough");
        });
        return run(loadTest("noted").run(steps.apply(abort), users(1).during(ofSeconds(60))), self);
    }

    /** Asserts the counts of each kind of load of {@code scenario}, which works twice, and takes two seconds. */
    static void countsUnderEveryKindOfLoad(Scenario scenario) throws InterruptedException {
        RunResult open = load(scenario, arrivals(perSecond(10)).during(ofSeconds(10)));
        assertThat(open.ledger()).isEqualTo(ledger(100, 0, 0));
        assertThat(open.request("work").count()).isEqualTo(200);
        assertThat(open.duration()).isEqualTo(ofMillis(11_950));
        RunResult closed = load(scenario, users(3).during(ofSeconds(9)));
        assertThat(closed.ledger()).isEqualTo(ledger(15, 0, 0));
        RunResult shared = load(scenario, users(3).sharedIterations(10));
        assertThat(shared.ledger()).isEqualTo(ledger(10, 0, 0));
        assertThat(times(shared, "group_duration").count()).isEqualTo(10);
    }

    /** Asserts who draws which record, where {@code steps} does for three seconds what it gets, and something else for one. */
    final void givesTheRecordOfWhatIsCutOffBack(Function<Step, Scenario> steps) throws InterruptedException {
        Feeder numbers = records(IntStream.range(0, 10)
                        .mapToObj(n -> Map.<String, Object>of("n", n))
                        .toList())
                .unique();
        Step note =
                exec("note", user -> done.add(user.id() + ":" + user.session().get("n")));
        // The second user is cut off in its second iteration, and another comes a second later.
        RunResult result = load(
                steps.apply(sequence(feed(numbers), note, work(3))),
                users(2).during(ofSeconds(4))
                        .rampTo(1)
                        .over(ZERO)
                        .hold(ofSeconds(1))
                        .rampTo(2)
                        .over(ZERO)
                        .hold(ofMillis(3_500))
                        .gracefulRampDown(ZERO));
        assertThat(done).containsExactly("0:0", "1:1", "0:2", "1:3", "2:3", "0:4", "2:5");
        assertThat(result.ledger()).isEqualTo(ledger(6, 0, 1));
    }

    static Distribution times(RunResult result, String metric) {
        return ((MetricResult.Trend) result.metric(metric)).distribution();
    }
}
