package dev.perf.report.internal.output.statsd;

import static dev.perf.report.internal.output.Snapshots.at;
import static dev.perf.report.internal.output.Snapshots.millis;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.output.OpenOutput;
import dev.perf.report.internal.Results;
import dev.perf.report.internal.output.Batch;
import dev.perf.report.internal.output.Snapshots;
import dev.perf.result.MetricResult;
import dev.perf.result.Snapshot;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatsdOutputTest {

    private static final Map<String, String> LOGIN =
            Map.of("scenario", "buyer", "name", "log in: first|try", "status", "200");

    private static final Snapshot INTERVAL = Snapshots.of(
            1,
            new MetricResult.Counter("http_reqs", LOGIN, 4, 4),
            new MetricResult.Rate("http_req_failed", LOGIN, 1, 3),
            new MetricResult.Trend("http_req_duration", LOGIN, millis(1, 2, 3, 9)),
            new MetricResult.Trend("response_time", LOGIN, millis(2, 3, 4, 10)),
            new MetricResult.Counter("data_sent", LOGIN, 400, 400),
            new MetricResult.Rate("checks", Map.of("check", "ok?"), 3, 0),
            new MetricResult.Gauge("balance", Map.of(), -2.5, -3, 4),
            new MetricResult.Gauge("level", Map.of(), Double.NaN, 0, 0));

    private static List<String> lines(StatsdSettings settings, Snapshot snapshot) {
        return new StatsdLines(Snapshots.run(warning -> {}), settings)
                .interval(at(1), snapshot).stream()
                        .flatMap(batch -> new String(batch.text(), UTF_8).lines())
                        .toList();
    }

    @Test
    void namesHoldWhatTagsSayWhereThereAreNone() {
        assertThat(lines(StatsdSettings.DEFAULTS.withPrefix("load.shop"), INTERVAL))
                .containsExactly(
                        "load.shop.users:7|g",
                        "load.shop.offered:20|g",
                        "load.shop.iterations.started:18|c",
                        "load.shop.iterations.finished:17|c",
                        "load.shop.iterations.dropped:2|c",
                        "load.shop.buyer.log_in_first_try.ok.requests:3|c",
                        "load.shop.buyer.log_in_first_try.ok.bytes_sent:400|c",
                        "load.shop.buyer.log_in_first_try.ok.response_time.mean:4.75|g",
                        "load.shop.buyer.log_in_first_try.ok.response_time.p50:3|g",
                        "load.shop.buyer.log_in_first_try.ok.response_time.p95:10|g",
                        "load.shop.buyer.log_in_first_try.ok.response_time.p99:10|g",
                        "load.shop.buyer.log_in_first_try.ok.response_time.max:10|g",
                        "load.shop.buyer.log_in_first_try.failed.requests:1|c",
                        "load.shop.buyer.log_in_first_try.check.errors:1|c",
                        "load.shop.ok_.checks.passes:3|c",
                        "load.shop.balance:0|g",
                        "load.shop.balance:-2.5|g");
    }

    @Test
    void eachAgentHasItsLevels() {
        Snapshot spread = Snapshots.of(1).withAgents(Snapshots.agents());

        assertThat(lines(StatsdSettings.DEFAULTS.withTags(), spread))
                .contains(
                        "perf.agent.up:1|g|#test:shop,agent:agent-1",
                        "perf.agent.users:5|g|#test:shop,agent:agent-1",
                        "perf.agent.rate:12.5|g|#test:shop,agent:agent-1",
                        "perf.agent.failed_rate:0.5|g|#test:shop,agent:agent-1",
                        "perf.agent.lag:40|g|#test:shop,agent:agent-1",
                        "perf.agent.response_time.p95:80|g|#test:shop,agent:agent-1",
                        "perf.agent.up:0|g|#test:shop,agent:agent-2",
                        "perf.agent.lag:3000|g|#test:shop,agent:agent-2")
                .noneMatch(line -> line.contains("p95") && line.contains("agent-2"));
        assertThat(lines(StatsdSettings.DEFAULTS, spread)).contains("perf.agent-1.agent.users:5|g");
    }

    @Test
    void dogStatsdHasTags() {
        assertThat(lines(StatsdSettings.DEFAULTS.withTags(), INTERVAL))
                .contains(
                        "perf.users:7|g|#test:shop",
                        "perf.requests:3|c|#test:shop,scenario:buyer,request:log_in:_first_try,outcome:ok",
                        "perf.errors:1|c|#test:shop,scenario:buyer,request:log_in:_first_try,kind:check",
                        "perf.checks.passes:3|c|#test:shop,check:ok?");
    }

    @Test
    void theWarmUpHasUsersOnly() {
        assertThat(lines(
                        StatsdSettings.DEFAULTS,
                        Snapshots.of(
                                "warm-up",
                                1,
                                List.of(),
                                List.of(),
                                new MetricResult.Counter("http_reqs", LOGIN, 4, 4))))
                .containsExactly("perf.users:7|g", "perf.offered:20|g");
    }

    @Test
    void datagramsAreNotSplit() {
        var datagrams = new Datagrams("perf", true, Map.of("test", "shop"));
        for (int i = 0; i < 500; i++) {
            datagrams.count("requests", Map.of("request", "é" + i), i + 1);
        }
        List<Batch> batches = datagrams.batches();

        assertThat(batches).hasSizeGreaterThan(10).allSatisfy(batch -> {
            assertThat(batch.text().length).isLessThanOrEqualTo(Datagrams.MOST_BYTES);
            assertThat(new String(batch.text(), UTF_8).lines()).hasSize(batch.points());
        });
        assertThat(batches.stream().mapToInt(Batch::points).sum()).isEqualTo(500);
        assertThat(new String(batches.getFirst().text(), UTF_8))
                .startsWith("perf.requests:1|c|#test:shop,request:é0\nperf.requests:2|c|");
    }

    @Test
    void sendsThemOverUdp() throws Exception {
        try (var server = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0))) {
            server.setSoTimeout(20_000);
            StatsdSettings settings = StatsdSettings.DEFAULTS.at("127.0.0.1", server.getLocalPort());
            try (OpenOutput open = settings.open(Snapshots.run(warning -> {}))) {
                open.add(at(1), INTERVAL);
                assertThat(open.end(Results.oneInterval())).isEmpty();
            }
            var packet = new DatagramPacket(new byte[2_000], 2_000);
            server.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), UTF_8).lines())
                    .containsExactlyElementsOf(lines(settings, INTERVAL));
        }
    }

    @Test
    void aHostThatNobodyKnowsIsAWarning() {
        var warnings = new ArrayList<String>();
        try (OpenOutput open =
                StatsdSettings.DEFAULTS.at("no.such.host.invalid", 8125).open(Snapshots.run(warnings::add))) {
            open.add(at(1), INTERVAL);

            assertThat(open.end(Results.oneInterval()))
                    .containsExactly(
                            "Output StatsD at no.such.host.invalid:8125: of 17 points, 17 were refused, in 1 of 1"
                                    + " batch (the host is not known).");
        }
        assertThat(warnings)
                .containsExactly("Output StatsD at no.such.host.invalid:8125: the host is not known; the run goes on");
    }

    @Test
    void mistakesAreFoundBeforeTheRun() {
        assertThat(StatsdSettings.DEFAULTS.at("", 0).withPrefix("a..b").problems())
                .containsExactly(
                        "it has no host; write 127.0.0.1 for this machine",
                        "port must be from 1 to 65535, got 0; the usual one is 8125",
                        "prefix must be words of letters, digits, _ and -, with dots between them, got \"a..b\"");
        assertThat(StatsdSettings.DEFAULTS.problems()).isEmpty();
    }

    @Test
    void readsAddresses() {
        assertThat(new StatsdProvider().at("")).isEqualTo(StatsdSettings.DEFAULTS);
        assertThat(new StatsdProvider().at("metrics.local"))
                .isEqualTo(StatsdSettings.DEFAULTS.at("metrics.local", 8125));
        assertThat(new DogStatsdProvider().at("10.0.0.7:9125?prefix=shop"))
                .isEqualTo(StatsdSettings.DEFAULTS
                        .at("10.0.0.7", 9125)
                        .withPrefix("shop")
                        .withTags());
        assertThat(new StatsdProvider().at("metrics.local:?tags=true").problems())
                .containsExactly(
                        "option \"tags\" is not known; Options are prefix",
                        "\"metrics.local:\" has no port behind the colon; write 127.0.0.1:8125");
    }
}
