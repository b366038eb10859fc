package dev.perf.report.internal.xml;

import dev.perf.report.internal.Decimals;
import dev.perf.report.internal.PlainText;
import dev.perf.report.internal.xml.TestCase.Trouble;
import dev.perf.result.ReportLink;
import dev.perf.result.RunResult;
import dev.perf.spi.ResultWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes {@code thresholds.xml}, in the part of the format of JUnit's reports that Surefire and Jenkins agree on: a
 * test suite per run, a test case per threshold and objective, and one for the run itself.
 */
public final class ThresholdTests implements ResultWriter {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final Map<String, String> environment;

    /** For {@link java.util.ServiceLoader}. */
    public ThresholdTests() {
        this(System.getenv());
    }

    ThresholdTests(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String fileName() {
        return "thresholds.xml";
    }

    @Override
    public void write(RunResult result, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            XMLStreamWriter xml = FACTORY.createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            suite(xml, result, TestCase.of(result));
            xml.writeEndDocument();
            xml.writeCharacters("\n");
            xml.close();
        } catch (XMLStreamException unwritable) {
            throw new IOException(unwritable.getMessage(), unwritable);
        }
    }

    private void suite(XMLStreamWriter xml, RunResult result, List<TestCase> cases) throws XMLStreamException {
        // A dot would make packages of what is before it.
        String name = "perf." + PlainText.line(result.test(), 200).replace('.', '_');
        start(xml, 0, "testsuite");
        xml.writeAttribute("name", name);
        xml.writeAttribute("time", seconds(result.duration()));
        xml.writeAttribute("timestamp", result.startedAt().toString());
        xml.writeAttribute("tests", String.valueOf(cases.size()));
        xml.writeAttribute("errors", count(cases, Trouble::isError));
        xml.writeAttribute("skipped", "0");
        xml.writeAttribute("failures", count(cases, trouble -> !trouble.isError()));
        start(xml, 1, "properties");
        property(xml, "runId", result.runId());
        property(xml, "verdict", result.verdict().name());
        property(xml, "generator", result.generator().state().name());
        for (Map.Entry<String, String> tag : result.tags().entrySet()) {
            property(xml, "tag." + tag.getKey(), tag.getValue());
        }
        end(xml, 1);
        for (TestCase each : cases) {
            testCase(xml, name, each, each == cases.getFirst() ? attachment(result) : "");
        }
        end(xml, 0);
    }

    private void testCase(XMLStreamWriter xml, String suite, TestCase testCase, String attachment)
            throws XMLStreamException {
        start(xml, 1, "testcase");
        xml.writeAttribute("name", PlainText.line(testCase.name(), 1000));
        xml.writeAttribute("classname", suite);
        xml.writeAttribute("time", seconds(testCase.time()));
        Trouble trouble = testCase.trouble();
        if (trouble != null) {
            start(xml, 2, trouble.isError() ? "error" : "failure");
            xml.writeAttribute("type", trouble.type());
            xml.writeAttribute("message", PlainText.safe(trouble.message()));
            xml.writeCharacters(PlainText.safe(testCase.output()));
            xml.writeEndElement();
        }
        String output = (trouble == null ? testCase.output() : "") + attachment;
        if (!output.isEmpty()) {
            start(xml, 2, "system-out");
            xml.writeCharacters(PlainText.safe(output));
            xml.writeEndElement();
        }
        end(xml, 1);
    }

    private String attachment(RunResult result) {
        String line = ReportLink.attachment(result.report(), environment);
        return line.isEmpty() ? "" : "\n" + line + "\n";
    }

    private static void property(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        indent(xml, 2);
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", PlainText.safe(name));
        xml.writeAttribute("value", PlainText.safe(value));
    }

    private static void start(XMLStreamWriter xml, int depth, String element) throws XMLStreamException {
        indent(xml, depth);
        xml.writeStartElement(element);
    }

    private static void end(XMLStreamWriter xml, int depth) throws XMLStreamException {
        indent(xml, depth);
        xml.writeEndElement();
    }

    private static void indent(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static String count(List<TestCase> cases, Predicate<Trouble> which) {
        return String.valueOf(cases.stream()
                .map(TestCase::trouble)
                .filter(trouble -> trouble != null && which.test(trouble))
                .count());
    }

    private static String seconds(Duration time) {
        return Decimals.millis(time).movePointLeft(3).toPlainString();
    }
}
