package dev.perf.engine.internal.script;

import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.measure.ErrorSamples;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.measure.Recorder;
import dev.perf.engine.internal.measure.RequestSample;
import dev.perf.engine.internal.measure.RequestWatch;
import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.SlowestRequest;
import dev.perf.engine.internal.measure.TaggedSeries;
import dev.perf.engine.internal.measure.Tags;
import dev.perf.engine.internal.trace.StackText;
import dev.perf.event.RequestEvent;
import dev.perf.result.ErrorSample;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a user records: times, counts, requests, checks and errors, in the phase that it is in and under the tags that it
 * carries. Tells of its requests those who want to know. Belongs to the user's thread.
 */
public final class UserSamples {

    private static final Logger LOG = LoggerFactory.getLogger(UserSamples.class);

    private final VirtualUser user;
    private final Measurement measurement;
    private final HeldSamples held = new HeldSamples();
    private final @Nullable RequestWatch watch;
    private Phase phase = Phase.LOAD;
    private @Nullable TaggedSeries tags;
    private long requests;
    private long served;
    private @Nullable String trace;

    /** What the user does now, and what was thrown last, for those who look at failures. */
    private @Nullable Evidence evidence;

    private @Nullable Throwable thrown;

    /** What failed last; only known while somebody is told of requests. */
    private @Nullable String failure;

    UserSamples(VirtualUser user, Measurement measurement) {
        this.user = user;
        this.measurement = measurement;
        this.watch = measurement.requestWatch();
    }

    /** An iteration begins: its samples carry no tags of the one before it. */
    void iterationBegins(Phase of) {
        phase = of;
        tags = null;
        evidence = null;
        thrown = null;
    }

    /** Sets the phase that samples belong to. */
    void belongTo(Phase of) {
        phase = of;
    }

    /** Returns the phase that samples belong to. */
    Phase phase() {
        return phase;
    }

    /** What is recorded from now on carries a tag besides. */
    void tag(String key, String value) {
        writeHeld();
        tags = tags == null ? measurement.series().tagged(Tags.of(key, value)) : tags.and(key, value);
    }

    /** Sets the id under which a tracing system knows what the user does now; null for none. */
    public void tracing(@Nullable String id) {
        trace = id;
    }

    /** What the user does now shows itself there where it fails; null where it does nothing that could. */
    public void evidence(@Nullable Evidence of) {
        evidence = of;
    }

    /** The failure that is counted next is because of {@code cause}. */
    public void thrown(Throwable cause) {
        thrown = cause;
    }

    /** Returns a stripe to record samples to; to be released without blocking in between. */
    public Recorder.Stripe stripe() {
        Recorder.Stripe stripe = measurement.recorder().acquire((int) user.id());
        held.writeTo(stripe);
        return stripe;
    }

    /** Returns the series that samples of the user are counted in: {@code series}, unless it carries tags of its own. */
    public Series tagged(Series series) {
        return tags == null ? series : tags.of(series);
    }

    /** Records a time. */
    public void recordTime(Series series, long nanos) {
        Series of = tagged(series);
        Recorder.Stripe stripe = stripe();
        stripe.time(of, nanos);
        stripe.release();
    }

    /** Adds to a sum. */
    public void recordCount(Series series, long amount) {
        Series of = tagged(series);
        Recorder.Stripe stripe = stripe();
        stripe.count(of, amount);
        stripe.release();
    }

    /** Records a request. */
    public void recordRequest(Series series, RequestSample sample) {
        Series of = tagged(series);
        Recorder.Stripe stripe = stripe();
        SlowestRequest slowest = stripe.request(of, sample);
        if (slowest != null) {
            slowest.by(user.id(), user.iteration(), user.clock().nanos() - measurement.startNanos(), trace);
        }
        stripe.release();
        served += sample.serviceNanos;
        if (watch != null) {
            watch.tell(event(of, sample));
            failure = null;
        }
    }

    /** Returns the time since the start of the run, which means the same on all agents. */
    long elapsedNanos() {
        return user.clock().nanos() - measurement.startNanos();
    }

    private RequestEvent event(Series series, RequestSample sample) {
        Map<String, String> all = series.tags().values();
        return new RequestEvent(
                Duration.ofNanos(user.clock().nanos() - measurement.startNanos()),
                !phase.isReported(),
                user.scenario(),
                user.id(),
                user.iteration(),
                all.getOrDefault("name", ""),
                all.get("method"),
                sample.url,
                Integer.parseInt(all.getOrDefault("status", "0")),
                Duration.ofNanos(sample.responseNanos),
                Duration.ofNanos(sample.serviceNanos),
                sample.bytesReceived,
                sample.failed ? String.valueOf(failure) : null,
                all);
    }

    /** Tells whether somebody is told of the user's requests. */
    public boolean isWatched() {
        return watch != null;
    }

    /** Counts a check, at the latest when the user next waits for something else than a response. */
    public void recordCheck(Series series, boolean holds) {
        held.rate(tagged(series), holds);
    }

    /** Counts an error. */
    void error(String kind, String name, String message) {
        ErrorSamples wanting = measurement.error(phase, kind, name, message, trace);
        if (wanting != null) {
            offer(wanting, message);
        }
        thrown = null;
        if (watch != null) {
            failure = message;
        }
    }

    /** The failure is counted already; where no file can be opened, classes that show a body cannot be loaded. */
    private void offer(ErrorSamples wanting, String message) {
        try {
            wanting.offer(sample(message));
        } catch (RuntimeException | Error unshown) {
            LOG.debug("a failure has no sample", unshown);
        }
    }

    /** Made for few of the failures. */
    private ErrorSample sample(String message) {
        Masks masks = measurement.errors().masks();
        Evidence at = evidence;
        return new ErrorSample(
                Duration.ofNanos(user.clock().nanos() - measurement.startNanos()),
                user.scenario(),
                user.id(),
                user.iteration(),
                masks.text(message),
                at == null ? null : at.request(masks),
                at == null ? 0 : at.status(),
                at == null ? null : at.response(masks),
                thrown == null ? List.of() : StackText.of(thrown, masks),
                trace);
    }

    /** Counts a fault of the engine. */
    void fault(Throwable thrown) {
        measurement.fault(phase, user.scenario(), thrown);
    }

    /** The user is about to wait for something else than a response: what is held is written out. */
    void writeHeld() {
        if (!held.isEmpty()) {
            stripe().release();
        }
    }

    /** Counts a request sent. */
    public void requestSent() {
        requests++;
    }

    long requestsSent() {
        return requests;
    }

    /** Returns the sum of the service times so far, of requests and of lambda steps that count as such. */
    public long servedNanos() {
        return served;
    }

    /** Puts this, which is a lane's, where {@code of} is. */
    void standInFor(UserSamples of) {
        phase = of.phase;
        tags = of.tags;
        evidence = null;
        thrown = null;
        requests = 0;
        served = 0;
    }

    /** Takes over what a lane has counted. */
    void joined(UserSamples lane) {
        requests += lane.requests;
        served += lane.served;
    }
}
