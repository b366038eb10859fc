package dev.perf.distributed.fleet;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.fleet.Fleet;
import dev.perf.result.AgentResult;
import dev.perf.result.AgentResult.State;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Ledger;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.RunOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For each test agents in processes of their own, and a target. After it all processes are ended, frozen ones too. */
final class FaultBench implements BeforeEachCallback, AfterEachCallback {

    static final long SECOND = 1_000_000_000;

    /** How long anything of a test may take that has no time of its own. */
    static final Duration PATIENCE = ofSeconds(40);

    /** Why tests are left out of the usual build. */
    static final String LONG = "takes its time; -Dperf.faults=all runs it";

    static final String LOOPBACK = "127.0.0.1";

    private final String host;
    private final Map<String, Process> agents = new LinkedHashMap<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final List<Process> processes = new ArrayList<>();
    private final List<ProcessHandle> workers = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Target target;

    FaultBench() {
        this(LOOPBACK);
    }

    /** Creates one whose target and agents are at an address of this machine that other machines reach. */
    FaultBench(String host) {
        this.host = host;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("perf-faults");
        target = new Target(host);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (target == null) {
            return; // skipped before it began
        }
        for (Process process : processes) {
            try (Stream<ProcessHandle> below = process.descendants()) {
                workers.addAll(below.toList());
            }
            process.destroyForcibly();
        }
        workers.forEach(ProcessHandle::destroyForcibly);
        target.close();
        for (Process process : processes) {
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        await("all workers are gone", ofSeconds(10), () -> workers.stream().noneMatch(ProcessHandle::isAlive));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    Target target() {
        return target;
    }

    Path folder() {
        return folder;
    }

    // Tests

    LoadTest steady(int rate, int seconds) {
        String url = target.url();
        return LoadTest.madeBy(() -> FaultTests.steady(url, rate, seconds));
    }

    LoadTest ramp(int rate, int seconds) {
        String url = target.url();
        return LoadTest.madeBy(() -> FaultTests.ramp(url, rate, seconds));
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

    /** Starts agents without certificates, and waits until they can be called. */
    void agents(String... names) throws IOException {
        for (String name : names) {
            agent(name, "--insecure");
        }
        awaitListening(names);
    }

    /** Starts an agent at the address that it had, or that was kept for it. */
    Process agent(String name, String... more) throws IOException {
        return agentBehind(List.of(), name, more);
    }

    /** Starts an agent with something in front of its command line. */
    Process agentBehind(List<String> prefix, String name, String... more) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(agentCommand(name, keep(name), more));
        Process process = start(name, command);
        agents.put(name, process);
        return process;
    }

    /** Returns the address of an agent, which may start later. */
    String keep(String name) throws IOException {
        String kept = addresses.get(name);
        String address = kept == null ? freeAddress() : kept;
        addresses.put(name, address);
        return address;
    }

    /** Has an agent listen at an address that is not this machine's. */
    void keep(String name, String address) {
        addresses.put(name, address);
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

    void awaitListening(String... names) {
        for (String name : names) {
            await(name + " listens", ofSeconds(20), () -> said(name).contains("listens at"));
        }
    }

    int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return socket.getLocalPort();
        }
    }

    String freeAddress() throws IOException {
        return host + ":" + freePort();
    }

    String address(String name) {
        return Objects.requireNonNull(addresses.get(name), name);
    }

    /** Returns a fleet of all agents that were started or kept an address for; a silence of two seconds is a loss. */
    Fleet fleet() {
        return quick(Fleet.of(addresses.values().toArray(String[]::new)));
    }

    static Fleet quick(Fleet fleet) {
        return fleet.joinTimeout(ofSeconds(20)).heartbeatInterval(ofMillis(250)).nodeTimeout(ofSeconds(2));
    }

    ProcessHandle agent(String name) {
        return Objects.requireNonNull(agents.get(name), name).toHandle();
    }

    boolean hasWorker(String name) {
        return agent(name).children().findAny().isPresent();
    }

    /** Returns the worker of an agent, which must have one. */
    ProcessHandle worker(String name) {
        ProcessHandle worker = agent(name).children().findFirst().orElseThrow();
        workers.add(worker);
        return worker;
    }

    static void signal(String signal, ProcessHandle... to) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        Arrays.stream(to).forEach(process -> command.add(Long.toString(process.pid())));
        Tool.run(command);
    }

    static void await(String what, Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what + " within " + limit).isLessThan(end);
            LockSupport.parkNanos(ofMillis(5).toNanos());
        }
    }

    // Results

    /** The account adds up, and knows what arrived: what was cut off may have arrived or not. */
    void assertAccounts(RunResult result, long planned) {
        Ledger ledger = result.ledger();
        long arrived = target.seen().size();
        assertThat(ledger.balanced()).as(ledger.toString()).isTrue();
        assertThat(ledger.scheduled()).as(ledger.toString()).isEqualTo(planned);
        assertThat(arrived).as(ledger.toString()).isBetween(ledger.completed(), planned);
    }

    /** The run passed, unless the machine under it was the limit: then the report says so. */
    static void assertPassed(RunResult result) {
        boolean isTrusted = result.generator().state() != GeneratorHealth.State.INVALID;
        assertThat(result.verdict())
                .as(result.reason() + "; " + result.generator().summary())
                .isEqualTo(isTrusted ? Verdict.PASSED : Verdict.INVALID);
    }

    /** Returns the first agent of a name; one that came back has the same. */
    static AgentResult agent(RunResult result, String name) {
        return result.agents().stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static AgentResult.Loss loss(RunResult result, String name) {
        AgentResult agent = agent(result, name);
        assertThat(agent.state()).as(agent.toString()).isEqualTo(State.LOST);
        return Objects.requireNonNull(agent.loss());
    }

    /** Says how a case went, for the table in the documentation. */
    void tell(String what, long nanos, RunResult result) {
        long first =
                target.seen().stream().mapToLong(Target.Arrival::nanos).min().orElse(nanos);
        System.out.println("after " + (nanos - first) / 1_000_000 + " ms " + what + ": " + result.verdict() + ", "
                + result.reason() + "; " + result.ledger() + "; arrived "
                + target.seen().size());
        result.agents()
                .forEach(agent -> System.out.println("  " + agent.name() + " " + agent.state() + " joined "
                        + agent.joined() + " requests " + agent.requests() + " " + agent.clock() + " " + agent.loss()));
        result.events()
                .forEach(event -> System.out.println("  " + event.at() + " " + event.type() + " " + event.text()));
        result.warnings().forEach(warning -> System.out.println("  warning: " + warning));
    }
}
