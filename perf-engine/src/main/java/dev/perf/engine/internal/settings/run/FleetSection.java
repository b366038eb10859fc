package dev.perf.engine.internal.settings.run;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.document.Mistake;
import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.document.Spot;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Text;
import dev.perf.engine.internal.settings.value.Paths;
import dev.perf.engine.internal.settings.value.Units;
import dev.perf.engine.internal.shape.Definitions;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Reading;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import dev.perf.fleet.AgentLoss;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.FleetException;
import dev.perf.fleet.Sharing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where load comes from: {@code fleet}. A text as the flag {@code --fleet} has it, or a mapping: {@code nodes} are agents that
 * are called, a {@code coordinator} without nodes is one that agents join, and {@code agents} alone are processes of this
 * machine.
 */
public final class FleetSection {

    /**
     * A fleet that is valid.
     *
     * @param notes what the file says of agents that only they can say themselves
     */
    public record FleetSettings(Fleet fleet, List<Mistake> notes) {

        /** Adds the notes to those of the file. */
        public void addNotes(Notes to) {
            notes.forEach(note -> to.add(note.place(), note.path(), note.text()));
        }
    }

    private static final Key<Integer> AGENTS = key(
                    "agents",
                    Shapes.integer(1, Fleet.MOST_AGENTS).as(Long::intValue),
                    "How many agents must be there before a run begins; alone, how many processes of this machine put"
                            + " on the load.")
            .also("workers", "expectWorkers", "expect-workers", "expect_workers");
    private static final Key<List<FleetNode>> NODES = key(
            "nodes", Shapes.listOf(FleetNode.SHAPE), "Agents that listen and are called: host:port, or their parts.");
    private static final Key<String> COORDINATOR = key(
            "coordinator",
            FleetNode.address("a coordinator", 7700),
            "Address that this process listens on for agents; its port is 7700 unless given.");
    private static final Key<FleetNode.Service> DNS =
            key("dns", FleetNode.SERVICE, "A name in the DNS, at all of whose addresses agents listen.");
    private static final Key<Path> SECURITY = key(
            "security",
            Paths.READ,
            "Folder of the coordinator that perf fleet init made, relative to this file; needed off this machine.");
    private static final Key<Map<String, String>> LABELS =
            key("labels", Shapes.mapOf("labels", Shapes.text()), "What agents must be labelled with to take part.");
    private static final Key<Sharing> SHARING =
            key("sharing", Shapes.oneOf(Sharing.class), "How load is divided: capacity or round-robin.");
    private static final Key<Double> AGENT_LOSS = key(
                    "agentLoss",
                    Shapes.text().as(FleetSection::mostLost),
                    "What is done when agents are lost: carry-on, stop, or tolerate:20%; carry-on unless given.")
            .also("agent_loss")
            .like("carry-on", "stop", "tolerate:20%");
    private static final Key<Boolean> TAKEOVER =
            key("takeover", Shapes.bool(), "Whether others take over the share of a lost agent; true unless given.");
    private static final Key<Duration> JOIN_TIMEOUT = key(
                    "joinTimeout", Units.SECONDS, "How long agents are waited for before the run; 60s unless given.")
            .also("join_timeout");
    private static final Key<Duration> HEARTBEAT = key(
                    "heartbeatInterval",
                    Units.SECONDS,
                    "How often coordinator and agents let each other know that they are alive; 500ms unless given, at"
                            + " most a quarter of nodeTimeout.")
            .also("heartbeat_interval");
    private static final Key<Duration> NODE_TIMEOUT = key(
                    "nodeTimeout", Units.SECONDS, "After how long a silence an agent counts as lost; 4s unless given.")
            .also("node_timeout");
    private static final Key<List<String>> WORKER_ARGUMENTS = key(
                    "workerArguments",
                    Shapes.listOf(Shapes.text()),
                    "Arguments of the JVM in which an agent runs the test, such as -Xmx2g.")
            .also("worker_arguments");
    private static final Key<Boolean> LATE = key(
                    "lateAgents",
                    Shapes.bool(),
                    "Whether agents that come during a run get a share of it; true unless given.")
            .also("late_agents");

    private static final Mapping<FleetSettings> MAPPING = Mapping.of(
            "a fleet",
            List.of(
                    AGENTS,
                    NODES,
                    COORDINATOR,
                    DNS,
                    SECURITY,
                    LABELS,
                    SHARING,
                    AGENT_LOSS,
                    TAKEOVER,
                    JOIN_TIMEOUT,
                    HEARTBEAT,
                    NODE_TIMEOUT,
                    WORKER_ARGUMENTS,
                    LATE),
            FleetSection::settings);

    public static final Shape<FleetSettings> SHAPE = Shapes.either(new Specification(), MAPPING);

    /** What mistakes of a fleet begin with, and the key that they are about. */
    private static final Map<Pattern, Key<?>> ABOUT = about();

    private FleetSection() {}

    private static Map<Pattern, Key<?>> about() {
        Map<String, Key<?>> about = new LinkedHashMap<>();
        about.put("\\d+ agents cannot be at", AGENTS);
        about.put("the number of agents", AGENTS);
        about.put("agent address", NODES);
        about.put("address to listen on", COORDINATOR);
        about.put("agents found by DNS", DNS);
        about.put("the name in the DNS", DNS);
        about.put("agents of Fleet.local carry no labels", LABELS);
        about.put("label ", LABELS);
        about.put("a label ", LABELS);
        about.put("join timeout", JOIN_TIMEOUT);
        about.put("node timeout", NODE_TIMEOUT);
        about.put("heartbeat interval", HEARTBEAT);
        about.put("an argument of the workers", WORKER_ARGUMENTS);
        Map<Pattern, Key<?>> patterns = new LinkedHashMap<>();
        about.forEach((beginning, key) -> patterns.put(Pattern.compile(beginning), key));
        return patterns;
    }

    private static final Pattern TOLERATE = Pattern.compile("tolerate:\\s*(\\d+(?:\\.\\d+)?)\\s*%");

    private static double mostLost(String given) {
        String text = given.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        Matcher tolerated = TOLERATE.matcher(text);
        double most = switch (text) {
            case "carry-on" -> AgentLoss.carryOn().mostLost();
            case "stop" -> AgentLoss.stop().mostLost();
            default -> tolerated.matches() ? Double.parseDouble(tolerated.group(1)) / 100 : -1;
        };
        if (most < 0 || most > 1) {
            throw new IllegalArgumentException(
                    "carry-on, stop or tolerate with a part of the agents from 0% to 100%, such as"
                            + " tolerate:20%, is expected here, got \"" + given + "\"");
        }
        return most;
    }

    private static @Nullable FleetSettings settings(Fields fields) {
        Fleet place = place(fields);
        if (place == null) {
            return null;
        }
        Fleet fleet = changed(place, fields);
        try {
            fleet.validate();
        } catch (FleetException invalid) {
            List<String> lines = String.valueOf(invalid.getMessage()).lines().toList();
            List<String> mistakes = lines.size() == 1
                    ? List.of(lines.getFirst().replaceFirst("^fleet: ", ""))
                    : lines.subList(1, lines.size()).stream().map(String::strip).toList();
            mistakes.forEach(mistake -> note(mistake, fields));
            return null;
        }
        return new FleetSettings(
                fleet,
                fields.get(NODES, List.of()).stream()
                        .flatMap(node -> node.notes().stream())
                        .toList());
    }

    private static void note(String mistake, Fields fields) {
        for (Map.Entry<Pattern, Key<?>> about : ABOUT.entrySet()) {
            if (about.getKey().matcher(mistake).lookingAt() && fields.has(about.getValue())) {
                fields.mistake(about.getValue(), mistake);
                return;
            }
        }
        fields.mistake(mistake);
    }

    private static @Nullable Fleet place(Fields fields) {
        if (fields.has(NODES) && fields.has(DNS)) {
            fields.mistake(DNS, "cannot stand beside \"nodes\": agents are found in one way; keep one of them");
            return null;
        }
        Integer agents = fields.get(AGENTS);
        String coordinator = fields.get(COORDINATOR);
        if (fields.has(NODES)) {
            List<FleetNode> nodes = fields.get(NODES);
            if (nodes == null || nodes.isEmpty()) {
                // Where one of them cannot be read, that has been said.
                if (nodes != null && fields.reading().mistakes().areNone()) {
                    fields.mistake(NODES, "no node is given; name those that agents listen on");
                }
                return null;
            }
            Fleet fleet = Fleet.of(nodes.stream().map(FleetNode::address).toArray(String[]::new));
            fleet = agents == null ? fleet : fleet.atLeast(agents);
            return coordinator == null ? fleet : fleet.listeningOn(coordinator);
        }
        if (!fields.has(AGENTS) && (fields.has(DNS) || fields.has(COORDINATOR))) {
            fields.mistake("\"agents\" is missing: how many of them must be there before a run begins");
            return null;
        }
        if (agents == null) {
            if (!fields.has(AGENTS)) {
                fields.mistake(
                        "nothing says where the agents are: add nodes, a coordinator that agents join, dns, or agents"
                                + " alone for processes of this machine");
            }
            return null;
        }
        if (fields.has(DNS)) {
            FleetNode.Service service = fields.get(DNS);
            Fleet fleet = service == null ? null : Fleet.dns(service.name(), service.port(), agents);
            return fleet == null || coordinator == null ? fleet : fleet.listeningOn(coordinator);
        }
        if (fields.has(COORDINATOR)) {
            return coordinator == null ? null : Fleet.joining(coordinator, agents);
        }
        return Fleet.local(agents);
    }

    private static Fleet changed(Fleet place, Fields fields) {
        Fleet fleet = place;
        Path security = fields.get(SECURITY);
        fleet = security == null ? fleet : fleet.secured(security);
        for (Map.Entry<String, String> label : fields.get(LABELS, Map.of()).entrySet()) {
            fleet = fleet.require(label.getKey(), label.getValue());
        }
        fleet = fleet.sharing(fields.get(SHARING, fleet.sharing()));
        fleet = fleet.onAgentLoss(new AgentLoss(
                fields.get(AGENT_LOSS, fleet.agentLoss().mostLost()),
                fields.get(TAKEOVER, fleet.agentLoss().isTakenOver())));
        fleet = fleet.joinTimeout(fields.get(JOIN_TIMEOUT, fleet.joinTimeout()));
        fleet = fleet.heartbeatInterval(fields.get(HEARTBEAT, fleet.heartbeatInterval()));
        fleet = fleet.nodeTimeout(fields.get(NODE_TIMEOUT, fleet.nodeTimeout()));
        fleet = fleet.workerArguments(fields.get(WORKER_ARGUMENTS, List.of()).toArray(String[]::new));
        return fields.get(LATE, true) ? fleet : fleet.withoutLateAgents();
    }

    /** A fleet in the grammar of the flag. */
    private record Specification() implements Shape<FleetSettings> {

        @Override
        public @Nullable FleetSettings read(Value value, Reading reading) {
            if (!(value instanceof Text text)) {
                reading.expected(expected(), value);
                return null;
            }
            try {
                return new FleetSettings(Fleet.parse(text.text()), List.of());
            } catch (FleetException refused) {
                mistake(text, String.valueOf(refused.getMessage()), reading);
                return null;
            }
        }

        /** The message of a text that cannot be read begins with the text and the position in it. */
        private static void mistake(Text text, String message, Reading reading) {
            String before = "fleet \"" + text.text() + "\" at ";
            int colon = message.indexOf(": ", before.length());
            if (message.startsWith(before) && colon > 0) {
                int position = Integer.parseInt(message.substring(before.length(), colon));
                reading.mistake(Spot.of(text, position), message.substring(colon + 2));
            } else {
                reading.mistake(text.place(), message.replaceFirst("^fleet: ", ""));
            }
        }

        @Override
        public String expected() {
            return "a fleet such as local:3";
        }

        @Override
        public Map<String, Object> schema(Definitions definitions) {
            return Map.of("type", "string", "examples", List.of("local:3", "host1:7800,host2:7800"));
        }

        @Override
        public boolean fits(Value value) {
            return value instanceof Text;
        }
    }
}
