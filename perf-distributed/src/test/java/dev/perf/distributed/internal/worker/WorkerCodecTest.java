package dev.perf.distributed.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.engine.fleet.Share;
import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.fleet.FleetException;
import dev.perf.load.Rate;
import dev.perf.plan.TestPlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerCodecTest {

    private static final ClassLoader CLASSES = WorkerCodecTest.class.getClassLoader();

    private static final List<WorkerOrder> ORDERS = List.of(
            new WorkerOrder.Prepare(new byte[] {1, 2}, new Share(1, List.of(3, 0, 4))),
            new WorkerOrder.SetUp(),
            new WorkerOrder.BeginWith(new byte[] {5}),
            new WorkerOrder.Begin(-7),
            new WorkerOrder.Reshare(Share.WHOLE, Duration.ofMillis(1500)),
            new WorkerOrder.Stop("enough"),
            new WorkerOrder.Abort("broken"),
            new WorkerOrder.Pause(Duration.ofSeconds(1)),
            new WorkerOrder.Resume(Duration.ofSeconds(2)),
            new WorkerOrder.SetRate("s", new Rate(1.5), Duration.ZERO),
            new WorkerOrder.SetUsers("s", 9, Duration.ofNanos(1)),
            new WorkerOrder.BeginWorkload(2, Duration.ofMillis(2500)),
            new WorkerOrder.AllowedUntil(Long.MIN_VALUE),
            new WorkerOrder.TearDown());

    private static final List<WorkerReport> REPORTS = List.of(
            new WorkerReport.Started(77, "25", "1.0"),
            new WorkerReport.Alive(),
            new WorkerReport.Prepared(Duration.ofMillis(3)),
            new WorkerReport.PrepareFailed("no"),
            new WorkerReport.SetUp(null, new byte[] {1}),
            new WorkerReport.SetUp("failed", new byte[0]),
            new WorkerReport.Begun(Duration.ofNanos(5)),
            new WorkerReport.Entry(new byte[] {1, 2, 3}),
            new WorkerReport.Ended(),
            new WorkerReport.TornDown(null),
            new WorkerReport.Failed("Stop", "why"),
            new WorkerReport.Log("line"),
            new WorkerReport.Died("killed", "tail"));

    @Test
    void ordersAndReportsComeBackAsTheyWere() {
        assertThat(ORDERS)
                .allSatisfy(order -> assertThat(OrderCodec.order(OrderCodec.bytes(order)))
                        .usingRecursiveComparison()
                        .isEqualTo(order));
        assertThat(REPORTS)
                .allSatisfy(report -> assertThat(ReportCodec.report(ReportCodec.bytes(report)))
                        .usingRecursiveComparison()
                        .isEqualTo(report));
        assertThat(ReportCodec.clock(ReportCodec.clock(-99))).isEqualTo(-99);
    }

    @Test
    void whateverBytesComeTheyAreAMessageOrRefused() {
        var random = new Random(3);
        var samples = new ArrayList<byte[]>();
        ORDERS.forEach(order -> samples.add(OrderCodec.bytes(order)));
        REPORTS.forEach(report -> samples.add(ReportCodec.bytes(report)));
        samples.add(
                Recipe.of(LoadTest.madeBy(MadeTests::plain).plan(), List.of()).toBytes());
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = samples.get(random.nextInt(samples.size())).clone();
            for (int changes = random.nextInt(4); changes >= 0 && bytes.length > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            for (Runnable reading : List.<Runnable>of(
                    () -> OrderCodec.order(bytes),
                    () -> ReportCodec.report(bytes),
                    () -> Recipe.of(bytes, CLASSES),
                    () -> Values.take(new ByteInput(bytes), CLASSES))) {
                try {
                    reading.run();
                } catch (BadBytesException wrong) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(20_000);
    }

    @Test
    void framesEndWhereTheyEnd() throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new Frames.Writer(out);
        writer.write(new byte[0]);
        writer.write(new byte[] {1, 2, 3});
        var reader = new Frames.Reader(new ByteArrayInputStream(out.toByteArray()));

        assertThat(reader.read()).isEmpty();
        assertThat(reader.read()).containsExactly(1, 2, 3);
        assertThat(reader.read()).isNull();
    }

    @Test
    void whatIsNoFrameIsToldFromOne() throws IOException {
        var text = new Frames.Reader(new ByteArrayInputStream("hello world".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(text::read)
                .isInstanceOf(BadBytesException.class)
                .hasMessageStartingWith("there is something else than messages on its standard output");

        var out = new ByteArrayOutputStream();
        new Frames.Writer(out).write(new byte[] {1});
        byte[] newer = out.toByteArray();
        newer[3] = 9;
        assertThatThrownBy(new Frames.Reader(new ByteArrayInputStream(newer))::read)
                .isInstanceOf(BadBytesException.class)
                .hasMessage("its Perf speaks version 9 of the messages, and this one 2; give agents and test the same"
                        + " version of Perf");
        byte[] endless = out.toByteArray();
        endless[4] = 0x7F;
        assertThatThrownBy(new Frames.Reader(new ByteArrayInputStream(endless))::read)
                .isInstanceOf(BadBytesException.class)
                .hasMessageContaining("at most 67108864 are taken");
    }

    @Test
    void valuesComeBackAsTheyWere() {
        var map = new LinkedHashMap<String, Object>();
        map.put("text", "ü");
        map.put("all", List.of(true, false, 'x', (byte) -1, (short) -2, -3, -4L, 1.5f, 2.5));
        map.put("big", List.of(new BigInteger("-12345678901234567890"), new BigDecimal("-1.2345678901234567890")));
        map.put("times", Set.of(Duration.ofNanos(-5)));
        map.put("instant", Instant.parse("1969-01-01T00:00:00.5Z"));
        map.put(
                "names",
                List.of(
                        URI.create("http://localhost"),
                        Path.of("a", "b"),
                        UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                        TimeUnit.DAYS));

        var out = new ByteOutput();
        Values.put(out, map, "values");
        var in = new ByteInput(out.toBytes());
        assertThat(Values.take(in, CLASSES)).isEqualTo(map);
        assertThat(in.isAtEnd()).isTrue();
    }

    @Test
    void anObjectThatIsNoDataIsRefusedByName() {
        assertThatThrownBy(() -> Values.put(new ByteOutput(), Map.of("user", List.of(new Object())), "\"state\""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "an element of \"state\".user is an object of java.lang.Object, which other processes cannot"
                            + " be given; allowed are texts, numbers, booleans, characters, constants of enums, times,"
                            + " URIs, paths, UUIDs, bytes, and lists, sets and maps of these");
    }

    @Test
    void aClassThatIsNoEnumIsNotTaken() {
        var out = new ByteOutput();
        Values.put(out, TimeUnit.DAYS, "unit");
        String bytes = new String(out.toBytes(), StandardCharsets.ISO_8859_1);
        byte[] other = bytes.replace("java.util.concurrent.TimeUnit", "java.util.concurrent.Executo")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Values.take(new ByteInput(other), CLASSES)).isInstanceOf(BadBytesException.class);
    }

    @Test
    void aTestThatNobodyCanMakeAgainIsRefusedWithBothWaysOut() {
        TestPlan plan = MadeTests.named("inline").plan();

        assertThatThrownBy(() -> Recipe.of(plan, List.of()))
                .isInstanceOf(FleetException.class)
                .hasMessage("test \"inline\" (" + plan.location()
                        + ") cannot run on a fleet: agents make it again by calling the method that makes it, and"
                        + " there is none that they can call. Either make the test in a static method without"
                        + " parameters that returns LoadTest:\n"
                        + "    static LoadTest test() { return loadTest(\"inline\")...; }\n"
                        + "or say how it is made, with values only:\n"
                        + "    LoadTest.madeBy(() -> ShopLoadTest.test(url))");
    }

    @Test
    void propertiesOfTheMachineStayAndThoseOfTheUserGoAlong() {
        Map<String, String> all = Map.of(
                "java.version", "25",
                "os.name", "Linux",
                "user.dir", "/x",
                "surefire.test.class.path", "x",
                "user.timezone", "UTC",
                "target.url", "http://localhost",
                "file.name", "a",
                "javax.net.ssl.trustStore", "t");

        assertThat(UserProperties.among(all, Set.of()))
                .containsOnlyKeys("target.url", "file.name", "javax.net.ssl.trustStore");
        assertThat(UserProperties.among(all, Set.of("user.timezone", "user.dir")))
                .containsOnlyKeys("target.url", "file.name", "javax.net.ssl.trustStore", "user.timezone");
    }

    @Test
    void outputIsKeptToItsEndAndHandedOnNowAndThen() throws IOException {
        var lines = new ArrayList<String>();
        var text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append("line ").append(i).append('\n');
        }
        var tail = new OutputTail(lines::add, () -> 0);
        tail.read(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));

        assertThat(lines).hasSize(21).endsWith("(9980 lines more were printed)");
        assertThat(tail.text()).endsWith("line 9999").hasSizeLessThanOrEqualTo(16_000);
    }

    @Test
    void aWorkerInThisProcessTakesTheSameOrders() throws InterruptedException {
        var reports = new LinkedBlockingQueue<WorkerReport>();
        var start =
                new WorkerStart("r1", List.of(), Path.of("none"), Duration.ofSeconds(1), List.of(), Map.of(), Set.of());
        try (Worker worker = InProcessWorker.fakes().start(start, reports::add)) {
            assertThat(reports.poll(10, TimeUnit.SECONDS)).isInstanceOf(WorkerReport.Started.class);
            worker.order(new WorkerOrder.Prepare(
                    Recipe.of(LoadTest.madeBy(MadeTests::plain).plan(), List.of())
                            .toBytes(),
                    Share.WHOLE));
            assertThat(reports.poll(10, TimeUnit.SECONDS)).isInstanceOf(WorkerReport.Prepared.class);
        }
        assertThat(reports.poll(10, TimeUnit.SECONDS)).isEqualTo(new WorkerReport.Died("ended by its agent", ""));
    }
}
