package dev.perf.distributed.internal.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.TestFactory;
import dev.perf.distributed.internal.bundle.BundleCache;
import dev.perf.distributed.internal.bundle.BundleManifest;
import dev.perf.distributed.internal.bundle.ClassPathBundle;
import dev.perf.distributed.internal.bundle.Delivery;
import dev.perf.distributed.internal.bundle.Shipment;
import dev.perf.distributed.internal.bundle.ShipmentMessage;
import dev.perf.distributed.internal.worker.WorkerReport.Alive;
import dev.perf.distributed.internal.worker.WorkerReport.Begun;
import dev.perf.distributed.internal.worker.WorkerReport.Died;
import dev.perf.distributed.internal.worker.WorkerReport.Ended;
import dev.perf.distributed.internal.worker.WorkerReport.Entry;
import dev.perf.distributed.internal.worker.WorkerReport.Failed;
import dev.perf.distributed.internal.worker.WorkerReport.Log;
import dev.perf.distributed.internal.worker.WorkerReport.PrepareFailed;
import dev.perf.distributed.internal.worker.WorkerReport.Prepared;
import dev.perf.distributed.internal.worker.WorkerReport.SetUp;
import dev.perf.distributed.internal.worker.WorkerReport.Started;
import dev.perf.distributed.internal.worker.WorkerReport.TornDown;
import dev.perf.engine.conduct.Fleets;
import dev.perf.engine.fleet.Share;
import dev.perf.load.Rate;
import dev.perf.plan.TestPlan;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration HEARTBEAT = Duration.ofMillis(100);
    /** What a fleet has unless told otherwise. */
    private static final Duration NODE_TIMEOUT = Duration.ofSeconds(4);

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<WorkerReport> reports = new LinkedBlockingQueue<>();
    private @Nullable Worker worker;

    @AfterEach
    void close() {
        if (worker != null) {
            worker.close();
        }
    }

    private WorkerStart start(String... arguments) {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
        var all = new ArrayList<>(List.of("-D" + MadeTests.IN_WORKER + "=true"));
        all.addAll(List.of(arguments));
        return new WorkerStart(
                "r1", classPath, folder.resolve("work"), HEARTBEAT, all, Map.of("SECRET_OF_RUN", "s3cret"), Set.of());
    }

    private Worker started(WorkerStart start) {
        Worker made = WorkerProcess.starter(Path.of(System.getProperty("java.home")), FakeWorkerMain.class)
                .start(start, reports::add);
        worker = made;
        return made;
    }

    private Worker started() {
        return started(start("-Xmx64m"));
    }

    private <R extends WorkerReport> R next(Class<R> type) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        var seen = new ArrayList<WorkerReport>();
        while (true) {
            WorkerReport report = reports.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(report)
                    .as("%s within %s; seen were %s", type, DEADLINE, seen)
                    .isNotNull();
            if (type.isInstance(report)) {
                return type.cast(report);
            }
            seen.add(report);
            assertThat(report).as("instead of %s after %s", type, seen).isNotInstanceOf(Died.class);
        }
    }

    private static WorkerOrder.Prepare prepare(TestFactory factory, String... flags) {
        TestPlan plan = LoadTest.madeBy(factory)
                .seed(7)
                .threshold("http_req_duration{name:behind-the-factory}: p(95) < 1s")
                .plan();
        TestPlan flagged = Fleets.plan(plan, List.of(flags));
        return new WorkerOrder.Prepare(Recipe.of(flagged, List.of(flags)).toBytes(), new Share(1, List.of(1, 2)));
    }

    @Test
    void makesThePlanAgainAndCarriesOrdersOut() throws Exception {
        Worker made = started();
        Started started = next(Started.class);
        assertThat(ProcessHandle.of(started.pid())).isPresent();
        assertThat(started.java()).isEqualTo(Runtime.version().toString());

        int port = 8080;
        TimeUnit unit = TimeUnit.DAYS;
        Duration time = Duration.ofSeconds(3);
        made.order(prepare(() -> MadeTests.ofValues("values", port, unit, time), "--users", "5", "--tag", "a=b"));
        assertThat(next(Prepared.class).took()).isPositive();

        made.order(new WorkerOrder.SetUp());
        SetUp setUp = next(SetUp.class);
        assertThat(setUp.failure()).isNull();
        assertThat(new String(setUp.values(), UTF_8)).contains("values8080DAYSPT3S", "{name=[behind-the-factory]}");

        long begin = System.nanoTime() + Duration.ofMillis(200).toNanos();
        made.order(
                new WorkerOrder.AllowedUntil(begin + Duration.ofMillis(30_500).toNanos()));
        made.order(new WorkerOrder.BeginWith(WorkerSession.bytes(Map.of("given", List.of(1, 2)))));
        made.order(new WorkerOrder.Begin(begin));
        assertThat(new String(next(Entry.class).bytes(), UTF_8)).isEqualTo("begun");
        assertThat(System.nanoTime()).isGreaterThan(begin);
        assertThat(new String(next(Entry.class).bytes(), UTF_8)).isEqualTo("allowed for 30 s");
        assertThat(next(Begun.class).late()).isPositive();

        made.order(new WorkerOrder.Reshare(new Share(1, List.of(0, 2)), Duration.ofSeconds(9)));
        made.order(new WorkerOrder.SetRate("idle", new Rate(2.5), Duration.ofSeconds(10)));
        made.order(new WorkerOrder.Pause(Duration.ofSeconds(11)));
        made.order(new WorkerOrder.Resume(Duration.ofSeconds(12)));
        made.order(new WorkerOrder.BeginWorkload(1, Duration.ofMillis(12_500)));
        made.order(new WorkerOrder.SetUsers("idle", 3, Duration.ofSeconds(13)));
        made.order(new WorkerOrder.Stop("enough"));
        assertThat(List.of(
                        next(Entry.class), next(Entry.class), next(Entry.class), next(Entry.class), next(Entry.class)))
                .extracting(entry -> new String(entry.bytes(), UTF_8))
                .containsExactly(
                        "share Share[index=1, weights=[0, 2]] from PT9S",
                        "idle at 2.50/s from PT10S",
                        "pause PT11S",
                        "resume PT12S",
                        "workload 1 from PT12.5S");
        Failed failed = next(Failed.class);
        assertThat(failed.order()).isEqualTo("SetUsers");
        assertThat(failed.text()).contains("no closed load");
        next(Ended.class);

        made.order(new WorkerOrder.TearDown());
        assertThat(next(TornDown.class).failure()).isEqualTo("the teardown failed with [1, 2]");

        made.close();
        assertThat(next(Died.class).cause()).isEqualTo("ended by its agent");
        assertThat(ProcessHandle.of(started.pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(folder.resolve("work")).doesNotExist();
    }

    @Test
    void aPlanThatIsAnotherOneIsRefusedWithTheFirstLineThatDiffers() throws Exception {
        Worker made = started();
        made.order(prepare(MadeTests::surroundings));

        assertThat(next(PrepareFailed.class).text())
                .isEqualTo(MadeTests.class.getName() + ".surroundings() makes another test here than in the first"
                        + " process. Line 1 of what describes it\n"
                        + "  there: test \"there\"\n"
                        + "  here:  test \"here\"\n"
                        + "The method must make the same test wherever it is called: what"
                        + " is changed behind it belongs into it or into flags, and what"
                        + " it reads of its surroundings (variables, files, the clock)"
                        + " into arguments: LoadTest.madeBy(() ->"
                        + " ShopLoadTest.test(url)).");
    }

    @Test
    void whatTheFactoryThrowsIsToldWithItsStack() throws Exception {
        Worker made = started();
        made.order(prepare(MadeTests::throwing));

        assertThat(next(PrepareFailed.class).text())
                .contains(MadeTests.class.getName() + ".throwing(), which makes the test, threw"
                        + " java.lang.IllegalStateException: no database here")
                .contains("MadeTests.java:");
    }

    @Test
    void ordersThatNeedAPlanSayThatThereIsNone() throws Exception {
        Worker made = started();
        made.order(new WorkerOrder.Begin(System.nanoTime()));
        assertThat(next(Failed.class)).isEqualTo(new Failed("Begin", "no plan is prepared"));
        made.order(new WorkerOrder.Pause(Duration.ZERO));
        assertThat(next(Failed.class)).isEqualTo(new Failed("Pause", "no plan is prepared yet"));
    }

    @Test
    void codeThatTakesAllProcessorsDoesNotSilenceIt() throws Exception {
        Worker made = started();
        made.order(prepare(MadeTests::busy));
        assertThat(next(Log.class).line()).isEqualTo("busy");
        long last = System.nanoTime();
        long longest = 0;
        for (int i = 0; i < 30; i++) {
            next(Alive.class);
            long now = System.nanoTime();
            longest = Math.max(longest, now - last);
            last = now;
        }
        assertThat(Duration.ofNanos(longest)).isLessThan(NODE_TIMEOUT);
    }

    @Test
    void codeThatExitsIsToldAtOnceInWords() throws Exception {
        Worker made = started();
        made.order(prepare(MadeTests::exiting));
        assertThat(next(Died.class).cause()).isEqualTo("called System.exit(3)");
    }

    @Test
    void codeThatTakesAllMemoryIsToldInWords() throws Exception {
        Worker made = started();
        made.order(prepare(MadeTests::greedy));
        assertThat(next(Died.class).cause())
                .isEqualTo(
                        "ran out of memory (Java heap space); give it more with -Xmx among the arguments of workers");
    }

    @Test
    void aKilledProcessIsToldInWords() throws Exception {
        started();
        ProcessHandle.of(next(Started.class).pid()).orElseThrow().destroyForcibly();
        assertThat(next(Died.class).cause())
                .isEqualTo("killed with SIGKILL, by somebody, or by the system for want of memory");
    }

    @Test
    void aJvmThatDoesNotStartSaysWhy() throws Exception {
        started(start("-XX:NoSuchOption"));
        Died died = next(Died.class);
        assertThat(died.cause()).isEqualTo("its JVM did not start, exit code 1");
        assertThat(died.output()).contains("NoSuchOption");
    }

    @Test
    void whatUserCodePrintsIsALogAndDisturbsNoReport() throws Exception {
        Worker made = started();
        made.order(prepare(MadeTests::noisy));
        assertThat(next(Log.class).line()).isEqualTo("printed to out");
        assertThat(next(Log.class).line()).isEqualTo("printed to err");
        made.order(new WorkerOrder.SetUp());
        next(SetUp.class);
    }

    @Test
    void aProcessThatWritesPastJavaIsNoticed() throws Exception {
        Worker made = started();
        made.order(prepare(MadeTests::inherited));
        assertThat(next(Died.class).cause())
                .isEqualTo("cannot be understood: there is something else than messages on its standard output, which"
                        + " code that is not Java has written, or a process that was started with inheritIO()");
    }

    @Test
    void processesBelowItEndWithIt() throws Exception {
        Worker made = started();
        made.order(prepare(MadeTests::parent));
        String line = next(Log.class).line();
        assertThat(line).startsWith("child ");
        Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(line.substring(6)));
        assertThat(child).isPresent();

        made.close();

        child.get().onExit().get(10, TimeUnit.SECONDS);
    }

    @Test
    void itsSurroundingsAreItsOwn() throws Exception {
        System.setProperty("mine", "5");
        try {
            Worker made = started();
            made.order(prepare(MadeTests::telling));
        } finally {
            System.clearProperty("mine");
        }
        assertThat(next(Log.class).line())
                .isEqualTo("HOME is " + (System.getenv("HOME") == null ? "missing" : "there"));
        assertThat(next(Log.class).line()).isEqualTo("SECRET_OF_RUN is s3cret");
        Set<String> foreign = new HashSet<>(System.getenv().keySet());
        foreign.removeIf(name -> name.startsWith("LC_")
                || Set.of(
                                "PATH",
                                "HOME",
                                "USER",
                                "LOGNAME",
                                "LANG",
                                "LANGUAGE",
                                "TZ",
                                "SHELL",
                                "LD_LIBRARY_PATH",
                                "SSL_CERT_FILE",
                                "SSL_CERT_DIR")
                        .contains(name));
        String variables = next(Log.class).line();
        List<String> names = Arrays.asList(variables
                .substring("variables [".length(), variables.length() - 1)
                .split(", "));
        assertThat(foreign).isNotEmpty();
        assertThat(names).contains("PATH").doesNotContainAnyElementsOf(foreign);
        assertThat(next(Log.class).line()).isEqualTo("mine is 5");
        assertThat(next(Log.class).line()).isEqualTo("folder is work");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("work"))))
                .isEqualTo("rwx------");
    }

    @Test
    void aMissingPartOfTheClassPathIsRefused() {
        var start = new WorkerStart(
                "r1", List.of(folder.resolve("no.jar")), folder, HEARTBEAT, List.of(), Map.of(), Set.of());
        assertThatThrownBy(() -> WorkerProcess.starter().start(start, reports::add))
                .isInstanceOf(WorkerException.class)
                .hasMessage("a worker of run r1 cannot be started: " + folder.resolve("no.jar")
                        + " of its class path is not there");
    }

    @Test
    void itEndsWhenItsAgentIsGone() throws IOException, InterruptedException {
        WorkerStart start = start();
        Process process = new WorkerCommand(Path.of(System.getProperty("java.home")), FakeWorkerMain.class.getName())
                .start(start);
        try {
            assertThat(new Frames.Reader(process.getInputStream()).read()).isNotNull();
            process.getOutputStream().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(WorkerMain.ENDED);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void startsFromAClassPathThatWasSentToAnEmptyCache() throws Exception {
        var cache = new BundleCache(folder.resolve("cache"), BundleCache.DEFAULT_MOST_BYTES);
        Queue<ShipmentMessage> there = new ArrayDeque<>();
        Queue<ShipmentMessage> back = new ArrayDeque<>();
        BundleManifest manifest;
        try (ClassPathBundle bundle = ClassPathBundle.ofThisProcess(List.of(), ClassPathBundle.DEFAULT_MOST_BYTES);
                var receiver = new Shipment.Receiver(cache, ClassPathBundle.DEFAULT_MOST_BYTES, back::add)) {
            var sender = new Shipment.Sender(bundle, there::add);
            sender.offer();
            while (!receiver.done().isDone() || !sender.done().isDone()) {
                ShipmentMessage next = there.poll();
                if (next != null) {
                    receiver.receive(next);
                } else {
                    sender.receive(back.remove());
                }
            }
            manifest = receiver.done().resultNow();
        }
        List<Path> classPath = Delivery.into(folder.resolve("work"), manifest, cache);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("work"))))
                .isEqualTo("rwx------");

        Worker made = started(new WorkerStart(
                "r1", classPath, folder.resolve("work"), HEARTBEAT, List.of("-Xmx64m"), Map.of(), Set.of()));
        made.order(prepare(MadeTests::plain));

        next(Prepared.class);
    }
}
