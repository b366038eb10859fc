package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import java.util.List;

/**
 * A part of the page with a heading.
 *
 * @param id its place in the page
 * @param shortTitle its name in the list of sections
 * @param title its heading
 * @param content what it shows; nothing if the run has nothing of the kind, and the section is left out
 */
record Section(String id, String shortTitle, String title, List<Node> content) {

    /** Copies the content. */
    Section {
        content = List.copyOf(content);
    }

    static Section of(String id, String title, Node... content) {
        return new Section(id, title, title, List.of(content));
    }

    static Section none(String id) {
        return new Section(id, "", "", List.of());
    }

    Section called(String name) {
        return new Section(id, name, title, content);
    }

    boolean isEmpty() {
        return content.isEmpty();
    }

    Element element() {
        return el("section")
                .id(id)
                .attr("aria-labelledby", id + "-heading")
                .add(el("h2", title).id(id + "-heading"))
                .add(content);
    }
}
