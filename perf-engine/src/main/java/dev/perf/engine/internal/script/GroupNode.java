package dev.perf.engine.internal.script;

/**
 * Times its body, and what is measured in it counts as in the group.
 *
 * @param path names of the groups around it, and its own
 */
record GroupNode(String path, GroupSeries series, Node body) implements Node {

    /** Creates the node of the group that {@code inside} is. */
    GroupNode(CompileContext inside, Node body) {
        this(inside.group(), GroupSeries.of(inside.series(), inside.tags()), body);
    }

    @Override
    public void run(VirtualUser user) throws InterruptedException, StepsEndedException {
        long start = user.clock().nanos();
        long served = user.samples().servedNanos();
        try {
            user.inGroup(path, body);
        } finally {
            series.record(user, start, served);
        }
    }
}
