package dev.perf.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What one client did in one window.
 *
 * @param rate requests per second that the server answered
 * @param cpuMicros CPU time of the client per request
 * @param cores cores that the client kept busy
 * @param serverCores cores that the server kept busy
 * @param foreignCores cores that anything else kept busy: with many, the others are not to be trusted
 */
record Reading(double rate, double cpuMicros, double cores, double serverCores, double foreignCores) {

    /** With more, a round does not count unless all are like that. */
    private static final double MOST_FOREIGN = 0.35;

    boolean isQuiet() {
        return foreignCores <= MOST_FOREIGN;
    }

    /** Runs {@code client} until it is warm, reads all counts, and reads them again a window later. */
    static Reading of(Client client, Nginx nginx, Path folder, Settings settings)
            throws IOException, InterruptedException {
        Path output = folder.resolve(client.name().replace(' ', '-') + ".log");
        Process process = Programs.start(settings.cores().client(), folder, output, client.command());
        try {
            if (process.waitFor(client.warmUp(), TimeUnit.SECONDS)) {
                throw new IOException(client.name() + " ended before it was measured; see " + output);
            }
            Counts before = Counts.now(process, nginx);
            if (process.waitFor(settings.window(), TimeUnit.SECONDS)) {
                throw new IOException(client.name() + " ended while it was measured; see " + output);
            }
            return Counts.now(process, nginx).since(before);
        } finally {
            Programs.end(process);
        }
    }

    private record Counts(long nanos, long requests, double client, double server, double machine) {

        static Counts now(Process process, Nginx nginx) throws IOException {
            return new Counts(
                    System.nanoTime(), nginx.requests(), Cpu.ofTree(process.toHandle()), nginx.cpu(), Cpu.ofMachine());
        }

        Reading since(Counts before) {
            double seconds = (nanos - before.nanos) / 1e9;
            long answered = requests - before.requests;
            double client = this.client - before.client;
            double server = this.server - before.server;
            double foreign = machine - before.machine - client - server;
            return new Reading(
                    answered / seconds,
                    client * 1e6 / Math.max(1, answered),
                    client / seconds,
                    server / seconds,
                    Math.max(0, foreign / seconds));
        }
    }
}
