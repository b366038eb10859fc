package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import java.util.ArrayList;
import java.util.List;

/** A table with a caption, heads that are explained in the glossary, and room of its own to scroll in. */
final class Table {

    private final String caption;
    private final List<Column> columns = new ArrayList<>();
    private final Element body = el("tbody");
    private Element last = body;
    private boolean interactive;
    private boolean narrow;
    private boolean slim;
    private boolean stacked;

    private record Column(String label, String term, boolean numeric) {}

    private Table(String caption) {
        this.caption = caption;
    }

    static Table of(String caption) {
        return new Table(caption);
    }

    /** Lets the script add sorting and, above ten rows, searching. */
    Table interactive() {
        interactive = true;
        return this;
    }

    /** Keeps names and numbers of a table with few columns within one glance. */
    Table narrow() {
        narrow = true;
        return this;
    }

    /** Puts the cells of a row below each other on a narrow page, each with the name of its column. */
    Table stacked() {
        stacked = true;
        return this;
    }

    /** Gives the first column no more room than it needs. */
    Table slim() {
        slim = true;
        return this;
    }

    Table text(String label) {
        return column(label, "", false);
    }

    Table text(String label, String term) {
        return column(label, term, false);
    }

    Table number(String label) {
        return column(label, "", true);
    }

    /** Adds a column of numbers whose head links to {@code term} of the glossary. */
    Table number(String label, String term) {
        return column(label, term, true);
    }

    private Table column(String label, String term, boolean numeric) {
        columns.add(new Column(label, term, numeric));
        return this;
    }

    /** Adds a row; its first cell is its head. */
    Table row(Cell... cells) {
        return row(List.of(cells));
    }

    Table row(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(
                    caption + ": " + cells.size() + " cells for " + columns.size() + " columns");
        }
        Element row = el("tr");
        for (int i = 0; i < cells.size(); i++) {
            Element cell = cells.get(i).element(i == 0, columns.get(i).numeric());
            row.add(stacked && i > 0 ? cell.attr("data-label", columns.get(i).label()) : cell);
        }
        body.add(row);
        last = row;
        return this;
    }

    /** Says which request the last row is about. */
    Table about(int request) {
        last.attr("data-request", String.valueOf(request));
        return this;
    }

    Element element() {
        Element heads = el("tr");
        columns.forEach(column -> heads.add(head(column)));
        Element table = el("table", el("caption", caption), el("thead", heads), body);
        if (interactive) {
            table.attr("data-interactive", "");
        }
        Element scroll = scroll(table, caption);
        return scroll.cls("scroll" + (narrow ? " narrow" : "") + (slim ? " slim" : "") + (stacked ? " stacked" : ""));
    }

    private static Element head(Column column) {
        Element head = el("th").attr("scope", "col");
        if (column.numeric()) {
            head.cls("n");
        }
        return column.term().isEmpty()
                ? head.add(column.label())
                : head.add(el("a", column.label()).attr("href", "#" + Glossary.anchor(column.term())));
    }

    /** Gives a wide table its own scroll bar, which the keyboard reaches. */
    static Element scroll(Element table, String label) {
        return el("div", table)
                .cls("scroll")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", label);
    }
}
