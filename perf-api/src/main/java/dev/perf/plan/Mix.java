package dev.perf.plan;

import dev.perf.scenario.Scenario;
import dev.perf.source.SourceLocation;
import java.util.List;

/**
 * Classes of users that share one load. Each user of a closed load, and each arrival of an open one, belongs to one of
 * them for good: first the fixed ones, then by weight, in smooth weighted round robin, so that whatever the number of
 * users is at a time, it has the right proportions.
 *
 * @param members the classes, in the order of the plan
 */
public record Mix(List<Member> members, SourceLocation location) {

    /** Copies the list, so that the mix never changes. */
    public Mix {
        members = List.copyOf(members);
    }

    /** A class of users. */
    public sealed interface Member permits Share, Fixed {

        /** Returns what its users do. */
        Scenario scenario();

        /** Returns where it was written. */
        SourceLocation location();
    }

    /**
     * A class that gets users in proportion to its weight.
     *
     * @param weight from 1 to 10,000
     */
    public record Share(int weight, Scenario scenario, SourceLocation location) implements Member {}

    /**
     * A class that gets the first users, and no more.
     *
     * @param count positive
     */
    public record Fixed(int count, Scenario scenario, SourceLocation location) implements Member {}

    /**
     * The part of a load that one class has.
     *
     * @param mix all classes
     * @param index which of them
     */
    public record Portion(Mix mix, int index) {}
}
