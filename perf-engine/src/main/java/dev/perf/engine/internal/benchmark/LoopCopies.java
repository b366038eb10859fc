package dev.perf.engine.internal.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes a loop class of its own for each benchmark.
 *
 * <p>The JIT compiler inlines a call where it has seen one target, or two. In a loop that all benchmarks share the third
 * would be called in another, slower way than the first, and the order would decide which is faster. A copy of the class has
 * a profile and compiled code of its own, which is as near as one comes to the forks of JMH in one JVM.
 */
final class LoopCopies {

    private static final byte[] CLASS_FILE = read();

    private LoopCopies() {}

    static MeasuredLoop next() {
        try {
            MethodHandles.Lookup copy = MethodHandles.lookup().defineHiddenClass(CLASS_FILE, true);
            return (MeasuredLoop) copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable impossible) {
            throw new IllegalStateException("the loop cannot be copied", impossible);
        }
    }

    private static byte[] read() {
        try (InputStream in = PlainLoop.class.getResourceAsStream("PlainLoop.class")) {
            if (in == null) {
                throw new IllegalStateException("PlainLoop.class is not beside the engine's other classes");
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
