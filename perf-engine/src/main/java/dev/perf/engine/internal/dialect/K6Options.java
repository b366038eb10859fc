package dev.perf.engine.internal.dialect;

import static dev.perf.engine.internal.dialect.Actions.asItIs;
import static dev.perf.engine.internal.dialect.Actions.each;
import static dev.perf.engine.internal.dialect.Actions.flag;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The options of k6, as its scripts export them or as its {@code config.json} has them. Load and thresholds are written alike
 * here.
 *
 * @see <a href="https://grafana.com/docs/k6/latest/using-k6/k6-options/reference/">Options reference</a>
 */
final class K6Options implements Dialect {

    private static final String NOT_FORBIDDEN =
            "there is no list of what must not be called; a test calls what it names and nothing else";
    private static final String OF_A_FLEET =
            "the load is divided among agents by itself; write the agents under \"fleet\" of Perf's own form";
    private static final String CERTIFICATES = "write it under \"http.tls\" of Perf's own form";
    private static final String OF_THE_JVM = "Java looks addresses up; say it with -Djava.net.preferIPv4Stack=true or"
            + " -Djava.net.preferIPv6Addresses=true";

    private static final List<String> TLS_VERSIONS = List.of("tls1.0", "tls1.1", "tls1.2", "tls1.3");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]+");
    private static final Pattern WITH_PORT = Pattern.compile("[^:]*:\\d+|\\[.*]:\\d+");

    private static final Table DNS = Table.of(
            "k6's dns",
            on("ttl", K6Options::ttl),
            on(
                    "select",
                    words(
                            word(asItIs(), "roundRobin"),
                            word(noted("not used: connections are spread evenly over all addresses"), "random"),
                            word(
                                    refused("connections are spread evenly over all addresses; name one under"
                                            + " \"http.resolve\" of Perf's own form"),
                                    "first"))),
            on(
                    "policy",
                    words(
                            word(asItIs(), "preferIPv4"),
                            word(noted("not used: Java takes the first family that it finds"), "any"),
                            word(refused(OF_THE_JVM), "preferIPv6", "onlyIPv4", "onlyIPv6"))));

    private static final Table SCENARIO = Table.of(
                    "k6's scenario",
                    on("env", moved("variables")),
                    on(
                            "tags",
                            refused("scenarios have no tags here; samples carry the name of theirs, as in"
                                    + " http_req_duration{scenario:NAME}, and tags of all samples stand at the root")),
                    on("options", refused("there is no browser here; scenarios speak HTTP")))
            .keepingOthers();

    private static final Table OPTIONS = Table.of(
                    "k6's options",
                    on("scenarios", each("scenarios", SCENARIO)),
                    // What is sent
                    on("insecureSkipTLSVerify", moved("http.trustAllCertificates")),
                    on("userAgent", moved("http.headers.User-Agent")),
                    on("maxRedirects", moved("http.maxRedirects")),
                    on("noConnectionReuse", flag(said("http.connections", "new-per-request"), asItIs())),
                    on("noVUConnectionReuse", flag(said("http.connections", "new-per-iteration"), asItIs())),
                    on("hosts", K6Options::hosts),
                    on("dns", within(DNS)),
                    on("localIPs", K6Options::localAddresses),
                    on("tlsVersion", K6Options::tlsVersion),
                    on(keys("tlsAuth", "tlsCipherSuites"), refused(CERTIFICATES)),
                    on(keys("blacklistIPs", "blockHostnames"), refused(NOT_FORBIDDEN)),
                    on("rps", moved("throttle")),
                    on(
                            "noCookiesReset",
                            flag(
                                    asItIs(),
                                    refused("users keep their cookies from one iteration to the next; let the scenario"
                                            + " begin with clearCookies()"))),
                    on(
                            "minIterationDuration",
                            refused("write it at each scenario as pacing: iterations of a user begin that far apart")),
                    on(
                            "throw",
                            flag(
                                    refused("a request that fails does not end its iteration; write"
                                            + " exitIterationOnFail() at those that should"),
                                    asItIs())),
                    // How it is run
                    on(
                            keys("noSetup", "noTeardown"),
                            flag(refused("setup and teardown belong to the test, and are always done"), asItIs())),
                    on("noThresholds", flag(refused("thresholds are always judged; leave them out"), asItIs())),
                    on("paused", flag(refused("a test begins at once; pause it from the live page"), asItIs())),
                    on(keys("executionSegment", "executionSegmentSequence"), refused(OF_A_FLEET)),
                    // Where results go
                    on("out", moved("outputs")),
                    on("summaryExport", moved("report.json")),
                    on(keys("setupTimeout", "teardownTimeout"), noted("not used: setup and teardown take their time")),
                    on(
                            keys("batch", "batchPerHost"),
                            noted("not used: the test says which requests go at the same time")),
                    on("discardResponseBodies", noted("not used: bodies that nothing reads are never kept")),
                    on("httpDebug", noted("not used: --debug shows what one user sends and gets")),
                    on(
                            keys("summaryTrendStats", "summaryTimeUnit", "noSummary"),
                            noted("not used: the report has all of them, and p(99.9) too")),
                    on("systemTags", noted("not used: samples carry scenario, group, name, method, status and error")),
                    on(keys("cloud", "ext"), noted("not used: it is for Grafana's cloud")),
                    on("vusMax", noted("not used: users are there when they are needed")),
                    on("metricSamplesBufferSize", noted("not used: samples are counted at once, and not kept")),
                    on(
                            keys("linger", "noUsageReport"),
                            noted("not used: the process ends with its run, and reports to nobody")),
                    on(
                            keys("address", "consoleOutput", "logFormat", "logOutput", "compatibilityMode"),
                            noted("not used: it is for k6's own process")))
            .keepingOthers();

    /** Keys of a load at the root. */
    private static final List<String> LOAD = List.of("vus", "duration", "iterations", "stages");

    private static final List<String> KEYS =
            OwnForm.without(OPTIONS.and(on("options", asItIs())).names());

    @Override
    public String name() {
        return "k6's options";
    }

    @Override
    public List<String> roots() {
        return KEYS;
    }

    @Override
    public boolean isSpokenIn(Entries root) {
        return Dialect.super.isSpokenIn(root)
                || hasScenariosOfK6(root)
                || isShort(root, "stages", "vus")
                || isShort(root, "iterations", "duration");
    }

    /** Whether a load without an executor has a second key that says something else there than it says to the executor. */
    private static boolean isShort(Entries options, String load, String second) {
        return options.get("executor") == null
                && options.get("scenarios") == null
                && options.get(load) != null
                && options.get(second) != null;
    }

    private static boolean hasScenariosOfK6(Entries root) {
        return root.get("scenarios") instanceof Entries scenarios
                && scenarios.entries().stream()
                        .anyMatch(scenario -> scenario.value() instanceof Entries keys
                                && keys.get("executor") != null
                                && SCENARIO.names().stream().anyMatch(key -> keys.get(key) != null));
    }

    @Override
    public void rewrite(Entries root, Rewriting at) {
        Entries inner = root.get("options") instanceof Entries options ? options : new Entries(root.place(), List.of());
        table(root).and(on("options", within(table(inner)))).rewrite(root, at);
    }

    private static Table table(Entries options) {
        Table table = OPTIONS;
        if (isLoadOfScenarios(options)) {
            table = table.and(on(LOAD, noted("not used: each of the scenarios has a load of its own")));
        }
        if (isShort(options, "stages", "vus")) {
            table = table.and(on("vus", moved("startVUs")));
        }
        if (isShort(options, "iterations", "duration")) {
            table = table.and(on("duration", moved("maxDuration")));
        }
        if (Values.truth(options.get("noConnectionReuse")) == Values.Truth.YES) {
            table = table.and(on("noVUConnectionReuse", noted("not used: there is a connection for each request")));
        }
        return table;
    }

    private static boolean isLoadOfScenarios(Entries options) {
        return options.get("scenarios") instanceof Entries scenarios
                && scenarios.entries().stream()
                        .allMatch(scenario -> scenario.value() instanceof Entries keys && keys.get("executor") != null);
    }

    private static void ttl(Entry entry, Rewriting at) {
        if (entry.value() instanceof Text text && text.text().equals("inf")) {
            at.mistake(text.place(), "an address is looked up again after a time; give one, such as 1h");
        } else {
            moved("http.dnsTtl", Values.in("ms")).apply(entry, at);
        }
    }

    private static void hosts(Entry entry, Rewriting at) {
        if (!(entry.value() instanceof Entries hosts)) {
            moved("http.resolve").apply(entry, at);
            return;
        }
        var kept = new ArrayList<Entry>();
        for (Entry host : hosts.entries()) {
            String name = host.key().text();
            boolean hasPort = WITH_PORT.matcher(name).matches()
                    || host.value() instanceof Text address
                            && WITH_PORT.matcher(address.text()).matches();
            if (name.contains("*")) {
                at.at(name)
                        .mistake(host.key().place(), "a name stands for one host here; write out those that are meant");
            } else if (hasPort) {
                at.at(name)
                        .mistake(
                                host.key().place(),
                                "a host is reached at another address, but at the same port; write the port into the"
                                        + " URLs");
            } else {
                kept.add(host);
            }
        }
        at.put(entry.key(), List.of("http", "resolve"), new Entries(hosts.place(), List.copyOf(kept)));
    }

    private static void localAddresses(Entry entry, Rewriting at) {
        if (!(entry.value() instanceof Text text)) {
            moved("http.localAddresses").apply(entry, at);
            return;
        }
        List<String> addresses =
                Arrays.stream(text.text().split(",")).map(String::strip).toList();
        if (addresses.stream().allMatch(address -> ADDRESS.matcher(address).matches())) {
            List<Value> each = addresses.stream()
                    .<Value>map(address -> Values.written(text, address))
                    .toList();
            at.put(entry.key(), List.of("http", "localAddresses"), new Items(text.place(), each));
        } else {
            at.mistake(text.place(), "addresses are written out one by one here, not as ranges or networks");
        }
    }

    /** One version, or all from one to another. */
    private static void tlsVersion(Entry entry, Rewriting at) {
        Value least = entry.value();
        Value most = entry.value();
        if (entry.value() instanceof Entries range) {
            Value min = range.get("min");
            Value max = range.get("max");
            least = min == null ? new Text(range.place(), TLS_VERSIONS.getFirst(), false, null) : min;
            most = max == null ? new Text(range.place(), TLS_VERSIONS.getLast(), false, null) : max;
        }
        int from = version(least, at);
        int to = version(most, at);
        if (from < 0 || to < 0) {
            return;
        }
        List<Value> versions = TLS_VERSIONS.subList(from, Math.max(from, to + 1)).stream()
                .<Value>map(version -> new Text(entry.value().place(), "TLSv" + version.substring(3), false, null))
                .toList();
        at.put(
                entry.key(),
                List.of("http", "tls", "versions"),
                new Items(entry.value().place(), versions));
    }

    private static int version(Value value, Rewriting at) {
        int version =
                value instanceof Text text ? TLS_VERSIONS.indexOf(text.text().toLowerCase(Locale.ROOT)) : -1;
        if (version < 0) {
            at.expected("one of " + String.join(", ", TLS_VERSIONS), value);
        }
        return version;
    }
}
