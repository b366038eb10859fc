package dev.perf.distributed.internal.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perf.engine.fleet.Share;
import dev.perf.engine.fleet.ShareRun;
import dev.perf.load.Rate;
import dev.perf.plan.TestPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A share that does nothing but say what it was told, as entries of a journal; it ends when it is stopped. */
final class FakeShares implements WorkerSession.Shares {

    @Override
    public ShareRun prepare(TestPlan plan, Share share, Map<String, Set<String>> judged, Path folder) {
        return new FakeShare(plan, share, judged);
    }

    private static final class FakeShare implements ShareRun {

        private final CountDownLatch stopped = new CountDownLatch(1);
        private final Map<String, Object> values = new HashMap<>();
        private volatile @Nullable Consumer<byte[]> entries;
        private volatile long allowed;

        FakeShare(TestPlan plan, Share share, Map<String, Set<String>> judged) {
            values.put("test", plan.name());
            values.put("seed", plan.seed());
            values.put("weights", share.weights());
            values.put("judged", judged.toString());
        }

        private void say(String text) {
            Consumer<byte[]> out = entries;
            if (out != null) {
                out.accept(text.getBytes(UTF_8));
            }
        }

        @Override
        public @Nullable String setUp() {
            return null;
        }

        @Override
        public Map<String, Object> setupValues() {
            return values;
        }

        @Override
        public void beginsWith(Map<String, Object> others) {
            values.putAll(others);
        }

        @Override
        public Duration begin(long startNanos, Consumer<byte[]> out) throws InterruptedException {
            entries = out;
            TimeUnit.NANOSECONDS.sleep(startNanos - System.nanoTime());
            say("begun");
            long lease = allowed;
            say("allowed for " + (lease == 0 ? "ever" : TimeUnit.NANOSECONDS.toSeconds(lease - startNanos) + " s"));
            return Duration.ofNanos(System.nanoTime() - startNanos);
        }

        @Override
        public void share(Share share, Duration from) {
            say("share " + share + " from " + from);
        }

        @Override
        public void stop(String reason) {
            say("stop " + reason);
            stopped.countDown();
        }

        @Override
        public void abort(String reason) {
            say("abort " + reason);
            stopped.countDown();
        }

        @Override
        public void pause(Duration at) {
            say("pause " + at);
        }

        @Override
        public void resume(Duration at) {
            say("resume " + at);
        }

        @Override
        public void setRate(String scenario, Rate rate, Duration at) {
            say(scenario + " at " + rate + " from " + at);
        }

        @Override
        public void setUsers(String scenario, int users, Duration at) {
            throw new IllegalArgumentException("no closed load");
        }

        @Override
        public void beginWorkload(int workload, Duration at) {
            say("workload " + workload + " from " + at);
        }

        @Override
        public void allowedUntil(long nanos) {
            allowed = nanos;
        }

        @Override
        public @Nullable String tearDown() {
            return "the teardown failed with " + values.get("given");
        }

        @Override
        public void await() throws InterruptedException {
            stopped.await();
        }

        @Override
        public void close() {
            stopped.countDown();
        }
    }
}
