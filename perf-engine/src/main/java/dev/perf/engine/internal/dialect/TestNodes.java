package dev.perf.engine.internal.dialect;

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
import java.util.List;

/**
 * Nodes with capabilities, tests with requirements, and the settings of what brings them together: each as a whole file, under
 * {@code node_config}, {@code test_config} and {@code framework_config}, or, of nodes and tests, in lists.
 */
final class TestNodes implements Dialect {

    private static final List<String> NODES = keys("nodes", "node", "node_config");
    private static final List<String> TESTS = keys("tests", "test", "test_config");
    private static final List<String> FRAMEWORK = keys("framework", "framework_config");

    private static final String PLACED =
            "a queue gives tests to the least busy agents by itself; the load of one test is divided by capacity or in"
                    + " equal parts: write capacity or round_robin";

    private static final Table NODE = Table.of(
                    "a node",
                    on("capabilities", moved("labels")),
                    on(
                            "max_concurrent_tests",
                            noted("not used: an agent says that of itself, perf agent --max-tests 5")))
            .keepingOthers();

    private static final Table TEST = Table.of(
                    "a test",
                    on("max_retries", moved("retries")),
                    on("metrics", noted("not used: all metrics are measured, and those that the test adds")))
            .keepingOthers();

    private static final Table AGGREGATION = Table.of(
            "result_aggregation",
            on("enabled", flag(noted("done in each run"), refused("the results of agents are always put together"))),
            on("interval", noted("not used: agents tell what they measured each second")),
            on(
                    "persist_results",
                    flag(noted("done in each run: the report is written to a folder"), said("report.write", "false"))));

    private static final Table SETTINGS = Table.of(
            "a framework's settings",
            on("heartbeat_interval", moved("fleet.heartbeatInterval", Values.in("s"))),
            on("node_timeout", moved("fleet.nodeTimeout", Values.in("s"))),
            on(
                    "load_balancing_strategy",
                    words(
                            word(said("fleet.sharing", "round-robin"), "round_robin"),
                            word(said("fleet.sharing", "capacity"), "capacity", "weighted"),
                            word(refused(PLACED), "least_loaded", "least_connections", "random"))),
            on("result_aggregation", within(AGGREGATION)));

    private static final Table ROOT = Table.of(
                    "a file of nodes and tests",
                    on(NODES, (entry, at) -> listed(entry, "fleet.nodes", NODE, at)),
                    on(TESTS, (entry, at) -> listed(entry, "tests", TEST, at)),
                    on("coordinator", moved("fleet.coordinator")),
                    on(FRAMEWORK, within(SETTINGS)))
            .and(SETTINGS)
            .keepingOthers();

    @Override
    public String name() {
        return "files of nodes and tests";
    }

    @Override
    public List<String> roots() {
        return List.of(
                "node_config",
                "test_config",
                "framework_config",
                "nodes",
                "coordinator",
                "capabilities",
                "max_concurrent_tests",
                "requirements",
                "max_retries",
                "heartbeat_interval",
                "node_timeout",
                "load_balancing_strategy",
                "result_aggregation");
    }

    @Override
    public boolean isSpokenIn(Entries root) {
        return isNode(root)
                || isTest(root)
                || ROOT.names().stream().anyMatch(key -> !key.equals("tests") && root.get(key) != null)
                || root.get("tests") instanceof Items tests
                        && tests.items().stream().anyMatch(TestNodes::isWrittenOtherwise);
    }

    @Override
    public void rewrite(Entries root, Rewriting at) {
        if (isNode(root)) {
            listed(new Entry(new Text(root.place(), "nodes", false, null), root), "fleet.nodes", NODE, at);
        } else if (isTest(root)) {
            listed(new Entry(new Text(root.place(), "tests", false, null), root), "tests", TEST, at);
        } else {
            ROOT.rewrite(root, at);
        }
    }

    /** Returns what a list of nodes or of tests would be under a key; anything else as it is. */
    static Value rooted(Value document) {
        if (!(document instanceof Items items)) {
            return document;
        }
        boolean isOfNodes = items.items().stream().anyMatch(TestNodes::isNode);
        boolean isOfTests = items.items().stream().anyMatch(TestNodes::isTest);
        if (!isOfNodes && !isOfTests) {
            return document;
        }
        var key = new Text(items.place(), isOfNodes ? "nodes" : "tests", false, null);
        return new Entries(items.place(), List.of(new Entry(key, items)));
    }

    private static boolean isNode(Value value) {
        return value instanceof Entries keys
                && (keys.get("capabilities") != null || keys.get("max_concurrent_tests") != null);
    }

    private static boolean isTest(Value value) {
        return value instanceof Entries keys
                && (keys.get("requirements") != null
                        || keys.get("max_retries") != null
                        || keys.get("id") != null && keys.get("priority") != null);
    }

    private static boolean isWrittenOtherwise(Value test) {
        return test instanceof Entries keys && TEST.names().stream().anyMatch(key -> keys.get(key) != null);
    }

    /** One of them, or a list. */
    private static void listed(Entry entry, String to, Table table, Rewriting at) {
        if (entry.value() instanceof Entries one) {
            var list = new Items(one.place(), List.of(table.rewritten(one, at)));
            at.put(entry.key(), List.of(to.split("\\.")), list);
        } else {
            each(to, table).apply(entry, at);
        }
    }
}
