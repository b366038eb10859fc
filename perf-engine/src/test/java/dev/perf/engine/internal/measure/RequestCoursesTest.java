package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.RequestInterval;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCoursesTest {

    private static final int SECONDS = 400;

    private final SeriesRegistry registry = new SeriesRegistry(1_000);
    private final Cells interval = new Cells(registry);
    private final Timeline<Interval> timeline = new Timeline<>(Interval::plus);
    private final Random random = new Random(7);

    private Series series(String name) {
        return registry.series(
                Series.Kind.HTTP_REQUEST, "http_req", Tags.of("name", name).and("status", "200"), Phase.LOAD);
    }

    private void request(String name, long millis) {
        var cell = new Cell.Request();
        cell.count = 1;
        cell.bytesReceived = 100;
        cell.response.record(millis * 1_000_000);
        cell.service.record(millis * 1_000_000);
        interval.add(series(name).id(), cell);
    }

    private void endSecond(RequestCourses courses, int second) {
        courses.add(interval.requestsByName());
        interval.reset();
        timeline.add(new Interval(
                Duration.ofSeconds(second),
                Duration.ofSeconds(1),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Distribution.EMPTY,
                Distribution.EMPTY));
    }

    /** A hundred names, of which the first half takes a hundred times as long. */
    private void fill(RequestCourses courses) {
        for (int second = 0; second < SECONDS; second++) {
            for (int name = 0; name < 100; name++) {
                for (int i = 0; i < 20; i++) {
                    request("r" + name, name < 50 ? 100 + random.nextInt(900) : 1 + random.nextInt(9));
                }
            }
            endSecond(courses, second);
        }
    }

    private List<RequestInterval> course(RequestCourses courses, String name) {
        return courses.of(name, timeline, timeline.intervals());
    }

    @Test
    void keepsEachIntervalOfEachNameWhereThereIsRoom() {
        var courses = new RequestCourses();
        fill(courses);
        for (int name = 0; name < 100; name++) {
            assertThat(course(courses, "r" + name)).hasSize(SECONDS);
        }
        assertThat(course(courses, "unknown")).isEmpty();
    }

    @Test
    void namesThatTookLittleTimeGiveWayFirstWhereThereIsNot() {
        var courses = new RequestCourses(2_800_000);
        fill(courses);
        int most = course(courses, "r99").size();
        assertThat(most).isBetween(2, 60);
        for (int name = 0; name < 50; name++) {
            assertThat(course(courses, "r" + name)).hasSizeGreaterThanOrEqualTo(100);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2 << 20, 200_000, 1})
    void losesNothingWhateverTheRoom(int room) {
        var courses = new RequestCourses(room);
        fill(courses);
        for (String name : List.of("r0", "r99")) {
            RequestInterval all =
                    course(courses, name).stream().reduce(RequestInterval::plus).orElseThrow();
            assertThat(all.start()).isZero();
            assertThat(all.length()).isEqualTo(Duration.ofSeconds(SECONDS));
            assertThat(all.count()).isEqualTo(20L * SECONDS);
            assertThat(all.responseTime().count()).isEqualTo(20L * SECONDS);
            assertThat(all.bytesReceived()).isEqualTo(2_000L * SECONDS);
        }
    }

    @Test
    void keepsToItsRoom() {
        long room = 3_000_000;
        var courses = new RequestCourses(room);
        fill(courses);
        assertThat(courses.bytes()).isBetween(room / 2, room);
    }
}
