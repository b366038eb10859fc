package dev.perf.docs;

import static dev.perf.Perf.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.fleet.AgentLoss;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.Sharing;
import dev.perf.result.AgentResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.nio.file.Path;

/** The snippets of distributed.md. */
final class Distributed {

    private Distributed() {}

    static final Scenario SHOPPER = scenario("shopper").exec("shop", user -> {});

    // tag::main[]
    static LoadTest test() {
        return loadTest("shop")
                .run(SHOPPER, arrivals(perSecond(900)).during(ofMinutes(5)))
                .threshold("response_time: p(95) < 300ms");
    }

    public static void main(String... args) throws InterruptedException {
        RunResult result = test().runOn(Fleet.local(3), RunOptions.DEFAULTS.withConsole());
        System.exit(result.verdict().exitCode());
    }
    // end::main[]

    static void plain() throws InterruptedException {
        // tag::junit[]
        test().runOn(Fleet.local(3)).verify();
        // end::junit[]
    }

    static RunResult onMachines(LoadTest test) throws InterruptedException {
        // tag::readme[]
        RunResult result = test.runOn(Fleet.of("load1:7800", "load2:7800", "load3:7800")
                .secured(Path.of("fleet/coordinator"))
                .listeningOn("10.0.0.1:7700"));
        // end::readme[]
        return result;
    }

    static Fleet addresses() {
        // tag::addresses[]
        Fleet fleet = Fleet.of("load1.example.com:7800", "load2.example.com:7800", "[2001:db8::7]:7800")
                .secured(Path.of("/etc/perf/coordinator"))
                .listeningOn("10.0.0.1:7700");
        // end::addresses[]
        return fleet;
    }

    static Fleet dns() {
        // tag::dns[]
        Fleet fleet = Fleet.dns("agents.load.svc.cluster.local", 7800, 10)
                .secured(Path.of("/etc/perf/coordinator"))
                .joinTimeout(ofMinutes(3));
        // end::dns[]
        return fleet;
    }

    static Fleet joining() {
        // tag::joining[]
        Fleet fleet = Fleet.joining("10.0.0.1:7700", 4).secured(Path.of("/etc/perf/coordinator"));
        // end::joining[]
        return fleet;
    }

    static Fleet settings(Fleet fleet) {
        // tag::settings[]
        return fleet.require("os", "linux")
                .require("zone", "eu")
                .sharing(Sharing.ROUND_ROBIN)
                .onAgentLoss(AgentLoss.tolerate(0.2))
                .nodeTimeout(ofSeconds(8))
                .heartbeatInterval(ofSeconds(1))
                .workerArguments("-Xmx2g", "-Dstage=load");
        // end::settings[]
    }

    static RunResult control(LoadTest test, Fleet fleet) throws InterruptedException {
        // tag::control[]
        Run run = test.startOn(fleet);
        run.setRate("shopper", perSecond(1_200)); // over all agents together
        run.mark("deployed v2");
        RunResult result = run.await();
        // end::control[]
        return result;
    }

    static void losses(RunResult result) {
        // tag::result[]
        for (AgentResult agent : result.agents()) {
            AgentResult.Loss loss = agent.loss();
            if (loss != null) {
                System.out.println(agent.name() + ": " + loss.cause() + ", " + loss.missing() + " iterations missing");
            }
        }
        // end::result[]
    }
}
