package dev.perf.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Clients measured in turn, round by round, so that whatever the machine does meets all of them. */
final class Comparison {

    private final String name;
    private final Map<String, Reading[]> readings = new LinkedHashMap<>();

    private Comparison(String name) {
        this.name = name;
    }

    static Comparison run(String name, Nginx nginx, Path folder, Settings settings, Client... clients)
            throws IOException, InterruptedException {
        Comparison comparison = new Comparison(name);
        for (Client client : clients) {
            comparison.readings.put(client.name(), new Reading[settings.rounds()]);
        }
        for (int round = 0; round < settings.rounds(); round++) {
            for (Client client : clients) {
                Reading reading = Reading.of(client, nginx, folder, settings);
                Reading[] all = comparison.readings.get(client.name());
                if (all != null) {
                    all[round] = reading;
                }
                System.out.printf(
                        Locale.ROOT,
                        "  %s, round %d, %-18s %,10.0f/s %7.2f us  cores: client %.2f, server %.2f, others %.2f%s%n",
                        name,
                        round + 1,
                        client.name(),
                        reading.rate(),
                        reading.cpuMicros(),
                        reading.cores(),
                        reading.serverCores(),
                        reading.foreignCores(),
                        reading.isQuiet() ? "" : "  (noisy)");
            }
        }
        return comparison;
    }

    /** Requests per second of {@code client}, beside those of {@code other}. */
    Figure rate(String client, String other) {
        return figure(client, other, "requests/s", Reading::rate);
    }

    /** CPU time per request of {@code client}, beside that of {@code other}. */
    Figure cpu(String client, String other) {
        return figure(client, other, "CPU us/request", Reading::cpuMicros);
    }

    private Figure figure(String client, String other, String unit, ToDoubleFunction<Reading> figure) {
        Reading[] mine = all(client);
        Reading[] its = all(other);
        int[] rounds = countingRounds(List.of(mine, its));
        double value = median(Arrays.stream(rounds).mapToDouble(round -> figure.applyAsDouble(mine[round])));
        double ratio = median(Arrays.stream(rounds)
                .mapToDouble(round -> figure.applyAsDouble(mine[round]) / figure.applyAsDouble(its[round])));
        return new Figure(name, client, unit, value, ratio, other, "", true);
    }

    private Reading[] all(String client) {
        Reading[] all = readings.get(client);
        if (all == null) {
            throw new IllegalArgumentException("no client " + client + " in " + readings.keySet());
        }
        return all;
    }

    /** The quiet rounds, or all of them where there is none. */
    private static int[] countingRounds(List<Reading[]> clients) {
        int rounds = clients.getFirst().length;
        int[] quiet = IntStream.range(0, rounds)
                .filter(round -> clients.stream().allMatch(client -> client[round].isQuiet()))
                .toArray();
        return quiet.length > 0 ? quiet : IntStream.range(0, rounds).toArray();
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
