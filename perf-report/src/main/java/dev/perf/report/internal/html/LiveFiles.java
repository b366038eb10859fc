package dev.perf.report.internal.html;

/** What the live page is made of, as text: the looks and the charts of the report, and what keeps them moving. */
public final class LiveFiles {

    /** The page, without any number in it. */
    public static final String PAGE = Asset.text("live/live.html");

    /** Its styles. */
    public static final String STYLE =
            Asset.CHARTS_STYLE.content() + Asset.STYLE.content() + "\n" + Asset.text("live/live.css");

    /** Its script. */
    public static final String SCRIPT = Asset.CHARTS.content()
            + "\n"
            + Asset.joined("script/", "numbers", "distribution", "model", "charts", "heatmap", "elements", "theme")
            + Asset.joined("live/", "tables", "drawing", "sections", "control", "page");

    private LiveFiles() {}
}
