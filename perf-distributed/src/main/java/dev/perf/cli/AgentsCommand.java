package dev.perf.cli;

import dev.perf.distributed.internal.coordinator.AgentStatus;
import dev.perf.distributed.internal.coordinator.FleetStarter;
import dev.perf.engine.conduct.Fleets;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.FleetException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perf agents}: who of a fleet is there. */
@Command(
        name = "agents",
        description = {"Lists the agents of a fleet: who is there, and why others are not.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        sortOptions = false,
        descriptionHeading = "",
        footerHeading = "%nExamples:%n",
        footer = {
            "  perf agents --fleet 'load1:7800,load2:7800?security=fleet/coordinator&listen=10.0.0.1:7700'",
            "  perf agents --fleet 'join:127.0.0.1:7700:3?join-timeout=20s' --json",
            "",
            "It calls the agents as a test does, so one that works for a test is listed as missing, with that reason.",
            "Exit codes: 0 all are there, 1 some are not, 2 mistakes in the command line or no way to listen."
        })
final class AgentsCommand implements Callable<Integer> {

    private static final int MISSING = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--fleet",
            paramLabel = "SPEC",
            required = true,
            description = "where the agents are, as for a test: host1:7800,host2:7800")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String fleet;

    @Option(names = "--json", description = "writes JSON instead of a table")
    private boolean json;

    /** For picocli. */
    AgentsCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        try {
            return list(Fleet.parse(fleet));
        } catch (FleetException unusable) {
            throw new ParameterException(spec.commandLine(), "--fleet: " + unusable.getMessage());
        }
    }

    private int list(Fleet wanted) throws InterruptedException {
        String shortage;
        List<AgentStatus> agents;
        Map<String, String> absent;
        try (FleetStarter starter = FleetStarter.start(wanted, Fleets.version())) {
            shortage = starter.coordinator().await(wanted.agents(), wanted.labels(), wanted.joinTimeout());
            agents = starter.coordinator().agents();
            absent = starter.coordinator().refusals();
        }
        PrintWriter out = spec.commandLine().getOut();
        var listing = new AgentListing(agents, absent);
        out.println(json ? listing.json() : listing.table());
        out.flush();
        return complain(shortage);
    }

    private int complain(@Nullable String shortage) {
        if (shortage == null) {
            return 0;
        }
        spec.commandLine().getErr().println(shortage);
        return MISSING;
    }
}
