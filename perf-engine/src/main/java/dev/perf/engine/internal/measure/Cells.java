package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.metric.Counter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The cells of the series of one phase over some time, and the metrics that can be read from them. Names and meanings of metrics are
 * k6's. Belongs to one thread.
 */
final class Cells {

    /** How a metric is read from cells of requests. */
    private record RequestMetric(Set<Series.Kind> kinds, BiFunction<List<Cell.Request>, Double, MetricValue> read) {}

    private static final Set<Series.Kind> HTTP = Set.of(Series.Kind.HTTP_REQUEST);
    private static final Set<Series.Kind> STEPS = Set.of(Series.Kind.STEP_REQUEST);
    private static final Set<Series.Kind> ALL_REQUESTS = Set.of(Series.Kind.HTTP_REQUEST, Series.Kind.STEP_REQUEST);

    private static final Map<String, RequestMetric> REQUEST_METRICS = requestMetrics();
    private static final Set<String> HTTP_METRICS = metricsOf(Series.Kind.HTTP_REQUEST);

    /**
     * What is asked for.
     *
     * @param of name of a metric, or kinds of series
     * @param filter tags that samples must carry
     */
    private record Question(Object of, Map<String, String> filter) {}

    /** The series that a question is about, by id, as far as they were looked at; there are never fewer. */
    private static final class Matches {
        private final List<Integer> ids = new ArrayList<>();
        private int looked;
    }

    private final SeriesRegistry registry;
    private final List<@Nullable Cell> cells = new ArrayList<>();
    private final Map<Question, Matches> matches = new HashMap<>();

    /** What was read since something changed: many thresholds ask for the same. */
    private final Map<Question, @Nullable MetricValue> answers = new HashMap<>();

    private List<Series> series = List.of();
    private MetricValue.@Nullable Gauge users;
    private MetricValue.@Nullable Gauge maxUsers;
    private double seconds;

    Cells(SeriesRegistry registry) {
        this.registry = registry;
    }

    /** Adds what a recorder handed over. */
    void add(int id, Cell cell) {
        answers.clear();
        while (cells.size() <= id) {
            cells.add(null);
        }
        Cell mine = cells.get(id);
        if (mine == null) {
            mine = series(id).newCell();
            cells.set(id, mine);
        }
        cell.addTo(mine);
    }

    /** Adds all that is in {@code interval}. */
    void add(Cells interval) {
        for (int id = 0; id < interval.cells.size(); id++) {
            Cell cell = interval.cells.get(id);
            if (cell != null && !cell.isEmpty()) {
                add(id, cell);
            }
        }
        answers.clear();
        seconds += interval.seconds;
        users = users == null || interval.users == null
                ? interval.users
                : (MetricValue.Gauge) users.plus(interval.users);
        maxUsers = interval.maxUsers;
    }

    /** Forgets the samples, and the cells of series that had none. */
    void reset() {
        answers.clear();
        for (int id = 0; id < cells.size(); id++) {
            Cell cell = cells.get(id);
            if (cell != null && cell.isEmpty()) {
                cells.set(id, null);
            } else if (cell != null) {
                cell.reset();
            }
        }
    }

    /** Sets the length of time that the samples are from, and the users alive at its end. */
    void setting(double lengthSeconds, int usersNow, int usersMax) {
        answers.clear();
        seconds = lengthSeconds;
        users = new MetricValue.Gauge(usersNow);
        maxUsers = new MetricValue.Gauge(usersMax);
    }

    /** Writes the length of time, and the users; the samples are {@linkplain #cell apart}. */
    void writeSetting(ByteOutput out) {
        out.real(seconds);
        out.optional(users, PartCodec::writeValue);
        out.optional(maxUsers, PartCodec::writeValue);
    }

    /** Has the setting that was written. */
    void readSetting(ByteInput in) {
        seconds = in.real();
        users = (MetricValue.Gauge) in.optional(PartCodec::readValue);
        maxUsers = (MetricValue.Gauge) in.optional(PartCodec::readValue);
    }

    /** Returns the metrics of the user's own. */
    MetricBook userMetrics() {
        return registry.metrics();
    }

    double seconds() {
        return seconds;
    }

    /**
     * Reads a metric.
     *
     * @param filter tags that samples must carry to be counted
     * @return null where no sample that carries them was taken
     */
    @Nullable
    MetricValue read(String metric, Map<String, String> filter) {
        var question = new Question(metric, filter);
        if (answers.containsKey(question)) {
            return answers.get(question);
        }
        MetricValue value = readNow(metric, filter);
        answers.put(question, value);
        return value;
    }

    private @Nullable MetricValue readNow(String metric, Map<String, String> filter) {
        switch (metric) {
            case "vus":
                return filter.isEmpty() ? users : null;
            case "vus_max":
                return filter.isEmpty() ? maxUsers : null;
            default:
                break;
        }
        RequestMetric request = REQUEST_METRICS.get(metric);
        if (request != null) {
            List<Cell.Request> found = requests(filter, request.kinds());
            MetricValue value = found.isEmpty() ? null : request.read().apply(found, seconds);
            return value != null || !filter.isEmpty() ? value : nothing(metric);
        }
        MetricValue value = readPlain(metric, filter);
        if (value != null) {
            return value;
        }
        return filter.isEmpty() ? nothing(metric) : nothingCounted(metric, filter);
    }

    /** A counter that could have counted samples with these tags, and had none to count, is zero. */
    private @Nullable MetricValue nothingCounted(String metric, Map<String, String> filter) {
        boolean known = registry.all().stream()
                .anyMatch(one -> one.kind() == Series.Kind.COUNTER
                        && one.metric().equals(metric)
                        && one.tags().match(filter));
        return known ? new MetricValue.Counter(0, seconds) : null;
    }

    /** A counter that nothing was added to is zero; any other metric without samples is unknown. */
    private @Nullable MetricValue nothing(String metric) {
        return switch (metric) {
            case "http_reqs",
                    "http_req_retries",
                    "http_req_cache_hits",
                    "iterations",
                    "dropped_iterations",
                    "ws_sessions",
                    "ws_msgs_sent",
                    "ws_msgs_received",
                    "ws_msgs_dropped",
                    "sse_sessions",
                    "sse_events_received",
                    "sse_events_dropped",
                    "data_sent",
                    "data_received" -> new MetricValue.Counter(0, seconds);
            default -> registry.metrics().find(metric) instanceof Counter ? new MetricValue.Counter(0, seconds) : null;
        };
    }

    private @Nullable MetricValue readPlain(String metric, Map<String, String> filter) {
        List<Cell> found =
                matching(new Question(metric, filter), one -> one.metric().equals(metric), Cell.class);
        return found.isEmpty() ? null : plain(found);
    }

    private MetricValue plain(List<Cell> found) {
        return switch (found.getFirst()) {
            case Cell.Trend ignored -> trend(found, Cells::times);
            case Cell.Request ignored -> trend(found, Cells::times);
            case Cell.Counter ignored ->
                new MetricValue.Counter(
                        found.stream()
                                .mapToLong(cell -> ((Cell.Counter) cell).sum)
                                .sum(),
                        seconds);
            case Cell.Rate ignored ->
                new MetricValue.Rate(
                        found.stream()
                                .mapToLong(cell -> ((Cell.Rate) cell).passes)
                                .sum(),
                        found.stream()
                                .mapToLong(cell -> ((Cell.Rate) cell).fails)
                                .sum());
            case Cell.Gauge ignored -> {
                Cell.Gauge all = new Cell.Gauge();
                found.forEach(cell -> cell.addTo(all));
                yield new MetricValue.Gauge(all.last, all.min, all.max, all.sum, all.count);
            }
        };
    }

    /** Lambda steps are requests when they send none of their own, so one metric may have cells of both types. */
    private static TimeCell times(Cell cell) {
        return cell instanceof Cell.Request request ? request.service : ((Cell.Trend) cell).times;
    }

    /** Returns the cells of requests whose series carry the tags of {@code filter}, lambda steps among them. */
    List<Cell.Request> requests(Map<String, String> filter) {
        return requests(filter, ALL_REQUESTS);
    }

    private List<Cell.Request> requests(Map<String, String> filter, Set<Series.Kind> kinds) {
        return matching(new Question(kinds, filter), one -> kinds.contains(one.kind()), Cell.Request.class);
    }

    /** A series of requests that has samples, and what it holds. */
    record RequestCell(Series series, Cell.Request cell) {}

    /** Returns the series of requests that have samples, lambda steps among them, by the name of the request. */
    Map<String, List<RequestCell>> requestsByName() {
        var found = new LinkedHashMap<String, List<RequestCell>>();
        for (int id = 0; id < cells.size(); id++) {
            if (cells.get(id) instanceof Cell.Request cell && !cell.isEmpty()) {
                Series of = series(id);
                String name = of.tags().values().get("name");
                if (name != null) {
                    found.computeIfAbsent(name, ignored -> new ArrayList<>()).add(new RequestCell(of, cell));
                }
            }
        }
        return found;
    }

    /** Tells whether no series was ever measured here. */
    boolean isEmpty() {
        return cells.isEmpty();
    }

    /** Returns the series that have samples, by id. */
    List<Series> measured() {
        var found = new ArrayList<Series>();
        for (int id = 0; id < cells.size(); id++) {
            Cell cell = cells.get(id);
            if (cell != null && !cell.isEmpty()) {
                found.add(series(id));
            }
        }
        return found;
    }

    /** Returns the cell of a series that has samples. */
    Cell cell(Series of) {
        Cell cell = cells.get(of.id());
        if (cell == null) {
            throw new IllegalArgumentException(of + " has no samples");
        }
        return cell;
    }

    /** Reads a metric that the samples of {@code of}, which has some, count for. */
    @Nullable
    MetricValue read(String metric, Series of) {
        RequestMetric request = cell(of) instanceof Cell.Request ? REQUEST_METRICS.get(metric) : null;
        return request == null
                ? plain(List.of(cell(of)))
                : request.read().apply(List.of((Cell.Request) cell(of)), seconds);
    }

    /** Returns the names of all metrics that have samples, those of the users among them. */
    Set<String> metricNames() {
        var names = new LinkedHashSet<String>();
        measured().forEach(one -> names.addAll(metricNames(one)));
        names.add("vus");
        names.add("vus_max");
        return names;
    }

    /** Returns the names of the metrics that samples of {@code series} count for. */
    static Set<String> metricNames(Series series) {
        return switch (series.kind()) {
            case HTTP_REQUEST -> HTTP_METRICS;
            case STEP_REQUEST -> Set.of("response_time", "step_duration", "step_failed");
            case TREND, COUNTER, RATE, GAUGE -> Set.of(series.metric());
        };
    }

    /** Returns the cells that have samples, of series that are wanted and carry the tags. */
    private <T extends Cell> List<T> matching(Question question, Predicate<Series> wanted, Class<T> type) {
        Matches known = matches.computeIfAbsent(question, asked -> new Matches());
        for (; known.looked < cells.size(); known.looked++) {
            Series one = series(known.looked);
            if (wanted.test(one) && one.tags().match(question.filter())) {
                known.ids.add(known.looked);
            }
        }
        var found = new ArrayList<T>();
        for (int id : known.ids) {
            Cell cell = cells.get(id);
            if (cell != null && !cell.isEmpty()) {
                found.add(type.cast(cell));
            }
        }
        return found;
    }

    private Series series(int id) {
        if (id >= series.size()) {
            series = registry.all();
        }
        return series.get(id);
    }

    static <T> MetricValue.Trend trend(List<T> found, Function<T, TimeCell> times) {
        if (found.size() == 1) {
            return new MetricValue.Trend(times.apply(found.getFirst()).distribution());
        }
        TimeCell sum = new TimeCell();
        found.forEach(cell -> times.apply(cell).addTo(sum));
        return new MetricValue.Trend(sum.distribution());
    }

    private static Set<String> metricsOf(Series.Kind kind) {
        var names = new LinkedHashSet<String>();
        REQUEST_METRICS.forEach((name, metric) -> {
            if (metric.kinds().contains(kind)) {
                names.add(name);
            }
        });
        return names;
    }

    private static Map<String, RequestMetric> requestMetrics() {
        var metrics = new LinkedHashMap<String, RequestMetric>();
        metrics.put("http_reqs", counter(cell -> cell.count));
        metrics.put("http_req_failed", failures(HTTP));
        metrics.put("http_req_duration", trend(HTTP, cell -> cell.service));
        metrics.put("http_req_blocked", trend(HTTP, cell -> cell.blocked));
        metrics.put("http_req_looking_up", trend(HTTP, cell -> cell.lookingUp));
        metrics.put("http_req_connecting", trend(HTTP, cell -> cell.connecting));
        metrics.put("http_req_tls_handshaking", trend(HTTP, cell -> cell.tlsHandshaking));
        metrics.put("http_req_sending", trend(HTTP, cell -> cell.sending));
        metrics.put("http_req_waiting", trend(HTTP, cell -> cell.waiting));
        metrics.put("http_req_receiving", trend(HTTP, cell -> cell.receiving));
        metrics.put("response_time", trend(ALL_REQUESTS, cell -> cell.response));
        metrics.put("step_failed", failures(STEPS));
        metrics.put("data_sent", counter(cell -> cell.bytesSent));
        metrics.put("data_received", counter(cell -> cell.bytesReceived));
        return metrics;
    }

    private static RequestMetric counter(ToLongFunction<Cell.Request> amount) {
        return new RequestMetric(
                HTTP,
                (found, seconds) ->
                        new MetricValue.Counter(found.stream().mapToLong(amount).sum(), seconds));
    }

    private static RequestMetric failures(Set<Series.Kind> kinds) {
        return new RequestMetric(kinds, (found, seconds) -> {
            long failed = found.stream().mapToLong(cell -> cell.failed).sum();
            long count = found.stream().mapToLong(cell -> cell.count).sum();
            return new MetricValue.Rate(failed, count - failed);
        });
    }

    private static RequestMetric trend(Set<Series.Kind> kinds, Function<Cell.Request, TimeCell> times) {
        return new RequestMetric(kinds, (found, seconds) -> trend(found, times));
    }
}
