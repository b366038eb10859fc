package dev.perf;

import dev.perf.plan.TestOrigin;
import dev.perf.plan.TestPlan;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the method that makes a test. */
final class TestOrigins {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Who calls a method that makes a test is near; a stack that is deeper than this is a recursion. */
    private static final int MOST_FRAMES = 1_000;

    private static final Set<String> MADE =
            Set.of("()" + LoadTest.class.descriptorString(), "()" + TestPlan.class.descriptorString());

    private TestOrigins() {}

    /**
     * Returns the outermost static method outside Perf on the way here that needs nothing and returns a test: the inner
     * ones make parts of it. Null where there is none.
     */
    static @Nullable TestOrigin ofCaller() {
        return STACK.walk(TestOrigins::outermost);
    }

    private static @Nullable TestOrigin outermost(Stream<StackFrame> frames) {
        StackFrame found = null;
        Iterator<StackFrame> each = frames.limit(MOST_FRAMES).iterator();
        while (each.hasNext()) {
            StackFrame frame = each.next();
            if (MADE.contains(frame.getDescriptor()) && isFactory(frame)) {
                found = frame;
            }
        }
        return found == null
                ? null
                : new TestOrigin(
                        found.getDeclaringClass().getName(), found.getMethodName(), found.getDescriptor(), List.of());
    }

    private static boolean isFactory(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        if (type == LoadTest.class || type == TestPlan.class) {
            return false;
        }
        try {
            return Modifier.isStatic(
                    type.getDeclaredMethod(frame.getMethodName()).getModifiers());
        } catch (NoSuchMethodException | LinkageError unknown) {
            return false; // then nobody else can call it either
        }
    }

    /**
     * Returns what a lambda stands for.
     *
     * @throws IllegalArgumentException if no other process can call that
     */
    static TestOrigin of(TestFactory factory) {
        SerializedLambda lambda = opened(factory);
        if (lambda == null) {
            throw new IllegalArgumentException("madeBy(" + factory.getClass().getName()
                    + "): its factory is an object of that class, which agents do not have; write a lambda, or a"
                    + " reference to a static method: madeBy(() -> ShopLoadTest.test(url))");
        }
        if (lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic) {
            throw refused(
                    lambda,
                    lambda.getCapturedArgCount() == 0
                            ? "which is no static method"
                            : "which uses " + described(lambda.getCapturedArg(0), lambda));
        }
        List<@Nullable Object> captured = new ArrayList<>();
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            Object value = lambda.getCapturedArg(i);
            if (!TestOrigin.isValue(value)) {
                throw refused(lambda, "which uses " + described(value, lambda));
            }
            captured.add(value);
        }
        return new TestOrigin(classOf(lambda), lambda.getImplMethodName(), lambda.getImplMethodSignature(), captured);
    }

    private static String classOf(SerializedLambda lambda) {
        return lambda.getImplClass().replace('/', '.');
    }

    private static String described(@Nullable Object value, SerializedLambda lambda) {
        if (value == null) {
            return "an object";
        }
        String type = value.getClass().getName();
        return type.equals(lambda.getCapturingClass().replace('/', '.'))
                ? "\"this\", an object of " + type
                : "an object of " + type;
    }

    private static IllegalArgumentException refused(SerializedLambda lambda, String what) {
        String method = lambda.getImplMethodName();
        return new IllegalArgumentException("madeBy: the factory is "
                + (method.startsWith("lambda$") ? "a lambda in " + classOf(lambda) : classOf(lambda) + "." + method)
                + ", " + what
                + "; agents have the classes of this process, but not its objects: call a static method, and give it"
                + " texts, numbers, booleans, characters, constants of enums, durations, URIs or paths that were kept"
                + " in local variables before: String url = server.url(); madeBy(() -> ShopLoadTest.test(url))");
    }

    /** Returns what Java would write in place of a lambda; null where it is none. Nothing is written. */
    private static @Nullable SerializedLambda opened(TestFactory factory) {
        try (var opener = new Opener()) {
            opener.writeObject(factory);
            return opener.seen;
        } catch (IOException notSerializable) {
            return null;
        }
    }

    /** Serialisation may see into lambdas of modules that are not open to anybody; reflection may not. */
    private static final class Opener extends ObjectOutputStream {

        private @Nullable SerializedLambda seen;

        Opener() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        @Override
        protected @Nullable Object replaceObject(Object object) {
            if (object instanceof SerializedLambda lambda) {
                seen = lambda;
            }
            return null;
        }
    }
}
