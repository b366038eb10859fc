package dev.perf.engine.internal.script;

/** Does its body, and joins what that has started in the background and not joined itself; what is cut off ends at once. */
record JoinedAtEnd(Node body) implements Node {

    @Override
    public void run(VirtualUser user) throws InterruptedException, StepsEndedException {
        BackgroundLanes background = user.lanes().background();
        try {
            doAndJoin(user, background);
        } catch (InterruptedException | RuntimeException | Error thrown) {
            background.cutOff();
            throw thrown;
        }
        user.standing().exitIfAsked();
    }

    private void doAndJoin(VirtualUser user, BackgroundLanes background) throws InterruptedException {
        try {
            body.run(user);
        } catch (StepsEndedException ended) {
            user.standing().exitAfterStep(ended);
        }
        background.joinAll();
    }
}
