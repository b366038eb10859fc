package dev.perf.report.compare;

import dev.perf.report.internal.Times;
import dev.perf.result.Environment;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Runs that never were: a shop with two requests, whose times scatter from request to request, second to second and run to run. */
final class MadeRun {

    private final Random random;
    private String test = "checkout";
    private String runId = "20261120-140307-a";
    private int seconds = 20;
    private int perSecond = 150;
    private double factor = 1;
    private double wobble = 0.01;
    private double failing;
    private double burst = 1;
    private Verdict verdict = Verdict.PASSED;
    private GeneratorHealth.State generator = GeneratorHealth.State.GOOD;
    private List<String> plan = List.of("\"shopper\": open load: 75/s, hold 20s");
    private double offered = 75;
    private Environment environment = new Environment("0.1.0", "25.0.1", "Linux 6.8", "build-7", 8, 4_000_000_000L);
    private @Nullable String requestToo;

    private MadeRun(long seed) {
        random = new Random(seed);
    }

    static MadeRun of(long seed) {
        return new MadeRun(seed);
    }

    MadeRun test(String name) {
        test = name;
        return this;
    }

    MadeRun runId(String id) {
        runId = id;
        return this;
    }

    MadeRun seconds(int length) {
        seconds = length;
        return this;
    }

    MadeRun perSecond(int requests) {
        perSecond = requests;
        return this;
    }

    /** Multiplies all times. */
    MadeRun slower(double by) {
        factor = by;
        return this;
    }

    /** Sets the standard deviation of the logarithm of what differs from run to run. */
    MadeRun wobble(double deviation) {
        wobble = deviation;
        return this;
    }

    MadeRun failing(double share) {
        failing = share;
        return this;
    }

    /** Multiplies the times of two seconds alone. */
    MadeRun burst(double by) {
        burst = by;
        return this;
    }

    MadeRun verdict(Verdict outcome) {
        verdict = outcome;
        return this;
    }

    MadeRun generator(GeneratorHealth.State state) {
        generator = state;
        return this;
    }

    MadeRun plan(String... loads) {
        plan = List.of(loads);
        return this;
    }

    MadeRun offered(double iterationsPerSecond) {
        offered = iterationsPerSecond;
        return this;
    }

    MadeRun environment(Environment place) {
        environment = place;
        return this;
    }

    /** Sends one more request under another name, in each second. */
    MadeRun requestToo(String name) {
        requestToo = name;
        return this;
    }

    StoredRun stored() {
        double ofRun = factor * Math.exp(wobble * random.nextGaussian());
        var all = new ArrayList<Stretch>();
        var list = new ArrayList<Stretch>();
        var pay = new ArrayList<Stretch>();
        for (int second = 0; second < seconds; second++) {
            double ofSecond = ofRun * Math.exp(0.03 * random.nextGaussian()) * (second / 2 == 4 ? burst : 1);
            list.add(stretch(second, perSecond * 2 / 3, 12 * ofSecond));
            pay.add(stretch(second, perSecond / 3, 30 * ofSecond));
            all.add(sum(second, 1, List.of(list.getLast(), pay.getLast())));
        }
        Map<String, Series> requests = new LinkedHashMap<>();
        requests.put("list", series(list));
        requests.put("pay", series(pay));
        if (requestToo != null) {
            requests.put(requestToo, series(List.of(stretch(0, seconds, 5))));
        }
        return new StoredRun(
                new RunFacts(
                        test,
                        runId,
                        Instant.parse("2026-11-20T14:03:07Z"),
                        Duration.ZERO,
                        Duration.ofSeconds(seconds),
                        verdict,
                        Map.of("branch", "main"),
                        environment,
                        generator,
                        plan,
                        null,
                        offered,
                        Math.round(offered * seconds)),
                series(all),
                requests);
    }

    private Series series(List<Stretch> course) {
        return new Series(sum(0, seconds, course), course);
    }

    private static Stretch sum(int start, int length, List<Stretch> parts) {
        return Stretch.sum(Duration.ofSeconds(start), Duration.ofSeconds(length), parts);
    }

    private Stretch stretch(int second, int count, double millis) {
        var times = new Times();
        int failed = 0;
        for (int i = 0; i < count; i++) {
            times.add(millis * Math.exp(0.3 * random.nextGaussian()));
            failed += random.nextDouble() < failing ? 1 : 0;
        }
        return new Stretch(Duration.ofSeconds(second), Duration.ofSeconds(1), count, failed, times.distribution());
    }
}
