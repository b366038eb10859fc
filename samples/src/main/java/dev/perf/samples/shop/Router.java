package dev.perf.samples.shop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the route for a method and a path; immutable. Literal paths win over those with a parameter. */
final class Router {

    /** Where a request belongs. */
    sealed interface Match {

        record Found(Route route, String parameter) implements Match {}

        /** The path exists, for the methods listed. */
        record WrongMethod(String allowed) implements Match {}

        record UnknownPath() implements Match {}
    }

    private final Map<String, Map<String, Route>> byPath = new HashMap<>();

    Router(List<Route> routes) {
        for (Route route : routes) {
            byPath.computeIfAbsent(key(route.path()), path -> new TreeMap<>()).put(route.method(), route);
        }
    }

    /** Parameters have names for the reader alone: <code>/bytes/{n}</code> is found under {@code /bytes/}. */
    private static String key(String path) {
        return path.endsWith("}") ? path.substring(0, path.lastIndexOf('{')) : path;
    }

    Match match(String method, String path) {
        Map<String, Route> literal = path.endsWith("/") ? null : byPath.get(path);
        if (literal != null) {
            return match(method, literal, "");
        }
        int parameterAt = path.lastIndexOf('/') + 1;
        Map<String, Route> open = byPath.get(path.substring(0, parameterAt));
        if (open != null && parameterAt < path.length()) {
            return match(method, open, path.substring(parameterAt));
        }
        return new Match.UnknownPath();
    }

    private static Match match(String method, Map<String, Route> byMethod, String parameter) {
        @Nullable Route route = byMethod.get(method.equals("HEAD") ? "GET" : method);
        return route == null ? new Match.WrongMethod(allowed(byMethod)) : new Match.Found(route, parameter);
    }

    private static String allowed(Map<String, Route> byMethod) {
        String methods = String.join(", ", byMethod.keySet());
        return byMethod.containsKey("GET") ? methods.replace("GET", "GET, HEAD") : methods;
    }
}
