package dev.perf.scenario;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps that belong together. */
public sealed interface Block extends Step permits Block.Sequence, Block.Enclosed, Block.LeftOnFail, Block.Tries {

    /** Several steps as one value; where it stands, they stand. */
    record Sequence(List<Step> parts, SourceLocation location) implements Block {
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /** Steps that {@link Exit.Scope#BLOCK} leaves. */
    record Enclosed(List<Step> parts, SourceLocation location) implements Block {
        public Enclosed {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Steps of which the rest is left out as soon as one has failed. The iteration has failed then, and goes on behind
     * them.
     */
    record LeftOnFail(List<Step> parts, SourceLocation location) implements Block {
        public LeftOnFail {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Steps that are done again from the first one as soon as one has failed: a request, a check, or a lambda step that
     * threw. The iteration fails only where the last try does; what failed before is among the errors of the run all the
     * same, and so is a note of how many tries it took, kind {@code try}.
     *
     * @param most the most times that they are begun; positive
     * @param pause between two tries; null for none
     */
    record Tries(int most, @Nullable ThinkTime pause, List<Step> parts, SourceLocation location) implements Block {
        public Tries {
            parts = List.copyOf(parts);
        }

        /** Returns this step with a pause before each try but the first. */
        public Tries pausing(ThinkTime time) {
            return new Tries(most, given(time, "time"), parts, location);
        }
    }
}
