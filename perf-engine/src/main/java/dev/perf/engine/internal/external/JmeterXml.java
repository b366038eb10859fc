package dev.perf.engine.internal.external;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * JMeter's results (JTL) as XML: an element per sample. A sample may hold others: of a transaction these are the requests; of
 * a request they are its redirects and embedded resources, which are part of it.
 */
final class JmeterXml implements ResultReader {

    private static final XMLInputFactory FACTORY = safeFactory();

    private static XMLInputFactory safeFactory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** Which metrics follow from attributes that a sample need not have. */
    private static final Map<String, String> COLUMNS =
            Map.of("ct", "Connect", "lt", "Latency", "by", "bytes", "sby", "sentBytes", "na", "allThreads");

    private final Set<String> metrics = Known.and(Known.TIMES, "http_req_failed");

    @Override
    public Contents read(Path file, Consumer<Entry> to) throws IOException {
        var threads = new JmeterThreads(to);
        try (InputStream in = Input.bytes(file)) {
            XMLStreamReader xml = FACTORY.createXMLStreamReader(in);
            xml.nextTag();
            if (!xml.getLocalName().equals("testResults")) {
                throw new MalformedFileException(
                        file, 1, "this is no result of JMeter: it begins with <" + xml.getLocalName() + ">");
            }
            while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
                sample(file, xml, to, threads, true);
            }
            return JmeterSample.contents(metrics, threads, List.of());
        } catch (XMLStreamException malformed) {
            throw new MalformedFileException(
                    file,
                    malformed.getLocation() == null
                            ? 1
                            : malformed.getLocation().getLineNumber(),
                    "this is no XML, or it ends too early: let JMeter end by itself");
        }
    }

    /** Reads an element to its end; returns how many requests were in it. */
    private int sample(Path file, XMLStreamReader xml, Consumer<Entry> to, JmeterThreads threads, boolean counts)
            throws XMLStreamException {
        boolean isSample = counts
                && (xml.getLocalName().equals("httpSample")
                        || xml.getLocalName().equals("sample"));
        // What the sample says of itself is known before its assertions are.
        JmeterSample sample = isSample ? of(file, xml) : null;
        boolean isTransaction = sample != null && JmeterSample.isTransaction(sample.message());
        long users = isSample && !text(xml, "na").isEmpty() ? number(file, xml, "na") : -1;
        String assertion = null;
        int parts = 0;
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement() && xml.getLocalName().equals("assertionResult")) {
                String failed = assertion(xml);
                assertion = assertion == null ? failed : assertion;
            } else if (xml.isStartElement()) {
                parts += sample(file, xml, to, threads, isTransaction);
            }
        }
        if (sample == null) {
            return 0;
        }
        if (isTransaction) {
            if (parts > 0) {
                threads.group(sample);
            } else {
                threads.transaction(sample);
            }
        } else if (threads.request(sample.withAssertion(assertion)) && users >= 0) {
            to.accept(new Entry.Users(sample.request().atNanos(), users));
        }
        return 1;
    }

    /** Reads the result of an assertion to its end; returns what it said where it failed. */
    private static @Nullable String assertion(XMLStreamReader xml) throws XMLStreamException {
        boolean failed = false;
        String message = "an assertion failed";
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                String name = xml.getLocalName();
                String value = xml.getElementText();
                failed |= (name.equals("failure") || name.equals("error")) && value.equals("true");
                message = name.equals("failureMessage") && !value.isBlank() ? value : message;
            }
        }
        return failed ? message : null;
    }

    private JmeterSample of(Path file, XMLStreamReader xml) {
        COLUMNS.forEach((attribute, column) -> {
            if (!text(xml, attribute).isEmpty()) {
                metrics.addAll(JmeterSample.COLUMNS.getOrDefault(column, Set.of()));
            }
        });
        return new JmeterSample(
                nanos(file, xml, "ts"),
                nanos(file, xml, "t"),
                nanos(file, xml, "lt"),
                nanos(file, xml, "ct"),
                nanos(file, xml, "it"),
                text(xml, "lb"),
                text(xml, "tn"),
                text(xml, "rc"),
                text(xml, "rm"),
                null,
                text(xml, "s").equals("true"),
                number(file, xml, "sby"),
                number(file, xml, "by"));
    }

    private static long nanos(Path file, XMLStreamReader xml, String attribute) {
        return number(file, xml, attribute) * 1_000_000;
    }

    private static long number(Path file, XMLStreamReader xml, String attribute) {
        String text = text(xml, attribute);
        boolean needed = attribute.equals("t") || attribute.equals("ts");
        if (text.isEmpty() && !needed) {
            return 0;
        }
        if (!text.matches("\\d{1,13}") || Long.parseLong(text) > Row.MOST.longValue()) {
            throw new MalformedFileException(
                    file,
                    xml.getLocation().getLineNumber(),
                    "attribute " + attribute + " \"" + text + "\" is no whole number, or out of range");
        }
        return Long.parseLong(text);
    }

    private static String text(XMLStreamReader xml, String attribute) {
        String text = xml.getAttributeValue(null, attribute);
        return text == null ? "" : text;
    }
}
