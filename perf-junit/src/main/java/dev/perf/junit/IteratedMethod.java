package dev.perf.junit;

import dev.perf.LoadTest;
import dev.perf.result.Ledger;
import dev.perf.result.ReportLink;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.User;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.opentest4j.AssertionFailedError;

/** A {@link PerfLoad} method and the hooks around each call of it. */
final class IteratedMethod {

    /** What an iteration brings along. */
    static final Set<Class<?>> PER_ITERATION = Set.of(Iteration.class, User.class);

    private final Class<?> type;
    private final Method method;
    private final double maxFailureRate;
    private final AnnotatedLoad load;
    private final List<Method> before;
    private final List<Method> after;

    private IteratedMethod(
            Class<?> type,
            Method method,
            double maxFailureRate,
            AnnotatedLoad load,
            List<Method> before,
            List<Method> after) {
        this.type = type;
        this.method = method;
        this.maxFailureRate = maxFailureRate;
        this.load = load;
        this.before = before;
        this.after = after;
    }

    /** Tells whether a method is one. */
    static boolean isOne(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), PerfLoad.class);
    }

    /** Returns the method of a test; null where it is none, or there are mistakes, which are added to {@code mistakes}. */
    static @Nullable IteratedMethod of(ExtensionContext context, Mistakes mistakes) {
        Method method = context.getRequiredTestMethod();
        Optional<PerfLoad> asked = AnnotationSupport.findAnnotation(method, PerfLoad.class);
        if (asked.isEmpty()) {
            return null;
        }
        String where = "@PerfLoad on " + method.getName() + "()";
        AnnotatedLoad load = AnnotatedLoad.of(asked.get(), where, mistakes);
        if (Stream.of(method.getParameterTypes()).anyMatch(PerfRunner.class::equals)) {
            mistakes.add(
                    where,
                    "the method is the iteration, and has no use for a PerfRunner; remove the parameter, or make the"
                            + " method a @PerfTest");
        }
        List<Method> before = hooks(context, BeforeIteration.class, mistakes);
        List<Method> after = hooks(context, AfterIteration.class, mistakes).reversed();
        return load == null
                ? null
                : new IteratedMethod(
                        context.getRequiredTestClass(), method, asked.get().maxFailureRate(), load, before, after);
    }

    /** Returns the hooks of a test, those of enclosing classes and superclasses first. */
    private static List<Method> hooks(
            ExtensionContext context, Class<? extends Annotation> annotation, Mistakes mistakes) {
        var hooks = new ArrayList<Method>();
        for (Class<?> type : AnnotatedThresholds.classes(context)) {
            hooks.addAll(AnnotationSupport.findAnnotatedMethods(type, annotation, HierarchyTraversalMode.TOP_DOWN));
        }
        for (Method hook : hooks) {
            for (Parameter parameter : hook.getParameters()) {
                if (!PER_ITERATION.contains(parameter.getType())) {
                    mistakes.add(
                            "@" + annotation.getSimpleName() + " on " + hook.getName() + "()",
                            "its parameters may be Iteration and User, got "
                                    + parameter.getType().getSimpleName()
                                    + "; let @BeforeEach put that into a field");
                }
            }
        }
        return hooks;
    }

    /**
     * Returns the method as a load test.
     *
     * @param instances of the test class and those that enclose it
     * @param arguments of the method; those that an iteration brings along do not count
     */
    LoadTest test(TestInstances instances, List<Object> arguments) {
        var calls = new IteratedMethodCalls(
                call(method, instances, arguments),
                before.stream().map(hook -> hook(hook, instances)).toList(),
                after.stream().map(hook -> hook(hook, instances)).toList());
        return LoadTest.named(type.getSimpleName() + "." + method.getName())
                .metrics(IteratedMethodCalls.SKIPPED)
                .warmUp(load.warmUp())
                .run(calls.scenario(), load.profile());
    }

    private static IteratedMethodCalls.Call hook(Method hook, TestInstances instances) {
        return call(hook, instances, Collections.nCopies(hook.getParameterCount(), null));
    }

    private static IteratedMethodCalls.Call call(
            Method method, TestInstances instances, List<? extends @Nullable Object> arguments) {
        method.setAccessible(true);
        Object target = instances
                .findInstance(method.getDeclaringClass())
                .orElseThrow(() -> new IllegalStateException("no test instance has the method " + method));
        return new IteratedMethodCalls.Call(method, target, arguments.toArray());
    }

    /**
     * Objects to a run in which too many iterations failed. One that a threshold failed, or that was aborted, fails its
     * test as it is, and says what went wrong in it.
     *
     * @throws AssertionFailedError if too many did
     */
    void judge(RunResult result) {
        Ledger ledger = result.ledger();
        long ended = ledger.completed() + ledger.failed();
        double rate = ended == 0 ? 0 : (double) ledger.failed() / ended;
        if (rate <= maxFailureRate || result.verdict() == Verdict.FAILED || result.verdict() == Verdict.ABORTED) {
            return;
        }
        String expected = maxFailureRate == 0 ? "none may" : "at most " + Quantity.SHARE.limit(maxFailureRate) + " may";
        String actual = Quantity.SHARE.text(rate, maxFailureRate);
        var text = new StringBuilder("%s of %s iterations failed (%s), and %s"
                .formatted(Quantity.NUMBER.text(ledger.failed()), Quantity.NUMBER.text(ended), actual, expected));
        result.errors().stream()
                .findFirst()
                .ifPresent(error -> text.append(", most often ")
                        .append(error.request())
                        .append(": ")
                        .append(error.message())
                        .append(" (")
                        .append(Quantity.NUMBER.text(error.count()))
                        .append(" x)"));
        URI report = ReportLink.to(result.report());
        if (report != null) {
            text.append("; report: ").append(report);
        }
        throw new AssertionFailedError(result.test() + ": " + text, Quantity.SHARE.limit(maxFailureRate), actual);
    }
}
