package dev.perf.engine.internal.extract;

import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * A page, parsed once for all that look for something in it. The parser knows no document types, so what entities an XML
 * document defines is never resolved. Belongs to one thread.
 */
public final class Markup {

    private final Document document;
    private org.w3c.dom.@Nullable Document nodes;

    private Markup(Document document) {
        this.document = document;
    }

    /**
     * Parses a page; nothing is malformed.
     *
     * @param contentType value of the header of that name; null where there is none
     * @param url what links are relative to
     */
    public static Markup parse(String text, @Nullable String contentType, String url) {
        return new Markup(Jsoup.parse(text, url, isXml(text, contentType) ? Parser.xmlParser() : Parser.htmlParser()));
    }

    private static boolean isXml(String text, @Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        return type.contains("xml") || (!type.contains("html") && text.startsWith("<?xml"));
    }

    Document document() {
        return document;
    }

    /** Returns the page as XPath sees it, without namespaces. */
    org.w3c.dom.Document nodes() {
        org.w3c.dom.Document known = nodes;
        if (known == null) {
            known = new W3CDom().namespaceAware(false).fromJsoup(document);
            nodes = known;
        }
        return known;
    }
}
