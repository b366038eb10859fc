package dev.perf.engine.internal.extract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

/** Loads the extractors anew, in a world without some packages. */
final class WithoutPackages extends ClassLoader {

    private static final String OWN = JsonPointer.class.getPackageName() + ".";

    private final List<String> missing;

    WithoutPackages(String... missing) {
        super(WithoutPackages.class.getClassLoader());
        this.missing = List.of(missing);
    }

    /** Calls a static method of such a class with texts, and returns the message with which it refuses them. */
    String failureOf(Class<?> type, String name, String... texts) throws ReflectiveOperationException {
        Class<?>[] parameters = Stream.of(texts).map(text -> String.class).toArray(Class<?>[]::new);
        Method method = loadClass(type.getName()).getMethod(name, parameters);
        try {
            return "accepted: " + method.invoke(null, (Object[]) texts);
        } catch (InvocationTargetException refused) {
            return refused.getCause() instanceof IllegalArgumentException known
                    ? known.getMessage()
                    : String.valueOf(refused.getCause());
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (missing.stream().anyMatch(name::startsWith)) {
            throw new ClassNotFoundException(name);
        }
        if (!name.startsWith(OWN)) {
            return super.loadClass(name, resolve);
        }
        Class<?> known = findLoadedClass(name);
        return known == null ? define(name) : known;
    }

    private Class<?> define(String name) {
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] bytes = file.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
