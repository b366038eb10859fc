package dev.perf.engine.internal.dialect;

import static dev.perf.engine.internal.dialect.Actions.asItIs;
import static dev.perf.engine.internal.dialect.Actions.both;
import static dev.perf.engine.internal.dialect.Actions.each;
import static dev.perf.engine.internal.dialect.Actions.flag;
import static dev.perf.engine.internal.dialect.Actions.kept;
import static dev.perf.engine.internal.dialect.Actions.moved;
import static dev.perf.engine.internal.dialect.Actions.noted;
import static dev.perf.engine.internal.dialect.Actions.refused;
import static dev.perf.engine.internal.dialect.Actions.said;
import static dev.perf.engine.internal.dialect.Actions.within;
import static dev.perf.engine.internal.dialect.Actions.word;
import static dev.perf.engine.internal.dialect.Actions.words;
import static dev.perf.engine.internal.dialect.Table.keys;
import static dev.perf.engine.internal.dialect.Table.on;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script of Artillery. Its flows are Perf's own, so what stands in them is left as it is.
 *
 * @see <a href="https://www.artillery.io/docs/reference/test-script">Test scripts</a>
 */
final class ArtilleryScript implements Dialect {

    private static final String FUNCTIONS =
            "JavaScript is not run; write the function in Java and call it in the flow: function:"
                    + " com.example.Hooks::sign";
    private static final String HOOKS =
            "JavaScript is not run; write the function in Java and give it to the scenario as onStart or onStop:"
                    + " [{function: com.example.Hooks::login}]";
    private static final String CERTIFICATES = "write certificates under \"http.tls\" of Perf's own form";

    /** {@code {{ $processEnvironment.HOST }}}, which Artillery puts into its config before anything else. */
    private static final Pattern VARIABLE =
            Pattern.compile("\\{\\{\\s*\\$(?:processEnvironment|env)\\.([A-Za-z_][A-Za-z0-9_]*)\\s*}}");
    /** Paths begin where the script is in any case. */
    private static final Pattern FOLDER = Pattern.compile("\\{\\{\\s*\\$dirname\\s*}}/");

    private static final Table DEFAULTS = Table.of(
            "Artillery's defaults",
            on("headers", moved("http.headers")),
            on(
                    "cookie",
                    refused("a cookie for all requests is a header here: write defaults: {headers: {Cookie: a=b}}")),
            on(
                    "strictCapture",
                    flag(
                            asItIs(),
                            refused("captures fail their request unless they say otherwise; write strict: false into"
                                    + " those that may find nothing"))),
            on(
                    "think",
                    refused("pauses have no jitter here; write a pause between two times: think: {min: 1s, max: 3s}")));

    private static final Table TRACING = Table.of(
            "Artillery's distributedTracing",
            on(keys("enabled", "sampled"), asItIs()),
            on("traceIdPrefix", noted("not used: ids of traces are random")));

    private static final Table HTTP = Table.of(
            "Artillery's http",
            on("timeout", moved("http.requestTimeout", Values.in("s"))),
            on("pool", moved("http.connections.shared")),
            on("maxSockets", noted("not used: a user opens as many connections as it sends requests at the same time")),
            on("extendedMetrics", noted("not used: all phases of a request are measured anyway")),
            on("distributedTracing", ArtilleryScript::tracing),
            on("cookieJarOptions", refused("cookies are kept as RFC 6265 has it, with no options")),
            on("defaults", within(DEFAULTS)));

    private static final Table TLS = Table.of(
            "Artillery's tls",
            on("rejectUnauthorized", moved("http.trustAllCertificates", Values::not)),
            on(keys("ca", "cert", "key", "pfx", "passphrase", "client"), refused(CERTIFICATES)));

    private static final Table PAYLOAD = Table.of(
                    "Artillery's payload",
                    on("skipEmptyLines", flag(asItIs(), refused("empty lines are skipped in any case"))),
                    on(
                            keys("loadAll", "name"),
                            refused("a user gets one row at a time here; for all rows at once, write the step in"
                                    + " Java")),
                    on(
                            "options",
                            refused("the options of Node's csv-parse are not read; give delimiter and skipHeader")))
            .keepingOthers();

    private static final Table EXPECT = Table.of(
            "Artillery's plugin expect",
            on(
                    keys("outputFormat", "formatter", "reportFailuresAsErrors", "useOnlyRequestNames"),
                    noted("not used: an expectation that does not hold fails its request, and is counted by its name")),
            on(
                    "expectDefault200",
                    flag(
                            refused("write http: {expectedStatus: 200} in Perf's own form; as long as it is not said,"
                                    + " 2xx and 3xx are right"),
                            asItIs())));

    private static final Table PLUGINS = Table.of(
            "Artillery's plugins",
            on("expect", both(noted("built in: what a request expects is always checked"), within(EXPECT))),
            on("metrics-by-endpoint", noted("built in: results tell of each request by its name")),
            on("ensure", moved("ensure")),
            on("apdex", refused("there is no Apdex here; write a threshold, such as response_time: p(95) < 500ms")),
            on(
                    "publish-metrics",
                    refused("write where numbers go under \"outputs\" of Perf's own form, such as"
                            + " outputs: {influxdb: http://localhost:8086/perf}")),
            on("fake-data", refused("there is no made-up data here; use a library of Java in a step of your own")),
            on("slack", refused("nothing is sent to Slack; let the build do that, by the exit code")));

    private static final Table SECTION = Table.of(
            "Artillery's config",
            on("target", moved("host")),
            on("phases", kept()),
            on("defaults", within(DEFAULTS)),
            on("http", within(HTTP)),
            on("tls", within(TLS)),
            on("variables", kept()),
            on("payload", ArtilleryScript::payload),
            on("plugins", within(PLUGINS)),
            on("ensure", kept()),
            on("apdex", refused("there is no Apdex here; write a threshold, such as response_time: p(95) < 500ms")),
            on("processor", refused(FUNCTIONS)),
            on(
                    "engines",
                    within(Table.of("Artillery's engines", on("http", asItIs()))
                            .others(refused(
                                    "HTTP is the one engine that flows have; other protocols are steps of Java")))),
            on(
                    keys("ws", "socketio"),
                    refused("flows speak HTTP; WebSocket is there in Java, webSocket(\"chat\"), and Socket.IO is not")),
            on(
                    "mode",
                    words(
                            word(asItIs(), "uniform"),
                            word(
                                    refused("arrivals of a file are evenly spaced; in Java, poisson() of the load"
                                            + " spaces them at random"),
                                    "poisson"))),
            on("statsInterval", noted("not used: the interval of results is a second")),
            on(keys("includeFiles", "bundling"), noted("not used: it is for Artillery's own machines in a cloud")));

    private static final Table CONFIG = SECTION.and(on("environments", each("environments", SECTION)));

    private static final Table SCENARIO = Table.of(
                    "Artillery's scenario",
                    on("flow", moved("flow", ArtilleryScript::flat)),
                    on("engine", ArtilleryScript::engine),
                    on(keys("beforeScenario", "afterScenario"), refused(HOOKS)),
                    on(keys("beforeRequest", "afterResponse", "onError"), refused(FUNCTIONS)),
                    on(keys("testFunction", "flowFunction"), refused("there is no browser here; flows speak HTTP")))
            .keepingOthers();

    private static final Table SCRIPT = Table.of(
                    "an Artillery script",
                    on("config", ArtilleryScript::config),
                    on("scenarios", each("scenarios", SCENARIO)),
                    on("before", within(once("setup"))),
                    on("after", within(once("teardown"))))
            .keepingOthers();

    @Override
    public String name() {
        return "Artillery's scripts";
    }

    @Override
    public List<String> roots() {
        return List.of("config", "before", "after");
    }

    @Override
    public void rewrite(Entries root, Rewriting at) {
        SCRIPT.rewrite(root, at);
    }

    private static void config(Entry entry, Rewriting at) {
        Value filled =
                Values.texts(entry.value(), text -> VARIABLE.matcher(text).replaceAll("\\${$1}"));
        within(CONFIG).apply(new Entry(entry.key(), filled), at);
    }

    private static Table once(String to) {
        return Table.of(
                "a flow that is done once",
                on("flow", moved(to, ArtilleryScript::flat)),
                on("engine", ArtilleryScript::engine),
                on("name", noted("not used: it is called " + to + " here")),
                on(keys("beforeScenario", "afterScenario", "beforeRequest", "afterResponse"), refused(FUNCTIONS)));
    }

    private static void payload(Entry entry, Rewriting at) {
        Value whole = Values.texts(entry.value(), text -> FOLDER.matcher(text).replaceAll(""));
        if (whole instanceof Entries one) {
            at.put(entry.key(), List.of("payload"), cast(PAYLOAD.rewritten(one, at)));
            return;
        }
        Value files = Actions.each(whole, PAYLOAD, at);
        at.put(
                entry.key(),
                List.of("payload"),
                files instanceof Items items
                        ? new Items(
                                items.place(),
                                items.items().stream()
                                        .map(ArtilleryScript::cast)
                                        .toList())
                        : files);
    }

    /** Unless it is told otherwise, Artillery makes numbers and truths of texts that look like them. */
    private static Value cast(Value file) {
        if (!(file instanceof Entries keys) || keys.get("cast") != null) {
            return file;
        }
        var all = new ArrayList<>(keys.entries());
        all.add(new Entry(new Text(keys.place(), "cast", false, null), new Text(keys.place(), "true", false, null)));
        return new Entries(keys.place(), List.copyOf(all));
    }

    /** A list in a flow stands for its steps: so aliases may repeat several at once. */
    private static Value flat(Value flow) {
        if (!(flow instanceof Items items) || items.items().stream().noneMatch(Items.class::isInstance)) {
            return flow;
        }
        return new Items(
                items.place(),
                items.items().stream()
                        .flatMap(step -> step instanceof Items steps ? steps.items().stream() : Stream.of(step))
                        .toList());
    }

    private static void engine(Entry entry, Rewriting at) {
        boolean isHttp = entry.value() instanceof Text text && text.text().equals("http");
        if (!isHttp && !(entry.value() instanceof Value.Nothing)) {
            at.mistake(
                    entry.value().place(),
                    "flows speak HTTP, got " + entry.value().kind()
                            + "; other protocols are steps of Java, and there is no browser");
        }
    }

    private static void tracing(Entry entry, Rewriting at) {
        if (!(entry.value() instanceof Entries options)) {
            moved("http.traceContext").apply(entry, at);
            return;
        }
        TRACING.rewrite(options, at);
        if (Values.truth(options.get("enabled")) != Values.Truth.NO) {
            boolean isSampled = Values.truth(options.get("sampled")) != Values.Truth.NO;
            said("http.traceContext", isSampled ? "true" : "0").apply(entry, at);
        }
    }
}
