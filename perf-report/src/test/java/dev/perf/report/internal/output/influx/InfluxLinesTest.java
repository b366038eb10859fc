package dev.perf.report.internal.output.influx;

import static dev.perf.report.internal.output.Snapshots.at;
import static dev.perf.report.internal.output.Snapshots.millis;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Results;
import dev.perf.report.internal.output.Batch;
import dev.perf.report.internal.output.Snapshots;
import dev.perf.result.MetricResult;
import dev.perf.result.RunEvent;
import dev.perf.result.ThresholdResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfluxLinesTest {

    private static final Map<String, String> LOGIN = Map.of("scenario", "buyer", "name", "log in", "status", "200");
    private static final Map<String, String> PAY =
            Map.of("scenario", "buyer", "group", "till", "name", "pay", "status", "0", "error", "timeout");

    private final InfluxLines lines = new InfluxLines(Snapshots.run(warning -> {}));

    private static String text(List<Batch> batches) {
        var text = new StringBuilder();
        batches.forEach(batch -> text.append(new String(batch.text(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    private static String common(String lines) {
        return lines.replace("COMMON", "run_id=20261120-140307-250,test=shop");
    }

    @Test
    void writesAnInterval() {
        String text = text(lines.interval(
                at(1),
                Snapshots.of(
                        "load",
                        1,
                        List.of(new RunEvent(ofMillis(400), RunEvent.Type.MARK, "deployed \"v2\"\nnow", "main")),
                        List.of(new ThresholdResult(
                                "checks: rate > 99%", false, 0.75, 0.99, -0.24, 4, ofSeconds(1), "0.75")),
                        new MetricResult.Gauge("vus", Map.of(), 7, 7, 7),
                        new MetricResult.Counter("http_reqs", LOGIN, 4, 4),
                        new MetricResult.Rate("http_req_failed", LOGIN, 1, 3),
                        new MetricResult.Trend("http_req_duration", LOGIN, millis(1, 2, 3, 9)),
                        new MetricResult.Trend("http_req_waiting", LOGIN, millis(1, 2, 3, 9)),
                        new MetricResult.Trend("response_time", LOGIN, millis(2, 3, 4, 10)),
                        new MetricResult.Counter("data_sent", LOGIN, 400, 400),
                        new MetricResult.Counter("data_received", LOGIN, 9_000, 9_000),
                        new MetricResult.Counter("http_reqs", PAY, 2, 2),
                        new MetricResult.Rate("http_req_failed", PAY, 2, 0),
                        new MetricResult.Trend("http_req_duration", PAY, millis(50, 60)),
                        new MetricResult.Trend("response_time", PAY, millis(50, 60)),
                        new MetricResult.Rate("checks", Map.of("check", "a, b=c\\"), 3, 1),
                        new MetricResult.Trend("schedule_lag", Map.of("scenario", "buyer"), millis(0, 1)))));

        assertThat(text).isEqualTo(common("""
            perf_events,COMMON,type=start text="the load began" 1795183387250
            perf_events,COMMON,type=phase text="load" 1795183388250
            perf_events,COMMON,type=mark text="deployed \\"v2\\" now" 1795183387650
            perf_users,COMMON active=7i,wanted=0i,offered=20,started=18i,finished=17i,dropped=2i 1795183388250
            perf_requests,COMMON,scenario=buyer,request=log\\ in,outcome=ok count=3i,rate=3,bytes_in=9000i,bytes_out=400i,min=2,mean=4.75,p50=3,p75=4,p90=10,p95=10,p99=10,p999=10,max=10,service_p50=2,service_p99=9 1795183388250
            perf_requests,COMMON,scenario=buyer,request=log\\ in,outcome=failed count=1i,rate=1,bytes_in=0i,bytes_out=0i 1795183388250
            perf_requests,COMMON,scenario=buyer,group=till,request=pay,outcome=failed count=2i,rate=2,bytes_in=0i,bytes_out=0i,min=50,mean=55,p50=50,p75=60,p90=60,p95=60,p99=60,p999=60,max=60,service_p50=50,service_p99=60 1795183388250
            perf_codes,COMMON,scenario=buyer,request=log\\ in,outcome=ok,code=200 count=3i 1795183388250
            perf_codes,COMMON,scenario=buyer,request=log\\ in,outcome=failed,code=200 count=1i 1795183388250
            perf_codes,COMMON,scenario=buyer,group=till,request=pay,outcome=failed,code=0 count=2i 1795183388250
            perf_errors,COMMON,scenario=buyer,request=log\\ in,kind=check count=1i,message="" 1795183388250
            perf_errors,COMMON,scenario=buyer,request=pay,kind=timeout count=2i,message="" 1795183388250
            perf_metrics,COMMON,metric=checks,check=a\\,\\ b\\=c/ rate=0.75,passes=3,fails=1 1795183388250
            perf_metrics,COMMON,metric=schedule_lag,scenario=buyer count=2,min=0,avg=0.5,p50=0,p75=1,p90=1,p95=1,p99=1,p999=1,max=1 1795183388250
            perf_events,COMMON,type=breach text="checks: rate > 99%" 1795183388250
            perf_generator,COMMON ok=1,lag_p99=1 1795183388250
            """));
    }

    @Test
    void theWarmUpHasUsersOnly() {
        String text = text(lines.interval(
                at(1),
                Snapshots.of("warm-up", 1, List.of(), List.of(), new MetricResult.Counter("http_reqs", LOGIN, 4, 4))));

        assertThat(text).isEqualTo(common("""
            perf_events,COMMON,type=start text="the load began" 1795183387250
            perf_events,COMMON,type=phase text="warm-up" 1795183388250
            perf_users,COMMON active=7i,wanted=0i,offered=20,started=18i,finished=17i,dropped=2i 1795183388250
            """));
    }

    @Test
    void theVerdictIsAnEventOfTheLastInterval() {
        lines.interval(at(1), Snapshots.of(1));

        assertThat(text(lines.end(Results.oneInterval())))
                .isEqualTo(
                        common("perf_events,COMMON,type=end text=\"PASSED: all 5 thresholds held\" 1795183388250\n"));
    }

    @Test
    void aBatchHasAtMostFiveThousandLines() {
        var protocol = new LineProtocol(Map.of());
        for (int i = 0; i < 12_000; i++) {
            protocol.begin("m").whole("i", i).end(Instant.EPOCH);
        }

        assertThat(protocol.batches().stream().map(Batch::points)).containsExactly(5_000, 5_000, 2_000);
    }

    @Test
    void whatIsNoNumberIsNoField() {
        var protocol = new LineProtocol(Map.of("b", "2", "a", "1"));
        protocol.begin("m").number("x", Double.NaN).end(Instant.EPOCH);
        protocol.begin("m")
                .number("x", Double.POSITIVE_INFINITY)
                .number("y", 1.5)
                .end(Instant.ofEpochMilli(7));

        assertThat(text(protocol.batches())).isEqualTo("m,a=1,b=2 y=1.5 7\n");
    }
}
