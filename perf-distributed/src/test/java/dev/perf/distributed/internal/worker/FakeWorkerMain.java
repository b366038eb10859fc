package dev.perf.distributed.internal.worker;

/** A worker whose shares do nothing. */
final class FakeWorkerMain {

    private FakeWorkerMain() {}

    public static void main(String... arguments) {
        WorkerMain.run(new FakeShares(), arguments);
    }
}
