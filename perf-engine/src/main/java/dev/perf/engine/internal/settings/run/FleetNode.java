package dev.perf.engine.internal.settings.run;

import static dev.perf.engine.internal.shape.Key.key;

import dev.perf.engine.internal.document.Mistake;
import dev.perf.engine.internal.settings.http.Authority;
import dev.perf.engine.internal.settings.http.HttpParts;
import dev.perf.engine.internal.settings.value.Throughputs;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.internal.shape.Mapping;
import dev.perf.engine.internal.shape.Shape;
import dev.perf.engine.internal.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent that listens.
 *
 * @param address {@code host:port}
 * @param notes what the file says of it that only the agent can say itself
 */
record FleetNode(String address, List<Mistake> notes) {

    /** Where agents listen, unless they are told otherwise. */
    private static final int AGENT_PORT = 7800;

    /** A name in the DNS, and where each of those behind it listens. */
    record Service(String name, int port) {}

    private static final Shape<Authority> PLACE = Shapes.text().as(FleetNode::place);

    private static final Key<Authority> HOST =
            key("host", PLACE, "Its name or address.").required();
    private static final Key<Integer> PORT = key("port", HttpParts.PORT, "Where it listens; 7800 unless given.");
    private static final Key<String> ID = key(
                    "id", Shapes.text(), "Noted, not used: an agent says its name itself, with perf agent --name.")
            .also("name");
    private static final Key<String> CAPACITY = key(
            "capacity",
            Shapes.text().as(Throughputs::canonical),
            "Noted, not used: an agent says itself what it can do, with perf agent --capacity.");
    private static final Key<Map<String, String>> LABELS = key(
                    "labels",
                    Shapes.mapOf("labels", Shapes.text()),
                    "Noted, not used: an agent carries its labels itself, with perf agent --label.")
            .also("capabilities");

    static final Shape<FleetNode> SHAPE = Shapes.either(
            PLACE.as(place -> new FleetNode(address(place, AGENT_PORT), List.of())),
            Mapping.of("a node", List.of(HOST, PORT, ID, CAPACITY, LABELS), FleetNode::node));

    private static final Key<String> NAME =
            key("name", Shapes.text(), "The name.").required();

    static final Shape<Service> SERVICE = Mapping.of("a name in the DNS", List.of(NAME, PORT), fields -> {
        String name = fields.get(NAME);
        return name == null ? null : new Service(name, fields.get(PORT, AGENT_PORT));
    });

    /** Returns the shape of an address: {@code host:port}, or a mapping of both. */
    static Shape<String> address(String what, int usualPort) {
        Key<Integer> port = key("port", HttpParts.PORT, "Its port; " + usualPort + " unless given.");
        return Shapes.either(
                PLACE.as(place -> address(place, usualPort)),
                Mapping.of(what, List.of(HOST, port), fields -> address(fields, port, usualPort)));
    }

    private static Authority place(String text) {
        Authority place = Authority.parse(text);
        if (place.scheme() != null || !place.path().isEmpty()) {
            throw new IllegalArgumentException("host:port is expected here, not a URL, got \"" + text + "\"");
        }
        return place;
    }

    private static String address(Authority place, int usualPort) {
        Integer port = place.port();
        return place.host() + ":" + (port == null ? usualPort : port);
    }

    private static @Nullable String address(Fields fields, Key<Integer> portKey, int usualPort) {
        Authority place = fields.get(HOST);
        Integer port = fields.get(portKey);
        if (place == null) {
            return null;
        }
        if (port != null && place.port() != null && !port.equals(place.port())) {
            fields.mistake(portKey, "\"host\" says the port " + place.port() + "; keep one of them");
        }
        return address(port == null ? place : place.withPort(port), usualPort);
    }

    private static @Nullable FleetNode node(Fields fields) {
        String address = address(fields, PORT, AGENT_PORT);
        if (address == null) {
            return null;
        }
        var notes = new ArrayList<Mistake>();
        String id = fields.get(ID);
        note(ID, "an agent says its name itself: perf agent --name " + id, fields, notes);
        note(
                CAPACITY,
                "an agent says itself what it can do: perf agent --capacity " + fields.get(CAPACITY),
                fields,
                notes);
        note(
                LABELS,
                "an agent carries its labels itself: perf agent --label "
                        + String.join(
                                ",",
                                fields.get(LABELS, Map.of()).entrySet().stream()
                                        .map(label -> label.getKey() + "=" + label.getValue())
                                        .toList()),
                fields,
                notes);
        return new FleetNode(address, List.copyOf(notes));
    }

    private static void note(Key<?> key, String text, Fields fields, List<Mistake> notes) {
        if (fields.get(key) != null) {
            notes.add(new Mistake(fields.place(key), fields.reading(key).path(), text));
        }
    }
}
