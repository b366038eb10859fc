package dev.perf.engine.internal.script;

/**
 * Lets a user wait until a time has passed since it was last to go on from here. As with the pacing of iterations, the
 * time counts from when it was meant to go on, and one that was too short is not made up for.
 */
record PaceNode(ThinkTimeSampler time) implements Node {

    @Override
    public void run(VirtualUser user) throws InterruptedException {
        long now = user.clock().nanos();
        Long due = user.paces().get(this);
        if (due != null && due > now) {
            user.pause(due - now);
        }
        long left = due == null ? now : Math.max(due, now);
        user.paces().put(this, left + time.nanos(user));
    }
}
