package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.result.Distribution;
import dev.perf.result.RequestPart;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests by scenario and group: what each of them came to, folded. */
final class RequestTree {

    /** Rows beyond these, on which least time was spent, are in {@code summary.json} alone. */
    static final int MOST_ROWS = 300;

    private record Leaf(String request, RequestPart part) {

        double time() {
            return part.responseTime().sumNanos();
        }
    }

    private final RunResult result;
    private final double total;

    private RequestTree(RunResult result, double total) {
        this.result = result;
        this.total = total;
    }

    /**
     * Returns the tree; nothing where there is one scenario without groups, which is the table of requests.
     *
     * @param total time spent on all requests, in nanoseconds
     */
    static List<Element> of(RunResult result, double total) {
        return new RequestTree(result, total).drawn();
    }

    private List<Element> drawn() {
        var leaves = new ArrayList<Leaf>();
        for (RequestResult request : result.requests()) {
            request.parts().forEach(part -> leaves.add(new Leaf(request.name(), part)));
        }
        Map<String, Map<String, List<Leaf>>> tree = tree(leaves);
        if (tree.values().stream().mapToInt(Map::size).sum() < 2) {
            return List.of();
        }
        Element drawn = el("div", el("h3", "By scenario and group")).cls("tree");
        if (leaves.size() > MOST_ROWS) {
            drawn.add(el(
                            "p",
                            Format.count(leaves.size() - MOST_ROWS)
                                    + " rows on which least time was spent are left out of "
                                    + "the tables, not of the sums; they are in summary.json.")
                    .cls("note"));
        }
        double least = leaves.stream()
                .map(Leaf::time)
                .sorted(Comparator.reverseOrder())
                .skip(MOST_ROWS - 1)
                .findFirst()
                .orElse(0.0);
        tree.forEach((scenario, groups) -> drawn.add(branch(scenario, groups, least)));
        return List.of(drawn);
    }

    private static Map<String, Map<String, List<Leaf>>> tree(List<Leaf> leaves) {
        var tree = new LinkedHashMap<String, Map<String, List<Leaf>>>();
        for (Leaf leaf : leaves) {
            tree.computeIfAbsent(leaf.part().scenario(), scenario -> new LinkedHashMap<>())
                    .computeIfAbsent(leaf.part().group(), group -> new ArrayList<>())
                    .add(leaf);
        }
        return tree;
    }

    private Element branch(String scenario, Map<String, List<Leaf>> groups, double least) {
        List<Leaf> all = groups.values().stream().flatMap(List::stream).toList();
        Element branch = fold(foreign(scenario), all);
        Element inside = el("div").cls("branch");
        groups.forEach((group, leaves) -> inside.add(
                groups.size() == 1 && group.isEmpty()
                        ? table(scenario, leaves, least)
                        : fold(group.isEmpty() ? el("span", "outside all groups") : foreign(group), leaves)
                                .add(table(group.isEmpty() ? scenario : group, leaves, least))));
        return branch.add(inside);
    }

    private Element fold(Element name, List<Leaf> leaves) {
        long count = leaves.stream().mapToLong(leaf -> leaf.part().count()).sum();
        long failed = leaves.stream().mapToLong(leaf -> leaf.part().failed()).sum();
        Distribution times = Distribution.merge(
                leaves.stream().map(leaf -> leaf.part().responseTime()).toList());
        double time = leaves.stream().mapToDouble(Leaf::time).sum();
        String sums = " " + Format.count(count) + (count == 1 ? " request, " : " requests, ")
                + Format.perSecond(result.perSecond(count)) + ", "
                + (failed == 0 ? "none failed" : Format.count(failed) + " failed")
                + (times.supports(95) ? ", p95 " + Format.time(times.p95()) : "")
                + (times.isEmpty() ? "" : ", max " + Format.time(times.max()))
                + (total == 0 ? "" : ", " + Format.percent(time / total) + " of the time");
        return el("details", el("summary", el("b", name), new Text(sums))).cls("all");
    }

    private Element table(String name, List<Leaf> leaves, double least) {
        Table table = Table.of("Requests of " + name)
                .slim()
                .text("Request")
                .number("Count")
                .number("Rate")
                .number("Failed")
                .number("p50", "Percentile")
                .number("p95", "Percentile")
                .number("p99", "Percentile")
                .number("Max")
                .number("Mean")
                .number("Time share", "Time share");
        for (Leaf leaf : leaves) {
            if (leaf.time() >= least) {
                table.row(cells(leaf));
            }
        }
        return table.element();
    }

    private List<Cell> cells(Leaf leaf) {
        RequestPart part = leaf.part();
        double rate = result.perSecond(part.count());
        return List.of(
                Cell.foreign(leaf.request()),
                Cell.count(part.count()),
                Cell.number(Format.perSecond(rate), rate),
                Cell.failed(part.failed(), part.failureRate()),
                Cell.percentile(part.responseTime(), 50),
                Cell.percentile(part.responseTime(), 95),
                Cell.percentile(part.responseTime(), 99),
                Cell.max(part.responseTime()),
                Cell.mean(part.responseTime()),
                RequestSection.share(total == 0 ? 0 : leaf.time() / total));
    }
}
