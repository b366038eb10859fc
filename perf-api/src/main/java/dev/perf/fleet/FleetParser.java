package dev.perf.fleet;

import dev.perf.text.DurationText;
import dev.perf.text.Nearest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a fleet from the text of a flag; its grammar is told at {@link Fleet#parse}. */
final class FleetParser {

    private static final List<String> OPTIONS = List.of(
            "agents",
            "listen",
            "security",
            "labels",
            "sharing",
            "loss",
            "takeover",
            "join-timeout",
            "heartbeat",
            "timeout",
            "worker",
            "late");
    private static final Pattern TOLERATE = Pattern.compile("tolerate:(\\d+(?:\\.\\d+)?)%");
    private static final Set<String> SEVERAL_TIMES = Set.of("labels", "worker");

    private final String text;

    FleetParser(String text) {
        this.text = text;
    }

    /**
     * A stretch of the text.
     *
     * @param at where it begins, from 0
     */
    private record Part(int at, String text) {

        /** Returns the parts between separators, each with its place. */
        List<Part> split(char separator) {
            var parts = new ArrayList<Part>();
            int from = 0;
            for (int i = 0; i <= text.length(); i++) {
                if (i == text.length() || text.charAt(i) == separator) {
                    parts.add(new Part(at + from, text.substring(from, i)));
                    from = i + 1;
                }
            }
            return parts;
        }

        Part from(int index) {
            return new Part(at + index, text.substring(index));
        }

        Part until(int index) {
            return new Part(at, text.substring(0, index));
        }
    }

    /**
     * Returns the fleet.
     *
     * @throws FleetException if the text is malformed
     */
    Fleet fleet() {
        Part all = new Part(0, text);
        int question = text.indexOf('?');
        Fleet fleet = place(question < 0 ? all : all.until(question));
        return question < 0 ? fleet : options(all.from(question + 1), fleet);
    }

    private Fleet place(Part place) {
        if (place.text().isBlank()) {
            throw refused(
                    place,
                    "expected where the agents are: local:3, host1:7800,host2:7800, dns:name:7800:3 or"
                            + " join:host:7800:3");
        } else if (place.text().equals("local") || place.text().startsWith("local:")) {
            return Fleet.local(agents(after(place, "local", "local:AGENTS, such as local:3")));
        } else if (place.text().startsWith("dns:")) {
            return dns(place.from("dns:".length()));
        } else if (place.text().startsWith("join:")) {
            Part rest = place.from("join:".length());
            int colon = lastColon(rest, "join:HOST:PORT:AGENTS, such as join:10.0.0.1:7800:3");
            return Fleet.joining(address(rest.until(colon)), agents(rest.from(colon + 1)));
        }
        return Fleet.of(place.split(',').stream().map(this::address).toArray(String[]::new));
    }

    private Fleet dns(Part rest) {
        String form = "dns:NAME:PORT:AGENTS, such as dns:agents.load.svc:7800:3";
        int last = lastColon(rest, form);
        Part service = rest.until(last);
        int colon = lastColon(service, form);
        if (colon == 0) {
            throw refused(rest, "expected " + form);
        }
        address(service);
        int port = Integer.parseInt(service.text().substring(colon + 1));
        return Fleet.dns(service.text().substring(0, colon), port, agents(rest.from(last + 1)));
    }

    private int lastColon(Part part, String form) {
        int colon = part.text().lastIndexOf(':');
        if (colon < 0) {
            throw refused(part, "expected " + form);
        }
        return colon;
    }

    private Part after(Part part, String word, String form) {
        if (part.text().length() == word.length()) {
            throw refused(part, "expected " + form);
        }
        return part.from(word.length() + 1);
    }

    private String address(Part part) {
        String mistake = Address.mistake(part.text());
        if (mistake != null) {
            throw refused(part, "address " + mistake);
        }
        return part.text();
    }

    private int agents(Part part) {
        try {
            int number = Integer.parseInt(part.text());
            if (number >= 1 && number <= Fleet.MOST_AGENTS) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Refused below, as a number out of range is.
        }
        throw refused(
                part,
                "the number of agents must be a whole number from 1 to " + Fleet.MOST_AGENTS + ", got \"" + part.text()
                        + "\"");
    }

    private Fleet options(Part part, Fleet place) {
        Fleet fleet = place;
        Set<String> seen = new HashSet<>();
        for (Part option : part.split('&')) {
            int equals = option.text().indexOf('=');
            String name = equals < 0 ? option.text() : option.text().substring(0, equals);
            if (!OPTIONS.contains(name)) {
                throw refused(option, unknown(name));
            } else if (equals < 0 || equals == option.text().length() - 1) {
                throw refused(option, "option " + name + " has no value; write " + name + "=VALUE");
            } else if (!seen.add(name) && !SEVERAL_TIMES.contains(name)) {
                throw refused(option, "option " + name + " is given more than once");
            }
            fleet = changed(fleet, name, option.from(equals + 1));
        }
        return fleet;
    }

    private static String unknown(String name) {
        return "unknown option \"" + name + "\"; " + Nearest.question(name, OPTIONS) + "there are "
                + String.join(", ", OPTIONS);
    }

    private Fleet changed(Fleet fleet, String name, Part value) {
        return switch (name) {
            case "agents" -> fleet.atLeast(agents(value));
            case "listen" -> fleet.listeningOn(address(value));
            case "security" -> fleet.secured(folder(value));
            case "labels" -> labelled(fleet, value);
            case "sharing" -> fleet.sharing(sharing(value));
            case "loss" ->
                fleet.onAgentLoss(
                        new AgentLoss(mostLost(value), fleet.agentLoss().isTakenOver()));
            case "takeover" -> fleet.onAgentLoss(new AgentLoss(fleet.agentLoss().mostLost(), yes(value)));
            case "join-timeout" -> fleet.joinTimeout(time(value));
            case "heartbeat" -> fleet.heartbeatInterval(time(value));
            case "timeout" -> fleet.nodeTimeout(time(value));
            case "worker" -> fleet.workerArguments(value.text());
            default -> yes(value) ? fleet : fleet.withoutLateAgents();
        };
    }

    private Path folder(Part value) {
        try {
            return Path.of(value.text());
        } catch (InvalidPathException noPath) {
            throw refused(value, "\"" + value.text() + "\" is no path of this system");
        }
    }

    private Fleet labelled(Fleet fleet, Part value) {
        Fleet labelled = fleet;
        for (Part label : value.split(',')) {
            int equals = label.text().indexOf('=');
            if (equals < 1 || equals == label.text().length() - 1) {
                throw refused(label, "a label must be KEY=VALUE, got \"" + label.text() + "\"");
            }
            labelled = labelled.require(
                    label.text().substring(0, equals), label.text().substring(equals + 1));
        }
        return labelled;
    }

    private Sharing sharing(Part value) {
        return switch (value.text()) {
            case "capacity" -> Sharing.CAPACITY;
            case "round-robin" -> Sharing.ROUND_ROBIN;
            default -> throw refused(value, "sharing must be capacity or round-robin, got \"" + value.text() + "\"");
        };
    }

    private double mostLost(Part value) {
        return switch (value.text()) {
            case "carry-on" -> AgentLoss.carryOn().mostLost();
            case "stop" -> AgentLoss.stop().mostLost();
            default -> tolerated(value);
        };
    }

    private double tolerated(Part value) {
        Matcher percent = TOLERATE.matcher(value.text());
        double share = percent.matches() ? Double.parseDouble(percent.group(1)) / 100 : -1;
        if (share < 0 || share > 1) {
            throw refused(
                    value,
                    "loss must be carry-on, stop or tolerate with a part of the agents from 0% to 100%, such as"
                            + " tolerate:20%, got \"" + value.text() + "\"");
        }
        return share;
    }

    private boolean yes(Part value) {
        return switch (value.text()) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw refused(value, "must be yes or no, got \"" + value.text() + "\"");
        };
    }

    private Duration time(Part value) {
        try {
            return DurationText.parse(value.text());
        } catch (IllegalArgumentException noTime) {
            throw refused(value, String.valueOf(noTime.getMessage()));
        }
    }

    private FleetException refused(Part part, String why) {
        return new FleetException("fleet \"" + text + "\" at " + part.at() + ": " + why);
    }
}
