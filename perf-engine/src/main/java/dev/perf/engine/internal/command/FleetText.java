package dev.perf.engine.internal.command;

import dev.perf.fleet.AgentLoss;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.Sharing;
import dev.perf.text.Figures;

/** A fleet as a sentence. */
final class FleetText {

    private FleetText() {}

    static String of(Fleet fleet) {
        return agents(fleet.agents()) + " " + place(fleet) + ", "
                + (fleet.sharing() == Sharing.CAPACITY ? "sharing by capacity" : "sharing alike") + ", "
                + loss(fleet.agentLoss());
    }

    private static String agents(int count) {
        return count == 1 ? "1 agent" : Figures.count(count) + " agents";
    }

    private static String place(Fleet fleet) {
        return switch (fleet.discovery()) {
            case Fleet.Discovery.Local local -> "on this machine";
            case Fleet.Discovery.Addresses found -> "at " + String.join(", ", found.addresses());
            case Fleet.Discovery.Dns dns -> "at the addresses of " + dns.name() + ", port " + dns.port();
            case Fleet.Discovery.Joining joining -> "that join " + fleet.listen();
        };
    }

    private static String loss(AgentLoss loss) {
        if (loss.mostLost() == 0) {
            return "stopping when one is lost";
        }
        String most =
                loss.mostLost() == 1 ? "" : ", stopping when more than " + Figures.share(loss.mostLost()) + " are lost";
        return (loss.isTakenOver() ? "the others take over for a lost one" : "nobody takes over for a lost one") + most;
    }
}
