package dev.perf.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A threshold that every run of the annotated test method, or of all test methods of the annotated class and its
 * nested classes, must keep besides those of its {@link dev.perf.LoadTest}.
 *
 * <p>Mistakes in the text fail the test before its method begins.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(PerfThresholds.class)
public @interface PerfThreshold {

    /** The threshold, in the grammar of {@code dev.perf.threshold}: {@code "response_time: p(95) < 300ms"}. */
    String value();
}
