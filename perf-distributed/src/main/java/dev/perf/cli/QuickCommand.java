package dev.perf.cli;

import static dev.perf.http.Http.http;

import dev.perf.LoadTest;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.http.Transport;
import dev.perf.load.ClosedLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Engine;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.Threshold;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Puts one URL under load, which is what ab, wrk and hey are used for: a test of one request, run by the same engine,
 * with the same console and the same results as any other.
 */
@Command(
        name = "quick",
        description = "Puts one URL under load.",
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        sortOptions = false)
final class QuickCommand implements Callable<Integer> {

    private static final Duration GRACEFUL_STOP = Duration.ofSeconds(5);
    private static final int DEFAULT_USERS = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "What to request; http:// may be left out.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String url;

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "Closed model: N users, each of which sends its next request when the last is answered."
                    + " 10 unless --rate is given.")
    private @Nullable Integer users;

    @Option(
            names = "--rate",
            paramLabel = "R",
            converter = RateConverter.class,
            description = "Open model: R requests start per unit of time, whatever the answers do: 50, 50/s, 300/min.")
    private @Nullable Rate rate;

    @Option(
            names = "--max-users",
            paramLabel = "N",
            description = "With --rate: requests that may be under way at once; more are dropped and counted.")
    private @Nullable Integer maxUsers;

    @Option(
            names = "--duration",
            paramLabel = "D",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "How long, warm-up not included: 10s, 1m30s. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Duration duration;

    @Option(
            names = "--warmup",
            paramLabel = "D",
            defaultValue = "0s",
            converter = DurationConverter.class,
            description = "Time before that with the same load, left out of all results. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Duration warmUp;

    @Option(names = "--method", paramLabel = "M", description = "GET, or POST with a body, unless set.")
    private @Nullable String method;

    @Option(names = "--header", paramLabel = "'K: V'", description = "A header; may be given several times.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--body", paramLabel = "TEXT|@FILE", description = "A body, or a file that holds it.")
    private @Nullable String body;

    @Option(
            names = "--transport",
            paramLabel = "T",
            defaultValue = "socket",
            converter = TransportConverter.class,
            description = "socket (HTTP/1.1, every phase timed) or jdk (HTTP/2 where offered)."
                    + " Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Transport transport;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "Limit of a request, connecting included. Default: 60s.")
    private @Nullable Duration timeout;

    @Option(names = "--insecure", description = "Accept any certificate.")
    private boolean insecure;

    @Option(
            names = "--threshold",
            paramLabel = "EXPR",
            description = "What must hold, such as 'http_req_duration: p(95) < 200ms'; may be given several times.")
    private List<String> thresholds = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE|-", description = "Write the summary as JSON; - to standard output.")
    private @Nullable String json;

    @Option(names = "--report", paramLabel = "DIR", description = "Write the report below DIR. Default: no report.")
    private @Nullable String report;

    @Option(names = "--quiet", description = "Show no progress and no summary.")
    private boolean quiet;

    /** For picocli. */
    QuickCommand() {}

    @Override
    public Integer call() {
        return Engine.find().main(test().plan(), flags());
    }

    /** Returns the test that the options describe. */
    LoadTest test() {
        URI target = target();
        LoadTest test = LoadTest.named("quick " + target.getAuthority() + path(target))
                .http(this::settings)
                .run(Scenario.named("quick").exec(request(target)), load())
                .warmUp(warmUp);
        for (String threshold : thresholds) {
            test = test.threshold(parse(threshold));
        }
        return test;
    }

    private Threshold parse(String threshold) {
        try {
            return Threshold.parse(threshold);
        } catch (InvalidThresholdException malformed) {
            throw mistake("--" + malformed.getMessage());
        }
    }

    private URI target() {
        String text = url.contains("://") ? url : "http://" + url;
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null
                    || !List.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
                throw mistake("URL \"" + url + "\" must be http://host[:port]/path or https://...");
            }
            return uri;
        } catch (URISyntaxException malformed) {
            throw mistake("URL \"" + url + "\" at " + malformed.getIndex() + ": " + malformed.getReason());
        }
    }

    private static String path(URI target) {
        return target.getRawPath() == null || target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    }

    private HttpSettings settings(HttpSettings defaults) {
        HttpSettings settings = defaults.transport(transport);
        if (timeout != null) {
            settings = settings.requestTimeout(timeout);
        }
        return insecure ? settings.trustAllCertificates() : settings;
    }

    private HttpRequest request(URI target) {
        String text = body == null ? null : BodyOption.read(body, spec.commandLine());
        String verb = method == null ? (text == null ? "GET" : "POST") : method.toUpperCase(Locale.ROOT);
        HttpRequest request = http(verb + " " + path(target)).method(verb, target.toString());
        String contentType = "text/plain; charset=utf-8";
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon <= 0) {
                throw mistake("--header \"" + header + "\" must have the form 'Name: value'");
            }
            String name = header.substring(0, colon).strip();
            String value = header.substring(colon + 1).strip();
            if (name.equalsIgnoreCase("content-type")) {
                contentType = value;
            } else {
                request = request.header(name, value);
            }
        }
        return text == null ? request : request.body(text, contentType);
    }

    private LoadProfile load() {
        Rate arrivals = rate;
        if (users != null && arrivals != null) {
            throw mistake("--users and --rate are two models of load; give one of them");
        }
        if (arrivals == null && maxUsers != null) {
            throw mistake("--max-users goes with --rate; with --users the number of users is the limit");
        }
        Duration length = warmUp.plus(duration);
        if (arrivals == null) {
            return ClosedLoad.startingWith(users == null ? DEFAULT_USERS : users)
                    .during(length)
                    .gracefulStop(GRACEFUL_STOP);
        }
        OpenLoad open = OpenLoad.startingAt(arrivals).during(length).gracefulStop(GRACEFUL_STOP);
        return maxUsers == null ? open : open.maxUsers(maxUsers);
    }

    private List<String> flags() {
        var flags = new ArrayList<String>();
        if (json != null) {
            flags.addAll(List.of("--json", json));
        }
        if (report == null) {
            flags.add("--no-report");
        } else {
            flags.addAll(List.of("--report", report));
        }
        if (quiet) {
            flags.add("--quiet");
        }
        return flags;
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
