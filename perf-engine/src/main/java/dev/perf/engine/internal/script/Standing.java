package dev.perf.engine.internal.script;

import dev.perf.check.OnFail;
import org.jspecify.annotations.Nullable;

/** How a user's iteration stands: what in it has failed, and what is asked to end. Belongs to the user's thread. */
public final class Standing {

    private static final int FAILED = 1;
    private static final int FAILED_BEFORE = 2;

    private boolean failed;
    private boolean failedBefore;
    private boolean left;
    private @Nullable StepsEndedException ending;

    /** An iteration begins. */
    void iterationBegins() {
        failed = false;
        failedBefore = false;
        ending = null;
    }

    /** The steps were ended. */
    void endedBy(StepsEndedException reason) {
        if (reason instanceof IterationFailedException) {
            failed = true;
        }
        left |= reason == ExitException.USER;
    }

    /** Tells whether something in the iteration has failed so far. */
    public boolean hasFailed() {
        return failed || failedBefore;
    }

    /** Tells whether something has failed since the innermost scope began. */
    boolean hasFailedInScope() {
        return failed;
    }

    /** Something has failed, and has been counted. */
    void markFailed() {
        failed = true;
    }

    /** What has failed in the innermost scope was made good. */
    public void forgive() {
        failed = false;
    }

    /** Begins steps whose failures are told apart from those before; returns what they are to be ended with. */
    int beginScope() {
        int outer = (failed ? FAILED : 0) | (failedBefore ? FAILED_BEFORE : 0);
        failedBefore |= failed;
        failed = false;
        return outer;
    }

    /** Ends such steps: what failed before them, or in them and was not made good, has failed. */
    void endScope(int outer) {
        failed |= (outer & FAILED) != 0;
        failedBefore = (outer & FAILED_BEFORE) != 0;
    }

    /** Asks for an end, because something has failed, once the step under way is done. */
    public void exitAfterStep(OnFail what) {
        switch (what) {
            case GO_ON -> {}
            case EXIT_ITERATION -> exitAfterStep(IterationFailedException.INSTANCE);
            case EXIT_USER -> exitAfterStep(ExitException.USER);
        }
    }

    /** Asks for an end once the step under way is done; of several, one that leads farther counts. */
    void exitAfterStep(StepsEndedException reason) {
        if (ending == null || reason == ExitException.USER || ending == IterationFailedException.INSTANCE) {
            ending = reason;
        }
    }

    /** Ends what was asked to end. */
    public void exitIfAsked() throws StepsEndedException {
        StepsEndedException asked = ending;
        if (asked != null) {
            ending = null;
            throw asked;
        }
    }

    /** Tells whether a step has ended the user's life. */
    public boolean hasLeft() {
        return left;
    }

    /** Puts this, which is a lane's, where {@code user} is. */
    void standInFor(Standing user) {
        failed = false;
        failedBefore = user.hasFailed();
        ending = null;
    }

    /** Takes over what has become of a lane. */
    void joined(Standing lane) {
        failed |= lane.failed;
        if (lane.ending != null) {
            exitAfterStep(lane.ending);
        }
    }
}
