package dev.perf.engine.internal.script;

import dev.perf.engine.internal.trace.Trace;

/** A step in a test of which there is a trace: the trace tells that it begins and ends. */
record TracedNode(String title, Node step) implements Node {

    @Override
    public void run(VirtualUser user) throws InterruptedException, StepsEndedException {
        Trace trace = user.trace();
        if (trace == null) {
            step.run(user);
            return;
        }
        trace.begin(title);
        try {
            step.run(user);
        } finally {
            trace.end();
        }
    }
}
