package dev.perf.distributed.internal;

import dev.perf.plan.TestOrigin;
import dev.perf.plan.TestPlan;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Which Java the class files of a test need. */
final class ClassFiles {

    /** Perf itself needs that. */
    private static final int LEAST = 21;

    /** The class files of Java 1 have version 45: The Java Virtual Machine Specification, table 4.1-A. */
    private static final int BEFORE_FIRST = 44;

    private ClassFiles() {}

    /** Returns the Java that the class needs which makes a plan, such as 21. */
    static int javaOf(TestPlan plan) {
        TestOrigin origin = plan.origin();
        return origin == null ? LEAST : Math.max(LEAST, javaOf(origin.className()));
    }

    private static int javaOf(String className) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? ClassLoader.getSystemClassLoader() : context;
        try (InputStream file = loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
            if (file == null) {
                return LEAST;
            }
            var in = new DataInputStream(file);
            var unusedMagic = in.readInt();
            var unusedMinor = in.readUnsignedShort();
            return in.readUnsignedShort() - BEFORE_FIRST;
        } catch (IOException unreadable) {
            return LEAST;
        }
    }
}
