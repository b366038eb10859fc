package dev.perf.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures Perf beside wrk and Gatling: {@code Benchmarks [quick] [get] [fleet] [tls] [login] [open] [accuracy] [large] [sleepers] [start]
 * [jdk]}, all of them unless some are named. Prints a table and writes {@code target/benchmarks.json}.
 */
final class Benchmarks {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private Benchmarks() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        Set<Benchmark> chosen = chosen(arguments);
        Cores cores = Cores.ofThisMachine();
        Settings settings = List.of(arguments).contains("quick") ? Settings.quick(cores) : Settings.usual(cores);
        List<String> missing = List.of("nginx", "wrk", "taskset", "openssl").stream()
                .filter(program -> !Programs.isInstalled(program))
                .toList();
        if (!missing.isEmpty()) {
            System.err.println("Not installed: " + String.join(", ", missing)
                    + ". On Debian or Ubuntu: apt-get install nginx-light wrk util-linux openssl");
            System.exit(2);
        }
        if (chosen.stream().anyMatch(Benchmark::needsGatling)) {
            Gatling.build();
        }
        System.out.printf("%s; %d rounds of %d s each%n", cores, settings.rounds(), settings.window());
        var figures = new ArrayList<Figure>();
        Path folder = Files.createDirectories(TARGET.resolve("benchmarks"));
        try (Nginx nginx = Nginx.start(folder.resolve("nginx"), cores)) {
            for (Benchmark benchmark : chosen) {
                figures.addAll(benchmark.run(nginx, folder, settings));
            }
        }
        print(figures);
        write(cores, settings, figures);
    }

    private static Set<Benchmark> chosen(String... arguments) {
        Set<Benchmark> chosen = EnumSet.noneOf(Benchmark.class);
        for (String argument : arguments) {
            if (!argument.equals("quick")) {
                chosen.add(Arrays.stream(Benchmark.values())
                        .filter(one -> name(one).equals(argument))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("\"" + argument
                                + "\" must be quick or one of "
                                + Arrays.stream(Benchmark.values())
                                        .map(Benchmarks::name)
                                        .collect(Collectors.joining(", ")))));
            }
        }
        return chosen.isEmpty() ? EnumSet.allOf(Benchmark.class) : chosen;
    }

    private static String name(Benchmark benchmark) {
        return benchmark.name().toLowerCase(Locale.ROOT);
    }

    private static void print(List<Figure> figures) {
        System.out.printf(
                "%n%-22s %-18s %-22s %12s  %-28s %s%n", "benchmark", "client", "figure", "median", "ratio", "goal");
        for (Figure figure : figures) {
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %-18s %-22s %12s  %-28s %s%n",
                    figure.benchmark(),
                    figure.client(),
                    figure.figure(),
                    String.format(Locale.ROOT, figure.value() >= 1_000 ? "%,.0f" : "%.2f", figure.value()),
                    Double.isNaN(figure.ratio()) || figure.client().equals(figure.beside())
                            ? ""
                            : String.format(Locale.ROOT, "%.2f of %s", figure.ratio(), figure.beside()),
                    figure.goal().isEmpty() ? "" : figure.goal() + (figure.met() ? ": met" : ": MISSED"));
        }
    }

    private static void write(Cores cores, Settings settings, List<Figure> figures) throws IOException {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("cores", cores.toString());
        report.put("rounds", settings.rounds());
        report.put("windowSeconds", settings.window());
        report.put("java", Runtime.version().toString());
        report.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        report.put("figures", figures);
        Path file = TARGET.resolve("benchmarks.json");
        Files.writeString(
                file,
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        System.out.println("\n" + file);
    }
}
