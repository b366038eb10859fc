package dev.perf.distributed;

import dev.perf.LoadTest;
import dev.perf.fleet.FleetException;
import dev.perf.plan.TestOrigin;
import dev.perf.plan.TestPlan;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes tests again that another process has made, by calling the same method. */
final class RemadeTest {

    private RemadeTest() {}

    /**
     * Returns the plan of a job's test.
     *
     * @throws FleetException if it cannot be made; the message says why
     */
    static TestPlan plan(JobTerms terms) {
        TestOrigin origin = terms.origin();
        if (origin == null) {
            throw impossible(
                    terms,
                    "nobody knows which method makes it; LoadTest.madeBy(() -> ShopLoadTest.test()) says so",
                    null);
        }
        TestPlan plan = called(terms, origin);
        if (!plan.name().equals(terms.test())) {
            throw impossible(terms, origin + " makes test \"" + plan.name() + "\" now", null);
        }
        return plan.origin() == null ? plan.withOrigin(origin) : plan;
    }

    private static TestPlan called(JobTerms terms, TestOrigin origin) {
        try {
            Class<?> type = Class.forName(origin.className(), true, loader());
            MethodType signature = MethodType.fromMethodDescriptorString(origin.descriptor(), loader());
            Method method = type.getDeclaredMethod(origin.methodName(), signature.parameterArray());
            method.setAccessible(true); // lambdas are private, and so may methods be that make tests
            Object made = method.invoke(null, origin.arguments().toArray());
            if (made instanceof LoadTest test) {
                return test.plan();
            }
            if (made instanceof TestPlan plan) {
                return plan;
            }
            throw impossible(terms, origin + " returns no test", null);
        } catch (InvocationTargetException thrown) {
            throw impossible(terms, origin + " throws " + thrown.getCause(), thrown);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException missing) {
            if (missing instanceof FleetException told) {
                throw told;
            }
            throw impossible(terms, origin + " cannot be called: " + missing, missing);
        }
    }

    private static FleetException impossible(JobTerms terms, String why, @Nullable Throwable cause) {
        String message = "test \"" + terms.test() + "\" of job \"" + terms.id() + "\" cannot be made again: " + why;
        return cause == null ? new FleetException(message) : new FleetException(message, cause);
    }

    private static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? ClassLoader.getSystemClassLoader() : ofThread;
    }

    /**
     * Returns a constant of an enum.
     *
     * @throws MalformedJobException if there is no such constant, or no such class
     */
    static Object constant(String className, String name) throws MalformedJobException {
        try {
            Class<?> type = Class.forName(className, true, loader());
            if (type.isEnum()) {
                return Arrays.stream(type.getEnumConstants())
                        .filter(each -> ((Enum<?>) each).name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new MalformedJobException(className + " has no constant " + name));
            }
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new MalformedJobException("an argument of the test is of enum " + className + ", which is not there");
        }
        throw new MalformedJobException(className + " is no enum");
    }
}
