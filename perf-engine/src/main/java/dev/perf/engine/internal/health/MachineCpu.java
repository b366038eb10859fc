package dev.perf.engine.internal.health;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How busy the processors are that this process may run on, whoever uses them, and what the hypervisor took of them:
 * {@code /proc/stat}, Linux only.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_stat.5.html">proc_stat(5)</a>
 */
final class MachineCpu implements Sensor {

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int STEAL = 7;

    /** The most that Linux can be built for. */
    private static final int MOST_PROCESSORS = 8_192;

    private final SystemFiles files;
    private final Seldom<BitSet> allowed;
    private Map<Integer, long[]> before = Map.of();

    MachineCpu(SystemFiles files) {
        this.files = files;
        this.allowed = new Seldom<>(() -> allowed(files.read("proc/self/status")));
    }

    @Override
    public void read(Reading reading) {
        String stat = files.read("proc/stat");
        if (stat == null) {
            return;
        }
        BitSet mine = allowed.get();
        Map<Integer, long[]> now = ticks(stat);
        double all = 0;
        double busy = 0;
        double stolen = 0;
        double busiest = Double.NaN;
        for (var entry : now.entrySet()) {
            long[] last = before.get(entry.getKey());
            if (last == null || !mine.get(entry.getKey())) {
                continue;
            }
            long[] core = entry.getValue();
            double ticks = 0;
            for (int i = 0; i < core.length; i++) {
                ticks += core[i] - last[i];
            }
            double steal = core[STEAL] - last[STEAL];
            double idle = core[IDLE] - last[IDLE] + core[IO_WAIT] - last[IO_WAIT];
            all += ticks;
            stolen += steal;
            busy += ticks - idle - steal;
            if (ticks > 0) {
                double share = (ticks - idle - steal) / ticks;
                busiest = Double.isNaN(busiest) ? share : Math.max(busiest, share);
            }
        }
        before = now;
        if (all > 0) {
            reading.put(Vital.MACHINE_CPU, busy / all);
            reading.put(Vital.BUSIEST_CORE, busiest);
            reading.put(Vital.STEAL, stolen / all);
        }
    }

    /** The eight counts of user, nice, system, idle, iowait, irq, softirq and steal by number of the processor. */
    private static Map<Integer, long[]> ticks(String stat) {
        var ticks = new HashMap<Integer, long[]>();
        stat.lines().takeWhile(line -> line.startsWith("cpu")).forEach(line -> {
            String[] words = line.split(" ");
            if (words.length > STEAL + 1 && words[0].length() > "cpu".length()) {
                ticks.put(
                        Integer.valueOf(words[0].substring("cpu".length())),
                        Arrays.stream(words, 1, STEAL + 2)
                                .mapToLong(Long::parseLong)
                                .toArray());
            }
        });
        return ticks;
    }

    /** Reads a list such as {@code 0-3,7}; all of them where the kernel does not tell. */
    private static BitSet allowed(@Nullable String status) {
        var allowed = new BitSet();
        Optional<String> list = status == null
                ? Optional.empty()
                : status.lines()
                        .filter(line -> line.startsWith("Cpus_allowed_list:"))
                        .findFirst();
        if (list.isEmpty()) {
            allowed.set(0, MOST_PROCESSORS);
            return allowed;
        }
        for (String range :
                list.get().substring(list.get().indexOf(':') + 1).strip().split(",")) {
            String[] ends = range.split("-");
            allowed.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        return allowed;
    }
}
