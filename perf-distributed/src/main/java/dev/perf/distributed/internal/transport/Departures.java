package dev.perf.distributed.internal.transport;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jgroups.Address;
import org.jgroups.Event;
import org.jgroups.stack.Protocol;

/** On top of the others: remembers of whom JGroups came to think that it is dead, and why, to tell that from leaving. */
final class Departures extends Protocol {

    private final Duration nodeTimeout;
    private final Set<Address> closed = ConcurrentHashMap.newKeySet();
    private final Set<Address> suspected = ConcurrentHashMap.newKeySet();

    Departures(Duration nodeTimeout) {
        this.nodeTimeout = nodeTimeout;
    }

    void closed(Address member) {
        closed.add(member);
    }

    @Override
    public Object up(Event event) {
        if (event.getType() == Event.SUSPECT) {
            if (event.getArg() instanceof Collection<?> members) {
                members.forEach(member -> suspected.add((Address) member));
            } else if (event.getArg() instanceof Address member) {
                suspected.add(member);
            }
        } else if (event.getType() == Event.UNSUSPECT && event.getArg() instanceof Address member) {
            suspected.remove(member);
            closed.remove(member);
        }
        return up_prot.up(event);
    }

    /** Returns why a member is none any more. */
    String cause(Address member) {
        boolean isSuspected = suspected.remove(member);
        if (closed.remove(member)) {
            return "its connection was closed";
        }
        return isSuspected ? "silent for " + nodeTimeout.toMillis() + " ms" : "left";
    }

    /** Has a member that is alive counted as dead. */
    void expel(Address member) {
        // Down to the membership, which is beneath this one.
        down_prot.up(new Event(Event.SUSPECT, List.of(member)));
    }
}
