package dev.perf.engine.internal.measure;

import dev.perf.result.Interval;
import dev.perf.result.RequestInterval;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the requests of each name came to over time, in bounded memory, whatever the number of names and the length of the
 * run. Which names matter is only known in the end, so all have a course; where there is no room for all of them in
 * full, those on which least time was spent so far give way first. Belongs to one thread.
 */
final class RequestCourses {

    /** So many names are described in detail. */
    static final int MOST = 50;

    private static final long BUDGET_BYTES = 48L << 20;

    /** How much more of the room a name may take that would be described in detail, were this the end. */
    private static final int WEIGHT = 10;

    private final Map<String, RequestCourse> courses = new HashMap<>();
    private final long budget;
    private long intervals;

    RequestCourses() {
        this(BUDGET_BYTES);
    }

    RequestCourses(long budget) {
        this.budget = budget;
    }

    /** Adds what was measured in the next interval. */
    void add(Map<String, List<Cells.RequestCell>> interval) {
        interval.forEach((name, requests) -> courses.computeIfAbsent(name, ignored -> new RequestCourse())
                .add(intervals, requests.stream().map(Cells.RequestCell::cell).toList()));
        intervals++;
        keepToBudget();
    }

    /** Makes more room than is needed, so that this is not done each time. */
    private void keepToBudget() {
        long taken = bytes();
        if (taken <= budget) {
            return;
        }
        Set<RequestCourse> first = new HashSet<>(courses.values().stream()
                .sorted(Comparator.comparingDouble(RequestCourse::nanos).reversed())
                .limit(MOST)
                .toList());
        while (taken > budget - budget / 10) {
            RequestCourse widest = courses.values().stream()
                    .filter(RequestCourse::canHalve)
                    .max(Comparator.comparingLong(course -> course.bytes() * (first.contains(course) ? 1 : WEIGHT)))
                    .orElse(null);
            if (widest == null) {
                return;
            }
            taken -= widest.bytes();
            widest.halve();
            taken += widest.bytes();
        }
    }

    /** Returns how much memory they take, about. */
    long bytes() {
        return courses.values().stream().mapToLong(RequestCourse::bytes).sum();
    }

    /** Returns the course of the requests of {@code name}, in stretches of {@code run}; empty where there were none. */
    List<RequestInterval> of(String name, Timeline<?> timeline, List<Interval> run) {
        RequestCourse course = courses.get(name);
        return course == null ? List.of() : course.over(timeline, run);
    }

    /** Returns the courses by name, none of which changes any more. */
    Map<String, RequestCourse> copies() {
        var copies = new HashMap<String, RequestCourse>();
        courses.forEach((name, course) -> copies.put(name, course.copy()));
        return copies;
    }

    /** Returns how many intervals were added. */
    long intervals() {
        return intervals;
    }

    /** Becomes the courses of so many intervals, which are still to be {@linkplain #put put}. */
    void become(long of) {
        intervals = of;
    }

    void put(String name, RequestCourse course) {
        courses.put(name, course);
    }
}
