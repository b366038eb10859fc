package dev.perf.engine.internal.settings;

import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.engine.origin.TestMethod;
import dev.perf.engine.origin.UnusableTestException;
import dev.perf.plan.TestPlan;
import org.jspecify.annotations.Nullable;

/** Java tests that files name. */
final class JavaTests {

    private JavaTests() {}

    /** Returns the plan of the test that a name stands for; null, with a mistake noted, where there is none. */
    static @Nullable TestPlan named(String name, Fields fields, Key<?> key) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            return TestMethod.of(name.strip(), loader == null ? JavaTests.class.getClassLoader() : loader)
                    .plan();
        } catch (ClassNotFoundException missing) {
            fields.mistake(key, "there is no class " + missing.getMessage() + "; " + TestMethod.whereClassesAre());
        } catch (UnusableTestException refused) {
            fields.mistake(key, String.valueOf(refused.getMessage()));
        }
        return null;
    }
}
