package dev.perf.engine.internal.script;

import org.jspecify.annotations.Nullable;

/**
 * Does its body until it has not failed, a number of times at most. What fails in a try fails the iteration only if it
 * is the last one.
 *
 * @param body which ends with its first failure
 * @param name under which notes are counted
 */
record TriesNode(Node body, int most, @Nullable ThinkTimeSampler pause, String name) implements Node {

    @Override
    public void run(VirtualUser user) throws InterruptedException, StepsEndedException {
        int outer = user.standing().beginScope();
        try {
            tryAll(user);
        } finally {
            user.standing().endScope(outer);
        }
    }

    private void tryAll(VirtualUser user) throws InterruptedException, StepsEndedException {
        for (int number = 1; ; number++) {
            Passes.next(number);
            try {
                body.run(user);
            } catch (IterationFailedException failed) {
                if (user.isOutOfData()) {
                    throw failed; // there will be no record the next time either
                }
                user.standing().markFailed();
            }
            if (!user.standing().hasFailedInScope()) {
                if (number > 1) {
                    user.note("try", name, "went well at try " + number + " of " + most);
                }
                return;
            }
            if (number == most) {
                user.note("try", name, "failed at all " + most + " tries");
                return;
            }
            user.standing().forgive();
            if (pause != null) {
                user.pause(pause.nanos(user));
            }
        }
    }
}
