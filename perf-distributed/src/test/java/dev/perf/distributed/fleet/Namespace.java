package dev.perf.distributed.fleet;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For each test a network namespace of Linux, which stands for a machine far away: a cable that can be cut joins it to this
 * one. Tests are skipped where that is not possible. Addresses are of the range that is set apart for tests of networks (RFC
 * 2544).
 */
final class Namespace implements BeforeEachCallback, AfterEachCallback {

    private static final String IP = "/usr/sbin/ip";
    private static final String IPTABLES = "/usr/sbin/iptables";

    /** What does not come through any more. */
    enum Cut {
        ALL,
        FROM_THERE,
        TO_THERE
    }

    private final long process = ProcessHandle.current().pid();
    private final String name = "perf-" + process;
    private final String cable = "perf" + process;
    private final String net = "198.18." + process % 250 + ".";

    /** So that nothing stays when the tests are ended. */
    private final Thread remover = Thread.ofPlatform().unstarted(this::remove);

    /** Returns the address of this machine at its end of the cable. */
    String here() {
        return net + 1;
    }

    /** Returns the address at the other end. */
    String there() {
        return net + 2;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        assumeTrue(Files.isExecutable(Path.of(IP)), IP + " of iproute2 is needed");
        assumeTrue(Files.isExecutable(Path.of(IPTABLES)), IPTABLES + " is needed");
        Runtime.getRuntime().addShutdownHook(remover);
        try {
            Tool.run(IP + " netns add " + name);
        } catch (IllegalStateException refused) {
            Runtime.getRuntime().removeShutdownHook(remover);
            assumeTrue(false, "network namespaces can be made by root only: " + refused.getMessage());
        }
        Tool.run(IP + " link add " + cable + " type veth peer name far netns " + name);
        Tool.run(IP + " addr add " + here() + "/30 dev " + cable);
        Tool.run(IP + " link set " + cable + " up");
        Tool.run(IP + " -n " + name + " addr add " + there() + "/30 dev far");
        Tool.run(IP + " -n " + name + " link set far up");
        Tool.run(IP + " -n " + name + " link set lo up");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (Runtime.getRuntime().removeShutdownHook(remover)) {
            remove();
        }
    }

    private void remove() {
        for (String command : List.of(" link del " + cable, " netns del " + name)) {
            try {
                Tool.run(IP + command);
            } catch (IllegalStateException | UncheckedIOException gone) {
                System.out.println(gone.getMessage());
            }
        }
    }

    /** Returns what a command must begin with to run there. */
    List<String> prefix() {
        return List.of(IP, "netns", "exec", name);
    }

    private void firewall(String rule) {
        List<String> command = new ArrayList<>(prefix());
        command.add(IPTABLES);
        command.addAll(List.of(rule.split(" ")));
        Tool.run(command);
    }

    /** Drops what goes to and fro, but for what goes to a port here. */
    void cut(Cut what, int butFor) {
        if (what != Cut.TO_THERE) {
            firewall("-A OUTPUT -d " + here() + " -p tcp ! --dport " + butFor + " -j DROP");
        }
        if (what != Cut.FROM_THERE) {
            firewall("-A INPUT -s " + here() + " -p tcp ! --sport " + butFor + " -j DROP");
        }
    }

    /** Drops some of the packets, but for those that go to a port here and come from it. */
    void lose(double part, int butFor) {
        String some = " -m statistic --mode random --probability " + part + " -j DROP";
        firewall("-A OUTPUT -d " + here() + " -p tcp ! --dport " + butFor + some);
        firewall("-A INPUT -s " + here() + " -p tcp ! --sport " + butFor + some);
    }

    /** Has connections from there to a port here go to another. */
    void redirect(int port, int to) {
        firewall("-t nat -A OUTPUT -d " + here() + " -p tcp --dport " + port + " -j DNAT --to-destination " + here()
                + ":" + to);
    }

    /** Lets everything through again. */
    void heal() {
        firewall("-F OUTPUT");
        firewall("-F INPUT");
    }
}
