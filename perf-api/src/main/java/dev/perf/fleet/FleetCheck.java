package dev.perf.fleet;

import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with the settings of a fleet. */
final class FleetCheck {

    private static final Duration LEAST_HEARTBEAT = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int HEARTBEATS = 4;

    private final Fleet fleet;
    private final List<String> mistakes = new ArrayList<>();

    FleetCheck(Fleet fleet) {
        this.fleet = fleet;
    }

    /** Returns all mistakes, each as a clause. */
    List<String> mistakes() {
        agents();
        discovery();
        listen();
        labels();
        times();
        if (fleet.workerArguments().stream().anyMatch(String::isBlank)) {
            mistakes.add("an argument of the workers is blank; leave it out");
        }
        return mistakes;
    }

    private void agents() {
        if (fleet.agents() < 1 || fleet.agents() > Fleet.MOST_AGENTS) {
            mistakes.add("the number of agents must be from 1 to " + Fleet.MOST_AGENTS + ", got " + fleet.agents());
        }
    }

    private void discovery() {
        switch (fleet.discovery()) {
            case Fleet.Discovery.Addresses found -> addresses(found.addresses());
            case Fleet.Discovery.Dns dns -> {
                if (dns.name().isBlank()) {
                    mistakes.add("the name in the DNS is blank; name the service that the agents belong to");
                }
                String mistake = Address.portMistake(dns.port());
                if (mistake != null) {
                    mistakes.add("agents found by DNS: each address " + mistake);
                }
            }
            case Fleet.Discovery.Joining joining -> {
                if (fleet.listen() == null) {
                    mistakes.add("agents that join need an address to join; name it with listeningOn");
                }
            }
            case Fleet.Discovery.Local local -> {
                if (!fleet.labels().isEmpty()) {
                    mistakes.add("agents of Fleet.local carry no labels, so none could take part; leave the labels out,"
                            + " or start agents with perf agent --label");
                }
            }
        }
    }

    private void addresses(List<String> addresses) {
        if (addresses.isEmpty()) {
            mistakes.add("no address is given; name those that agents listen on, or use Fleet.local");
            return;
        }
        Set<String> seen = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (String address : addresses) {
            address("agent address", address);
            if (!seen.add(address) && twice.add(address)) {
                mistakes.add("agent address " + address + " is given more than once");
            }
        }
        if (fleet.agents() > seen.size() && fleet.agents() <= Fleet.MOST_AGENTS && twice.isEmpty()) {
            mistakes.add(fleet.agents() + " agents cannot be at " + seen.size() + " address"
                    + (seen.size() == 1 ? "" : "es") + "; ask for fewer, or name more");
        }
    }

    private void listen() {
        String listen = fleet.listen();
        if (listen != null) {
            address("address to listen on", listen);
        }
    }

    private void address(String what, String address) {
        String mistake = Address.mistake(address);
        if (mistake != null) {
            mistakes.add(what + " " + mistake);
        }
    }

    private void labels() {
        fleet.labels().forEach((label, value) -> {
            if (label.isBlank()) {
                mistakes.add("a label with the value \"" + value + "\" has no name");
            }
            if (value.isBlank()) {
                mistakes.add("label \"" + label + "\" has no value; leave it out, or name the one that is wanted");
            }
        });
    }

    private void times() {
        time("join timeout", fleet.joinTimeout());
        Duration timeout = fleet.nodeTimeout();
        time("node timeout", timeout);
        Duration beat = fleet.heartbeatInterval();
        if (beat.compareTo(LEAST_HEARTBEAT) < 0) {
            mistakes.add("heartbeat interval must be at least " + DurationText.of(LEAST_HEARTBEAT) + ", got "
                    + DurationText.of(beat));
        } else if (timeout.isPositive() && beat.compareTo(timeout.dividedBy(HEARTBEATS)) > 0) {
            mistakes.add("heartbeat interval " + DurationText.of(beat)
                    + " must be at most a quarter of the node timeout "
                    + DurationText.of(timeout) + ", so that one late heartbeat costs no agent; shorten the one or"
                    + " lengthen the other");
        }
    }

    private void time(String what, Duration time) {
        if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
            mistakes.add(what + " must be positive and at most " + DurationText.of(LONGEST) + ", got "
                    + DurationText.of(time));
        }
    }
}
