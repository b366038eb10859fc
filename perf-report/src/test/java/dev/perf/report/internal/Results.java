package dev.perf.report.internal;

import dev.perf.result.Distribution;
import dev.perf.result.Environment;
import dev.perf.result.ErrorInterval;
import dev.perf.result.ErrorResult;
import dev.perf.result.ErrorSample;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.GeneratorHealth.Signal;
import dev.perf.result.GeneratorReading;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.PackedDistribution;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RequestDetail;
import dev.perf.result.RequestInterval;
import dev.perf.result.RequestPart;
import dev.perf.result.RequestPhases;
import dev.perf.result.RequestResult;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.SloResult;
import dev.perf.result.SlowRequest;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.slo.Objective;
import dev.perf.slo.Slo;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Results of runs that never were, the same every time. */
public final class Results {

    private static final Instant START = Instant.parse("2026-11-20T14:03:07.250Z");
    private static final Environment ENVIRONMENT =
            new Environment("0.1.0", "25.0.1 (Eclipse Adoptium)", "Linux 6.8", "build-7", 8, 4_294_967_296L);

    private Results() {}

    /** A shop that kept its promises for five minutes. */
    public static RunResult passing() {
        return new Run("checkout", 300, List.of("login", "list products", "product", "add to cart", "pay"))
                .rate(220)
                .result(Verdict.PASSED, "all 5 thresholds held");
    }

    /** A shop that became slow and began to fail after two thirds of the time. */
    public static RunResult failing() {
        return new Run("checkout", 300, List.of("login", "list products", "product", "add to cart", "pay"))
                .rate(220)
                .troubleFrom(200)
                .result(Verdict.FAILED, "2 of 5 thresholds did not hold");
    }

    /** A run whose every user got stuck before the first request. */
    public static RunResult withoutRequests() {
        return new Run("nothing sent", 10, List.of()).rate(0).result(Verdict.FAILED, "no request was sent");
    }

    /** A run whose setup failed, so that its load never began. */
    public static RunResult setupFailed() {
        RunResult nothing = new Run("nothing begun", 0, List.of())
                .result(Verdict.FAILED, "the setup failed: create catalogue: localhost:8080: connection refused");
        return nothing.toBuilder()
                .duration(Duration.ofMillis(3))
                .ledger(Ledger.EMPTY)
                .requests(List.of())
                .metrics(List.of(new MetricResult.Gauge("vus", Map.of(), 0, 0, 0)))
                .errors(List.of(new ErrorResult(
                        "connect",
                        "create catalogue",
                        "localhost:8080: connection refused; is the server running and listening on this port?",
                        1,
                        Duration.ZERO,
                        Duration.ZERO)))
                .warmUp(List.of())
                .intervals(List.of(new Interval(
                        Duration.ZERO,
                        Duration.ofMillis(3),
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        Distribution.EMPTY,
                        Distribution.EMPTY)))
                .events(List.of(
                        new RunEvent(Duration.ZERO, RunEvent.Type.STOP, "stopped: " + nothing.reason(), "perf")))
                .generator(new GeneratorHealth(GeneratorHealth.State.NOT_MEASURED, "Nothing was measured.", List.of()))
                .warnings(List.of("The teardown failed: delete: session has no value \"catalogue\"; it has none"))
                .report(null)
                .build();
    }

    /** A run of one second. */
    public static RunResult oneInterval() {
        return new Run("smoke", 1, List.of("home")).rate(12).result(Verdict.PASSED, "all 5 thresholds held");
    }

    /** A long run with many requests. */
    public static RunResult large() {
        var names = new ArrayList<String>();
        for (int i = 1; i <= 50; i++) {
            names.add("GET /api/v2/resource-" + i + "/{id}");
        }
        return new Run("soak, nightly", 1000, names)
                .rate(400)
                .troubleFrom(800)
                .result(Verdict.FAILED, "2 of 5 thresholds did not hold");
    }

    /** A day of 1,000 names, of which those on which most time was spent have a course. */
    public static RunResult day() {
        var random = new Random(24);
        RunResult small = passing();
        var intervals = new ArrayList<Interval>();
        for (int i = 0; i < 1350; i++) {
            Distribution times = busy(random, 20_000, 900);
            intervals.add(new Interval(
                    Duration.ofSeconds(64L * i),
                    Duration.ofSeconds(64),
                    200,
                    5_000,
                    5_000,
                    0,
                    5_000,
                    times.count(),
                    30,
                    30_000_000,
                    times,
                    busy(random, 20_000, 900)));
        }
        var requests = new ArrayList<RequestResult>();
        var metrics = new ArrayList<MetricResult>();
        for (int i = 0; i < 1000; i++) {
            var course = new ArrayList<RequestInterval>();
            for (int step = 0; step < (i < 50 ? 675 : 0); step++) {
                PackedDistribution times = PackedDistribution.of(busy(random, 800, 150));
                course.add(new RequestInterval(
                        Duration.ofSeconds(128L * step), Duration.ofSeconds(128), 800, 1, 1_200_000, times, times));
            }
            Distribution times = busy(random, 1000 * (1000 - i), 600);
            String name = "GET /api/v2/articles/" + Integer.toHexString(i * 7919) + "/comments";
            requests.add(new RequestResult(
                    name,
                    times.count(),
                    3,
                    times,
                    times,
                    Map.of(200, times.count()),
                    times.count() * 200,
                    times.count() * 1500,
                    List.of(),
                    new RequestDetail(course, RequestPhases.NONE, List.of())));
            for (String metric : List.of("response_time", "http_req_duration", "step_duration")) {
                metrics.add(new MetricResult.Trend(metric, Map.of("name", name), times));
            }
        }
        return RunResult.builder("soak for a day", "20261120-140307-24h", START)
                .verdict(Verdict.PASSED, "all 5 thresholds held")
                .duration(Duration.ofHours(24))
                .seed(42)
                .plannedLoad(small.plannedLoad())
                .ledger(small.ledger())
                .thresholds(small.thresholds())
                .requests(requests)
                .metrics(metrics)
                .intervals(intervals)
                .generator(small.generator())
                .environment(ENVIRONMENT)
                .build();
    }

    /** Returns a run with as many long samples of errors as there can be, and the slowest requests of each name. */
    public static RunResult withManySamples(RunResult result) {
        var message = new ErrorSample.Message(
                "GET http://shop.example/api/v2/articles", List.of("Content-Type: text/html"), "<p>&".repeat(512));
        var sample = new ErrorSample(
                Duration.ofHours(1), "buy", 1, 1, "503", message, 503, message, List.of("Failure: no stock"), null);
        var errors = new ArrayList<ErrorResult>();
        for (int i = 0; i < 3_000; i++) {
            var course = new ArrayList<ErrorInterval>();
            for (int step = 0; step < 100; step++) {
                course.add(new ErrorInterval(Duration.ofSeconds(864L * step), Duration.ofSeconds(64), step));
            }
            errors.add(new ErrorResult(
                    "status",
                    result.requests().get(i % result.requests().size()).name(),
                    "status was 503, expected 200: no stock of article " + i,
                    4950,
                    Duration.ZERO,
                    Duration.ofHours(24),
                    course,
                    i < 40 ? List.of(sample, sample, sample, sample, sample) : List.of()));
        }
        List<RequestResult> requests = result.requests().stream()
                .map(request -> request.withDetail(new RequestDetail(
                        request.detail().course(),
                        request.detail().phases(),
                        DetailedRun.slowest(request, result.duration(), ""))))
                .toList();
        return result.toBuilder().errors(errors).requests(requests).build();
    }

    /** So many values in so many buckets side by side, most of them in the middle. */
    private static Distribution busy(Random random, int count, int buckets) {
        var values = new long[buckets];
        var counts = new long[buckets];
        double sum = 0;
        for (int i = 0; i < buckets; i++) {
            values[i] = 20_000_000 + 65_536L * i + 65_535;
            double distance = (i - buckets / 2.0) / (buckets / 5.0);
            counts[i] = 1 + (long) (count * 3.0 / buckets * Math.exp(-distance * distance) * random.nextDouble());
            sum += counts[i] * (double) values[i];
        }
        return Distribution.of(values, counts, values[0] - 1000, values[buckets - 1] - 1000, sum);
    }

    /** A run in which every text that can be chosen by others was chosen to do harm. */
    public static RunResult hostile() {
        return new Run(
                        "<script>alert('test')</script>",
                        20,
                        List.of(
                                "<script>alert(1)</script>",
                                "\"><img src=x onerror=alert(2)>",
                                "' onmouseover='alert(3)",
                                "]]> <!-- --> &amp; &lt;",
                                "شراء المنتج רכישה",
                                "evil\u202Egpj.exe",
                                "nul\u0000 bell\u0007 lone\uD800 surrogate",
                                "n".repeat(300)))
                .rate(60)
                .troubleFrom(10)
                .tag("<b>branch</b>", "\"main\" & 'x' </style><script>alert(4)</script>")
                .result(Verdict.FAILED, "</title><script>alert('reason')</script>");
    }

    /** A run stopped by hand. */
    public static RunResult aborted() {
        return new Run("checkout", 42, List.of("login", "list products"))
                .rate(90)
                .result(Verdict.ABORTED, "stopped by Ctrl-C after 42 s of 5 min");
    }

    /** A run whose generator was the limit. */
    public static RunResult invalid() {
        return new Run("checkout", 120, List.of("login", "list products", "product"))
                .rate(900)
                .overloadedGenerator()
                .result(Verdict.INVALID, "the generator could not keep up: 6.2 % of iterations were dropped");
    }

    /** A result small enough to be read whole. */
    public static RunResult tiny() {
        Distribution response = Times.of(12.5, 30, 47.25);
        Distribution service = Times.of(10, 11.125, 12);
        var none = Map.<String, String>of();
        return RunResult.builder("tiny", "20261120-140307-tiny", START)
                .verdict(Verdict.FAILED, "2 of 2 thresholds did not hold")
                .duration(Duration.ofMillis(2500))
                .tags(Map.of("branch", "main"))
                .seed(42)
                .plannedLoad(List.of(new PlannedLoad(
                        "buy",
                        PlannedLoad.Model.OPEN,
                        "1.5 iterations per second for 3 s, 1 at once",
                        List.of(
                                new PlannedLoad.Point(Duration.ZERO, 1.5),
                                new PlannedLoad.Point(Duration.ofSeconds(3), 1.5)),
                        List.of(new PlannedLoad.Burst(Duration.ofSeconds(2), 1)),
                        List.of(new PlannedLoad.Stage("calm", Duration.ZERO, Duration.ofSeconds(3))))))
                .ledger(new Ledger(4, 3, 1, 2, 1, 0))
                .thresholds(List.of(
                        new ThresholdResult(
                                "response_time: p(95) < 40",
                                false,
                                47.25,
                                40,
                                -7.25,
                                3,
                                Duration.ofMillis(2000),
                                "47.3 ms is not below 40 ms",
                                0.5,
                                Duration.ofMillis(1500),
                                List.of(
                                        new ThresholdResult.Point(Duration.ofMillis(1000), 12.5),
                                        new ThresholdResult.Point(Duration.ofMillis(2500), 47.25))),
                        new ThresholdResult(
                                "checks: rate > 0.5", false, null, 0.5, null, 0, null, "there were no samples")))
                .requests(List.of(new RequestResult(
                        "home",
                        3,
                        1,
                        response,
                        service,
                        Map.of(500, 1L, 200, 2L),
                        300,
                        1024,
                        List.of(new RequestPart("buy", "start", 3, 1, response, service, 300, 1024)),
                        tinyDetail(response, service))))
                .metrics(List.of(
                        new MetricResult.Trend("response_time", none, response),
                        new MetricResult.Trend("group_duration", Map.of("group", "empty"), Distribution.EMPTY),
                        new MetricResult.Counter("http_reqs", none, 3, 1.2),
                        new MetricResult.Rate("http_req_failed", none, 1, 2),
                        new MetricResult.Gauge("vus", none, 1, Double.NaN, Double.POSITIVE_INFINITY)))
                .errors(List.of(new ErrorResult(
                        "status",
                        "home",
                        "500 \"oops\"",
                        1,
                        Duration.ofMillis(1900),
                        Duration.ofMillis(1900),
                        List.of(new ErrorInterval(Duration.ofSeconds(1), Duration.ofSeconds(1), 1)),
                        List.of(tinySample()))))
                .warmUp(List.of(new Interval(
                        Duration.ZERO, Duration.ofSeconds(1), 1, 1, 1, 0, 1, 1, 0, 512, Times.of(60), Times.of(50))))
                .intervals(List.of(
                        new Interval(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                1,
                                2,
                                2,
                                0,
                                1,
                                3,
                                1,
                                1024,
                                response,
                                service,
                                1.5,
                                0,
                                Times.of(0.5),
                                Map.of("status", 1L)),
                        new Interval(
                                Duration.ofSeconds(2),
                                Duration.ofMillis(1500),
                                0,
                                2,
                                1,
                                1,
                                2,
                                0,
                                0,
                                0,
                                Distribution.EMPTY,
                                Distribution.EMPTY)))
                .events(List.of(
                        new RunEvent(Duration.ofMillis(500), RunEvent.Type.MARK, "deployed <v2>", "main"),
                        new RunEvent(
                                Duration.ofMillis(1250), RunEvent.Type.RATE, "rate of \"buy\" set to 2/s", "buy-1")))
                .generator(new GeneratorHealth(
                        GeneratorHealth.State.GOOD,
                        "The generator was not the limit.",
                        List.of(new Signal("busiest core", "12 %", "80 %", GeneratorHealth.State.GOOD)),
                        List.of(new GeneratorReading(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                0.25,
                                0.5,
                                0.12,
                                0.0,
                                null,
                                0.001,
                                Duration.ofMillis(2),
                                50_000_000L,
                                Duration.ofNanos(1_250_000),
                                null,
                                0.01,
                                null,
                                null))))
                .environment(new Environment("0.1.0", "25", "Linux", "host", 4, 1_000_000))
                .warnings(List.of("mind the gap"))
                .slos(List.of(new SloResult(
                        new Slo(
                                "home works",
                                Map.of("name", "home"),
                                new Objective.Availability(0.5),
                                List.of(new Slo.Window(Duration.ofSeconds(1), 2)),
                                new SourceLocation("TinyTest.java", 7)),
                        true,
                        0.5,
                        0.75,
                        4,
                        1,
                        0.5,
                        List.of(new SloResult.WindowResult(
                                new Slo.Window(Duration.ofSeconds(1), 2), true, 0.25, 1.5, Duration.ofMillis(2500))),
                        "75 %, 50 % of the error budget spent")))
                .build();
    }

    private static ErrorSample tinySample() {
        return new ErrorSample(
                Duration.ofMillis(1900),
                "buy",
                0,
                2,
                "500 \"oops\"",
                new ErrorSample.Message(
                        "GET http://shop/<home>", List.of("Accept: text/html", "Authorization: ***"), ""),
                500,
                new ErrorSample.Message("status 500, 12.0 ms", List.of("Content-Length: 4"), "oops"),
                List.of("IllegalStateException: oops", "  at Shop.home(Shop.java:42)"),
                null);
    }

    private static RequestDetail tinyDetail(Distribution response, Distribution service) {
        Distribution none = Distribution.EMPTY;
        return new RequestDetail(
                List.of(new RequestInterval(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        3,
                        1,
                        1024,
                        PackedDistribution.of(response),
                        PackedDistribution.of(service))),
                new RequestPhases(Times.of(2.5), none, none, none, Times.of(0.25), Times.of(10), Times.of(1)),
                List.of(new SlowRequest(
                        Duration.ofMillis(1950),
                        "home",
                        "buy",
                        0,
                        2,
                        500,
                        true,
                        Duration.ofNanos(47_250_000),
                        Duration.ofMillis(12),
                        Duration.ofNanos(2_500_000),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofNanos(250_000),
                        Duration.ofMillis(10),
                        Duration.ofMillis(1),
                        100,
                        341,
                        null)));
    }

    /** A run with warm-up, named stages, a pause, starts at once and a scenario that begins later. */
    public static RunResult staged(RunEvent... changes) {
        var events = new ArrayList<>(List.of(
                new RunEvent(Duration.ofSeconds(5), RunEvent.Type.MARK, "caches warm", "main"),
                new RunEvent(Duration.ofSeconds(35), RunEvent.Type.PAUSE, "load paused", "main"),
                new RunEvent(Duration.ofSeconds(40), RunEvent.Type.RESUME, "load resumed", "main")));
        events.addAll(List.of(changes));
        var warmUp = new ArrayList<Interval>();
        var intervals = new ArrayList<Interval>();
        Distribution slow = Times.of(20, 22, 25, 31, 40);
        Distribution times = Times.of(8, 9, 10, 12, 15);
        for (int second = 0; second < 80; second++) {
            boolean paused = second >= 35 && second < 40;
            long count = paused ? 0 : second == 65 ? 50 : 10;
            (second < 10 ? warmUp : intervals)
                    .add(new Interval(
                            Duration.ofSeconds(second),
                            Duration.ofSeconds(1),
                            paused ? 10 : 14,
                            count,
                            count,
                            0,
                            count,
                            count,
                            0,
                            count * 900,
                            paused ? Distribution.EMPTY : second < 10 ? slow : times,
                            paused ? Distribution.EMPTY : times));
        }
        var metrics = new ArrayList<MetricResult>();
        stage(metrics, "up", 50, 0);
        stage(metrics, "peak", 300, 6);
        stage(metrics, "burst", 40, 0);
        return RunResult.builder("staged", "20261120-140307-staged", START)
                .verdict(Verdict.PASSED, "the threshold held")
                .duration(Duration.ofSeconds(70))
                .seed(42)
                .plannedLoad(List.of(
                        new PlannedLoad(
                                "visitors",
                                PlannedLoad.Model.OPEN,
                                "open load: 0/s, ramp to 10/s over 20 s (up), hold 30 s (peak), hold 10 s, 40 at once"
                                        + " (burst), hold 15 s",
                                List.of(
                                        new PlannedLoad.Point(Duration.ZERO, 0),
                                        new PlannedLoad.Point(Duration.ofSeconds(20), 10),
                                        new PlannedLoad.Point(Duration.ofSeconds(75), 10)),
                                List.of(new PlannedLoad.Burst(Duration.ofSeconds(60), 40)),
                                List.of(
                                        new PlannedLoad.Stage("up", Duration.ZERO, Duration.ofSeconds(20)),
                                        new PlannedLoad.Stage("peak", Duration.ofSeconds(20), Duration.ofSeconds(50)),
                                        new PlannedLoad.Stage(
                                                "burst", Duration.ofSeconds(60), Duration.ofSeconds(60)))),
                        new PlannedLoad(
                                "importers",
                                PlannedLoad.Model.CLOSED,
                                "closed load: 10 users, 5 iterations each, at most 10min; begins after 15s",
                                List.of(new PlannedLoad.Point(Duration.ofSeconds(15), 10)),
                                List.of(),
                                List.of())))
                .ledger(new Ledger(690, 690, 0, 690, 0, 0))
                .thresholds(List.of(new ThresholdResult(
                        "response_time{stage:peak}: p(95) < 40ms",
                        true,
                        15.0,
                        40,
                        25.0,
                        300,
                        Duration.ofSeconds(11),
                        "15 ms is below 40 ms")))
                .requests(List.of(new RequestResult(
                        "home", 690, 6, times, times, Map.of(200, 684L, 503, 6L), 690 * 200, 690 * 900)))
                .metrics(metrics)
                .warmUp(warmUp)
                .intervals(intervals)
                .events(events)
                .generator(new GeneratorHealth(GeneratorHealth.State.NOT_MEASURED, "Nothing was measured.", List.of()))
                .environment(ENVIRONMENT)
                .build();
    }

    private static void stage(List<MetricResult> metrics, String stage, int count, int failed) {
        var times = new Times();
        for (int i = 0; i < count; i++) {
            times.add(5 + i % 100 / 10.0);
        }
        Map<String, String> tag = Map.of("stage", stage);
        metrics.add(new MetricResult.Counter("http_reqs", tag, count, count / 70.0));
        metrics.add(new MetricResult.Rate("http_req_failed", tag, failed, count - failed));
        metrics.add(new MetricResult.Trend("response_time", tag, times.distribution()));
        metrics.add(new MetricResult.Trend("http_req_duration", tag, times.distribution()));
    }

    /** Returns a result with other requests. */
    public static RunResult withRequests(RunResult result, List<RequestResult> requests) {
        return result.toBuilder().requests(requests).build();
    }

    /** Returns a result with other thresholds. */
    public static RunResult withThresholds(RunResult result, List<ThresholdResult> thresholds) {
        return result.toBuilder().thresholds(thresholds).build();
    }

    /** Returns all of them, for tests of what must hold for any. */
    public static List<RunResult> all() {
        return List.of(
                passing(),
                failing(),
                withoutRequests(),
                setupFailed(),
                oneInterval(),
                large(),
                hostile(),
                aborted(),
                invalid(),
                staged(),
                tiny(),
                detailed(),
                hostileInDetail(),
                AgentRuns.threeAgents(),
                AgentRuns.fortyAgents(),
                AgentRuns.hostileAgents());
    }

    /** The failing run, with all that can be known of one. */
    public static RunResult detailed() {
        return DetailedRun.of(failing(), "blue \"shirt\"");
    }

    /** The hostile run, with all that can be known of one, and harm in all texts of others. */
    public static RunResult hostileInDetail() {
        return DetailedRun.of(hostile(), "'\"><img src=x onerror=alert(5)></script>\u202E");
    }

    /** Makes up a run second by second. */
    private static final class Run {

        private final Random random = new Random(20261120);
        private final String test;
        private final int seconds;
        private final List<String> names;
        private final Map<String, String> tags = new LinkedHashMap<>();
        private final List<Interval> warmUp = new ArrayList<>();
        private final List<Interval> intervals = new ArrayList<>();
        private final List<Made> made = new ArrayList<>();
        private double rate;
        private int troubleFrom = Integer.MAX_VALUE;
        private boolean overloaded;
        private long scheduled;
        private long started;
        private long ended;
        private @Nullable Duration firstBreach;

        Run(String test, int seconds, List<String> names) {
            this.test = test;
            this.seconds = seconds;
            this.names = names;
            tags.put("branch", "main");
            tags.put("env", "staging");
            names.forEach(name -> made.add(new Made(name, 8 + random.nextDouble() * 60)));
        }

        Run rate(double perSecond) {
            rate = perSecond;
            return this;
        }

        Run troubleFrom(int second) {
            troubleFrom = second;
            return this;
        }

        Run overloadedGenerator() {
            overloaded = true;
            return this;
        }

        Run tag(String name, String value) {
            tags.put(name, value);
            return this;
        }

        RunResult result(Verdict verdict, String reason) {
            for (int second = 0; second < seconds; second++) {
                intervals.add(second(second));
            }
            long failed = made.stream().mapToLong(each -> each.failed).sum();
            long broken = Math.min(failed, ended);
            return RunResult.builder(test, "20261120-140307-" + Math.abs(test.hashCode() % 10000), START)
                    .verdict(verdict, reason)
                    .duration(Duration.ofSeconds(seconds))
                    .tags(tags)
                    .seed(20261120)
                    .plannedLoad(plannedLoad())
                    .ledger(new Ledger(
                            scheduled, started, scheduled - started, ended - broken, broken, started - ended))
                    .thresholds(thresholds(verdict))
                    .requests(made.stream().map(Made::result).toList())
                    .metrics(metrics())
                    .errors(errors())
                    .warmUp(warmUp)
                    .intervals(intervals)
                    .generator(generator())
                    .environment(ENVIRONMENT)
                    .warnings(warnings())
                    .build();
        }

        private double shape(int second) {
            double at = (second + 0.5) / seconds;
            return Math.min(1, Math.min(at / 0.25, seconds < 5 ? 1 : (1 - at) / 0.1));
        }

        private Interval second(int second) {
            boolean trouble = second >= troubleFrom;
            int requests = (int) Math.round(rate * shape(second) * (0.96 + 0.08 * random.nextDouble()));
            var response = new Times();
            var service = new Times();
            long failed = 0;
            long bytes = 0;
            for (int i = 0; i < requests; i++) {
                Made request = made.get(i % made.size());
                double millis = request.typical
                        * Math.exp(0.35 * random.nextGaussian())
                        * (random.nextInt(150) == 0 ? 6 : 1)
                        * (trouble ? 3.2 : 1);
                double wait = (trouble ? 40 * random.nextDouble() : 0.2 * random.nextDouble())
                        + (overloaded ? second * random.nextDouble() : 0);
                boolean fails = trouble && random.nextInt(14) == 0;
                response.add(millis + wait);
                service.add(millis);
                request.add(millis, wait, fails);
                failed += fails ? 1 : 0;
                bytes += 1400;
            }
            made.forEach(request -> request.end(second));
            int due = Math.max(requests / 4, seconds < 5 ? 3 : 0);
            int dropped = overloaded && second > 20 ? due / 12 : 0;
            scheduled += due;
            started += due - dropped;
            int done = second == seconds - 1 ? due - dropped - Math.min(2, due - dropped) : due - dropped;
            ended += done;
            if (trouble && firstBreach == null) {
                firstBreach = Duration.ofSeconds(second);
            }
            return new Interval(
                    Duration.ofSeconds(second),
                    Duration.ofSeconds(1),
                    (int) Math.ceil(100 * shape(second) * (trouble ? 1.4 : 1)),
                    due,
                    due - dropped,
                    dropped,
                    done,
                    requests,
                    failed,
                    bytes,
                    response.distribution(),
                    service.distribution());
        }

        private List<PlannedLoad> plannedLoad() {
            Duration end = Duration.ofSeconds(seconds);
            return List.of(
                    new PlannedLoad(
                            "shopper",
                            PlannedLoad.Model.CLOSED,
                            "ramp to 100 users over a quarter of the time, hold, ramp to 0",
                            List.of(
                                    new PlannedLoad.Point(Duration.ZERO, 0),
                                    new PlannedLoad.Point(end.dividedBy(4), 100),
                                    new PlannedLoad.Point(end.multipliedBy(9).dividedBy(10), 100),
                                    new PlannedLoad.Point(end, 0)),
                            List.of(),
                            List.of()),
                    new PlannedLoad(
                            "admin",
                            PlannedLoad.Model.OPEN,
                            "5 iterations per second, evenly spaced",
                            List.of(new PlannedLoad.Point(Duration.ZERO, 5), new PlannedLoad.Point(end, 5)),
                            List.of(),
                            List.of()));
        }

        private List<ThresholdResult> thresholds(Verdict verdict) {
            boolean failed = verdict == Verdict.FAILED;
            long samples = made.stream().mapToLong(each -> each.count).sum();
            if (samples == 0) {
                return List.of(new ThresholdResult(
                        "response_time: p(95) < 500ms",
                        false,
                        null,
                        500,
                        null,
                        0,
                        null,
                        "there were no samples of response_time"));
            }
            return List.of(
                    new ThresholdResult(
                            "response_time: p(95) < 200ms",
                            !failed,
                            failed ? 241.8 : 104.3,
                            200,
                            failed ? -41.8 : 95.7,
                            samples,
                            firstBreach,
                            failed ? "242 ms is 41.8 ms above 200 ms" : "104 ms is 95.7 ms below 200 ms"),
                    new ThresholdResult(
                            "http_req_failed: rate<0.01",
                            !failed,
                            failed ? 0.0231 : 0.0,
                            0.01,
                            failed ? -0.0131 : 0.01,
                            samples,
                            firstBreach,
                            failed ? "2.3 % is above 1 %" : "0 % is below 1 %"),
                    new ThresholdResult(
                            "response_time{name:login}: p(99) < 1s",
                            true,
                            934.1,
                            1000,
                            65.9,
                            samples / 5,
                            null,
                            "934 ms is 65.9 ms below 1 s"),
                    new ThresholdResult(
                            "http_reqs: rate > 100", true, 188.25, 100, 88.25, samples, null, "188/s is above 100/s"),
                    new ThresholdResult(
                            "checks{check:status is 200}: rate > 99%",
                            true, 0.9991, 0.99, 0.0091, samples, null, "99.9 % is above 99 %"));
        }

        private List<MetricResult> metrics() {
            var none = Map.<String, String>of();
            var metrics = new ArrayList<MetricResult>();
            Distribution response = made.stream()
                    .map(each -> each.response.distribution())
                    .reduce(Distribution.EMPTY, Distribution::plus);
            Distribution service = made.stream()
                    .map(each -> each.service.distribution())
                    .reduce(Distribution.EMPTY, Distribution::plus);
            long count = made.stream().mapToLong(each -> each.count).sum();
            long failed = made.stream().mapToLong(each -> each.failed).sum();
            metrics.add(new MetricResult.Trend("response_time", none, response));
            metrics.add(new MetricResult.Trend("http_req_duration", none, service));
            made.forEach(each -> metrics.add(
                    new MetricResult.Trend("response_time", Map.of("name", each.name), each.response.distribution())));
            metrics.add(new MetricResult.Counter("http_reqs", none, count, (double) count / seconds));
            metrics.add(new MetricResult.Counter("data_received", none, count * 1400, count * 1400.0 / seconds));
            metrics.add(new MetricResult.Rate("http_req_failed", none, failed, count - failed));
            metrics.add(new MetricResult.Rate("checks", none, count - failed, failed));
            if (!made.isEmpty()) {
                metrics.add(new MetricResult.Rate("checks", Map.of("check", "status is 200"), count - failed, failed));
                metrics.add(new MetricResult.Rate("checks", Map.of("check", "$.id is present"), count / 2, 0));
                metrics.add(new MetricResult.Trend("group_duration", Map.of("group", "purchase"), response));
                metrics.add(new MetricResult.Trend("group_duration", Map.of("group", "browse"), service));
                metrics.add(new MetricResult.Trend(
                        "step_duration", Map.of("name", "sign invoice"), Times.of(3.1, 4.2, 2.7, 9.6, 3.3)));
            }
            metrics.add(new MetricResult.Gauge("vus", none, 0, 0, 140));
            return metrics;
        }

        private List<ErrorResult> errors() {
            var errors = new ArrayList<ErrorResult>();
            for (Made each : made) {
                if (each.failed > 0) {
                    errors.add(new ErrorResult(
                            errors.size() % 2 == 0 ? "status" : "timeout",
                            each.name,
                            errors.size() % 2 == 0
                                    ? "status was 503, expected 200: <html><body>upstream \"" + each.name + "\" down"
                                    : "no response within 60 s",
                            each.failed,
                            Duration.ofSeconds(troubleFrom),
                            Duration.ofSeconds(seconds - 1)));
                }
            }
            errors.sort((a, b) -> Long.compare(b.count(), a.count()));
            return errors;
        }

        private GeneratorHealth generator() {
            GeneratorHealth.State lag = overloaded ? GeneratorHealth.State.INVALID : GeneratorHealth.State.GOOD;
            return new GeneratorHealth(
                    lag,
                    overloaded
                            ? "The generator was the limit: busiest core 99 %, start lag p99 118 ms; use more agents."
                            : "The generator was not the limit: busiest core 41 %, start lag p99 0.8 ms, "
                                    + "nothing dropped.",
                    List.of(
                            new Signal("start lag p99", overloaded ? "118 ms" : "0.8 ms", "10 ms", lag),
                            new Signal("busiest core", overloaded ? "99 %" : "41 %", "80 %", lag),
                            new Signal("garbage collection", "0.6 %", "2 %", GeneratorHealth.State.GOOD),
                            new Signal("file descriptors", "76 %", "70 %", GeneratorHealth.State.WARNING)));
        }

        private List<String> warnings() {
            return overloaded
                    ? List.of("target and generator ran on the same machine")
                    : seconds < 5 ? List.of("1 s is too short for stable percentiles") : List.of();
        }
    }

    /** A request in the making. */
    private static final class Made {

        private final String name;
        private final double typical;
        private final Times response = new Times();
        private final Times service = new Times();
        private final List<RequestInterval> course = new ArrayList<>();
        private Times responseNow = new Times();
        private Times serviceNow = new Times();
        private long count;
        private long failed;
        private long countNow;
        private long failedNow;

        Made(String name, double typical) {
            this.name = name;
            this.typical = typical;
        }

        void add(double millis, double wait, boolean fails) {
            response.add(millis + wait);
            service.add(millis);
            responseNow.add(millis + wait);
            serviceNow.add(millis);
            count++;
            countNow++;
            failed += fails ? 1 : 0;
            failedNow += fails ? 1 : 0;
        }

        /** Ends a second. */
        void end(int second) {
            if (countNow > 0) {
                course.add(new RequestInterval(
                        Duration.ofSeconds(second),
                        Duration.ofSeconds(1),
                        countNow,
                        failedNow,
                        countNow * 1400,
                        PackedDistribution.of(responseNow.distribution()),
                        PackedDistribution.of(serviceNow.distribution())));
            }
            responseNow = new Times();
            serviceNow = new Times();
            countNow = 0;
            failedNow = 0;
        }

        RequestResult result() {
            var statuses = new LinkedHashMap<Integer, Long>();
            statuses.put(200, count - failed);
            if (failed > 0) {
                statuses.put(503, failed - failed / 3);
                statuses.put(0, failed / 3);
            }
            return new RequestResult(
                    name,
                    count,
                    failed,
                    response.distribution(),
                    service.distribution(),
                    statuses,
                    count * 240,
                    count * 1400,
                    List.of(),
                    new RequestDetail(course, RequestPhases.NONE, List.of()));
        }
    }
}
