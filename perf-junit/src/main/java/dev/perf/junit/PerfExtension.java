package dev.perf.junit;

import dev.perf.plan.InvalidPlanException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs the load tests of test methods: hands them a {@link PerfRunner}, ends what they leave running, fails them when a
 * run did not pass, and publishes what was measured. {@link PerfTest} brings it along; register it with
 * {@code @ExtendWith} for parameterized and repeated tests.
 *
 * <p>It resolves parameters of type {@link PerfRunner} on test methods, {@code @BeforeEach} and {@code @AfterEach}, those
 * of type {@link Iteration} and {@link dev.perf.scenario.User} on {@link PerfLoad} methods, and no others, so that other
 * extensions resolve theirs. Stateless.
 */
public final class PerfExtension
        implements BeforeEachCallback,
                ParameterResolver,
                InvocationInterceptor,
                AfterTestExecutionCallback,
                AfterEachCallback {

    static final Namespace NAMESPACE = Namespace.create(PerfExtension.class);

    /** Creates the extension; JUnit does. */
    public PerfExtension() {}

    /**
     * Reads the annotations of the test.
     *
     * @throws InvalidPlanException if they have mistakes; all are listed
     */
    @Override
    public void beforeEach(ExtensionContext context) {
        store(context).put(TestRuns.class, TestRuns.of(context));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PerfRunner.class || isPerIteration(parameter, context);
    }

    private static boolean isPerIteration(ParameterContext parameter, ExtensionContext context) {
        return IteratedMethod.PER_ITERATION.contains(parameter.getParameter().getType())
                && context.getTestMethod()
                        .filter(parameter.getDeclaringExecutable()::equals)
                        .isPresent()
                && IteratedMethod.isOne(context);
    }

    /** Returns null for what each iteration brings along. */
    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (isPerIteration(parameter, context)) {
            return null;
        }
        TestRuns runs = runs(context);
        if (runs == null) {
            throw new ParameterResolutionException("a PerfRunner belongs to one test method; take it as a parameter of"
                    + " a test method, @BeforeEach or @AfterEach, not of "
                    + parameter.getDeclaringExecutable());
        }
        return new PerfRunner(runs);
    }

    /** Puts load on a {@link PerfLoad} method instead of calling it once. */
    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        TestRuns runs = runs(context);
        if (runs == null || !runs.isIterated()) {
            invocation.proceed();
            return;
        }
        invocation.skip();
        runs.runMethod(context.getRequiredTestInstances(), method.getArguments());
    }

    /** Ends the runs before {@code @AfterEach} methods take the target away, and judges them. */
    @Override
    public void afterTestExecution(ExtensionContext context) {
        conclude(context);
    }

    /** Does the same for runs of {@code @BeforeEach} and {@code @AfterEach} methods, and prints where reports are. */
    @Override
    public void afterEach(ExtensionContext context) {
        TestRuns runs = runs(context);
        if (runs == null) {
            return;
        }
        try {
            conclude(context);
        } finally {
            runs.close();
        }
    }

    private static void conclude(ExtensionContext context) {
        TestRuns runs = runs(context);
        if (runs != null) {
            runs.conclude(context.getExecutionException().orElse(null));
        }
    }

    private static @Nullable TestRuns runs(ExtensionContext context) {
        return store(context).get(TestRuns.class, TestRuns.class);
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
