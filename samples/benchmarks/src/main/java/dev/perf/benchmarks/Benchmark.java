package dev.perf.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What can be measured. */
enum Benchmark {
    /** Small GETs over kept connections. */
    GET {
        @Override
        List<Figure> run(Nginx nginx, Path folder, Settings settings) throws IOException, InterruptedException {
            Comparison all = Comparison.run(
                    "get",
                    nginx,
                    folder,
                    settings,
                    Client.wrk("wrk", nginx.url() + "/small", settings),
                    Client.perf("Perf", settings, "get", nginx.url()),
                    Client.gatling("GetSimulation", nginx.url(), settings));
            return List.of(
                    all.rate("wrk", "wrk"),
                    all.cpu("wrk", "wrk"),
                    all.rate("Perf", "wrk").ratioAtLeast(0.88),
                    all.cpu("Perf", "wrk").ratioAtMost(1.2),
                    all.rate("Gatling", "wrk"),
                    all.cpu("Gatling", "wrk"),
                    all.cpu("Perf", "Gatling"));
        }
    },
    /** The same by two agents, which share the cores of the one process, and their coordinator, which shares them too. */
    FLEET {
        @Override
        List<Figure> run(Nginx nginx, Path folder, Settings settings) throws IOException, InterruptedException {
            Settings patient = settings.warmedTwice();
            Comparison all = Comparison.run(
                    "fleet",
                    nginx,
                    folder,
                    patient,
                    Client.perf("Perf", patient, "get", nginx.url()),
                    Client.fleet("Perf, 2 agents", 2, patient, "get", nginx.url()));
            return List.of(
                    all.rate("Perf", "Perf"),
                    all.rate("Perf, 2 agents", "Perf").ratioAtLeast(0.95),
                    all.cpu("Perf, 2 agents", "Perf"));
        }
    },
    /** The same over TLS. */
    TLS {
        @Override
        List<Figure> run(Nginx nginx, Path folder, Settings settings) throws IOException, InterruptedException {
            Comparison all = Comparison.run(
                    "tls",
                    nginx,
                    folder,
                    settings,
                    Client.wrk("wrk", nginx.tlsUrl() + "/small", settings),
                    Client.perf("Perf", settings, "get", nginx.tlsUrl()));
            return List.of(all.rate("wrk", "wrk"), all.rate("Perf", "wrk").ratioAtLeast(0.75), all.cpu("Perf", "wrk"));
        }
    },
    /** A login with a JSON body, a value taken from the answer, and a request that uses it. */
    LOGIN {
        @Override
        List<Figure> run(Nginx nginx, Path folder, Settings settings) throws IOException, InterruptedException {
            Comparison all = Comparison.run(
                    "login",
                    nginx,
                    folder,
                    settings,
                    Client.wrk("wrk plain GET", nginx.url() + "/small", settings),
                    Client.perf("Perf", settings, "login", nginx.url()),
                    Client.gatling("LoginSimulation", nginx.url(), settings));
            return List.of(
                    all.cpu("wrk plain GET", "wrk plain GET"),
                    all.cpu("Perf", "wrk plain GET").ratioAtMost(1.25),
                    all.cpu("Gatling", "wrk plain GET"),
                    all.cpu("Perf", "Gatling").ratioAtMost(0.65),
                    all.rate("Perf", "Gatling"));
        }
    },
    /** 20,000 arrivals per second, each a fresh user. */
    OPEN {
        @Override
        List<Figure> run(Nginx nginx, Path folder, Settings settings) throws IOException, InterruptedException {
            var figures = new ArrayList<Figure>();
            for (Map<String, Object> run :
                    figures(folder, settings, List.of(), OpenLoad.class, nginx.url(), seconds(settings))) {
                String name = "open 20,000/s, " + run.get("state");
                figures.add(Figure.alone(name, "Perf", "CPU us/request", number(run, "cpuMicros"))
                        .atMost(15));
                figures.add(Figure.alone(name, "Perf", "lag p99 ms", number(run, "lagP99Millis"))
                        .atMost(1.2));
                figures.add(
                        Figure.alone(name, "Perf", "dropped or failed", number(run, "dropped") + number(run, "failed"))
                                .atMost(0));
            }
            return figures;
        }

        private String seconds(Settings settings) {
            return String.valueOf(settings.warmUp() + settings.window());
        }
    },
    /** Whether arrivals come when they should, at 2,000 and 20,000 per second, from a cold start and again when warm. */
    ACCURACY {
        @Override
        List<Figure> run(Nginx nginx, Path folder, Settings settings) throws IOException, InterruptedException {
            var figures = new ArrayList<Figure>();
            figures.addAll(at(2_000, 0.3, folder, settings));
            figures.addAll(at(20_000, 1.2, folder, settings));
            return figures;
        }

        private List<Figure> at(int rate, double lagMillis, Path folder, Settings settings)
                throws IOException, InterruptedException {
            var figures = new ArrayList<Figure>();
            for (Map<String, Object> run :
                    figures(folder, settings, List.of(), Accuracy.class, String.valueOf(rate), "15")) {
                String name = "%,d/s, %s".formatted(rate, run.get("state"));
                boolean warm = "warm".equals(run.get("state"));
                figures.add(Figure.alone(name, "Perf", "starts too few or many", number(run, "wrongStarts"))
                        .atMost(0));
                figures.add(Figure.alone(name, "Perf", "rate error %", number(run, "rateErrorPercent"))
                        .atMost(0.1));
                figures.add(Figure.alone(name, "Perf", "lag p50 ms", number(run, "lagP50Millis")));
                Figure lag = Figure.alone(name, "Perf", "lag p99 ms", number(run, "lagP99Millis"));
                figures.add(warm ? lag.atMost(lagMillis) : lag);
                figures.add(Figure.alone(name, "Perf", "lag max ms", number(run, "lagMaxMillis")));
                figures.add(Figure.alone(name, "Perf", "worst 0.1 s off by %", number(run, "worstTenthPercent")));
            }
            return figures;
        }
    },
    /** Bodies of 100 kB that nobody reads. */
    LARGE {
        @Override
        List<Figure> run(Nginx nginx, Path folder, Settings settings) throws IOException, InterruptedException {
            Comparison all = Comparison.run(
                    "large",
                    nginx,
                    folder,
                    settings,
                    Client.wrk("wrk", nginx.url() + "/large", settings),
                    Client.perf("Perf", settings, "large", nginx.url()));
            return List.of(all.rate("wrk", "wrk"), all.rate("Perf", "wrk").ratioAtLeast(0.8), all.cpu("Perf", "wrk"));
        }
    },
    /** Users who wait: 10,000 with a connection each, and 1,000,000 without. */
    SLEEPERS {
        @Override
        List<Figure> run(Nginx nginx, Path folder, Settings settings) throws IOException, InterruptedException {
            var figures = new ArrayList<Figure>();
            for (Map<String, Object> run :
                    figures(folder, settings, List.of("-Xmx1G"), Sleepers.class, "connected", nginx.url(), "10000")) {
                figures.add(Figure.alone("10,000 connected", "Perf", "heap bytes/user", number(run, "heapBytesPerUser"))
                        .atMost(5_000));
                figures.add(Figure.alone(
                                "10,000 connected", "Perf", "resident bytes/user", number(run, "residentBytesPerUser"))
                        .atMost(10_000));
            }
            for (Map<String, Object> run :
                    figures(folder, settings, List.of("-Xmx3G"), Sleepers.class, "pausing", nginx.url(), "1000000")) {
                figures.add(Figure.alone("1,000,000 pausing", "Perf", "resident MB", number(run, "residentMegabytes"))
                        .atMost(2_500));
            }
            return figures;
        }
    },
    /** From the start of Java to the first byte of the first request. */
    START {
        @Override
        List<Figure> run(Nginx nginx, Path folder, Settings settings) throws IOException, InterruptedException {
            return List.of(Figure.alone("start", "Perf", "ms to first request", median(folder, settings))
                    .atMost(500));
        }

        private double median(Path folder, Settings settings) throws IOException, InterruptedException {
            double[] times = new double[5];
            for (int i = 0; i < times.length; i++) {
                times[i] = firstRequest(folder, settings);
            }
            Arrays.sort(times);
            return times[times.length / 2];
        }

        private double firstRequest(Path folder, Settings settings) throws IOException, InterruptedException {
            var command = new ArrayList<>(List.of(Client.javaCommand()));
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), OneRequest.class.getName()));
            ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            long start;
            Process process;
            Socket first;
            try (server) {
                server.setSoTimeout(20_000);
                command.add("http://127.0.0.1:" + server.getLocalPort());
                start = System.nanoTime();
                process = Programs.start(settings.cores().client(), folder, folder.resolve("start.log"), command);
                first = server.accept();
            }
            try (first) {
                first.getInputStream().read();
                double millis = (System.nanoTime() - start) / 1e6;
                Programs.await(process, 20);
                return millis;
            }
        }
    },
    /** The jdk transport beside a bare loop over the same client. */
    JDK {
        @Override
        List<Figure> run(Nginx nginx, Path folder, Settings settings) throws IOException, InterruptedException {
            Settings patient = settings.warmedTwice();
            Comparison all = Comparison.run(
                    "jdk",
                    nginx,
                    folder,
                    patient,
                    Client.java("bare HttpClient", BareHttpClient.class, patient, nginx.url()),
                    Client.perf("Perf over jdk", patient, "jdk", nginx.url()));
            return List.of(
                    all.rate("bare HttpClient", "bare HttpClient"),
                    all.rate("Perf over jdk", "bare HttpClient").ratioAtLeast(0.9),
                    all.cpu("Perf over jdk", "bare HttpClient"));
        }
    };

    private static final int LONGEST_SECONDS = 300;

    abstract List<Figure> run(Nginx nginx, Path folder, Settings settings) throws IOException, InterruptedException;

    /** Whether it needs Gatling. */
    boolean needsGatling() {
        return this == GET || this == LOGIN;
    }

    /** Runs a program of this package to its end, and returns the lines of figures that it printed. */
    private static List<Map<String, Object>> figures(
            Path folder, Settings settings, List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        Path output = folder.resolve(main.getSimpleName() + ".log");
        var command = new ArrayList<>(List.of(Client.javaCommand()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Programs.await(Programs.start(settings.cores().client(), folder, output, command), LONGEST_SECONDS);
        try (BufferedReader lines = Files.newBufferedReader(output)) {
            List<Map<String, Object>> found = lines.lines()
                    .map(Figures::read)
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (found.isEmpty()) {
                throw new IOException(main.getSimpleName() + " printed no figures; see " + output);
            }
            return found;
        }
    }

    private static double number(Map<String, Object> figures, String name) {
        return ((Number) figures.getOrDefault(name, Double.NaN)).doubleValue();
    }
}
