package dev.perf.cli;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;

import dev.perf.LoadTest;
import dev.perf.http.Field;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpSettings;
import dev.perf.http.Transport;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.plan.TestPlan;
import dev.perf.spi.Engine;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code perf quick}: one request, again and again, as fast as users can or at a rate.
 *
 * <p>Redirects are not followed and cookies are ignored, so that each request is the same and no server but the given
 * one is contacted.
 */
@Command(
        name = "quick",
        description = {"Puts load on one URL, without writing a test.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = PerfVersionProvider.class,
        abbreviateSynopsis = true,
        sortOptions = false,
        descriptionHeading = "",
        footerHeading = "%nExamples:%n",
        footer = {
            "  perf quick localhost:8080/api --users 100 --duration 30s --warmup 5s",
            "  perf quick https://test.example/api --rate 300/min --threshold 'http_req_duration: p(99)<250ms'",
            "  perf quick localhost:8080/login --body @login.json --content-type application/json",
            "",
            "Exit codes: 0 passed, 1 a threshold did not hold, 2 mistakes in the command line,",
            "3 the generator was the limit, 4 stopped before the end, 5 a fault of Perf."
        })
final class QuickCommand implements Callable<Integer> {

    private static final int DEFAULT_USERS = 10;
    private static final Duration GRACEFUL_STOP = Duration.ofSeconds(5);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "URL",
            converter = Values.Url.class,
            description = "where the requests go; http:// where it names no scheme")
    @SuppressWarnings("NullAway.Init") // required
    private TargetUrl url;

    @Option(
            names = "--users",
            paramLabel = "N",
            converter = Values.Count.class,
            description = "closed model: N users, each sends its next request when the last is answered; 10 unless set")
    private @Nullable Integer users;

    @Option(
            names = "--rate",
            paramLabel = "R",
            converter = RateConverter.class,
            description = "open model: requests start at this rate, however long they take: 50, 50/s, 300/min, 1000/h")
    private @Nullable Rate rate;

    @Option(
            names = "--max-users",
            paramLabel = "N",
            converter = Values.Count.class,
            description =
                    "with --rate: requests under way at most; one due beyond is dropped and counted; 100000 unless"
                            + " set")
    private @Nullable Integer maxUsers;

    @Option(
            names = "--duration",
            paramLabel = "D",
            converter = DurationConverter.class,
            defaultValue = "10s",
            description = "how long to measure: 500ms, 30s, 1m30s; 10s unless set")
    @SuppressWarnings("NullAway.Init") // has a default
    private Duration duration;

    @Option(
            names = "--warmup",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "run this long before, and leave it out of the result")
    private @Nullable Duration warmUp;

    @Option(
            names = "--method",
            paramLabel = "M",
            converter = Values.Method.class,
            description = "GET unless set; POST with a body")
    private @Nullable String method;

    @Option(
            names = "--header",
            paramLabel = "'K: V'",
            converter = Values.Header.class,
            description = "send a header; may be given several times")
    private List<Field> headers = new ArrayList<>();

    @Option(
            names = "--body",
            paramLabel = "TEXT|@FILE",
            converter = Values.BodyText.class,
            description = "send this text, or the text in a file")
    private @Nullable String body;

    @Option(
            names = "--content-type",
            paramLabel = "T",
            description = "what the body is; text/plain; charset=utf-8 unless set")
    private @Nullable String contentType;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "limit of a request, connecting included; 60s unless set")
    private @Nullable Duration timeout;

    @Option(
            names = "--transport",
            paramLabel = "socket|jdk",
            converter = TransportConverter.class,
            defaultValue = "socket",
            description = "socket: Perf's own HTTP/1.1, the default; jdk: java.net.http with HTTP/2")
    @SuppressWarnings("NullAway.Init") // has a default
    private Transport transport;

    @Option(names = "--insecure", description = "accept any certificate for any host name")
    private boolean insecure;

    @Mixin
    private JudgeOptions judge = new JudgeOptions();

    @Option(
            names = "--out",
            paramLabel = "NAME[=TO]",
            description = "send the numbers of each interval somewhere while the run goes on, such as csv=FILE; may be"
                    + " given several times")
    private List<String> outputs = new ArrayList<>();

    @Option(names = "--report", paramLabel = "DIR", description = "write the report below DIR; no report unless set")
    private @Nullable String report;

    @Option(names = "--no-report", description = "write no report, which is the default")
    private boolean noReport;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "name of the test in the report; quick and the URL without its query unless set")
    private @Nullable String name;

    @Option(names = "--seed", paramLabel = "N", description = "make random choices repeatable")
    private @Nullable Long seed;

    QuickCommand() {}

    @Override
    public Integer call() {
        return Engine.find().main(plan(), flags());
    }

    /**
     * Returns the plan that the options describe.
     *
     * @throws ParameterException if options exclude each other
     */
    TestPlan plan() {
        checkCombinations();
        LoadTest test =
                loadTest(name()).http(this::settings).run(scenario("quick").exec(request()), load());
        if (warmUp != null) {
            test = test.warmUp(warmUp);
        }
        if (seed != null) {
            test = test.seed(seed);
        }
        for (Threshold threshold : judge.thresholds()) {
            test = test.threshold(threshold);
        }
        return test.plan();
    }

    /** Returns the flags that the engine's command gets. */
    List<String> flags() {
        List<String> flags = new ArrayList<>(judge.flags());
        if (report != null) {
            flags.add("--report=" + report);
        }
        if (report == null) {
            flags.add("--no-report");
        }
        outputs.forEach(output -> flags.add("--out=" + output));
        return flags;
    }

    private String name() {
        return name != null ? name : "quick " + url.authority() + withoutQuery(url.path());
    }

    private void checkCombinations() {
        if (users != null && rate != null) {
            throw mistake("--users and --rate exclude each other: give --users for a set number of users, or --rate"
                    + " for requests that start at a rate");
        }
        if (maxUsers != null && rate == null) {
            throw mistake("--max-users needs --rate; --users sets the number of users where there is no rate");
        }
        if (report != null && noReport) {
            throw mistake("--report and --no-report exclude each other");
        }
        if (contentType != null && body == null) {
            throw mistake("--content-type needs --body");
        }
    }

    private HttpSettings settings(HttpSettings defaults) {
        HttpSettings settings = defaults.baseUrl(url.origin())
                .transport(transport)
                .maxRedirects(0)
                .withoutCookies();
        if (timeout != null) {
            settings = settings.requestTimeout(timeout);
        }
        return insecure ? settings.trustAllCertificates() : settings;
    }

    private HttpRequest request() {
        String verb = method != null ? method : body != null ? "POST" : "GET";
        HttpRequest request = http(verb + " " + withoutQuery(url.path())).method(verb, url.path());
        for (Field header : headers) {
            request = request.header(header.name(), header.value());
        }
        if (body != null) {
            request = request.body(body, contentType == null ? "text/plain; charset=utf-8" : contentType);
        }
        return request;
    }

    /** Queries often hold keys, and names go into reports. */
    private static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private LoadProfile load() {
        Duration length = warmUp == null ? duration : duration.plus(warmUp);
        if (rate == null) {
            return users(users == null ? DEFAULT_USERS : users).during(length).gracefulStop(GRACEFUL_STOP);
        }
        OpenLoad open = arrivals(rate).during(length).gracefulStop(GRACEFUL_STOP);
        return maxUsers == null ? open : open.maxUsers(maxUsers);
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
