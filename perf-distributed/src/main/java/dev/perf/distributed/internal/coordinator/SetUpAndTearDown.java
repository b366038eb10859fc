package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.message.Message.BeginsWith;
import dev.perf.distributed.internal.message.Message.SetUp;
import dev.perf.distributed.internal.message.Message.TearDown;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one agent does for all, before the load and after it. All state is the loop's. */
final class SetUpAndTearDown {

    private static final String SETUP = "setup";
    private static final String TEARDOWN = "teardown";

    private final RunState run;
    private byte @Nullable [] values;
    private @Nullable Part preparer;
    private @Nullable Task task;

    SetUpAndTearDown(RunState run) {
        this.run = run;
    }

    /** Blocks until it is done; returns why it failed, null where it did not. */
    @Nullable
    String setUp() throws InterruptedException {
        return blocking(this::beginSetUp);
    }

    /** Blocks until it is done; returns why it failed, null where it did not. */
    @Nullable
    String tearDown() throws InterruptedException {
        return blocking(this::beginTearDown);
    }

    private @Nullable String blocking(Consumer<CompletableFuture<Answer>> what) throws InterruptedException {
        var result = new CompletableFuture<Answer>();
        run.loop.execute(() -> {
            if (run.phase == RunState.Phase.CLOSED) {
                result.complete(new Answer("the run was closed"));
            } else {
                what.accept(result);
            }
        });
        return run.loop.await(result).failure();
    }

    private void beginSetUp(CompletableFuture<Answer> result) {
        List<Part> there = run.parts.in(Part.State.READY);
        if (there.isEmpty()) {
            result.complete(new Answer("no agent is left to do the setup"));
            return;
        }
        Part first = there.getFirst();
        preparer = first;
        task = new Task(SETUP, first, result, run.request.limits().setUp());
        run.send(first, new SetUp());
    }

    private void beginTearDown(CompletableFuture<Answer> result) {
        Part last = preparer;
        if (last == null || last.isGone) {
            last = run.parts.stream()
                    .filter(part -> !part.isGone && part.state != Part.State.PREPARING)
                    .findFirst()
                    .orElse(null);
        }
        if (last == null) {
            result.complete(new Answer("no agent is left to do the teardown"));
            return;
        }
        task = new Task(TEARDOWN, last, result, run.request.limits().setUp());
        run.send(last, new TearDown());
    }

    /** An agent has done the setup: the others begin with what it left. */
    void isSetUp(Part part, byte[] left) {
        if (isDoing(part, SETUP)) {
            values = left;
            run.parts.in(Part.State.READY).stream()
                    .filter(other -> other != part)
                    .forEach(this::give);
            endTask(null);
        }
    }

    void setUpFailed(Part part, String reason) {
        if (isDoing(part, SETUP)) {
            endTask(reason);
        }
    }

    void isTornDown(Part part, @Nullable String failure) {
        if (isDoing(part, TEARDOWN)) {
            endTask(failure);
        }
    }

    /** Sends an agent what the setup left, if there was one. */
    void give(Part part) {
        byte[] left = values;
        if (left != null) {
            run.send(part, new BeginsWith(left));
        }
    }

    /** Another does what a lost agent was about, where that can be. */
    void lost(Part part, String cause) {
        Task lost = task;
        if (lost == null || lost.part != part) {
            return;
        }
        if (lost.name.equals(TEARDOWN)) {
            lost.cancel();
            beginTearDown(lost.result);
        } else {
            lost.end("agent " + part.title() + " was lost while it did the setup: " + cause);
        }
    }

    /** The run is closed. */
    void end() {
        if (task != null) {
            endTask("the run was closed");
        }
    }

    private boolean isDoing(Part part, String name) {
        return task != null && task.part == part && task.name.equals(name);
    }

    private void endTask(@Nullable String failure) {
        if (task != null) {
            task.end(failure);
        }
    }

    /** What came of a task. */
    private record Answer(@Nullable String failure) {}

    private final class Task {

        private final String name;
        private final Part part;
        private final CompletableFuture<Answer> result;
        private final Loop.Timer deadline;

        Task(String name, Part part, CompletableFuture<Answer> result, Duration limit) {
            this.name = name;
            this.part = part;
            this.result = result;
            this.deadline = run.loop.after(
                    limit,
                    () -> end("agent " + part.title() + " has not ended the " + name + " within "
                            + Figures.seconds(limit)));
        }

        void cancel() {
            deadline.cancel();
            task = null;
        }

        void end(@Nullable String failure) {
            cancel();
            result.complete(new Answer(failure));
        }
    }
}
