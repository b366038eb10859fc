package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.SlowRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the time of one request was spent on, one part after the other, on one scale for all rows of a table. */
final class Waterfall {

    private static final int WIDTH = 220;
    private static final int HEIGHT = 12;

    private final double most;

    private Waterfall(double most) {
        this.most = most;
    }

    /** A part of a request's time: its look in the style sheet, and its colour where that is forbidden. */
    private enum Part {
        LATE("p-late", "#c9ccd2", "due, not sent yet"),
        BLOCKED("p-blocked", "#858b95", "blocked"),
        LOOKING_UP("p-dns", "#0b7a75", "looking up the name"),
        CONNECTING("p-connect", "#c05717", "connecting"),
        TLS("p-tls", "#6a3da3", "TLS handshake"),
        SENDING("p-send", "#1c1f24", "sending"),
        WAITING("p-wait", "#2f5fd0", "waiting for the first byte"),
        RECEIVING("p-receive", "#17693a", "receiving"),
        WHOLE("p-wait", "#2f5fd0", "service time");

        private final String cssClass;
        private final String fallback;
        private final String words;

        Part(String cssClass, String fallback, String words) {
            this.cssClass = cssClass;
            this.fallback = fallback;
            this.words = words;
        }

        Element bar() {
            return el("rect").cls(cssClass).attr("height", HEIGHT).attr("fill", fallback);
        }
    }

    private record Stretch(Part part, double nanos) {}

    /** Returns the scale on which the longest of some requests has the whole width. */
    static Waterfall of(List<SlowRequest> requests) {
        return new Waterfall(requests.stream()
                .mapToDouble(request ->
                        stretches(request).stream().mapToDouble(Stretch::nanos).sum())
                .max()
                .orElse(1));
    }

    /** Says which colour is which. */
    static Element legend() {
        Element legend = el("ul").cls("legend");
        for (Part part : Part.values()) {
            if (part != Part.WHOLE) {
                legend.add(el(
                        "li",
                        el("svg", part.bar().attr("width", "14"))
                                .attr("width", "14")
                                .attr("height", HEIGHT)
                                .attr("aria-hidden", "true"),
                        el("span", part.words)));
            }
        }
        return legend;
    }

    Element drawn(SlowRequest request) {
        Element svg = el("svg")
                .cls("waterfall")
                .attr("width", WIDTH)
                .attr("height", HEIGHT)
                .attr("role", "img")
                .attr("aria-label", words(request));
        double at = 0;
        for (Stretch stretch : stretches(request)) {
            double width = stretch.nanos() / most * WIDTH;
            svg.add(stretch.part().bar().attr("x", at).attr("width", width));
            at += width;
        }
        return svg;
    }

    /** Says the parts, longest of them or not, in their order. */
    static String words(SlowRequest request) {
        return String.join(
                ", ",
                stretches(request).stream()
                        .map(stretch -> Format.nanos(stretch.nanos()) + " " + stretch.part().words)
                        .toList());
    }

    /** Blocked is what is left of it beside the three that it includes; steps that are none of HTTP's have no parts. */
    private static List<Stretch> stretches(SlowRequest request) {
        var stretches = new ArrayList<Stretch>();
        Duration opening = request.lookingUp().plus(request.connecting()).plus(request.tlsHandshaking());
        add(
                stretches,
                Part.LATE,
                request.responseTime().minus(request.serviceTime()).minus(request.blocked()));
        add(stretches, Part.BLOCKED, request.blocked().minus(opening));
        add(stretches, Part.LOOKING_UP, request.lookingUp());
        add(stretches, Part.CONNECTING, request.connecting());
        add(stretches, Part.TLS, request.tlsHandshaking());
        Duration divided = request.sending().plus(request.waiting()).plus(request.receiving());
        if (divided.isZero()) {
            add(stretches, Part.WHOLE, request.serviceTime());
        } else {
            add(stretches, Part.SENDING, request.sending());
            add(stretches, Part.WAITING, request.waiting());
            add(stretches, Part.RECEIVING, request.receiving());
        }
        return stretches;
    }

    private static void add(List<Stretch> stretches, Part part, Duration time) {
        if (time.isPositive()) {
            stretches.add(new Stretch(part, time.toNanos()));
        }
    }
}
