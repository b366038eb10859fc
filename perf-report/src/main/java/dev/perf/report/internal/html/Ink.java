package dev.perf.report.internal.html;

/**
 * What a line of a chart looks like. Colours that differ also differ in lightness or dash, so that nobody has to tell
 * red from green. The attributes are for places that drop our style sheet; with it, the class rules and follows the
 * theme.
 */
enum Ink {
    BLUE("i-blue", "#2f5fd0", "2", ""),
    TEAL("i-teal", "#0b7a75", "1.75", ""),
    ORANGE("i-orange", "#c05717", "1.75", ""),
    GREY("i-grey", "#858b95", "1.25", ""),
    RED("i-red", "#b8281f", "1.75", ""),
    GHOST_BLUE("i-blue", "#2f5fd0", "1.25", "3 3"),
    GHOST_TEAL("i-teal", "#0b7a75", "1.25", "3 3"),
    GHOST_GREY("i-grey", "#858b95", "1.25", "3 3"),
    PLAN("i-plan", "#858b95", "1.5", "5 4"),
    LIMIT("i-red", "#b8281f", "1.5", "1 5"),
    EVENT("i-grey", "#858b95", "1", "2 3");

    private final String cssClass;
    private final String fallback;
    private final String width;
    private final String dash;

    Ink(String cssClass, String fallback, String width, String dash) {
        this.cssClass = cssClass;
        this.fallback = fallback;
        this.width = width;
        this.dash = dash;
    }

    /** Returns the name of the colour in the style sheet. */
    String colour() {
        return cssClass.substring("i-".length());
    }

    /** Gives a shape this look. */
    Element apply(Element shape) {
        shape.cls(cssClass)
                .attr("fill", "none")
                .attr("stroke", fallback)
                .attr("stroke-width", width)
                .attr("stroke-linejoin", "round")
                .attr("stroke-linecap", "round")
                .attr("vector-effect", "non-scaling-stroke");
        return dash.isEmpty() ? shape : shape.attr("stroke-dasharray", dash);
    }
}
