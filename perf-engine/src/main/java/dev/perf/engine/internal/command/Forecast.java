package dev.perf.engine.internal.command;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.perf.engine.internal.plan.ArrivalSchedule;
import dev.perf.http.Connections;
import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.OpenLoad;
import dev.perf.plan.Mix;
import dev.perf.plan.TestPlan;
import dev.perf.plan.TestPlan.Workload;
import dev.perf.text.Figures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What a whole test comes to, as far as its plan tells, against what this machine has.
 *
 * <p>Scenarios are taken to run at the same time, though they may follow each other: the numbers are upper bounds. Scenarios
 * that share a load have it once.
 */
final class Forecast {

    /** Measured: an idle closed user with cookies and an open connection. */
    private static final long BYTES_PER_USER = 3_000;

    /** How long Linux keeps a port after its connection has ended (TCP_TIMEWAIT_LEN). */
    private static final int HELD_SECONDS = 60;

    /**
     * What this machine has; negative where that is not known.
     *
     * @param files file descriptors that the process may have open
     * @param ports local ports for connections to one server
     * @param heap bytes that the heap may grow to
     */
    record Limits(long files, long ports, long heap) {

        static Limits ofThisProcess() {
            long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getMaxFileDescriptorCount()
                    : -1;
            return new Limits(files, localPorts(), Runtime.getRuntime().maxMemory());
        }

        private static long localPorts() {
            try {
                String[] ends = Files.readString(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))
                        .strip()
                        .split("\\s+");
                return Long.parseLong(ends[1]) - Long.parseLong(ends[0]) + 1;
            } catch (IOException | RuntimeException notLinux) {
                return -1;
            }
        }
    }

    private final TestPlan plan;
    private final Limits limits;
    private final List<String> lines = new ArrayList<>();
    private long closedUsers;
    private long openUsers;
    private long iterations;
    private boolean about;
    private boolean openEnded;
    private double arrivalsPerSecond;

    private Forecast(TestPlan plan, Limits limits) {
        this.plan = plan;
        this.limits = limits;
        var mixes = new HashSet<Mix>();
        plan.workloads().stream()
                .filter(workload -> workload.portion() == null
                        || mixes.add(workload.portion().mix()))
                .forEach(this::add);
    }

    static List<String> of(TestPlan plan, Limits limits) {
        return new Forecast(plan, limits).lines();
    }

    private void add(Workload workload) {
        switch (workload.load()) {
            case ClosedLoad closed -> {
                closedUsers += (long) closed.peak();
                openEnded = true;
            }
            case IterationLoad load -> {
                closedUsers += load.users();
                iterations += load.total();
            }
            case OpenLoad open -> {
                ArrivalSchedule schedule = ArrivalSchedule.of(open);
                openUsers += Math.min(open.maxUsers(), schedule.count());
                iterations += schedule.count();
                about |= schedule.isPoisson();
                arrivalsPerSecond += open.peak();
            }
        }
    }

    private List<String> lines() {
        line("iterations", iterations());
        line("users", users());
        connections();
        ports();
        memory();
        return lines;
    }

    private void line(String name, String text) {
        lines.add("  %-11s %s".formatted(name, text));
    }

    private String iterations() {
        String known = (about ? "about " : "") + Figures.count(iterations);
        if (!openEnded) {
            return known;
        }
        return iterations == 0
                ? "as many as the users get through"
                : known + ", and as many as the closed users get through";
    }

    private String users() {
        String atMost = "at most " + Figures.count(openUsers) + " at once for arrivals";
        if (closedUsers == 0) {
            return atMost;
        }
        return Figures.count(closedUsers) + " at the peak" + (openUsers == 0 ? "" : ", and " + atMost);
    }

    private void connections() {
        long users = closedUsers + openUsers;
        long most =
                plan.http().connections() instanceof Connections.Shared shared ? Math.min(shared.max(), users) : users;
        if (limits.files() < 0) {
            line("connections", "up to " + Figures.count(most) + " at once");
        } else {
            line(
                    "connections",
                    "up to " + Figures.count(most) + " at once; this process may open " + Figures.count(limits.files())
                            + " files" + (most >= limits.files() ? ": TOO FEW, raise ulimit -n" : ""));
        }
    }

    /** Of a connection that ends with its iteration or request, the port stays in use for a while. */
    private void ports() {
        boolean renewed = plan.http().connections() instanceof Connections.NewPerIteration
                || plan.http().connections() instanceof Connections.NewPerRequest;
        if (!renewed || arrivalsPerSecond == 0) {
            return;
        }
        double held = Math.min(arrivalsPerSecond * HELD_SECONDS, iterations);
        String needed = "about " + Figures.count(Math.round(held)) + " at once, where this side closes connections";
        line(
                "ports",
                limits.ports() < 0
                        ? needed
                        : needed + "; this machine has " + Figures.count(limits.ports())
                                + (held >= limits.ports()
                                        ? ": TOO FEW, keep connections or use localAddresses(...)"
                                        : ""));
    }

    private void memory() {
        double needed = (closedUsers + openUsers) * (double) BYTES_PER_USER;
        line(
                "memory",
                "about " + Figures.bytes(needed)
                        + " for users that think, more for what they read; the heap may grow to "
                        + Figures.bytes(limits.heap()) + (needed >= limits.heap() ? ": TOO LITTLE, raise -Xmx" : ""));
    }
}
