package dev.perf.engine.internal.foreign;

import dev.perf.engine.internal.measure.RequestSample;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.SeriesByPhase;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.protocol.Client;
import dev.perf.protocol.Reply;
import dev.perf.protocol.Sender;
import dev.perf.scenario.MissingValueException;
import dev.perf.scenario.Session;
import dev.perf.text.DurationText;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** A request of somebody else's protocol, measured as one that is none of HTTP's. Thread-safe. */
final class ForeignRequest<R> implements CompiledRequest<R> {

    /** Sockets take a limit of less for none. */
    private static final long LEAST_LEFT = TimeUnit.MILLISECONDS.toNanos(1);

    private final String name;
    private final Sender<R> sender;
    private final int protocol;
    private final SeriesByPhase series;

    /** @param protocol index among the protocols of the run */
    ForeignRequest(String name, Sender<R> sender, int protocol, CompileContext context) {
        this.name = name;
        this.sender = sender;
        this.protocol = protocol;
        this.series = new SeriesByPhase(
                context.series(),
                Series.Kind.STEP_REQUEST,
                "step_duration",
                context.tags().and("name", name));
    }

    @Override
    public R send(VirtualUser user) throws InterruptedException {
        user.samples().requestSent();
        long start = user.clock().nanos();
        var client = new UserClient(user, (ForeignState) user.state(protocol), start);
        try {
            Reply<R> reply = sender.send(client);
            String kind = reply.kind();
            if (kind != null) {
                user.failAs(kind, name, String.valueOf(reply.message()));
            }
            record(client, kind != null, reply.bytesSent(), reply.bytesReceived());
            return reply.response();
        } catch (InterruptedException stop) {
            throw stop; // cut off, and so neither a success nor a failure
        } catch (Exception thrown) {
            if (Thread.interrupted()) {
                // A blocking read that is interrupted on a virtual thread ends with an exception of the socket.
                throw new InterruptedException();
            }
            return failed(client, thrown);
        } catch (LinkageError | AssertionError thrown) {
            return failed(client, thrown);
        }
    }

    private R failed(UserClient client, Throwable thrown) {
        String message = thrown.getMessage();
        String type = thrown.getClass().getSimpleName();
        String reason =
                message == null ? type : thrown instanceof MissingValueException ? message : type + ": " + message;
        String kind = switch (thrown) {
            case MissingValueException ignored -> "session";
            case SocketTimeoutException ignored -> "timeout";
            case TimeoutException ignored -> "timeout";
            case IOException ignored -> "io";
            default -> "protocol";
        };
        client.user.fail(kind, name, reason);
        record(client, true, 0, 0);
        return sender.unanswered(reason);
    }

    private void record(UserClient client, boolean failed, long sent, long received) {
        VirtualUser user = client.user;
        long end = user.clock().nanos();
        RequestSample sample = new RequestSample();
        sample.failed = failed || client.checkFailed;
        sample.blockedNanos = client.sentAt - client.start;
        sample.serviceNanos = end - client.sentAt;
        sample.responseNanos = end - Math.min(client.start, user.intendedNanos());
        sample.bytesSent = sent;
        sample.bytesReceived = received;
        user.samples().recordRequest(series.in(user.phase()), sample);
        user.stepEnded(end);
    }

    /** The user of one request. */
    private static final class UserClient implements Client {

        private final VirtualUser user;
        private final ForeignState state;
        private final long start;
        private long sentAt;
        private boolean checkFailed;

        UserClient(VirtualUser user, ForeignState state, long start) {
            this.user = user;
            this.state = state;
            this.start = start;
            this.sentAt = start;
        }

        @Override
        public Session session() {
            return user.session();
        }

        @Override
        public RandomGenerator random() {
            return user.random();
        }

        @Override
        public <C extends AutoCloseable> C keep(Object key, Opener<C> opener) throws Exception {
            return state.keep(key, opener);
        }

        @Override
        public void release(Object key) {
            state.release(key);
        }

        @Override
        public void connected() {
            sentAt = user.clock().nanos();
        }

        @Override
        public long nanos() {
            return user.clock().nanos();
        }

        @Override
        public Duration left(Duration timeout) throws SocketTimeoutException {
            long left = timeout.toNanos() - (nanos() - start);
            if (left <= 0) {
                throw new SocketTimeoutException("no answer within " + DurationText.of(timeout));
            }
            return Duration.ofNanos(Math.max(left, LEAST_LEFT));
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            user.clock().sleepUntil(nanos() + time.toNanos());
        }

        @Override
        public void check(String check, boolean holds) {
            checkFailed |= !user.check(check, holds);
        }
    }
}
