package dev.perf.junit;

import dev.perf.plan.InvalidPlanException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs the load tests of test methods: hands them a {@link PerfRunner}, ends what they leave running, fails them when a
 * run did not pass, and publishes what was measured. {@link PerfTest} brings it along; register it with
 * {@code @ExtendWith} for parameterized and repeated tests.
 *
 * <p>It resolves parameters of type {@link PerfRunner} and no others, on test methods, {@code @BeforeEach} and
 * {@code @AfterEach}. Stateless.
 */
public final class PerfExtension
        implements BeforeEachCallback, ParameterResolver, AfterTestExecutionCallback, AfterEachCallback {

    static final Namespace NAMESPACE = Namespace.create(PerfExtension.class);

    /** Creates the extension; JUnit does. */
    public PerfExtension() {}

    /**
     * Reads the annotations of the test.
     *
     * @throws InvalidPlanException if a threshold cannot be read; all mistakes are listed
     */
    @Override
    public void beforeEach(ExtensionContext context) {
        store(context).put(TestRuns.class, TestRuns.of(context));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PerfRunner.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        TestRuns runs = runs(context);
        if (runs == null) {
            throw new ParameterResolutionException("a PerfRunner belongs to one test method; take it as a parameter of"
                    + " a test method, @BeforeEach or @AfterEach, not of "
                    + parameter.getDeclaringExecutable());
        }
        return new PerfRunner(runs);
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
