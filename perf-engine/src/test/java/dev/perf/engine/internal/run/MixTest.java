package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.fixed;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.mix;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.share;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.load.LoadProfile;
import dev.perf.plan.Mix;
import dev.perf.result.Ledger;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

class MixTest {

    private final ConcurrentMap<String, List<Long>> begun = new ConcurrentSkipListMap<>();

    /** An iteration takes a second; each user is noted once. */
    private Scenario working(String name) {
        return scenario(name).exec("work", user -> {
            if (user.iteration() == 0) {
                begun.computeIfAbsent(name, key -> Collections.synchronizedList(new ArrayList<>()))
                        .add(user.id());
            }
            user.pause(ofSeconds(1));
        });
    }

    private RunResult load(Mix mix, LoadProfile load) throws InterruptedException {
        return run(loadTest("mix").run(mix, load));
    }

    private Map<String, Integer> counts() {
        var counts = new ConcurrentSkipListMap<String, Integer>();
        begun.forEach((name, ids) -> counts.put(name, ids.size()));
        return counts;
    }

    private static long iterations(RunResult result, String scenario) {
        return count(result, "iterations{scenario:" + scenario + "}");
    }

    @Test
    void dividesUsersByWeight() throws Exception {
        RunResult result = load(
                mix(share(10, working("agent")), share(3, working("boss"))),
                users(26).during(ofSeconds(4)));
        assertThat(result.ledger()).isEqualTo(ledger(26 * 4, 0, 0));
        assertThat(iterations(result, "agent")).isEqualTo(80);
        assertThat(iterations(result, "boss")).isEqualTo(24);
        assertThat(begun.get("boss")).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void fixedUsersComeFirstAndStayThatMany() throws Exception {
        Mix mix = mix(share(2, working("agent")), share(1, working("boss")), fixed(2, working("admin")));
        load(mix, users(2).during(ofSeconds(2)));
        assertThat(counts()).isEqualTo(Map.of("admin", 2));
        begun.clear();
        load(mix, users(11).during(ofSeconds(2)));
        assertThat(counts()).isEqualTo(Map.of("admin", 2, "agent", 6, "boss", 3));
    }

    @Test
    void aRampKeepsTheProportionsOnItsWayUpAndDown() throws Exception {
        // Users come one a second; 2 of 3 are agents. After second 6 they go, the newest first.
        RunResult result = load(
                mix(share(2, working("agent")), share(1, working("boss"))),
                users().rampTo(6)
                        .over(ofSeconds(6))
                        .rampTo(3)
                        .over(ofSeconds(3))
                        .hold(ofSeconds(1)));
        assertThat(counts()).isEqualTo(Map.of("agent", 4, "boss", 2));
        // As many begin as one scenario of all of them would have had: 1+2+3+4+5, 6, and 5, 4, 3 on the way down.
        assertThat(result.ledger().completed()).isEqualTo(iterations(result, "agent") + iterations(result, "boss"));
        RunResult whole = run(loadTest("whole")
                .run(
                        working("all"),
                        users().rampTo(6)
                                .over(ofSeconds(6))
                                .rampTo(3)
                                .over(ofSeconds(3))
                                .hold(ofSeconds(1))));
        assertThat(result.ledger()).isEqualTo(whole.ledger());
    }

    @Test
    void dividesArrivals() throws Exception {
        RunResult result = load(
                mix(share(3, working("agent")), share(1, working("boss"))),
                arrivals(perSecond(10)).during(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(100, 0, 0));
        assertThat(counts()).isEqualTo(Map.of("agent", 75, "boss", 25));
    }

    @Test
    void dividesRandomArrivalsWithoutChangingThem() throws Exception {
        LoadProfile poisson = arrivals(perSecond(20)).during(ofSeconds(20)).poisson();
        RunResult mixed = run(loadTest("t")
                .seed(5)
                .run(mix(share(3, working("agent")), share(1, working("boss")), share(1, working("clerk"))), poisson));
        long all = mixed.ledger().started();
        assertThat(all).isBetween(300L, 500L);
        assertThat((double) counts().get("agent")).isBetween(all * 0.6 - 1, all * 0.6 + 1);
        assertThat((double) counts().get("boss")).isBetween(all * 0.2 - 1, all * 0.2 + 1);
        assertThat(mixed.ledger()).isEqualTo(ledger(all, 0, 0));
    }

    @Test
    void dividesArrivalsThatComeAtOnceAndTheirCeiling() throws Exception {
        RunResult result = load(
                mix(share(3, working("agent")), share(1, working("boss"))),
                arrivals().atOnce(100).maxUsers(40));
        assertThat(result.ledger()).isEqualTo(new Ledger(100, 40, 60, 40, 0, 0));
        assertThat(counts()).isEqualTo(Map.of("agent", 30, "boss", 10));
    }

    @Test
    void dividesIterations() throws Exception {
        Mix mix = mix(share(2, working("agent")), share(1, working("boss")), fixed(1, working("admin")));
        RunResult each = load(mix, users(7).iterations(3));
        assertThat(each.ledger()).isEqualTo(ledger(21, 0, 0));
        assertThat(iterations(each, "agent")).isEqualTo(12);
        assertThat(iterations(each, "admin")).isEqualTo(3);
        RunResult shared = load(mix, users(7).sharedIterations(100));
        assertThat(shared.ledger()).isEqualTo(ledger(100, 0, 0));
        assertThat(iterations(shared, "agent")).isBetween(57L, 58L);
        assertThat(iterations(shared, "admin")).isBetween(14L, 15L);
    }

    @Test
    void theResultTellsWhichPartOfTheLoadEachClassHad() throws Exception {
        RunResult result =
                load(mix(share(2, working("agent")), share(1, working("boss"))), users(9).during(ofSeconds(2)));
        assertThat(result.plannedLoad())
                .extracting(PlannedLoad::description)
                .containsExactly(
                        "closed load: 9 users, hold 2s; of it 2 in 3", "closed load: 9 users, hold 2s; of it 1 in 3");
        assertThat(result.plannedLoad())
                .extracting(line -> line.points().getLast().level())
                .containsExactly(6.0, 3.0);
    }

    @Test
    void aMixMayBeginLater() throws Exception {
        LoadTest test = loadTest("t")
                .run(
                        mix(share(1, working("agent")), share(1, working("boss"))),
                        users(2).during(ofSeconds(3)),
                        startingAfter(ofSeconds(4)));
        RunResult result = run(test);
        assertThat(result.duration()).isEqualTo(ofSeconds(7));
        assertThat(result.ledger()).isEqualTo(ledger(6, 0, 0));
    }
}
