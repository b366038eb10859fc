package dev.perf.engine.internal.measure;

import dev.perf.result.Interval;
import dev.perf.result.RequestDetail;
import dev.perf.result.RequestPart;
import dev.perf.result.RequestPhases;
import dev.perf.result.RequestResult;
import dev.perf.result.SlowRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the requests of each name came to, as results list it. */
final class RequestSummary {

    private record Place(String scenario, String group) {}

    private RequestSummary() {}

    /** Returns a result of each name, without detail. */
    static List<RequestResult> of(Cells total) {
        var results = new ArrayList<RequestResult>();
        total.requestsByName().forEach((name, requests) -> results.add(result(name, requests)));
        return results;
    }

    /**
     * Returns a result of each name, in detail where most time was spent.
     *
     * @param run the intervals of the whole run
     */
    static List<RequestResult> of(
            Cells total, RequestCourses courses, SlowestRequests slowest, Timeline<?> timeline, List<Interval> run) {
        List<RequestResult> all = of(total);
        Set<String> first = all.stream()
                .sorted(Comparator.comparingDouble((RequestResult request) ->
                                request.responseTime().sumNanos())
                        .reversed())
                .limit(RequestCourses.MOST)
                .map(RequestResult::name)
                .collect(Collectors.toCollection(HashSet::new));
        Map<String, List<Cells.RequestCell>> byName = total.requestsByName();
        Map<String, List<SlowRequest>> slowestOfAll =
                slowest.ofAll().stream().collect(Collectors.groupingBy(SlowRequest::request));
        return all.stream()
                .map(request -> {
                    String name = request.name();
                    if (first.contains(name)) {
                        List<Cell.Request> cells = cells(byName.getOrDefault(name, List.of()));
                        return request.withDetail(
                                new RequestDetail(courses.of(name, timeline, run), phases(cells), slowest.of(name)));
                    }
                    List<SlowRequest> slow = slowestOfAll.get(name);
                    return slow == null
                            ? request
                            : request.withDetail(new RequestDetail(List.of(), RequestPhases.NONE, slow));
                })
                .toList();
    }

    private static RequestResult result(String name, List<Cells.RequestCell> requests) {
        List<Cell.Request> cells = cells(requests);
        return new RequestResult(
                name,
                cells.stream().mapToLong(cell -> cell.count).sum(),
                cells.stream().mapToLong(cell -> cell.failed).sum(),
                Cells.trend(cells, cell -> cell.response).distribution(),
                Cells.trend(cells, cell -> cell.service).distribution(),
                statuses(requests),
                cells.stream().mapToLong(cell -> cell.bytesSent).sum(),
                cells.stream().mapToLong(cell -> cell.bytesReceived).sum(),
                parts(requests),
                RequestDetail.NONE);
    }

    private static RequestPhases phases(List<Cell.Request> cells) {
        return new RequestPhases(
                Cells.trend(cells, cell -> cell.blocked).distribution(),
                Cells.trend(cells, cell -> cell.lookingUp).distribution(),
                Cells.trend(cells, cell -> cell.connecting).distribution(),
                Cells.trend(cells, cell -> cell.tlsHandshaking).distribution(),
                Cells.trend(cells, cell -> cell.sending).distribution(),
                Cells.trend(cells, cell -> cell.waiting).distribution(),
                Cells.trend(cells, cell -> cell.receiving).distribution());
    }

    private static List<RequestPart> parts(List<Cells.RequestCell> requests) {
        Map<Place, List<Cells.RequestCell>> byPlace =
                grouped(requests, request -> new Place(tag(request, "scenario"), tag(request, "group")));
        var parts = new ArrayList<RequestPart>();
        byPlace.forEach((place, there) -> {
            List<Cell.Request> cells = cells(there);
            parts.add(new RequestPart(
                    place.scenario(),
                    place.group(),
                    cells.stream().mapToLong(cell -> cell.count).sum(),
                    cells.stream().mapToLong(cell -> cell.failed).sum(),
                    Cells.trend(cells, cell -> cell.response).distribution(),
                    Cells.trend(cells, cell -> cell.service).distribution(),
                    cells.stream().mapToLong(cell -> cell.bytesSent).sum(),
                    cells.stream().mapToLong(cell -> cell.bytesReceived).sum()));
        });
        return parts;
    }

    private static Map<Integer, Long> statuses(List<Cells.RequestCell> requests) {
        var statuses = new TreeMap<Integer, Long>();
        for (Cells.RequestCell request : requests) {
            if (request.series().kind() == Series.Kind.HTTP_REQUEST) {
                String status = request.series().tags().values().getOrDefault("status", "0");
                statuses.merge(Integer.valueOf(status), request.cell().count, Long::sum);
            }
        }
        return statuses;
    }

    private static String tag(Cells.RequestCell request, String tag) {
        return request.series().tags().values().getOrDefault(tag, "");
    }

    private static List<Cell.Request> cells(List<Cells.RequestCell> requests) {
        return requests.stream().map(Cells.RequestCell::cell).toList();
    }

    /** Keeps the order. */
    private static <K, T> Map<K, List<T>> grouped(List<T> all, Function<T, K> key) {
        return all.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }
}
