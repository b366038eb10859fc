package dev.perf.report.internal.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An element under construction. There is no way to add markup as a string.
 *
 * <p>Attributes that could run code, load something or be blocked by a strict content security policy are refused:
 * {@code style}, handlers, and links to anything but places in this page and the files beside it.
 */
final class Element implements Node {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9-]*");
    private static final Pattern LINK = Pattern.compile(
            "#[a-z0-9-]+|[a-z_]+\\.(?:css|json|csv|hlog|xml|md)|first-failure\\.txt|step-\\d+/index\\.html"
                    + "|\\./(?:[A-Za-z0-9._%-]+/)+index\\.html|data:,");
    private static final Set<String> LINKS = Set.of("href", "src", "action", "srcset", "formaction", "data", "poster");
    private static final Set<String> EMPTY = Set.of("meta", "link", "br", "input", "path", "line", "rect", "circle");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Node> children = new ArrayList<>();

    private Element(String name) {
        this.name = requireName(name);
    }

    static Element el(String name, Node... children) {
        return new Element(name).add(children);
    }

    static Element el(String name, String text) {
        return new Element(name).add(text);
    }

    /** Text that people or servers wrote: its direction of writing does not leak into what stands around it. */
    static Element foreign(String text) {
        return el("bdi", text);
    }

    static Element code(String text) {
        return el("code", foreign(text));
    }

    Element attr(String attribute, String value) {
        requireName(attribute);
        if (attribute.equals("style") || attribute.startsWith("on") || attribute.startsWith("xlink")) {
            throw new IllegalArgumentException("attribute " + attribute + " is not allowed in a report");
        }
        if (LINKS.contains(attribute) && !LINK.matcher(value).matches()) {
            throw new IllegalArgumentException("a report must not refer to " + value);
        }
        attributes.put(attribute, value);
        return this;
    }

    Element attr(String attribute, double value) {
        return attr(attribute, Format.coordinate(value));
    }

    Element id(String id) {
        return attr("id", id);
    }

    Element cls(String names) {
        return attr("class", names);
    }

    Element title(String title) {
        return attr("title", title);
    }

    Element add(Node... nodes) {
        children.addAll(List.of(nodes));
        return this;
    }

    Element add(List<? extends Node> nodes) {
        children.addAll(nodes);
        return this;
    }

    Element add(String text) {
        return add(new Text(text));
    }

    @Override
    public void render(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((attribute, value) -> {
            out.append(' ').append(attribute).append("=\"");
            Text.escape(value, out);
            out.append('"');
        });
        if (EMPTY.contains(name)) {
            out.append("/>");
            return;
        }
        out.append('>');
        children.forEach(child -> child.render(out));
        out.append("</").append(name).append('>');
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        render(out);
        return out.toString();
    }

    private static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of markup: " + name);
        }
        return name;
    }
}
