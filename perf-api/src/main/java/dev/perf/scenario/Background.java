package dev.perf.scenario;

import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.List;

/** A step that has to do with what a user does beside its other steps. */
public sealed interface Background extends Step {

    /**
     * Does its steps beside those that follow, and goes on at once; times them together, under its name.
     *
     * <p>They see the session and the cookies as they were when they began, and their own changes, which are made for the
     * user when they are {@linkplain Join joined}. They have connections of their own; a WebSocket or event stream that
     * they open is closed with them. A failure or an exit in them counts for the user when they are joined. What has not
     * been joined is joined at the end of the iteration, of onStart or onStop, or of the branch of {@link Step.InParallel}
     * or steps in the background that started it.
     *
     * @param name by which a join knows them; what was started under a name has to be joined before it is started again
     */
    record Started(String name, List<Step> steps, SourceLocation location) implements Background {
        public Started {
            steps = List.copyOf(steps);
        }

        @Override
        public List<Step> parts() {
            return steps;
        }
    }

    /**
     * Waits until what was started in the background has ended, and makes its changes of session and cookies for the
     * user, in the order of the names. Where nothing was started, or all has been joined, the user goes on at once.
     *
     * @param names of what is waited for
     * @param most how long for all of it together; what has not ended then is cut off, its changes are lost, and the
     *     iteration fails; positive, 60 s unless set
     */
    record Join(List<String> names, Duration most, SourceLocation location) implements Background {

        /** How long is waited unless a step says otherwise, and at the end of an iteration: 60 s. */
        public static final Duration DEFAULT_MOST = Duration.ofSeconds(60);

        public Join {
            names = List.copyOf(names);
        }

        /** Returns this step with another longest wait; positive, 60 s unless set. */
        public Join atMost(Duration time) {
            return new Join(names, time, location);
        }
    }
}
