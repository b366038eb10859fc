package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.metric.Unit;
import dev.perf.result.Distribution;
import java.time.Duration;

/**
 * A cell of a table.
 *
 * @param content what is shown
 * @param sortKey what it sorts by; empty to sort by what is shown
 * @param title what hovering tells; empty for nothing
 * @param weak whether it is shown greyed
 * @param live the name by which the script knows what stands here for a stretch of the run; empty for nothing
 */
record Cell(Node content, String sortKey, String title, boolean weak, String live) {

    Cell(Node content, String sortKey, String title, boolean weak) {
        this(content, sortKey, title, weak, "");
    }

    static Cell of(Node content) {
        return new Cell(content, "", "", false);
    }

    static Cell text(String text) {
        return of(new Text(text));
    }

    /** A name or message that someone else chose. */
    static Cell foreign(String text) {
        return of(Element.foreign(text));
    }

    static Cell number(String shown, double value) {
        return new Cell(new Text(shown), Format.coordinate(value), "", false);
    }

    static Cell count(long count) {
        return number(Format.count(count), count);
    }

    /** A share of failures, with their number in the hint. */
    static Cell failed(long failed, double share) {
        String shown = Format.percent(share);
        return failed == 0
                ? number(shown, 0)
                : new Cell(
                        Element.el("span", shown).cls("bad"),
                        Format.coordinate4(share * 100),
                        Format.count(failed) + " failed",
                        false);
    }

    static Cell none(String why) {
        return new Cell(new Text(Format.NONE), "-1", why, true);
    }

    static Cell mean(Distribution times) {
        return value(times, times.mean(), Unit.MILLISECONDS);
    }

    static Cell max(Distribution times) {
        return value(times, times.max(), Unit.MILLISECONDS);
    }

    static Cell percentile(Distribution times, double percentile) {
        return percentile(times, percentile, Unit.MILLISECONDS);
    }

    /** A percentile; a dash where so few samples say nothing about it, greyed where they say little. */
    static Cell percentile(Distribution values, double percentile, Unit unit) {
        return switch (Support.of(values.count(), percentile)) {
            case NONE -> none(Support.explain(values.count(), percentile));
            case WEAK ->
                new Cell(
                        new Text(Format.value(values.percentile(percentile), unit)),
                        String.valueOf(values.percentile(percentile).toNanos()),
                        Support.explain(values.count(), percentile),
                        true);
            case STRONG -> value(values, values.percentile(percentile), unit);
        };
    }

    /** A value that some samples have, or a dash where there are none. */
    static Cell value(Distribution values, Duration value, Unit unit) {
        return values.isEmpty() ? none("no samples") : number(Format.value(value, unit), value.toNanos());
    }

    /** Returns this cell, following the stretch of the run that the page shows. */
    Cell live(String name) {
        return new Cell(content, sortKey, title, weak, name);
    }

    /** Returns this cell, of the whole run whatever stretch of it the page shows. */
    Cell still() {
        return new Cell(content, sortKey, title, weak);
    }

    /** Returns what is shown of a number. */
    String shown() {
        return content instanceof Text text ? text.value() : content.toString();
    }

    Element element(boolean head, boolean numeric) {
        Element cell = head ? el("th").attr("scope", "row") : el("td");
        String classes = (numeric ? "n" : "") + (weak ? " weak" : "");
        if (!classes.isEmpty()) {
            cell.cls(classes.strip());
        }
        if (!sortKey.isEmpty()) {
            cell.attr("data-v", sortKey);
        }
        if (!title.isEmpty()) {
            cell.title(title);
        }
        if (!live.isEmpty()) {
            cell.attr("data-w", live);
        }
        return cell.add(content);
    }
}
