package dev.perf.engine.internal.settings.flow;

import dev.perf.scenario.Action;
import dev.perf.scenario.User;
import dev.perf.text.Nearest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/** Methods of Java that files call by name. */
final class Functions {

    private static final String BETWEEN = "::";

    private Functions() {}

    /**
     * Returns what a name such as {@code com.example.Hooks::sign} stands for.
     *
     * @throws IllegalArgumentException if nothing that can be called has it
     */
    static Action named(String name) {
        int between = name.indexOf(BETWEEN);
        if (between <= 0 || between + BETWEEN.length() == name.length()) {
            throw new IllegalArgumentException(
                    "a class and a static method are expected here, com.example.Hooks::sign, got \"" + name
                            + "\"; functions of JavaScript are not run");
        }
        String className = name.substring(0, between);
        String methodName = name.substring(between + BETWEEN.length());
        List<Method> methods = callable(className);
        for (Method method : methods) {
            if (method.getName().equals(methodName)) {
                return action(method);
            }
        }
        List<String> names = methods.stream().map(Method::getName).toList();
        throw new IllegalArgumentException(className + " has no public static method " + methodName + "(User); "
                + Nearest.question(methodName, names)
                + (names.isEmpty() ? "it has none that takes a User alone" : "it has " + String.join(", ", names)));
    }

    private static List<Method> callable(String className) {
        try {
            Class<?> type = Class.forName(className, false, loader());
            if (!Modifier.isPublic(type.getModifiers())) {
                throw new IllegalArgumentException(className + " is not public; make it so");
            }
            return Arrays.stream(type.getDeclaredMethods())
                    .filter(Functions::isCallable)
                    .toList();
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException("there is no class " + className + " on the class path", missing);
        } catch (LinkageError broken) {
            throw new IllegalArgumentException("the class " + className + " cannot be loaded: " + broken, broken);
        }
    }

    private static ClassLoader loader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? Functions.class.getClassLoader() : ofThread;
    }

    private static boolean isCallable(Method method) {
        return Modifier.isStatic(method.getModifiers())
                && Modifier.isPublic(method.getModifiers())
                && Arrays.equals(method.getParameterTypes(), new Class<?>[] {User.class});
    }

    private static Action action(Method method) {
        return user -> {
            try {
                method.invoke(null, user);
            } catch (InvocationTargetException thrown) {
                switch (thrown.getCause()) {
                    case Exception exception -> throw exception;
                    case Error error -> throw error;
                    case null, default -> throw thrown;
                }
            }
        };
    }
}
