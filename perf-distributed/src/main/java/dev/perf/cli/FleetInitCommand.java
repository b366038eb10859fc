package dev.perf.cli;

import dev.perf.distributed.internal.security.FleetFolder;
import dev.perf.distributed.internal.security.FleetFolder.Agent;
import dev.perf.fleet.FleetException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code perf fleet init}: certificates for a coordinator and its agents, by an authority of their own. */
@Command(
        name = "init",
        description = {
            "Makes certificates with which a coordinator and its agents know each other, by an authority of their own.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        abbreviateSynopsis = true,
        sortOptions = false,
        descriptionHeading = "",
        footerHeading = "%nExamples:%n",
        footer = {
            "  perf fleet init --agents one,two,three",
            "  perf fleet init --dir /secure/fleet --coordinator ci.example --hosts load1.example,load2.example",
            "  perf fleet init --add --agents four"
        })
final class FleetInitCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--dir", paramLabel = "DIR", description = "folder to make; fleet unless set")
    private String dir = "fleet";

    @Option(
            names = "--agents",
            paramLabel = "NAME",
            split = ",",
            description = "names of agents, separated by commas, wherever they run")
    private List<String> agents = new ArrayList<>();

    @Option(
            names = "--hosts",
            paramLabel = "HOST",
            split = ",",
            description = "names or addresses of machines with an agent each; the certificates hold them")
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--coordinator",
            paramLabel = "HOST",
            split = ",",
            description = "names or addresses of the machine that tests are started on; its certificate holds them")
    private List<String> coordinator = new ArrayList<>();

    @Option(
            names = "--days",
            paramLabel = "N",
            converter = Values.Count.class,
            description =
                    "for how many days the certificates are valid; 365 unless set, and the authority ten times as long")
    private int days = 365;

    @Option(
            names = "--add",
            description = "add agents to the fleet in the folder, and make a coordinator's certificate if it is gone")
    private boolean isAdding;

    /** For picocli. */
    FleetInitCommand() {}

    @Override
    public Integer call() {
        if (days > 36_500) {
            throw mistake("--days must be at most 36500, got " + days);
        }
        List<Agent> all = new ArrayList<>();
        agents.forEach(name -> all.add(new Agent(name, List.of())));
        // A colon of IPv6 is no part of a folder's name.
        hosts.forEach(host -> all.add(new Agent(host.replace(':', '-'), List.of(host))));
        if (all.isEmpty() && !isAdding) {
            throw mistake("name the agents: --agents one,two or --hosts load1.example,load2.example");
        }
        Path folder = Values.path(dir, spec);
        List<Path> made;
        try {
            made = isAdding
                    ? FleetFolder.at(folder).add(coordinator, all, days)
                    : FleetFolder.at(folder).init(coordinator, all, days);
        } catch (FleetException impossible) {
            throw mistake(String.valueOf(impossible.getMessage()));
        }
        tell(folder, made);
        return 0;
    }

    private void tell(Path folder, List<Path> made) {
        PrintWriter out = spec.commandLine().getOut();
        if (made.isEmpty()) {
            out.println("nothing to add: name agents with --agents or --hosts");
        }
        for (Path each : made) {
            boolean isCoordinator = each.equals(folder.resolve("coordinator"));
            out.println(each + (isCoordinator ? ": stays where tests are started" : ": copy it to that agent"));
        }
        out.println(folder.resolve("authority") + ": makes more certificates; keep it off all other machines");
        out.flush();
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
