package dev.perf.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the limits of the generator's health are calibrated on: runs that something disturbs, the true error of their
 * 95th percentile, and what the signals said of it. Needs Linux with 4 cores, taskset and sh; the experiments with a CPU
 * quota need to write to {@code /sys/fs/cgroup}. Prints a Markdown table; takes about seven minutes.
 *
 * <p>{@code java -cp ... dev.perf.benchmarks.GeneratorLimits [name of an experiment]...}
 */
final class GeneratorLimits {

    /**
     * One disturbance.
     *
     * @param hogs processes that keep a core busy, on the generator's cores
     * @param quota processors that the generator's cgroup may use; 0 for no quota
     * @param shell what the shell does before it becomes the generator
     * @param java arguments for its JVM
     * @param step what each iteration does before its request
     */
    private record Experiment(
            String name, String cores, int hogs, double quota, String shell, List<String> java, String step) {}

    private static final String BOTH = "2,3";
    private static final String ONE = "3";
    private static final List<String> USUAL = List.of("-Xmx512m");

    private static final List<Experiment> EXPERIMENTS = List.of(
            new Experiment("undisturbed", BOTH, 0, 0, "", USUAL, "none"),
            new Experiment("on one core", ONE, 0, 0, "", USUAL, "none"),
            new Experiment("quota of 0.5 cores", BOTH, 0, 0.5, "", USUAL, "none"),
            new Experiment("quota of 0.2 cores", BOTH, 0, 0.2, "", USUAL, "none"),
            new Experiment("quota of 0.1 cores", BOTH, 0, 0.1, "", USUAL, "none"),
            new Experiment("2 hogs on its 2 cores", BOTH, 2, 0, "", USUAL, "none"),
            new Experiment("8 hogs on its 2 cores", BOTH, 8, 0, "", USUAL, "none"),
            new Experiment("3 hogs on its only core", ONE, 3, 0, "", USUAL, "none"),
            new Experiment("steps compute 5 ms", BOTH, 0, 0, "", USUAL, "compute"),
            new Experiment("steps pin for 20 ms", BOTH, 0, 0, "", USUAL, "pin"),
            new Experiment("heap of 56 MB", BOTH, 0, 0, "", List.of("-Xmx56m"), "allocate"),
            new Experiment("heap of 72 MB", BOTH, 0, 0, "", List.of("-Xmx72m"), "allocate"),
            new Experiment("70 descriptors", BOTH, 0, 0, "ulimit -n 70; ", USUAL, "none"),
            new Experiment("60 descriptors", BOTH, 0, 0, "ulimit -n 60; ", USUAL, "none"));

    private final String url;
    private final Path output = Files.createTempFile("perf-limits", ".txt");
    private final double[] undisturbed = {Double.NaN, Double.NaN};

    private GeneratorLimits(String url) throws IOException {
        this.url = url;
    }

    public static void main(String... arguments) throws IOException, InterruptedException {
        String mode = arguments.length == 0 ? "" : arguments[0];
        switch (mode) {
            case "serve" -> SteadyServer.serve();
            case "hog" -> hog();
            case "run" -> DisturbedRun.run(arguments[1], arguments[2]);
            default -> calibrate(List.of(arguments));
        }
    }

    private static void hog() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    private static void calibrate(List<String> wanted) throws IOException, InterruptedException {
        Path port = Files.createTempFile("perf-limits", ".port");
        Process server = Programs.start("0,1", Path.of("."), port, java(List.of("-Xmx256m"), "serve"));
        try {
            while (Files.size(port) == 0 && server.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            var limits = new GeneratorLimits(
                    "http://127.0.0.1:" + Files.readString(port).strip());
            System.out.println("| Disturbance | Load | p95 | Error | Verdict | Signals |");
            System.out.println("|---|---|---|---|---|---|");
            for (Experiment experiment : EXPERIMENTS) {
                if (wanted.isEmpty() || experiment == EXPERIMENTS.getFirst() || wanted.contains(experiment.name())) {
                    limits.conduct(experiment);
                }
            }
            Files.delete(limits.output);
        } finally {
            Programs.end(server);
            Files.delete(port);
        }
    }

    private void conduct(Experiment experiment) throws IOException, InterruptedException {
        if (experiment.shell().startsWith("ulimit") && hasFolders()) {
            System.out.println("| " + experiment.name() + " | | | | | not possible here: classes in folders cannot be"
                    + " loaded without descriptors; put jars on the class path |");
            return;
        }
        var hogs = new ArrayList<Process>();
        Path group = null;
        try {
            for (int i = 0; i < experiment.hogs(); i++) {
                hogs.add(Programs.start(
                        experiment.cores(), Path.of("."), Path.of("/dev/null"), java(List.of("-Xmx32m"), "hog")));
            }
            String join = "";
            if (experiment.quota() > 0) {
                group = groupWithQuota(experiment.quota());
                join = "echo $$ > " + group + "/cgroup.procs; ";
            }
            var command = new ArrayList<>(List.of("sh", "-c", experiment.shell() + join + "exec \"$@\"", "sh"));
            command.addAll(java(experiment.java(), "run", url, experiment.step()));
            Process generator = Programs.start(experiment.cores(), Path.of("."), output, command);
            Programs.await(generator, 120);
            print(experiment);
        } catch (IOException refused) {
            System.out.println("| " + experiment.name() + " | | | | | not possible here: " + refused + " |");
        } finally {
            hogs.forEach(Programs::end);
            if (group != null) {
                Files.deleteIfExists(group);
            }
        }
    }

    private static boolean hasFolders() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .anyMatch(entry -> Files.isDirectory(Path.of(entry)));
    }

    /** Makes a cgroup, of version 1 or 2, whichever has the CPU controller here. */
    private static Path groupWithQuota(double processors) throws IOException {
        boolean second = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
        Path group = Files.createDirectories(Path.of(second ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu", "perf-limits"));
        long quota = Math.round(processors * 100_000);
        if (second) {
            Files.writeString(group.resolve("cpu.max"), quota + " 100000");
        } else {
            Files.writeString(group.resolve("cpu.cfs_quota_us"), String.valueOf(quota));
        }
        return group;
    }

    private void print(Experiment experiment) throws IOException {
        List<String[]> lines = Files.readAllLines(output).stream()
                .map(line -> line.split("\\|"))
                .filter(line -> line.length == 5)
                .toList();
        if (lines.isEmpty()) {
            System.out.println("| " + experiment.name() + " | | | | | " + Files.readString(output) + " |");
        }
        for (int i = 0; i < lines.size(); i++) {
            String[] line = lines.get(i);
            double p95 = Double.parseDouble(line[1]);
            if (Double.isNaN(undisturbed[i])) {
                undisturbed[i] = p95;
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.1f ms | %.0f %% | %s | %s |%n",
                    experiment.name(),
                    line[0],
                    p95,
                    (p95 / undisturbed[i] - 1) * 100,
                    line[2],
                    line[3]);
            System.err.println(experiment.name() + ", " + line[0] + ": " + line[4]);
        }
    }

    private static List<String> java(List<String> options, String... arguments) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), GeneratorLimits.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
