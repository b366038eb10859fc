package dev.perf.distributed.fleet;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.perf.LoadTest;
import dev.perf.fleet.Fleet;
import dev.perf.load.OpenLoad;
import dev.perf.result.AgentResult;
import dev.perf.result.Ledger;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Agents in processes of their own, and a target that notes which worker calls it and when. Closing ends all processes,
 * frozen ones too.
 */
final class FaultBench implements AutoCloseable {

    /** How long anything of a test may take that has no time of its own. */
    static final Duration PATIENCE = ofSeconds(40);

    /** Why tests are left out of the usual build. */
    static final String LONG = "takes its time; -Dperf.faults=all runs it";

    private static final int MANY = 10_000;

    /** A request that arrived, and the process that had sent it. */
    record Arrival(long nanos, long worker) {}

    private final Path folder;
    private final Map<String, Process> agents = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final List<Process> processes = new ArrayList<>();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final HttpServer target;
    private final ExecutorService answering = Executors.newVirtualThreadPerTaskExecutor();

    private FaultBench(Path folder, String host) throws IOException {
        this.folder = folder;
        this.target = HttpServer.create(new InetSocketAddress(host, 0), MANY);
        target.setExecutor(answering);
        target.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            arrivals.add(new Arrival(System.nanoTime(), Long.parseLong(path.substring(1))));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        target.start();
    }

    static FaultBench in(Path folder) throws IOException {
        return new FaultBench(folder, "127.0.0.1");
    }

    /** Returns one whose target is at an address of this machine that other machines reach. */
    static FaultBench in(Path folder, String host) throws IOException {
        return new FaultBench(folder, host);
    }

    // Tests, which agents make again

    private static LoadTest test(String url, OpenLoad load) {
        return loadTest("faults")
                .http(settings ->
                        settings.baseUrl(url).connectTimeout(ofSeconds(2)).requestTimeout(ofSeconds(3)))
                .run(
                        scenario("visitor")
                                .exec(user -> user.session()
                                        .set("worker", ProcessHandle.current().pid()))
                                .exec(http("visit").get("/#{worker}").check(status().is(204))),
                        load.gracefulStop(ofSeconds(2)));
    }

    static LoadTest steady(String url, int rate, int seconds) {
        return test(url, arrivals(perSecond(rate)).during(ofSeconds(seconds)));
    }

    /** From one visit per second to a rate. */
    static LoadTest ramp(String url, int rate, int seconds) {
        return test(url, arrivals(perSecond(1)).rampTo(perSecond(rate)).over(ofSeconds(seconds)));
    }

    LoadTest steady(int rate, int seconds) {
        String url = url();
        return LoadTest.madeBy(() -> steady(url, rate, seconds));
    }

    LoadTest ramp(int rate, int seconds) {
        String url = url();
        return LoadTest.madeBy(() -> ramp(url, rate, seconds));
    }

    String url() {
        InetSocketAddress address = target.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    RunOptions quietly() {
        return RunOptions.DEFAULTS.reportsTo(folder.resolve("reports")).withoutHistory();
    }

    // Processes

    static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns the command line of an agent that listens, with its own folder for runs and one cache for all. */
    List<String> agentCommand(String name, String listen, String... more) {
        List<String> command = java(
                "dev.perf.cli.PerfCommand",
                "agent",
                "--listen",
                listen,
                "--name",
                name,
                "--cache",
                folder.resolve("cache").toString(),
                "--dir",
                directory(name).toString());
        command.addAll(List.of(more));
        return command;
    }

    Path directory(String name) {
        return folder.resolve("agent-" + name);
    }

    /** Starts agents without certificates. */
    FaultBench agents(String... names) throws IOException {
        for (String name : names) {
            agent(name, "--insecure");
        }
        return this;
    }

    /** Starts an agent at the address that it had, or that was kept for it. */
    Process agent(String name, String... more) throws IOException {
        int port = keep(name);
        Process process = start(name, agentCommand(name, "127.0.0.1:" + port, more));
        agents.put(name, process);
        return process;
    }

    /** Returns the port of an agent, which may start later. */
    int keep(String name) throws IOException {
        Integer kept = ports.get(name);
        int port = kept == null ? freePort() : kept;
        ports.put(name, port);
        return port;
    }

    /** Starts an agent with something in front of its command line. */
    Process agentBehind(List<String> prefix, String name, String listen, String... more) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(agentCommand(name, listen, more));
        Process process = start(name, command);
        agents.put(name, process);
        return process;
    }

    /** Starts a process whose output goes to a file of that name. */
    Process start(String name, List<String> command) throws IOException {
        File output = output(name).toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        processes.add(process);
        return process;
    }

    Path output(String name) {
        return folder.resolve(name + ".out");
    }

    String said(String name) {
        try {
            return Files.readString(output(name));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String address(String name) {
        return "127.0.0.1:" + ports.get(name);
    }

    /** Returns a fleet of all agents that were started; a silence of two seconds is a loss. */
    Fleet fleet() {
        return quick(Fleet.of(ports.keySet().stream().map(this::address).toArray(String[]::new)));
    }

    static Fleet quick(Fleet fleet) {
        return fleet.joinTimeout(ofSeconds(20)).heartbeatInterval(ofMillis(250)).nodeTimeout(ofSeconds(2));
    }

    ProcessHandle agent(String name) {
        Process process = agents.get(name);
        assertThat(process).as(name).isNotNull();
        return process.toHandle();
    }

    /** Returns the worker of an agent, which must have one. */
    ProcessHandle worker(String name) {
        return agent(name).children().findFirst().orElseThrow();
    }

    static void signal(String signal, ProcessHandle... to) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        Arrays.stream(to).forEach(process -> command.add(Long.toString(process.pid())));
        Process kill = new ProcessBuilder(command).inheritIO().start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    static void await(String what, Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what + " within " + limit).isLessThan(end);
            LockSupport.parkNanos(ofMillis(5).toNanos());
        }
    }

    // Arrivals

    List<Arrival> seen() {
        return List.copyOf(arrivals);
    }

    void awaitArrivals(int count) {
        await(count + " arrivals", PATIENCE, () -> arrivals.size() >= count);
    }

    /** Returns how many arrived in a stretch of time, of all workers. */
    long between(long fromNanos, long toNanos) {
        return arrivals.stream()
                .filter(each -> each.nanos() - fromNanos >= 0 && each.nanos() - toNanos < 0)
                .count();
    }

    /** Returns the last arrival of a worker. */
    long last(long worker) {
        return arrivals.stream()
                .filter(each -> each.worker() == worker)
                .mapToLong(Arrival::nanos)
                .max()
                .orElseThrow();
    }

    /**
     * At no moment has more arrived than is due by then. The start is not known here, only the first arrival: a second is for
     * workers that warm up and catch up.
     */
    void assertNeverMoreThan(int rate) {
        long[] times = seen().stream().mapToLong(Arrival::nanos).sorted().toArray();
        for (int i = 0; i < times.length; i++) {
            double seconds = (times[i] - times[0]) / 1e9;
            assertThat((double) i + 1).as("arrivals by %.3f s", seconds).isLessThanOrEqualTo(rate * (seconds + 1) + 1);
        }
    }

    /** The account adds up, and knows what arrived: what was cut off may have arrived or not. */
    void assertAccounts(RunResult result, long planned) {
        Ledger ledger = result.ledger();
        assertThat(ledger.balanced()).as(ledger.toString()).isTrue();
        assertThat(ledger.scheduled()).as(ledger.toString()).isEqualTo(planned);
        assertThat((long) arrivals.size()).as(ledger.toString()).isLessThanOrEqualTo(planned);
        assertThat((long) arrivals.size()).as(ledger.toString()).isGreaterThanOrEqualTo(ledger.completed());
    }

    static AgentResult agent(RunResult result, String name) {
        return result.agents().stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Says how a case went, for the table in the documentation. */
    void tell(String what, long nanos, RunResult result) {
        long first = seen().stream().mapToLong(Arrival::nanos).min().orElse(nanos);
        System.out.println("after " + (nanos - first) / 1_000_000 + " ms " + what + ": " + result.verdict() + ", "
                + result.reason() + "; " + result.ledger());
        result.agents()
                .forEach(agent -> System.out.println("  " + agent.name() + " " + agent.state() + " joined "
                        + agent.joined() + " requests " + agent.requests() + " " + agent.loss()));
        result.events()
                .forEach(event -> System.out.println("  " + event.at() + " " + event.type() + " " + event.text()));
        result.warnings().forEach(warning -> System.out.println("  warning: " + warning));
    }

    @Override
    public void close() {
        for (Process process : processes) {
            try (Stream<ProcessHandle> below = process.descendants()) {
                below.toList().forEach(ProcessHandle::destroyForcibly);
            }
            process.destroyForcibly();
        }
        target.stop(0);
        answering.shutdownNow();
        for (Process process : processes) {
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
