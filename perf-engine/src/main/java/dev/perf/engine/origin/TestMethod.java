package dev.perf.engine.origin;

import dev.perf.LoadTest;
import dev.perf.plan.TestOrigin;
import dev.perf.plan.TestPlan;
import dev.perf.text.Nearest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A static method without parameters that makes a test. */
public final class TestMethod {

    private static final String PREFERRED = "test";
    private static final String NEEDED = "a static method without parameters that returns a LoadTest, such as\n"
            + "  public static LoadTest test() { return loadTest(\"shop\").run(...); }";

    /** Where builds put classes. */
    private static final List<String> CLASS_FOLDERS =
            List.of("target/test-classes", "target/classes", "build/classes/java/test", "build/classes/java/main");

    private final Method method;

    private TestMethod(Method method) {
        this.method = method;
    }

    /**
     * Returns the method that a text names.
     *
     * @param test {@code CLASS} or {@code CLASS::METHOD}
     * @throws ClassNotFoundException if there is no such class; {@link #whereClassesAre} says what to do
     * @throws UnusableTestException if the class has no such method, or cannot be loaded
     */
    public static TestMethod of(String test, ClassLoader classes) throws ClassNotFoundException {
        int colons = test.indexOf("::");
        Class<?> type = type(colons < 0 ? test : test.substring(0, colons), classes);
        return new TestMethod(colons < 0 ? only(type) : named(type, test.substring(colons + 2)));
    }

    /** Returns what is to be done where a class is not found, as a sentence without its beginning and its full stop. */
    public static String whereClassesAre() {
        return "say where it is, with its package: --class-path "
                + CLASS_FOLDERS.stream()
                        .filter(folder -> Files.isDirectory(Path.of(folder)))
                        .findFirst()
                        .orElse(CLASS_FOLDERS.getFirst());
    }

    private static Class<?> type(String name, ClassLoader classes) throws ClassNotFoundException {
        try {
            // What is no test is not initialised for being named.
            return Class.forName(name, false, classes);
        } catch (LinkageError broken) {
            throw new UnusableTestException(
                    "class " + name + " cannot be loaded: " + broken + "; --class-path names what it needs as well");
        }
    }

    private static Method only(Class<?> type) {
        List<Method> found = tests(type);
        if (found.isEmpty()) {
            throw new UnusableTestException(type.getName() + " makes no test: it needs " + NEEDED
                    + (hasMain(type)
                            ? "\nIts method main is not called, for nobody knows what it does with flags."
                            : ""));
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        return found.stream()
                .filter(each -> each.getName().equals(PREFERRED))
                .findFirst()
                .orElseThrow(() -> new UnusableTestException(
                        type.getName() + " makes several tests; name one: " + String.join(", ", names(type))));
    }

    private static Method named(Class<?> type, String name) {
        return tests(type).stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnusableTestException(refusal(type, name)));
    }

    private static String refusal(Class<?> type, String name) {
        if (Arrays.stream(type.getDeclaredMethods())
                .anyMatch(each -> each.getName().equals(name))) {
            return type.getName() + "::" + name + " makes no test: it must be " + NEEDED;
        }
        List<Method> tests = tests(type);
        String missing = type.getName() + " has no method " + name + "; ";
        if (tests.isEmpty()) {
            return missing + "it needs " + NEEDED;
        }
        String question =
                Nearest.question(name, tests.stream().map(Method::getName).toList());
        return missing
                + question
                + (question.isEmpty() ? "its tests are " : "Its tests are ")
                + String.join(", ", names(type));
    }

    private static List<String> names(Class<?> type) {
        return tests(type).stream()
                .map(each -> type.getName() + "::" + each.getName())
                .toList();
    }

    private static List<Method> tests(Class<?> type) {
        try {
            return Stream.of(type.getDeclaredMethods())
                    .filter(each -> Modifier.isStatic(each.getModifiers())
                            && !each.isSynthetic()
                            && each.getParameterCount() == 0
                            && (each.getReturnType() == LoadTest.class || each.getReturnType() == TestPlan.class))
                    .sorted(Comparator.comparing(Method::getName))
                    .toList();
        } catch (LinkageError broken) {
            throw new UnusableTestException("class " + type.getName() + " cannot be loaded: " + broken
                    + "; --class-path names what it needs as well");
        }
    }

    private static boolean hasMain(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .anyMatch(each -> each.getName().equals("main")
                        && Arrays.equals(each.getParameterTypes(), new Class<?>[] {String[].class}));
    }

    /**
     * Returns the test, which other processes make by calling the same method.
     *
     * @throws UnusableTestException if the method throws, or returns nothing
     */
    public TestPlan plan() {
        String name = method.getDeclaringClass().getName() + "::" + method.getName();
        try {
            method.setAccessible(true); // classes of tests and their methods need not be public
            Object made = method.invoke(null);
            TestPlan plan = made instanceof LoadTest test ? test.plan() : (TestPlan) made;
            if (plan == null) {
                throw new UnusableTestException(name + " returned null; let it return the test");
            }
            return plan.withOrigin(origin());
        } catch (InvocationTargetException thrown) {
            throw new UnusableTestException(name + " threw " + trace(thrown.getCause()));
        } catch (ExceptionInInitializerError thrown) {
            throw new UnusableTestException(name + ": its class threw " + trace(thrown.getCause()));
        } catch (IllegalAccessException | LinkageError impossible) {
            throw new UnusableTestException(name + " cannot be called: " + impossible);
        }
    }

    private TestOrigin origin() {
        String descriptor = MethodType.methodType(method.getReturnType()).toMethodDescriptorString();
        return new TestOrigin(method.getDeclaringClass().getName(), method.getName(), descriptor, List.of());
    }

    private static String trace(@Nullable Throwable thrown) {
        var text = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text, true));
        }
        return text.toString().stripTrailing();
    }
}
