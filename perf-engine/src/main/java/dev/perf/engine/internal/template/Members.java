package dev.perf.engine.internal.template;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The named parts of values: entries of maps, components of records, and what objects give by methods without
 * parameters ({@code id()}, {@code getId()}, {@code isOpen()}) or public fields.
 */
final class Members {

    private static final Set<String> OF_ANY_OBJECT =
            Set.of("getClass", "hashCode", "toString", "clone", "notify", "notifyAll", "wait", "finalize");

    private static final ClassValue<Map<String, Member>> BY_CLASS = new ClassValue<>() {
        @Override
        protected Map<String, Member> computeValue(Class<?> type) {
            return membersOf(type);
        }
    };

    private Members() {}

    /**
     * Returns the part of {@code value} called {@code name}.
     *
     * @throws NoSuchPartException if there is none
     */
    static Object of(Object value, String name) throws NoSuchPartException {
        Object part;
        if (value instanceof Map<?, ?> map) {
            part = map.get(name);
            if (part == null && !map.containsKey(name)) {
                throw none(name, texts(map.keySet()));
            }
        } else {
            Member member = BY_CLASS.get(value.getClass()).get(name);
            if (member == null) {
                throw none(name, value.getClass());
            }
            part = read(value, member, name);
        }
        if (part == null) {
            throw new NoSuchPartException("has null as \"" + name + "\"");
        }
        return part;
    }

    private static NoSuchPartException none(String name, Class<?> type) {
        Set<String> there = BY_CLASS.get(type).keySet();
        return there.isEmpty() ? new NoSuchPartException("is of " + type + ", which has no parts") : none(name, there);
    }

    private static NoSuchPartException none(String name, Set<String> there) {
        return new NoSuchPartException("has no \"" + name + "\"; it has " + (there.isEmpty() ? "nothing" : there));
    }

    private static Set<String> texts(Set<?> keys) {
        var texts = new TreeSet<String>();
        keys.forEach(key -> texts.add(String.valueOf(key)));
        return texts;
    }

    private static @Nullable Object read(Object value, Member member, String name) throws NoSuchPartException {
        try {
            return member instanceof Method method ? method.invoke(value) : ((Field) member).get(value);
        } catch (InvocationTargetException thrown) {
            throw new NoSuchPartException("gave no \"" + name + "\": " + thrown.getCause());
        } catch (IllegalAccessException hidden) {
            throw new NoSuchPartException(
                    "does not let Perf read \"" + name + "\": make " + value.getClass() + " public");
        }
    }

    private static Map<String, Member> membersOf(Class<?> type) {
        var members = new TreeMap<String, Member>();
        if (type.getPackageName().equals("java.lang")) {
            return members; // texts and numbers: nobody means their methods
        }
        for (Field field : type.getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                add(members, field.getName(), field);
            }
        }
        for (Method method : type.getMethods()) {
            if (method.getParameterCount() == 0
                    && method.getReturnType() != void.class
                    && !Modifier.isStatic(method.getModifiers())
                    && !OF_ANY_OBJECT.contains(method.getName())) {
                add(members, property(method), method);
            }
        }
        return members;
    }

    private static void add(Map<String, Member> members, String name, Member member) {
        ((AccessibleObject) member).trySetAccessible(); // a public method of a class that is not public
        members.put(name, member);
    }

    /** {@code getId} and {@code isOpen} give {@code id} and {@code open}, as with JavaBeans. */
    private static String property(Method method) {
        String name = method.getName();
        int prefix =
                name.startsWith("get") ? 3 : name.startsWith("is") && method.getReturnType() == boolean.class ? 2 : 0;
        return prefix == 0 || name.length() == prefix || !Character.isUpperCase(name.charAt(prefix))
                ? name
                : name.substring(prefix, prefix + 1).toLowerCase(Locale.ROOT) + name.substring(prefix + 1);
    }
}
