package dev.perf.engine.internal.health;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The control groups whose CPU quota this process shares, versions 1 and 2: its own and those above. Inside a container
 * the kernel may show the own group as the root.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files">cgroup v2, CPU</a>
 * @see <a href="https://docs.kernel.org/scheduler/sched-bwc.html">CFS bandwidth control (version 1)</a>
 */
final class Cgroup {

    private static final String ROOT = "sys/fs/cgroup";

    /** What a group has counted since it exists. */
    record Periods(long all, long throttled) {}

    private final SystemFiles files;
    private final List<String> folders;
    private final boolean second;

    Cgroup(SystemFiles files) {
        this.files = files;
        this.second = files.read(ROOT + "/cgroup.controllers") != null;
        this.folders = folders();
    }

    private List<String> folders() {
        String groups = files.read("proc/self/cgroup");
        if (groups == null) {
            return List.of();
        }
        for (String line : groups.lines().toList()) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            if (second ? parts[1].isEmpty() : List.of(parts[1].split(",")).contains("cpu")) {
                String mount = second ? ROOT : mountOfVersionOne(parts[1]);
                return mount == null ? List.of() : withThoseAbove(mount, parts[2]);
            }
        }
        return List.of();
    }

    private @Nullable String mountOfVersionOne(String controllers) {
        for (String name : List.of(controllers, "cpu", "cpu,cpuacct")) {
            if (files.read(ROOT + "/" + name + "/cpu.cfs_period_us") != null) {
                return ROOT + "/" + name;
            }
        }
        return null;
    }

    private static List<String> withThoseAbove(String mount, String path) {
        var folders = new ArrayList<String>();
        String rest = path;
        while (rest.length() > 1) {
            folders.add(mount + rest);
            rest = rest.substring(0, Math.max(0, rest.lastIndexOf('/')));
        }
        folders.add(mount);
        return folders;
    }

    /** Returns the processors that the strictest quota amounts to; infinite where there is none. */
    double quota() {
        return folders.stream().mapToDouble(this::quota).min().orElse(Double.POSITIVE_INFINITY);
    }

    private double quota(String folder) {
        String[] limit = second
                ? words(files.read(folder + "/cpu.max"))
                : words(files.read(folder + "/cpu.cfs_quota_us"), files.read(folder + "/cpu.cfs_period_us"));
        if (limit.length != 2 || limit[0].equals("max") || limit[0].startsWith("-")) {
            return Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(limit[0]) / Double.parseDouble(limit[1]);
    }

    /** Returns what each group has counted; empty where none counts. */
    List<Periods> periods() {
        return folders.stream()
                .map(folder -> files.read(folder + "/cpu.stat"))
                .map(stat -> new Periods(count(stat, "nr_periods"), count(stat, "nr_throttled")))
                .filter(periods -> periods.all() >= 0 && periods.throttled() >= 0)
                .toList();
    }

    private static long count(@Nullable String stat, String name) {
        if (stat != null) {
            for (String line : stat.lines().toList()) {
                String[] words = words(line);
                if (words.length == 2 && words[0].equals(name)) {
                    return Long.parseLong(words[1]);
                }
            }
        }
        return -1;
    }

    private static String[] words(@Nullable String... texts) {
        var all = new StringBuilder();
        for (String text : texts) {
            all.append(text == null ? "" : text).append(' ');
        }
        return all.toString().strip().split("\\s+");
    }
}
