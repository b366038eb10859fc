package dev.perf.junit;

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
 * Marks a test method that runs load tests with a {@link PerfRunner}, its parameter.
 *
 * <p>The method is an ordinary {@code @Test} with the tag {@code perf}. Where JUnit runs tests in parallel, it runs
 * alone in its JVM, so that nothing else takes the processors away from it. For parameterized and repeated tests, put
 * {@code @ExtendWith(PerfExtension.class)} beside their annotation instead; the defaults below hold then.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Test
@Tag("perf")
@ExtendWith(PerfExtension.class)
@ResourceLock(Resources.GLOBAL)
public @interface PerfTest {

    /** Whether runs write a report, under {@code target/perf}. */
    boolean report() default true;

    /** Whether runs tell of their progress on standard output, in a line every ten seconds. */
    boolean console() default false;

    /** What becomes of a test whose numbers say nothing, because the generator was the limit. */
    OnInvalid onInvalid() default OnInvalid.FAIL;

    /**
     * File that configures the load tests of the method, by its path or that of a resource: {@code "shop.yaml"}. It comes
     * before the parameters that change loads, and before annotated thresholds; which fleet it names and where it wants
     * reports counts on the command line alone. None unless set here or with {@code perf.config}, which wins.
     *
     * <p>Mistakes in the file fail the test, with a message that lists them.
     */
    String config() default "";

    /** Which environment of the file is used, unless {@code perf.environment} says so; that which the file names unless set. */
    String environment() default "";

    /**
     * Which profile of the file, or preset such as {@code "smoke"}, is used, unless {@code perf.profile} says so; that
     * which the file names unless set. A preset needs no file.
     */
    String profile() default "";
}
