package dev.perf.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * Marks a method that returns the nodes of load tests, one for each threshold, which it gets from its {@link PerfRunner}
 * parameter.
 *
 * {@snippet :
 * @PerfTestFactory
 * @PerfThreshold("http_req_failed: rate < 1%")
 * Stream<DynamicNode> shop(PerfRunner perf) {
 *     return perf.nodes(browsing(), buying());
 * }
 * }
 *
 * <p>The method is an ordinary {@code @TestFactory} with the tag {@code perf}, which runs alone in its JVM. With
 * {@link PerfTests#of} any {@code @TestFactory} does, but then JUnit is not told of the reports.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestFactory
@Tag("perf")
@ExtendWith(PerfExtension.class)
@ResourceLock(Resources.GLOBAL)
public @interface PerfTestFactory {

    /** Whether runs write a report, under {@code target/perf}. */
    boolean report() default true;

    /** Whether runs tell of their progress on standard output, in a line every ten seconds. */
    boolean console() default false;

    /** What becomes of the nodes of a run whose numbers say nothing, because the generator was the limit. */
    OnInvalid onInvalid() default OnInvalid.FAIL;
}
