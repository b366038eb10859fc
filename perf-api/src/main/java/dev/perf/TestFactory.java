package dev.perf;

import java.io.Serializable;
import java.util.function.Supplier;

/**
 * Makes a load test, anew each time: {@code ShopLoadTest::test}, or a lambda. Serializable only so that Perf can see
 * which method a lambda stands for; it is never serialised.
 */
@FunctionalInterface
public interface TestFactory extends Supplier<LoadTest>, Serializable {}
