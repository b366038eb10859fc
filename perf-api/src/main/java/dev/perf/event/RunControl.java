package dev.perf.event;

import dev.perf.load.Rate;

/** A run under way whose load can be changed. Thread-safe; nothing here blocks. */
public interface RunControl extends StartedRun {

    /**
     * Pauses the load of all scenarios: no iteration begins any more, and the profiles' time stands still. Nothing is
     * dropped because of it, and the run gets longer by the length of the pause. Iterations under way go on to their
     * end. Closed users keep their sessions and connections while they wait; think times between iterations stand
     * still too. Does nothing while the load is paused already.
     */
    void pause();

    /**
     * Goes on after a {@link #pause()}, at the point of the profiles where it began. Does nothing if the load is not
     * paused.
     */
    void resume();

    /**
     * Sets the rate at which the iterations of an open scenario start, from now until the planned end of its profile,
     * whose rest it replaces. May be set again and again. The starts are spaced evenly, or stay random in a Poisson
     * profile, and are computed from this moment, so they do not drift; what the rate before had gained on the way to its
     * next start is not lost, so that the number of starts is that under the curve of the rates whatever the number of
     * changes. {@code maxUsers} stays as it is. A scenario that waits for its turn begins with the rate.
     *
     * @param scenario name of an open scenario of the test
     * @param rate from 0, which begins nothing, to 10,000,000 per second
     * @throws IllegalArgumentException if the test has no such scenario, or it has a closed load or a number of
     *     iterations, or the rate is not allowed
     */
    void setRate(String scenario, Rate rate);

    /**
     * Sets the number of users of a closed scenario, from now until the planned end of its profile, whose rest it
     * replaces. May be set again and again. Users that are added are new ones. As on a falling ramp the newest users
     * leave first, each after its iteration and within the profile's {@code gracefulRampDown}. During a pause it takes
     * effect with {@link #resume()}.
     *
     * @param scenario name of a closed scenario of the test
     * @param users from 0, which takes all users away, to 10,000,000
     * @throws IllegalArgumentException if the test has no such scenario, or it has an open load or a number of iterations,
     *     or the number is out of range
     */
    void setUsers(String scenario, int users);
}
