package dev.perf.cli;

import dev.perf.distributed.internal.coordinator.AgentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows agents.
 *
 * @param agents those that are there
 * @param absent why others are not, by their names or addresses
 */
record AgentListing(List<AgentStatus> agents, Map<String, String> absent) {

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> HEADINGS = List.of(
            "NAME", "ADDRESS", "STATE", "CPU", "FREE", "TESTS", "CAPACITY", "LABELS", "PERF", "JAVA", "OS", "CORES");

    /** Returns a line for each, below headings, and one for each that is absent. */
    String table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        agents.forEach(agent -> rows.add(row(agent)));
        List<String> lines = new ArrayList<>();
        if (agents.isEmpty()) {
            lines.add("no agent is there");
        } else {
            rows.forEach(row -> lines.add(line(row, widths(rows))));
        }
        absent.forEach((who, why) -> lines.add(who + " does not come: " + why));
        return String.join(System.lineSeparator(), lines);
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + 2);
        }
        return line.toString().stripTrailing();
    }

    private static List<String> row(AgentStatus agent) {
        var node = agent.node();
        return List.of(
                node.name(),
                node.address(),
                state(agent),
                agent.load().cpu() < 0 ? "-" : Math.round(agent.load().cpu() * 100) + " %",
                agent.load().freeMemoryBytes() < 0 ? "-" : (agent.load().freeMemoryBytes() >> 20) + " MB",
                running(agent) + " of " + node.maxRuns(),
                node.capacity() == 0 ? "-" : capacity(node.capacity()),
                node.labels().isEmpty() ? "-" : labels(node.labels()),
                node.perfVersion(),
                Integer.toString(node.javaVersion()),
                node.os(),
                Integer.toString(node.cores()));
    }

    private static String state(AgentStatus agent) {
        return agent.state().name().toLowerCase(Locale.ROOT);
    }

    private static int running(AgentStatus agent) {
        return Math.max(agent.runs().size(), agent.load().runs());
    }

    private static String capacity(double perSecond) {
        return (perSecond == Math.rint(perSecond) ? Long.toString((long) perSecond) : Double.toString(perSecond))
                + "/s";
    }

    private static String labels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    /** Returns an object with {@code agents} and {@code absent}; what is unknown is null. */
    String json() {
        ObjectNode root = JSON.createObjectNode();
        var list = root.putArray("agents");
        agents.forEach(agent -> put(list.addObject(), agent));
        ObjectNode missing = root.putObject("absent");
        absent.forEach(missing::put);
        return root.toPrettyString();
    }

    private static void put(ObjectNode to, AgentStatus agent) {
        var node = agent.node();
        to.put("name", node.name());
        to.put("address", node.address());
        to.put("state", state(agent));
        to.put("cpu", agent.load().cpu() < 0 ? null : (Double) agent.load().cpu());
        to.put(
                "freeMemoryBytes",
                agent.load().freeMemoryBytes() < 0 ? null : (Long) agent.load().freeMemoryBytes());
        to.put("runningTests", running(agent));
        to.put("mostTests", node.maxRuns());
        to.put("capacityPerSecond", node.capacity() == 0 ? null : (Double) node.capacity());
        ObjectNode labels = to.putObject("labels");
        node.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> labels.put(label.getKey(), label.getValue()));
        to.put("perf", node.perfVersion());
        to.put("java", node.javaVersion());
        to.put("os", node.os());
        to.put("cores", node.cores());
        to.put("memoryBytes", node.memoryBytes());
    }
}
