package dev.perf.engine.internal.settings;

import dev.perf.LoadTest;
import dev.perf.engine.internal.shape.Fields;
import dev.perf.engine.internal.shape.Key;
import dev.perf.plan.TestPlan;
import dev.perf.text.Nearest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java tests that files name. */
final class JavaTests {

    private static final String USUAL = "test";

    private JavaTests() {}

    /** Returns the plan of the test that a name stands for; null, with a mistake noted, where there is none. */
    static @Nullable TestPlan named(String name, Fields fields, Key<?> key) {
        String[] parts = name.strip().split("::", 2);
        Class<?> type;
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            type = Class.forName(parts[0], false, loader == null ? JavaTests.class.getClassLoader() : loader);
        } catch (ClassNotFoundException | LinkageError missing) {
            fields.mistake(
                    key,
                    "there is no class " + parts[0] + " on the class path; write its whole name, such as"
                            + " com.example.ShopLoadTest, and start Perf with it: java -cp perf.jar:classes");
            return null;
        }
        List<Method> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(JavaTests::makesTest)
                .toList();
        Method method = chosen(methods, parts.length > 1 ? parts[1] : null);
        if (method == null) {
            List<String> names = methods.stream().map(Method::getName).sorted().toList();
            fields.mistake(
                    key,
                    parts[0]
                            + (parts.length > 1
                                    ? " has no static method " + parts[1] + "() that returns a LoadTest; "
                                            + Nearest.question(parts[1], names)
                                    : names.isEmpty() ? "" : " has several static methods that return a LoadTest; ")
                            + (names.isEmpty()
                                    ? " has no static method without parameters that returns a LoadTest"
                                    : (names.size() == 1 ? "write " : "write one of ")
                                            + String.join(
                                                    ", ",
                                                    names.stream()
                                                            .map(each -> parts[0] + "::" + each)
                                                            .toList())));
            return null;
        }
        return made(method, fields, key);
    }

    private static boolean makesTest(Method method) {
        return Modifier.isStatic(method.getModifiers())
                && method.getParameterCount() == 0
                && (method.getReturnType() == LoadTest.class || method.getReturnType() == TestPlan.class);
    }

    private static @Nullable Method chosen(List<Method> methods, @Nullable String name) {
        if (name == null && methods.size() == 1) {
            return methods.getFirst();
        }
        String asked = name == null ? USUAL : name;
        return methods.stream()
                .filter(method -> method.getName().equals(asked))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable TestPlan made(Method method, Fields fields, Key<?> key) {
        try {
            method.setAccessible(true);
            return method.invoke(null) instanceof Object made
                    ? made instanceof LoadTest test ? test.plan() : (TestPlan) made
                    : refused("returned null", fields, key);
        } catch (InvocationTargetException thrown) {
            return refused("has thrown " + thrown.getCause(), fields, key);
        } catch (IllegalAccessException | RuntimeException closed) {
            return refused("cannot be called: " + closed, fields, key);
        }
    }

    private static @Nullable TestPlan refused(String why, Fields fields, Key<?> key) {
        fields.mistake(key, "the method that makes the test " + why);
        return null;
    }
}
