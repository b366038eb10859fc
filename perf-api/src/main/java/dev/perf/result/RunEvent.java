package dev.perf.result;

import java.time.Duration;

/**
 * Something that was done to a run while it was under way, or that befell it: a mark, a change of its load, a pause, its early
 * end, an agent that was lost.
 *
 * @param at when, since the start of the load, the warm-up included
 * @param type what kind of act it was
 * @param text what was done, for people: {@code rate of "visitors" set to 50/s}, or the text of the mark
 * @param by who did it, as far as is known: the name of the calling thread, which is {@code main}, that of a virtual
 *     user ({@code visitors-17}), {@code perf-interruption} for Ctrl-C, {@code live page}, or for JMX from another process
 *     one such as {@code RMI TCP Connection(2)-192.0.2.7}; {@code threshold} where a threshold ended the run;
 *     the name of the agent for what befell one, and {@code coordinator} for what came of that
 */
public record RunEvent(Duration at, Type type, String text, String by) {

    /** What can be done to a run, or befall it. */
    public enum Type {
        /** A moment was given a name. */
        MARK,
        /** The rate of an open scenario was set. */
        RATE,
        /** The number of users of a closed scenario was set. */
        USERS,
        /** The load was paused. */
        PAUSE,
        /** The load went on after a pause. */
        RESUME,
        /** The run was ended early, with its graceful stop. */
        STOP,
        /** The run was ended at once. */
        ABORT,
        /** An agent was lost. */
        AGENT_LOST,
        /** An agent joined the run. */
        AGENT_JOINED,
        /** The load was divided among the agents in another way. */
        SHARE
    }
}
