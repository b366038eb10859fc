package dev.perf.report.internal.output.influx;

import dev.perf.report.internal.output.Batch;
import dev.perf.report.internal.output.Carrier;
import dev.perf.report.internal.output.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Posts batches to InfluxDB, compressed. */
final class InfluxCarrier implements Carrier {

    private static final int MOST_SAID = 200;
    private static final Pattern MESSAGE = Pattern.compile("\"(?:error|message)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final InfluxSettings settings;
    private final HttpClient client;
    private final URI write;
    private final @Nullable String authorization;
    private boolean created;

    InfluxCarrier(InfluxSettings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
        this.write = URI.create(base(settings)
                + (settings.isVersion2()
                        ? "/api/v2/write?bucket=" + encoded(settings.bucket())
                                + (settings.organisation().isEmpty() ? "" : "&org=" + encoded(settings.organisation()))
                                + "&precision=ms"
                        : "/write?db=" + encoded(settings.database()) + "&precision=ms"));
        this.authorization = authorization(settings);
    }

    private static String base(InfluxSettings settings) {
        return settings.url().endsWith("/")
                ? settings.url().substring(0, settings.url().length() - 1)
                : settings.url();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static @Nullable String authorization(InfluxSettings settings) {
        if (!settings.token().isEmpty()) {
            return "Token " + settings.token();
        }
        if (settings.username().isEmpty()) {
            return null;
        }
        String user = settings.username() + ":" + settings.password();
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void carry(Batch batch) throws IOException, InterruptedException {
        byte[] zipped = zipped(batch.text());
        HttpResponse<String> response = post(batch(zipped));
        if (response.statusCode() == 404 && !settings.isVersion2() && !created) {
            created = true;
            createDatabase();
            response = post(batch(zipped));
        }
        int status = response.statusCode();
        if (status / 100 != 2) {
            throw new RefusedException(said(response), status < 500 && status != 429 && status != 408);
        }
    }

    private HttpRequest.Builder batch(byte[] zipped) {
        return request(write)
                .header("Content-Type", "text/plain; charset=utf-8")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(zipped));
    }

    /** Who may write need not be allowed to do that; then the next batch is refused with the reason. */
    private void createDatabase() throws IOException, InterruptedException {
        String statement =
                "CREATE DATABASE \"" + settings.database().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        var unused = post(request(URI.create(base(settings) + "/query"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("q=" + encoded(statement))));
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(settings.timeout());
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<String> post(HttpRequest.Builder request) throws IOException, InterruptedException {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (ConnectException unreachable) {
            throw new IOException(
                    isUnknown(unreachable) ? "the host is not known" : "connection refused or no way to it",
                    unreachable);
        }
    }

    private static boolean isUnknown(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    /** Status and what the server says of it, without secrets. */
    private String said(HttpResponse<String> response) {
        Matcher message = MESSAGE.matcher(response.body());
        String text = message.find() ? message.group(1).replace("\\\"", "\"") : "";
        String cut = text.length() > MOST_SAID ? text.substring(0, MOST_SAID) + "..." : text;
        return "status " + response.statusCode() + (cut.isEmpty() ? "" : ": " + masked(cut));
    }

    private String masked(String text) {
        String masked = text;
        for (String secret : new String[] {settings.token(), settings.password()}) {
            masked = secret.isEmpty() ? masked : masked.replace(secret, "***");
        }
        return masked;
    }

    private static byte[] zipped(byte[] text) throws IOException {
        var bytes = new ByteArrayOutputStream(text.length / 4 + 64);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
