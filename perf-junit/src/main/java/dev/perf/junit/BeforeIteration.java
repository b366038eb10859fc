package dev.perf.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that is called before each iteration of every {@link PerfLoad} method of its class and its nested
 * classes, inherited ones first. It runs on the virtual user's thread, and
 * its time is no time of the method under load. An exception fails the iteration.
 *
 * <p>Its parameters may be {@link Iteration} and {@link dev.perf.scenario.User}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface BeforeIteration {}
