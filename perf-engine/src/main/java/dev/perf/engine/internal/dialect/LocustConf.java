package dev.perf.engine.internal.dialect;

import static dev.perf.engine.internal.dialect.Actions.asItIs;
import static dev.perf.engine.internal.dialect.Actions.flag;
import static dev.perf.engine.internal.dialect.Actions.moved;
import static dev.perf.engine.internal.dialect.Actions.noted;
import static dev.perf.engine.internal.dialect.Actions.refused;
import static dev.perf.engine.internal.dialect.Table.keys;
import static dev.perf.engine.internal.dialect.Table.on;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Text;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Locust's {@code locust.conf}, which configures a test in Java here.
 *
 * @see <a href="https://docs.locust.io/en/stable/configuration.html">Configuration</a>
 */
final class LocustConf implements Dialect {

    private static final String NO_PAGE = "not used: a test begins at once, and has no page that it is started from";
    private static final String LIVE =
            "not used: the page of a running test is served with \"report.live\" of Perf's own form";
    private static final String LOGS = "not used: Perf logs by SLF4J, as the program around it is set up";
    private static final String ONLY_SHOWS = "it shows something and runs no test; leave it out";
    private static final String AGENT =
            "not used: agents are started by a command of their own, perf agent --join HOST:PORT";
    private static final String PICKED =
            "tasks have no tags to pick them by here; pick scenarios with --scenario, or put the test together in Java";

    private static final Pattern IN_BRACES = Pattern.compile("\\{[urt]}");

    private static final Table CONF = Table.of(
                    "locust.conf",
                    // The load
                    on(keys("spawn-rate", "hatch-rate"), moved("spawnRate")),
                    on("run-time", moved("duration")),
                    on("stop-timeout", moved("gracefulStop", Values.in("s"))),
                    on(
                            "locustfile",
                            refused("Python is not run; name the Java test that the file configures, such as"
                                    + " java = com.example.ShopLoadTest")),
                    on("tags", LocustConf::tags),
                    on("exclude-tags", refused(PICKED)),
                    on("config-users", refused("users are configured in the Java test")),
                    on(
                            "equal-weights",
                            flag(refused("weights belong to the Java test; write them alike there"), asItIs())),
                    on(
                            "reset-stats",
                            flag(
                                    refused("what is measured while users start is left out by a warm-up: write warmUp"
                                            + " = 20s, say"),
                                    asItIs())),
                    // The fleet
                    on("expect-workers", moved("fleet.agents")),
                    on("processes", LocustConf::processes),
                    on("expect-workers-max-wait", moved("fleet.joinTimeout", Values.in("s"))),
                    on("master-bind-host", moved("fleet.coordinator.host", LocustConf::anyHost)),
                    on("master-bind-port", moved("fleet.coordinator.port")),
                    on("master", noted("not used: the process that runs the test is the coordinator of its agents")),
                    on(keys("worker", "master-host", "master-port"), noted(AGENT)),
                    on("enable-rebalancing", noted("not used: agents that come late get a share anyway")),
                    // Results
                    on("html", LocustConf::html),
                    on("csv", moved("report.csv")),
                    on("json-file", moved("report.json")),
                    on("json", noted("not used: --json - prints the summary, and \"report.json\" names a file for it")),
                    on("csv-full-history", noted("not used: the history has all requests anyway")),
                    on(
                            keys("only-summary", "print-stats"),
                            noted("not used: --quiet shows no progress and no summary")),
                    on(
                            "exit-code-on-error",
                            noted("not used: the exit code is that of the verdict, 1 where a threshold failed")),
                    on("otel", noted("not used: live numbers go where \"outputs\" of Perf's own form says")),
                    // The process
                    on("headless", noted(NO_PAGE)),
                    on(keys("headful", "autostart", "autoquit", "class-picker"), noted(NO_PAGE)),
                    on(
                            keys(
                                    "web-host",
                                    "web-port",
                                    "web-login",
                                    "web-auth",
                                    "web-base-path",
                                    "tls-cert",
                                    "tls-key",
                                    "build-path"),
                            noted(LIVE)),
                    on(keys("loglevel", "logfile", "skip-log-setup"), noted(LOGS)),
                    on(keys("list", "show-task-ratio", "show-task-ratio-json"), flag(refused(ONLY_SHOWS), asItIs())))
            .keepingOthers();

    private static final List<String> KEYS = OwnForm.without(CONF.names());

    @Override
    public String name() {
        return "locust.conf";
    }

    @Override
    public List<String> roots() {
        return KEYS;
    }

    @Override
    public void rewrite(Entries root, Rewriting at) {
        CONF.rewrite(root, at);
    }

    private static void tags(Entry entry, Rewriting at) {
        (entry.value() instanceof Entries ? Actions.kept() : refused(PICKED)).apply(entry, at);
    }

    private static void processes(Entry entry, Rewriting at) {
        if (entry.value() instanceof Text text && text.text().startsWith("-")) {
            at.expected("the number of agents to start, such as 4,", text);
        } else {
            moved("fleet.agents").apply(entry, at);
        }
    }

    private static Value anyHost(Value host) {
        return host instanceof Text text && text.text().equals("*") ? Values.written(text, "0.0.0.0") : host;
    }

    private static void html(Entry entry, Rewriting at) {
        if (entry.value() instanceof Text text && IN_BRACES.matcher(text.text()).find()) {
            at.mistake(text.place(), "{u}, {r} and {t} are not put into names of files; write the name out");
        } else {
            at.put(entry.key(), List.of("report", "html"), entry.value());
        }
    }
}
