package dev.perf.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The least that java.net.http needs for the work of {@code ClosedLoads jdk}: {@code BareHttpClient url seconds}. */
final class BareHttpClient {

    private BareHttpClient() {}

    public static void main(String... arguments) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(arguments[0] + "/small")).build();
        long end = System.nanoTime()
                + Duration.ofSeconds(Integer.parseInt(arguments[1])).toNanos();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                HttpClient client = HttpClient.newBuilder().executor(executor).build()) {
            var users = new Thread[ClosedLoads.USERS];
            for (int i = 0; i < users.length; i++) {
                users[i] = Thread.startVirtualThread(() -> loop(client, request, end));
            }
            for (Thread user : users) {
                user.join();
            }
        }
    }

    private static void loop(HttpClient client, HttpRequest request, long end) {
        try {
            while (System.nanoTime() < end) {
                int status = client.send(request, BodyHandlers.discarding()).statusCode();
                if (status != 200) {
                    throw new IllegalStateException("status " + status);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
