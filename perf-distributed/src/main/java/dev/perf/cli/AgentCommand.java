package dev.perf.cli;

import dev.perf.distributed.internal.agent.AgentAccess;
import dev.perf.distributed.internal.agent.AgentProcess;
import dev.perf.distributed.internal.agent.AgentSettings;
import dev.perf.distributed.internal.agent.BundleClassPaths;
import dev.perf.distributed.internal.bundle.BundleCache;
import dev.perf.distributed.internal.bundle.BundleException;
import dev.perf.distributed.internal.coordinator.LocalAgents;
import dev.perf.distributed.internal.message.Node;
import dev.perf.distributed.internal.transport.HostPort;
import dev.perf.distributed.internal.worker.Worker;
import dev.perf.distributed.internal.worker.WorkerProcess;
import dev.perf.engine.conduct.Fleets;
import dev.perf.fleet.FleetException;
import dev.perf.load.Rate;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perf agent}: puts on load for coordinators, until it is ended. */
@Command(
        name = "agent",
        description = {"Puts on load for tests that run on a fleet.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        sortOptions = false,
        descriptionHeading = "",
        footerHeading = "%nExamples:%n",
        footer = {
            "  perf agent --join coordinator:7700 --security fleet/agents/one",
            "  perf agent --listen 10.0.0.7:7800 --security fleet/agents/one",
            "  perf agent --listen 127.0.0.1:7800 --insecure --label zone=a",
            "  perf agent --join 127.0.0.1:7700 --insecure",
            "",
            "Exit codes: 0 ended, 2 mistakes in the command line or no way to listen,",
            "4 refused by the coordinator."
        })
final class AgentCommand implements Callable<Integer> {

    private static final int REFUSED = 4;
    private static final int USUAL_PORT = 7800;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--join",
            paramLabel = "HOST:PORT",
            description = "join the coordinator there, now or when it comes")
    private @Nullable String join;

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "wait there for coordinators to call")
    private @Nullable String listen;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "unique in the fleet; the host name unless set, with the port if it listens on another than 7800")
    private @Nullable String name;

    @Option(
            names = "--capacity",
            paramLabel = "R",
            converter = RateConverter.class,
            description = "what it can do: 1000/s; its part of a load is in proportion")
    private @Nullable Rate capacity;

    @Option(
            names = "--label",
            paramLabel = "K=V",
            split = ",",
            description = "what tests may ask for: os=linux,zone=a; may be given several times")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--max-tests",
            paramLabel = "N",
            converter = Values.Count.class,
            description = "tests at the same time; 1 unless set")
    private @Nullable Integer maxTests;

    @Option(names = "--security", paramLabel = "DIR", description = "the agent's folder of perf fleet init")
    private @Nullable Path security;

    @Option(names = "--insecure", description = "take orders of any process of this machine; on loopback only")
    private boolean insecure;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "where class paths of tests are kept; ~/.perf/cache unless set")
    private @Nullable Path cache;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "where tests have their working folders; perf-agent-USER below the folder for temporary"
                    + " files unless set")
    private @Nullable Path directory;

    /** For picocli. */
    AgentCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        AgentProcess process;
        try {
            process = start();
        } catch (FleetException | BundleException | IllegalArgumentException unusable) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unusable.getMessage()));
        }
        Thread hook = Thread.ofPlatform().unstarted(() -> {
            process.shutDown("its process is ended");
            process.over().join();
        });
        Runtime.getRuntime().addShutdownHook(hook);
        if (isLocal()) {
            Thread.ofPlatform().daemon().name("perf-parent").start(() -> endWithParent(process));
        }
        String reason = process.over().join();
        process.close();
        if (reason.startsWith("refused")) {
            spec.commandLine().getErr().println(reason);
            return REFUSED;
        }
        return 0;
    }

    private AgentProcess start() {
        AgentAccess access = access();
        refuseSerialized();
        var settings = AgentSettings.of(node(), folder());
        Worker.Starter workers = WorkerProcess.starter();
        var classPaths = new BundleClassPaths(new BundleCache(
                cache == null ? Path.of(System.getProperty("user.home"), ".perf", "cache") : cache,
                BundleCache.DEFAULT_MOST_BYTES));
        if (join != null && listen == null) {
            return AgentProcess.joining(HostPort.parse(join), settings, access, workers, classPaths);
        }
        if (listen != null && join == null) {
            return AgentProcess.listening(HostPort.parse(listen), settings, access, workers, classPaths);
        }
        throw new FleetException(
                "give either --join with the address of the coordinator, or --listen with one to be called at");
    }

    /**
     * Nothing that comes from outside is read as a serialised object, whoever would read it. Comes before JGroups, which can;
     * does nothing where the user has set a filter.
     */
    private static void refuseSerialized() {
        if (ObjectInputFilter.Config.getSerialFilter() == null) {
            ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
        }
    }

    private Path folder() {
        return directory == null
                ? Path.of(System.getProperty("java.io.tmpdir"), "perf-agent-" + System.getProperty("user.name"))
                : directory;
    }

    private static boolean isLocal() {
        return System.getenv(LocalAgents.KEY) != null;
    }

    private AgentAccess access() {
        String cluster = System.getenv(LocalAgents.CLUSTER);
        String secret = System.getenv(LocalAgents.SECRET);
        String key = System.getenv(LocalAgents.KEY);
        if (cluster != null && secret != null && key != null) {
            return AgentAccess.local(
                    cluster, HexFormat.of().parseHex(secret), HexFormat.of().parseHex(key));
        }
        if (security != null && insecure) {
            throw new FleetException("--security and --insecure exclude each other");
        }
        if (security != null) {
            return AgentAccess.secured(security);
        }
        if (insecure) {
            return AgentAccess.insecure();
        }
        throw new FleetException(
                "give --security with the folder that perf fleet init made for this agent, or --insecure"
                        + " to try it on this machine alone");
    }

    private Node node() {
        long memory =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                        ? system.getTotalMemorySize()
                        : 0;
        return new Node(
                name == null ? name(hostName(), listen) : name,
                address(hostName(), listen),
                Fleets.version(),
                Runtime.version().feature(),
                Runtime.version() + " " + System.getProperty("java.vendor"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                memory,
                labels,
                capacity == null ? 0 : capacity.perSecond(),
                maxTests == null ? 1 : maxTests);
    }

    /** Returns the name unless one is set: several agents of one machine listen at ports of their own. */
    static String name(String host, @Nullable String listen) {
        int port = listen == null ? USUAL_PORT : HostPort.parse(listen).port();
        return port == USUAL_PORT ? host : host + "-" + port;
    }

    /** Returns where people find it: one that listens at all addresses is known by the name of its machine. */
    static String address(String host, @Nullable String listen) {
        if (listen == null) {
            return host;
        }
        HostPort there = HostPort.parse(listen);
        boolean isAny = there.host().equals("0.0.0.0") || there.host().equals("::");
        return isAny ? new HostPort(host, there.port()).toString() : listen;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "agent-" + ProcessHandle.current().pid();
        }
    }

    /** Ends when whoever started this process is gone, for then the input ends. */
    private static void endWithParent(AgentProcess process) {
        try {
            while (System.in.read() >= 0) {
                // nothing is said to it
            }
        } catch (IOException gone) {
            // the same
        }
        process.close();
    }
}
