package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

/** A chart with all that belongs to it: title, sentence, legend, drawing, and its numbers as a table. */
final class Figure {

    private Figure() {}

    /**
     * Returns the figure.
     *
     * @param plot the drawing
     * @param note what the axes show
     * @param group figures of a group move their cursors together
     * @param data the numbers drawn: a row per point, a column per line of the plot, in its order
     */
    static Element of(Plot plot, String note, String group, Element data) {
        return el("figure")
                .cls("chart")
                .id(plot.id())
                .attr("data-group", group)
                .add(
                        el("figcaption", el("h3", plot.title()), el("p", note).cls("note"), el("p", plot.summary())),
                        plot.legend(),
                        el("div", plot.svg()).cls("canvas"),
                        el("details", el("summary", "Show data"), Table.scroll(data, plot.title() + ", data"))
                                .cls("data"));
    }
}
