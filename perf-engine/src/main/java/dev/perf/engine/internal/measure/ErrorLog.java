package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.mask.Masks;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.ErrorInterval;
import dev.perf.result.ErrorResult;
import dev.perf.result.ErrorSample;
import dev.perf.result.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Failures counted by kind, request and message. Messages that differ in nothing but numbers, ids and quoted values are
 * counted together when there are more than five of them. Bounded: beyond 200 different ones, further messages of a kind
 * and request are counted together, and beyond 400 those of a kind. Thread-safe but for {@link #endInterval} and
 * {@link #results}, which belong to one thread.
 */
public final class ErrorLog {

    /** Messages are cut after so many characters. */
    public static final int MAX_MESSAGE = 300;

    private static final int MAX_ENTRIES = 200;
    private static final int MAX_REQUESTS = 400;

    /** So many messages of one pattern are told apart. */
    private static final int MOST_ALIKE = 5;

    /** So many samples are kept of a run. */
    private static final int MOST_SAMPLES = 200;

    /** No two samples of one error are taken in a second, and no more than twenty of all together. */
    private static final long PAUSE_NANOS = 1_000_000_000;

    private static final long PAUSE_NANOS_PER_ERROR = PAUSE_NANOS / 20;

    private static final Comparator<ErrorResult> MOST_FREQUENT_FIRST = Comparator.comparingLong(ErrorResult::count)
            .reversed()
            .thenComparing(ErrorResult::firstSeen)
            .thenComparing(ErrorResult::message);

    private record Key(String kind, String request, String message) {}

    /**
     * What is new of the failures of one kind, request and message.
     *
     * @param place the place of the entry among all, in the order in which they are first handed over
     * @param first what is known of it, where that is the first time or is not what it was, else null
     * @param count how many so far
     * @param last when the last one was, in nanoseconds since the start of the run
     * @param samples the samples that are kept now
     * @param samplesBefore those that were kept the last time
     */
    record Change(
            int place,
            @Nullable First first,
            long count,
            long last,
            List<ErrorSample> samples,
            List<ErrorSample> samplesBefore) {}

    /** An entry as it was handed over. */
    record Told(First first, long count, List<ErrorSample> samples) {}

    /** What stays the same of failures of one kind, request and message. */
    record First(
            String kind,
            String request,
            String message,
            String pattern,
            @Nullable String trace,
            long at) {

        void write(ByteOutput out) {
            out.text(kind);
            out.text(request);
            out.text(message);
            out.text(pattern);
            out.optional(trace, ByteOutput::text);
            out.number(at);
        }

        static First read(ByteInput in) {
            return new First(in.text(), in.text(), in.text(), in.text(), in.optional(ByteInput::text), in.number());
        }
    }

    private static final int NOWHERE = -1;

    /** When something was seen, and under which id a tracing system knows it. */
    private record Sighting(long at, @Nullable String trace) {}

    private static final class Entry {
        final LongAdder count = new LongAdder();
        /** Of the thread that asks for changes. */
        int place = NOWHERE;
        /** Likewise. */
        long told;
        /** Likewise. */
        List<ErrorSample> toldSamples = List.of();

        final Key pattern;
        /** Changes where failures of others are counted as well. */
        volatile Sighting first;

        /** Of the thread that asks for changes. */
        @Nullable
        Sighting toldFirst;

        final AtomicLong last;
        final ErrorSamples samples;
        final CountCourse course = new CountCourse();
        long counted; // in the course

        Entry(Key pattern, @Nullable String trace, long at, long seed) {
            this.pattern = pattern;
            this.first = new Sighting(at, trace);
            this.last = new AtomicLong(at);
            this.samples = new ErrorSamples(seed ^ pattern.hashCode());
        }
    }

    private final ConcurrentHashMap<Key, Entry> entries = new ConcurrentHashMap<>();
    private int places;
    private final ConcurrentHashMap<Key, Set<String>> alike = new ConcurrentHashMap<>();
    private final Masks masks;
    private final long seed;
    private long intervals;

    /** Creates a log in whose samples the usual secrets are masked. */
    public ErrorLog() {
        this(Masks.of(List.of()), 0);
    }

    /**
     * Creates a log.
     *
     * @param masks hides secrets in samples
     * @param seed what the choice of samples follows from
     */
    public ErrorLog(Masks masks, long seed) {
        this.masks = masks;
        this.seed = seed;
    }

    /** Returns what hides secrets in samples. */
    public Masks masks() {
        return masks;
    }

    /**
     * Counts a failure.
     *
     * @param kind a word from a bounded set
     * @param request name of the request or step
     * @param message what happened; cut after 300 characters
     * @param at when, in nanoseconds since the start of the run
     * @return who is to be offered a sample of it; null where none is wanted
     */
    public @Nullable ErrorSamples add(String kind, String request, String message, long at) {
        return add(kind, request, message, null, at);
    }

    /**
     * Counts a failure.
     *
     * @param kind a word from a bounded set
     * @param request name of the request or step
     * @param message what happened; cut after 300 characters
     * @param trace the id under which a tracing system knows it; that of the first failure is shown as an example
     * @param at when, in nanoseconds since the start of the run
     * @return who is to be offered a sample of it; null where none is wanted
     */
    public @Nullable ErrorSamples add(String kind, String request, String message, @Nullable String trace, long at) {
        Key key = new Key(kind, request, shortened(message));
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = entry(key, new Key(kind, request, MessagePattern.of(key.message())), trace, at);
        }
        entry.count.increment();
        if (at > entry.last.get()) {
            entry.last.accumulateAndGet(at, Math::max);
        }
        return entry.samples.isWanted(at, Math.max(PAUSE_NANOS, entries.mappingCount() * PAUSE_NANOS_PER_ERROR))
                ? entry.samples
                : null;
    }

    private Entry entry(Key key, Key pattern, @Nullable String trace, long at) {
        Entry entry = entries.get(pattern);
        return entry != null
                ? entry
                : entries.computeIfAbsent(
                        bounded(isOneOfMany(key, pattern) ? pattern : key),
                        place -> new Entry(place.equals(key) ? pattern : place, trace, at, seed));
    }

    /**
     * Counts failures that another log has counted, which may be of any time until now. By one thread at a time.
     *
     * @param more how many of them were not counted here yet
     * @param last when the last of them was, in nanoseconds since the start of the run
     * @return who is to be offered the samples of them
     */
    ErrorSamples add(First first, long more, long last) {
        Key key = new Key(first.kind(), first.request(), first.message());
        Entry known = entries.get(key);
        Entry entry = known != null
                ? known
                : entry(key, new Key(first.kind(), first.request(), first.pattern()), first.trace(), first.at());
        entry.count.add(more);
        entry.last.accumulateAndGet(last, Math::max);
        if (first.at() < entry.first.at()) {
            entry.first = new Sighting(first.at(), first.trace());
        }
        return entry.samples;
    }

    private boolean isOneOfMany(Key key, Key pattern) {
        if (key.equals(pattern) || entries.size() >= MAX_ENTRIES) {
            return !key.equals(pattern);
        }
        Set<String> known = alike.computeIfAbsent(pattern, ignored -> ConcurrentHashMap.newKeySet());
        return known.size() >= MOST_ALIKE && !known.contains(key.message())
                || known.add(key.message()) && known.size() > MOST_ALIKE;
    }

    /** Requests made in lambda steps may have names without end. */
    private Key bounded(Key key) {
        if (entries.size() < MAX_ENTRIES) {
            return key;
        }
        Key others = new Key(key.kind(), key.request(), "(other messages)");
        return entries.size() < MAX_REQUESTS || entries.containsKey(others)
                ? others
                : new Key(key.kind(), "(other requests)", "(other messages)");
    }

    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "...";
    }

    /**
     * Returns what was counted in the intervals that have ended since the last call. What was counted later belongs to
     * the next. One thread only.
     */
    List<Change> changes() {
        var changes = new ArrayList<Change>();
        entries.forEach((key, entry) -> {
            long count = entry.counted;
            List<ErrorSample> samples = entry.samples.all();
            List<ErrorSample> before = entry.toldSamples;
            if (count == 0 || count == entry.told && samples.equals(before)) {
                return;
            }
            First first = null;
            if (entry.place == NOWHERE) {
                entry.place = places++;
            }
            if (entry.first != entry.toldFirst) {
                entry.toldFirst = entry.first;
                first = first(key, entry);
            }
            entry.told = count;
            entry.toldSamples = samples;
            changes.add(new Change(entry.place, first, count, entry.last.get(), samples, before));
        });
        return changes;
    }

    private static First first(Key key, Entry entry) {
        Sighting seen = entry.first;
        return new First(key.kind(), key.request(), key.message(), entry.pattern.message(), seen.trace(), seen.at());
    }

    /** Makes the entry of {@code first} that of another log. */
    void become(First first, long count, long last, List<ErrorSample> samples) {
        Entry unused = entry(first, count, last, samples);
    }

    private Entry entry(First first, long count, long last, List<ErrorSample> samples) {
        Entry entry = entries.computeIfAbsent(
                new Key(first.kind(), first.request(), first.message()),
                ignored -> new Entry(
                        new Key(first.kind(), first.request(), first.pattern()), first.trace(), first.at(), seed));
        entry.first = new Sighting(first.at(), first.trace());
        entry.count.reset();
        entry.count.add(count);
        entry.last.set(last);
        entry.samples.become(samples);
        return entry;
    }

    /** Writes what was handed over until now. */
    void write(ByteOutput out) {
        out.number(intervals);
        out.list(
                entries.entrySet().stream()
                        .filter(entry -> entry.getValue().place != NOWHERE)
                        .sorted(Comparator.comparingInt(entry -> entry.getValue().place))
                        .toList(),
                (to, told) -> {
                    Entry entry = told.getValue();
                    first(told.getKey(), entry).write(to);
                    to.number(entry.told);
                    to.number(entry.last.get());
                    SampleCodec.write(to, entry.toldSamples, List.of());
                    entry.course.write(to);
                });
    }

    /** Becomes the log that was written, and returns its entries by their places. */
    List<Told> read(ByteInput in) {
        intervals = in.number();
        return in.list(from -> {
            First first = First.read(from);
            long count = from.number();
            long last = from.number();
            List<ErrorSample> samples = SampleCodec.read(from, List.of());
            Entry entry = entry(first, count, last, samples);
            entry.counted = count;
            entry.course.read(from);
            return new Told(first, count, samples);
        });
    }

    /** The next interval has ended: what was counted in it is entered in the courses, and returned by kind. */
    Map<String, Long> endInterval() {
        var byKind = new TreeMap<String, Long>();
        entries.forEach((key, entry) -> {
            long now = entry.count.sum();
            entry.course.add(intervals, now - entry.counted);
            if (now > entry.counted) {
                byKind.merge(key.kind(), now - entry.counted, Long::sum);
            }
            entry.counted = now;
        });
        intervals++;
        return byKind;
    }

    /** Returns how many kinds, requests and messages are told apart so far. */
    public int size() {
        return entries.size();
    }

    /** Returns the failures so far without courses and samples, most frequent first, at most {@code limit}. */
    public List<ErrorResult> top(int limit) {
        return merged().entrySet().stream()
                .map(error -> result(error.getKey(), error.getValue(), List.of(), List.of()))
                .sorted(MOST_FREQUENT_FIRST)
                .limit(limit)
                .toList();
    }

    /**
     * Returns all failures of a run that has ended, most frequent first.
     *
     * @param run the intervals of the whole run
     */
    List<ErrorResult> results(Timeline<?> timeline, List<Interval> run) {
        List<ErrorResult> all = merged().entrySet().stream()
                .map(error -> result(
                        error.getKey(),
                        error.getValue(),
                        course(error.getValue()).over(timeline, run, ErrorInterval::new),
                        samples(error.getValue())))
                .sorted(MOST_FREQUENT_FIRST)
                .toList();
        return withFewSamples(all);
    }

    /** Those that differ in numbers and ids were told apart until there were too many of them. */
    private Map<Key, List<Entry>> merged() {
        var merged = new LinkedHashMap<Key, List<Entry>>();
        entries.forEach((key, entry) -> merged.computeIfAbsent(
                        entries.containsKey(entry.pattern) ? entry.pattern : key, ignored -> new ArrayList<>())
                .add(entry));
        return merged;
    }

    private static ErrorResult result(
            Key key, List<Entry> entries, List<ErrorInterval> course, List<ErrorSample> samples) {
        Sighting first = entries.stream()
                .map(entry -> entry.first)
                .min(Comparator.comparingLong(Sighting::at))
                .orElseThrow();
        return new ErrorResult(
                key.kind(),
                key.request(),
                first.trace() == null ? key.message() : key.message() + " (for example trace " + first.trace() + ")",
                entries.stream().mapToLong(entry -> entry.count.sum()).sum(),
                Duration.ofNanos(first.at()),
                Duration.ofNanos(entries.stream()
                        .mapToLong(entry -> entry.last.get())
                        .max()
                        .orElseThrow()),
                course,
                samples);
    }

    private static CountCourse course(Collection<Entry> entries) {
        var course = new CountCourse();
        entries.forEach(entry -> course.add(entry.course));
        return course;
    }

    private static List<ErrorSample> samples(Collection<Entry> entries) {
        return ErrorSamples.some(
                entries.stream()
                        .flatMap(entry -> entry.samples.all().stream())
                        .sorted(Comparator.comparing(ErrorSample::at))
                        .toList(),
                ErrorSamples.MOST);
    }

    /** As many for each as there is room for; one of each of the most frequent, where not even that is left. */
    private static List<ErrorResult> withFewSamples(List<ErrorResult> errors) {
        int most = ErrorSamples.MOST;
        while (most > 1 && count(errors, most) > MOST_SAMPLES) {
            most--;
        }
        var few = new ArrayList<ErrorResult>();
        int left = MOST_SAMPLES;
        for (ErrorResult error : errors) {
            List<ErrorSample> some = left == 0 ? List.of() : ErrorSamples.some(error.samples(), most);
            left -= some.size();
            few.add(error.withSamples(some));
        }
        return few;
    }

    private static int count(List<ErrorResult> errors, int most) {
        return errors.stream()
                .mapToInt(error -> Math.min(most, error.samples().size()))
                .sum();
    }
}
