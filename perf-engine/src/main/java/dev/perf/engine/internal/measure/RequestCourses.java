package dev.perf.engine.internal.measure;

import dev.perf.result.Interval;
import dev.perf.result.RequestInterval;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the requests of each name came to over time, in bounded memory, whatever the number of names and the length of the
 * run. Which names matter is only known in the end, so all have a course; where there is no room for all of them in
 * full, those on which least time was spent so far give way first. Belongs to one thread.
 */
final class RequestCourses {

    /** So many names are described in detail. */
    static final int MOST = 50;

    private static final long BUDGET_BYTES = 32L << 20;

    /** How much more of the room a name may take that would be described in detail, were this the end. */
    private static final int WEIGHT = 10;

    private final Map<String, RequestCourse> courses = new HashMap<>();
    private final long budget;
    private long intervals;
    private long bytes;

    RequestCourses() {
        this(BUDGET_BYTES);
    }

    RequestCourses(long budget) {
        this.budget = budget;
    }

    /** Adds what was measured in the next interval. */
    void add(Map<String, List<Cells.RequestCell>> interval) {
        interval.forEach((name, requests) -> {
            RequestCourse course = courses.computeIfAbsent(name, ignored -> new RequestCourse());
            bytes -= course.bytes();
            course.add(intervals, requests);
            bytes += course.bytes();
        });
        intervals++;
        if (bytes > budget) {
            keepToBudget();
        }
    }

    /** No more than is needed, so that no interval has to wait for much of it. */
    private void keepToBudget() {
        double least = leastOfFirst();
        while (bytes > budget) {
            RequestCourse widest = null;
            long width = 0;
            for (RequestCourse course : courses.values()) {
                long weighed = course.bytes() * (course.nanos() >= least ? 1 : WEIGHT);
                if (weighed > width && course.canHalve()) {
                    widest = course;
                    width = weighed;
                }
            }
            if (widest == null) {
                return;
            }
            bytes -= widest.bytes();
            widest.halve();
            bytes += widest.bytes();
        }
    }

    /** Returns the time that was spent on the last of those that would be described in detail. */
    private double leastOfFirst() {
        double[] nanos = courses.values().stream()
                .mapToDouble(RequestCourse::nanos)
                .sorted()
                .toArray();
        return nanos[Math.max(0, nanos.length - MOST)];
    }

    /** Returns how much memory they take, about. */
    long bytes() {
        return bytes;
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
        bytes += course.bytes();
    }
}
