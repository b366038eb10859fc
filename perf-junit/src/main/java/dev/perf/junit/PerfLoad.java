package dev.perf.junit;

import dev.perf.load.OpenLoad;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Puts load on a test method: its body is the iteration, which virtual users go through again and again, many at the
 * same time. One of {@link #rate} and {@link #users} says how much load that is, one of {@link #duration} and
 * {@link #iterations} for how long.
 *
 * {@snippet :
 * @PerfLoad(rate = "200/s", duration = "30s", warmUp = "5s")
 * @PerfThreshold("response_time{name:quote}: p(99) < 5ms")
 * void quote(Iteration it) {
 *     it.consume(service.quote(it.random().nextInt(1_000)));
 * }
 * }
 *
 * <p>Test instance and arguments are one for the whole load, and so are {@code @BeforeEach} and {@code @AfterEach}
 * methods, which are not timed; what must be done for each iteration goes into {@link BeforeIteration} and
 * {@link AfterIteration} methods. An argument of type {@link Iteration} or {@link dev.perf.scenario.User} is new in each
 * iteration; all others are resolved once, by whatever extension knows them. So what the method uses must be safe for
 * use by many threads, virtual ones.
 *
 * <p>A call of the method is timed and counted under the method's name, as any lambda step is. An exception fails its
 * iteration; equal ones are counted together. A {@code TestAbortedException}, as a failed assumption throws it, skips
 * the iteration: it has neither failed nor is it timed, and is counted in the metric {@code skipped_iterations}. The test
 * fails where a threshold does not hold, or more iterations fail than {@link #maxFailureRate} allows.
 *
 * <p>This is load on code in this JVM, which the generator shares its processors with: to see how code does under
 * concurrency, with locks, pools and caches. To learn how many nanoseconds a method takes, use a benchmark. JUnit leaves
 * out test methods that return something, so what the method computes goes to {@link Iteration#consume(Object)}, lest the
 * compiler leave it out.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Test
@Tag("perf")
@ExtendWith(PerfExtension.class)
@ResourceLock(Resources.GLOBAL)
public @interface PerfLoad {

    /** Iterations that begin per unit of time, however long they take: {@code "200/s"}, {@code "300/min"}. Open load. */
    String rate() default "";

    /** Users, each of which begins an iteration when its last one has ended. Closed load. */
    int users() default 0;

    /** For how long the load is measured: {@code "30s"}, {@code "5m"}. */
    String duration() default "";

    /** How many iterations the {@link #users} go through all together, however long they take. */
    long iterations() default 0;

    /** For how long the same load is put on before it is measured: {@code "5s"}; nothing unless set. */
    String warmUp() default "";

    /** The most iterations of a {@link #rate} that run at the same time; further ones are dropped and counted. */
    int maxUsers() default OpenLoad.DEFAULT_MAX_USERS;

    /** Share of the iterations, from 0 to 1, that may fail without failing the test. */
    double maxFailureRate() default 0;

    /** Whether the run writes a report, under {@code target/perf}. */
    boolean report() default true;

    /** Whether the run tells of its progress on standard output, in a line every ten seconds. */
    boolean console() default false;

    /** What becomes of the test where its numbers say nothing, because the generator was the limit. */
    OnInvalid onInvalid() default OnInvalid.FAIL;
}
