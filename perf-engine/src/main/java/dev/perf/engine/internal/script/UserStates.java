package dev.perf.engine.internal.script;

import dev.perf.scenario.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user, or one of its lanes, keeps for each protocol of its scenario; made when it is first needed. Belongs to
 * its thread.
 */
final class UserStates {

    private final CompiledScenario scenario;
    private final Session session;
    private final boolean lasting;

    /** Those of the user whose lane it is; null for a user itself. */
    private final @Nullable UserStates whose;

    private final boolean first;
    private final Protocol.@Nullable UserState[] states;

    /**
     * Creates the states of a user.
     *
     * @param lasting whether it lives through many iterations, rather than one
     */
    UserStates(CompiledScenario scenario, Session session, boolean lasting) {
        this(scenario, session, lasting, null, false);
    }

    private UserStates(
            CompiledScenario scenario, Session session, boolean lasting, @Nullable UserStates whose, boolean first) {
        this.scenario = scenario;
        this.session = session;
        this.lasting = lasting;
        this.whose = whose;
        this.first = first;
        this.states = scenario.newUserStates();
    }

    /**
     * Creates those of a lane.
     *
     * @param laneSession the lane's
     * @param usesConnection whether it may use the user's connections
     */
    UserStates lane(Session laneSession, boolean usesConnection) {
        return new UserStates(scenario, laneSession, lasting, this, usesConnection);
    }

    /** Returns the one for the protocol at {@code index} of the scenario's list. */
    Protocol.UserState of(int index) {
        Protocol.UserState state = states[index];
        if (state == null) {
            state = whose == null ? scenario.newUserState(index, lasting, session) : ofLane(whose.of(index));
            states[index] = state;
        }
        return state;
    }

    private Protocol.UserState ofLane(Protocol.UserState ofUser) {
        Protocol.UserState state = ofUser.newLane(first, session);
        state.beginsTask(ofUser);
        return state;
    }

    /** Makes what lanes share with the user, or begin with. */
    void beforeLanes() {
        for (int i = 0; i < states.length; i++) {
            of(i).beforeLanes();
        }
    }

    /** The lane begins something, for which it sees what the user has, and nothing of what it did before. */
    void beginsTask() {
        for (int i = 0; i < states.length; i++) {
            Protocol.UserState state = states[i];
            if (state != null && whose != null) {
                state.beginsTask(whose.of(i));
            }
        }
    }

    /** As {@link #beginsTask}, where the user goes on meanwhile: all that the lane needs of it is looked at now. */
    void beginsTaskBeside() {
        beginsTask();
        for (int i = 0; i < states.length; i++) {
            of(i);
        }
    }

    /** The lane has done that; adds to {@code changes} what makes its changes the user's. */
    void endsTask(List<Runnable> changes) {
        for (int i = 0; i < states.length; i++) {
            Protocol.UserState state = states[i];
            Runnable change = state == null || whose == null ? null : state.endsTask(whose.of(i));
            if (change != null) {
                changes.add(change);
            }
        }
    }

    void rest() {
        for (Protocol.UserState state : states) {
            if (state != null) {
                state.rest();
            }
        }
    }

    void iterationEnded() {
        for (Protocol.UserState state : states) {
            if (state != null) {
                state.iterationEnded();
            }
        }
    }

    void close() {
        for (Protocol.UserState state : states) {
            if (state != null) {
                state.close();
            }
        }
    }
}
