package dev.perf.engine.internal.script;

import java.util.Iterator;

/** Does a pass for each item, which is in the session meanwhile. */
record ForEachNode(LoopCompiler.Pass pass, ItemsOf items, String item, String name) implements Node {

    @Override
    public void run(VirtualUser user) throws InterruptedException, StepsEndedException {
        int number = 0;
        for (Iterator<?> left = begin(user); hasNext(left, user); number++) {
            user.session().set(item, next(left, number, user));
            pass.run(number, user);
        }
    }

    private Iterator<?> begin(VirtualUser user) throws IterationFailedException {
        try {
            return items.of(user.session());
        } catch (RuntimeException | Error thrown) {
            throw failed(user, thrown);
        }
    }

    private boolean hasNext(Iterator<?> left, VirtualUser user) throws IterationFailedException {
        try {
            return left.hasNext();
        } catch (RuntimeException | Error thrown) {
            throw failed(user, thrown);
        }
    }

    private Object next(Iterator<?> left, int number, VirtualUser user) throws IterationFailedException {
        try {
            Object next = left.next();
            if (next == null) {
                throw new IllegalArgumentException("item " + number + " is null; leave it out");
            }
            return next;
        } catch (RuntimeException | Error thrown) {
            throw failed(user, thrown);
        }
    }

    private IterationFailedException failed(VirtualUser user, Throwable thrown) {
        user.fail("step", name, ThrownText.of(thrown));
        return IterationFailedException.INSTANCE;
    }
}
