package dev.perf.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;

/** Loads some classes anew, in a world without some packages. */
public final class WithoutPackages extends ClassLoader {

    private final List<String> anew;
    private final List<String> missing;

    /**
     * Creates such a world.
     *
     * @param anew what the names of the classes begin with that are loaded anew
     * @param missing the packages that are not there
     */
    public WithoutPackages(List<String> anew, String... missing) {
        super(WithoutPackages.class.getClassLoader());
        this.anew = List.copyOf(anew);
        this.missing = List.of(missing);
    }

    /** Calls a static method of such a class with texts, and returns the message with which it refuses them. */
    public String failureOf(Class<?> type, String name, String... texts) throws ReflectiveOperationException {
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
        if (anew.stream().noneMatch(name::startsWith)) {
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
