package dev.perf.report.internal;

import dev.perf.load.Rate;
import dev.perf.result.Distribution;
import dev.perf.result.ErrorInterval;
import dev.perf.result.ErrorResult;
import dev.perf.result.ErrorSample;
import dev.perf.result.GeneratorReading;
import dev.perf.result.Interval;
import dev.perf.result.RequestDetail;
import dev.perf.result.RequestInterval;
import dev.perf.result.RequestPart;
import dev.perf.result.RequestPhases;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.SloResult;
import dev.perf.result.SlowRequest;
import dev.perf.result.ThresholdResult;
import dev.perf.slo.Objective;
import dev.perf.slo.Slo;
import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Gives a made-up run what an engine knows besides: courses, samples, the slowest requests, objectives. */
final class DetailedRun {

    private final RunResult plain;
    private final String foreign;

    private DetailedRun(RunResult plain, String foreign) {
        this.plain = plain;
        this.foreign = foreign;
    }

    /**
     * Returns the run with all that can be known of one.
     *
     * @param foreign stands in texts that users and servers choose
     */
    static RunResult of(RunResult plain, String foreign) {
        return new DetailedRun(plain, foreign).result();
    }

    private RunResult result() {
        return RunResult.builder(plain.test() + ", in detail", plain.runId() + "-detail", plain.startedAt())
                .duration(plain.duration())
                .verdict(plain.verdict(), plain.reason())
                .tags(plain.tags())
                .seed(plain.seed())
                .plannedLoad(plain.plannedLoad())
                .ledger(plain.ledger())
                .thresholds(plain.thresholds().stream().map(this::threshold).toList())
                .requests(plain.requests().stream().map(this::request).toList())
                .metrics(plain.metrics())
                .errors(plain.errors().stream().map(this::error).toList())
                .warmUp(plain.warmUp())
                .intervals(plain.intervals().stream().map(this::interval).toList())
                .events(plain.events())
                .generator(plain.generator().withCourse(readings()))
                .environment(plain.environment())
                .warnings(plain.warnings())
                .slos(slos())
                .build();
    }

    private ThresholdResult threshold(ThresholdResult known) {
        ToDoubleFunction<Interval> value =
                switch (known.expression().substring(0, known.expression().indexOf(':'))) {
                    case "response_time" -> at -> at.responseTime().p95().toNanos() / 1e6;
                    case "http_req_failed" -> at -> (double) at.failed() / Math.max(1, at.requests());
                    case "http_reqs" -> at -> at.perSecond(at.requests());
                    default -> at -> Double.NaN;
                };
        var course = new ArrayList<ThresholdResult.Point>();
        int broken = 0;
        int row = 0;
        int longest = 0;
        for (Interval interval : plain.intervals()) {
            double now = value.applyAsDouble(interval);
            if (!Double.isNaN(now) && interval.start().toSeconds() % 3 == 0) {
                course.add(new ThresholdResult.Point(interval.start().plus(interval.length()), now));
                boolean breach = known.expression().contains("<") ? now >= known.limit() : now <= known.limit();
                row = breach ? row + 3 : 0;
                broken += breach ? 1 : 0;
                longest = Math.max(longest, row);
            }
        }
        return new ThresholdResult(
                known.expression(),
                known.passed(),
                known.actual(),
                known.limit(),
                known.margin(),
                known.samples(),
                known.firstBreach(),
                known.message(),
                course.isEmpty() ? null : (Double) ((double) broken / course.size()),
                Duration.ofSeconds(longest),
                course);
    }

    private Interval interval(Interval known) {
        return new Interval(
                known.start(),
                known.length(),
                known.users(),
                known.scheduled(),
                known.started(),
                known.dropped(),
                known.ended(),
                known.requests(),
                known.failed(),
                known.bytesReceived(),
                known.responseTime(),
                known.serviceTime(),
                known.scheduled() + 0.5,
                known.users() + 2,
                Times.of(0.2, 0.3, 1 + known.users() / 40.0),
                known.failed() == 0 ? Map.of() : Map.of("status", known.failed(), "timeout", 1L));
    }

    private RequestResult request(RequestResult known) {
        Distribution service = known.serviceTime();
        var phases = new RequestPhases(
                Times.of(0, 0, 0, 4.2),
                Times.of(0, 0, 0, 0.9),
                Times.of(0, 0, 0, 1.2),
                Times.of(0, 0, 0, 2.1),
                Times.of(0.1, 0.2),
                service,
                Times.of(0.4, 0.8));
        var parts = List.of(
                part(known, "shopper", "purchase / " + foreign, 2 * known.count() / 3),
                part(known, "shopper", "", known.count() - 2 * known.count() / 3 - known.count() / 10),
                part(known, "admin " + foreign, "", known.count() / 10));
        return new RequestResult(
                known.name(),
                known.count(),
                known.failed(),
                known.responseTime(),
                known.serviceTime(),
                known.statuses(),
                known.bytesSent(),
                known.bytesReceived(),
                parts,
                new RequestDetail(known.detail().course(), phases, slowest(known)));
    }

    private static RequestPart part(RequestResult known, String scenario, String group, long count) {
        return new RequestPart(
                scenario,
                group,
                count,
                known.failed() * count / Math.max(1, known.count()),
                known.responseTime(),
                known.serviceTime(),
                known.bytesSent() * count / Math.max(1, known.count()),
                known.bytesReceived() * count / Math.max(1, known.count()));
    }

    private List<SlowRequest> slowest(RequestResult known) {
        var slowest = new ArrayList<SlowRequest>();
        double millis = known.responseTime().max().toNanos() / 1e6;
        for (int i = 0; i < 10; i++) {
            boolean connects = i % 3 == 0;
            double waiting = millis * 0.8;
            slowest.add(new SlowRequest(
                    Duration.ofMillis(1000L * plain.duration().toSeconds() * (10 - i) / 11),
                    known.name(),
                    i % 2 == 0 ? "shopper" : "admin " + foreign,
                    i,
                    3 * i,
                    i % 4 == 1 ? 0 : i % 4 == 2 ? 503 : 200,
                    i % 4 == 1 || i % 4 == 2,
                    millis(millis),
                    millis(millis * 0.85),
                    millis(connects ? millis * 0.1 : 0),
                    millis(connects ? millis * 0.01 : 0),
                    millis(connects ? millis * 0.03 : 0),
                    millis(connects ? millis * 0.06 : 0),
                    millis(millis * 0.01),
                    millis(waiting),
                    millis(millis * 0.04),
                    412,
                    1834,
                    i % 2 == 0 ? "4bf92f3577b34da6a3ce929d0e0e473" + i : null));
            millis *= 0.93;
        }
        return slowest;
    }

    private ErrorResult error(ErrorResult known) {
        var course = new ArrayList<ErrorInterval>();
        for (RequestInterval stretch : plain.request(known.request()).detail().course()) {
            if (stretch.failed() > 0) {
                course.add(new ErrorInterval(stretch.start(), stretch.length(), stretch.failed()));
            }
        }
        var samples = new ArrayList<ErrorSample>();
        for (int i = 0; i < 5; i++) {
            samples.add(sample(known, i));
        }
        return new ErrorResult(
                known.kind(),
                known.request(),
                known.message(),
                known.count(),
                known.firstSeen(),
                known.lastSeen(),
                course,
                samples);
    }

    private ErrorSample sample(ErrorResult known, int number) {
        boolean answered = known.kind().equals("status");
        return new ErrorSample(
                known.firstSeen().plusMillis(7300L * number),
                "shopper",
                40 + number,
                11L * number,
                known.message(),
                new ErrorSample.Message(
                        "POST http://shop.example/cart?token=***&q=" + foreign,
                        List.of("Content-Type: application/json", "Authorization: ***", "X-Name: " + foreign),
                        "{\"sku\": \"" + foreign + "\", \"quantity\": " + number + "}"),
                answered ? 503 : 0,
                answered
                        ? new ErrorSample.Message(
                                "status 503, 41.2 ms",
                                List.of("Content-Type: text/html", "Retry-After: 3"),
                                "<html><body>upstream " + foreign + " is down\n</body></html>")
                        : null,
                answered ? List.of() : List.of("SocketTimeoutException: " + foreign, "  at Shop.cart(Shop.java:42)"),
                number == 0 ? "4bf92f3577b34da6a3ce929d0e0e4736" : null);
    }

    private List<GeneratorReading> readings() {
        var readings = new ArrayList<GeneratorReading>();
        for (Interval interval : plain.intervals()) {
            double load = interval.users() / 140.0;
            long second = interval.start().toSeconds();
            readings.add(new GeneratorReading(
                    interval.start(),
                    interval.length(),
                    0.1 + 0.3 * load,
                    0.15 + 0.35 * load,
                    0.2 + 0.5 * load,
                    0.0,
                    null,
                    second % 7 == 0 ? 0.006 : 0.0,
                    second % 7 == 0 ? Duration.ofMillis(6) : Duration.ZERO,
                    second < 5 ? null : (Long) (60_000_000 + 200_000 * second),
                    Duration.ofNanos((long) (200_000 + 900_000 * load)),
                    Duration.ofNanos((long) (90_000 + 200_000 * load)),
                    0.01 + 0.05 * load,
                    0.004 * load,
                    null));
        }
        return readings;
    }

    private List<SloResult> slos() {
        var minute = new Slo.Window(Duration.ofMinutes(1), 1);
        var alert = new Slo.Window(Duration.ofMinutes(5), 14.4);
        return List.of(
                slo(
                        new Slo(
                                "shop is up",
                                Map.of(),
                                new Objective.Availability(0.999),
                                List.of(minute, alert),
                                new SourceLocation("ShopTest.java", 21)),
                        0.9769,
                        54_482,
                        1258,
                        List.of(
                                new SloResult.WindowResult(minute, false, 0.931, 69.0, Duration.ofSeconds(281)),
                                new SloResult.WindowResult(alert, false, 0.9769, 23.1, Duration.ofSeconds(300))),
                        "97.69 %, 2,310 % of the error budget spent"),
                slo(
                        new Slo(
                                "login is fast " + foreign,
                                Map.of("name", "login " + foreign),
                                new Objective.Latency(0.95, Duration.ofMillis(300)),
                                List.of(),
                                new SourceLocation("ShopTest.java", 22)),
                        0.9993,
                        10_896,
                        8,
                        List.of(),
                        "99.93 %, 1.4 % of the error budget spent"),
                slo(
                        new Slo(
                                "checkout works",
                                Map.of(),
                                new Objective.ErrorRate(0.005),
                                List.of(minute),
                                new SourceLocation("ShopTest.java", 23)),
                        0.9953,
                        10_896,
                        51,
                        List.of(new SloResult.WindowResult(minute, true, 0.9951, 0.98, Duration.ofSeconds(120))),
                        "99.53 %, 94 % of the error budget spent"),
                slo(
                        new Slo(
                                "orders get through",
                                Map.of(),
                                new Objective.Throughput(Rate.perSecond(150)),
                                List.of(minute),
                                new SourceLocation("ShopTest.java", 24)),
                        177.5,
                        53_224,
                        0,
                        List.of(new SloResult.WindowResult(minute, false, 110.0, null, Duration.ofSeconds(60))),
                        "178/s; in the worst 1m 110/s"),
                slo(
                        new Slo(
                                "refunds work",
                                Map.of("name", "refund"),
                                new Objective.Availability(0.99),
                                List.of(),
                                new SourceLocation("ShopTest.java", 25)),
                        null,
                        0,
                        0,
                        List.of(),
                        "no requests"));
    }

    private static SloResult slo(
            Slo slo,
            @Nullable Double actual,
            long requests,
            long bad,
            List<SloResult.WindowResult> windows,
            String message) {
        double target = switch (slo.objective()) {
            case Objective.Availability availability -> availability.share();
            case Objective.ErrorRate errors -> 1 - errors.share();
            case Objective.Latency latency -> latency.share();
            case Objective.Throughput throughput -> throughput.least().perSecond();
        };
        boolean isShare = !(slo.objective() instanceof Objective.Throughput);
        return new SloResult(
                slo,
                actual != null && actual >= target && windows.stream().allMatch(SloResult.WindowResult::met),
                target,
                actual,
                requests,
                bad,
                actual == null || !isShare ? null : (Double) ((1 - actual) / (1 - target)),
                windows,
                message);
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos(Math.round(millis * 1e6));
    }
}
