package dev.perf.engine.internal.health;

import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ephemeral ports in use against {@code net.ipv4.ip_local_port_range}; Linux only, and all processes of the network
 * namespace together.
 *
 * <p>{@code /proc/net/sockstat} counts sockets at no cost, and there are at least as many as ports. The list of
 * connections takes about 4 microseconds each, so it is read only when that count could be half of the range, and then
 * each ten seconds.
 * Ports are counted over all destinations, though the kernel may use one port for several.
 */
final class LocalPorts implements Sensor {

    private static final double WORTH_COUNTING = 0.5;
    private static final String LISTENING = "0A";

    private final SystemFiles files;
    private final Seldom<Optional<String>> ranges;
    private double counted;
    private int countAgain;

    LocalPorts(SystemFiles files) {
        this.files = files;
        this.ranges = new Seldom<>(() -> Optional.ofNullable(files.read("proc/sys/net/ipv4/ip_local_port_range")));
    }

    @Override
    public void read(Reading reading) {
        String range = ranges.get().orElse(null);
        String sockets = files.read("proc/net/sockstat");
        if (range == null || sockets == null) {
            return;
        }
        String[] ends = range.strip().split("\\s+");
        int first = Integer.parseInt(ends[0]);
        int last = Integer.parseInt(ends[1]);
        double all = last - first + 1;
        String sockets6 = files.read("proc/net/sockstat6");
        double share = (sockets(sockets) + (sockets6 == null ? 0 : sockets(sockets6))) / all;
        if (share >= WORTH_COUNTING) {
            if (countAgain-- == 0) {
                var used = new BitSet();
                ports(files.read("proc/self/net/tcp"), used);
                ports(files.read("proc/self/net/tcp6"), used);
                counted = used.get(first, last + 1).cardinality() / all;
                countAgain = Seldom.EACH - 1;
            }
            share = counted;
        } else {
            countAgain = 0;
        }
        reading.put(Vital.LOCAL_PORTS, share);
        reading.note(Vital.LOCAL_PORTS, "of " + (long) all);
    }

    /** Sums up what TCP has in use and in TIME_WAIT. */
    private static long sockets(String sockstat) {
        long sum = 0;
        for (String line : sockstat.lines().toList()) {
            if (line.startsWith("TCP: ") || line.startsWith("TCP6: ")) {
                String[] words = line.split(" ");
                for (int i = 1; i + 1 < words.length; i += 2) {
                    if (words[i].equals("inuse") || words[i].equals("tw")) {
                        sum += Long.parseLong(words[i + 1]);
                    }
                }
            }
        }
        return sum;
    }

    /** Collects the local ports of a list whose lines are {@code 0: 0100007F:A1B2 0100007F:1F90 01 ...}. */
    private static void ports(@Nullable String connections, BitSet used) {
        if (connections == null) {
            return;
        }
        connections.lines().skip(1).forEach(line -> {
            String[] words = line.strip().split(" +", 5);
            if (words.length == 5 && !words[3].equals(LISTENING)) {
                used.set(Integer.parseInt(words[1].substring(words[1].lastIndexOf(':') + 1), 16));
            }
        });
    }
}
