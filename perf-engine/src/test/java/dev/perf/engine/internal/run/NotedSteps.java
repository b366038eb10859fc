package dev.perf.engine.internal.run;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofSeconds;

import dev.perf.load.LoadProfile;
import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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

    static Distribution times(RunResult result, String metric) {
        return ((MetricResult.Trend) result.metric(metric)).distribution();
    }
}
