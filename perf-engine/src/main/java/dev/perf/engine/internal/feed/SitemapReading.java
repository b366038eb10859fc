package dev.perf.engine.internal.feed;

import dev.perf.feed.Source;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pages of a sitemap (<a href="https://www.sitemaps.org/protocol.html">sitemaps.org</a>), or of the files
 * beside it that it is the index of. XML without document types, so without entities from elsewhere.
 */
final class SitemapReading implements RecordReader {

    private static final Set<String> VALUES = Set.of("loc", "lastmod", "changefreq", "priority");

    private final Columns columns = new Columns();
    private final Queue<Map<String, String>> pages = new ArrayDeque<>();

    private SitemapReading(String path) throws IOException, BadDataException {
        DataFile index = DataFile.of(path);
        var parts = new ArrayList<String>();
        read(index, parts);
        for (String part : parts) {
            String name = part.substring(part.lastIndexOf('/') + 1);
            try {
                var nested = new ArrayList<String>();
                read(index.beside(name), nested);
                if (!nested.isEmpty()) {
                    throw new BadDataException("is an index itself, which an index must not list");
                }
            } catch (BadDataException unusable) {
                throw new BadDataException("lists " + part + ", and the file \"" + name + "\" beside it "
                        + (unusable.text().startsWith("not found") ? "is " : "") + unusable.text());
            }
        }
    }

    static RecordReader open(Source.Sitemap source) throws IOException, BadDataException {
        return new SitemapReading(source.path());
    }

    /**
     * Takes over the pages of a file.
     *
     * @param parts takes over the files that it lists instead
     */
    private void read(DataFile file, List<String> parts) throws IOException, BadDataException {
        try (InputStream bytes = file.open()) {
            XMLStreamReader xml = factory().createXMLStreamReader(bytes);
            while (!xml.isStartElement()) {
                xml.next();
            }
            String root = xml.getLocalName();
            if (!root.equals("urlset") && !root.equals("sitemapindex")) {
                throw new BadDataException(
                        "is no sitemap: it begins with <" + root + ">, not with <urlset> or <sitemapindex>");
            }
            while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
                if (xml.isStartElement() && xml.getLocalName().equals("url")) {
                    pages.add(entry(xml));
                } else if (xml.isStartElement() && xml.getLocalName().equals("sitemap")) {
                    parts.add(entry(xml).get("loc"));
                }
            }
        } catch (XMLStreamException malformed) {
            if (malformed.getNestedException() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new BadDataException("is no XML: line "
                    + malformed.getLocation().getLineNumber() + ": " + lastLine(malformed.getMessage()));
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** The parser puts the place in front. */
    private static String lastLine(@Nullable String message) {
        String text = String.valueOf(message).strip();
        String line = text.substring(text.lastIndexOf('\n') + 1);
        return line.startsWith("Message: ") ? line.substring("Message: ".length()) : line;
    }

    private static Map<String, String> entry(XMLStreamReader xml) throws XMLStreamException, BadDataException {
        String element = xml.getLocalName();
        int line = xml.getLocation().getLineNumber();
        Map<String, String> entry = new LinkedHashMap<>();
        int depth = 1;
        while (depth > 0) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                if (depth == 1 && VALUES.contains(xml.getLocalName())) {
                    entry.put(xml.getLocalName(), xml.getElementText().strip());
                } else {
                    depth++;
                }
            }
        }
        String location = entry.get("loc");
        if (location == null || location.isEmpty()) {
            throw new BadDataException("line " + line + " has a <" + element + "> without <loc>");
        }
        entry.put("path", path(location, line));
        return entry;
    }

    private static String path(String location, int line) throws BadDataException {
        try {
            URI uri = URI.create(location);
            String path = uri.getRawPath();
            return (path == null || path.isEmpty() ? "/" : path)
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (IllegalArgumentException malformed) {
            throw new BadDataException("line " + line + " has the malformed URL " + location);
        }
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public @Nullable Object @Nullable [] next() throws BadDataException {
        Map<String, String> page = pages.poll();
        return page == null ? null : columns.row(page, "page " + page.get("loc"));
    }

    @Override
    public void close() {
        pages.clear();
    }
}
