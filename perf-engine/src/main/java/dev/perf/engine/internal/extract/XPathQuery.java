package dev.perf.engine.internal.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.xpath.XPathEvaluationResult;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;
import javax.xml.xpath.XPathNodes;
import org.w3c.dom.Node;

/** A compiled XPath 1.0 expression. Thread-safe: of the JDK's expressions, which are not, each user takes another. */
public final class XPathQuery {

    /** A name with a prefix, which is neither an axis nor inside quotes. */
    private static final Pattern PREFIXED =
            Pattern.compile("'[^']*'|\"[^\"]*\"|(?<![\\w:-])([A-Za-z_][\\w.-]*):(?!:)([A-Za-z_*][\\w.-]*)");

    private final String expression;
    private final Queue<XPathExpression> idle = new ConcurrentLinkedQueue<>();

    private XPathQuery(String expression) throws XPathExpressionException {
        this.expression = expression;
        idle.add(newExpression());
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException if it is malformed, or jsoup is not there
     */
    public static XPathQuery compile(String expression) {
        OptionalJar.JSOUP.require("xpath(...)");
        Matcher names = PREFIXED.matcher(expression);
        while (names.find()) {
            if (names.group(1) != null) {
                throw new IllegalArgumentException(
                        "XPath \"" + expression + "\" at " + names.start() + ": namespaces are not known; write \""
                                + names.group(2) + "\" without \"" + names.group(1) + ":\"");
            }
        }
        try {
            return new XPathQuery(expression);
        } catch (XPathExpressionException malformed) {
            throw new IllegalArgumentException(
                    "XPath \"" + expression + "\" is malformed: " + messageOf(malformed), malformed);
        }
    }

    private static String messageOf(Throwable malformed) {
        Throwable cause = malformed.getCause();
        return cause == null ? String.valueOf(malformed.getMessage()) : messageOf(cause);
    }

    private XPathExpression newExpression() throws XPathExpressionException {
        try {
            XPathFactory factory = XPathFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newXPath().compile(expression);
        } catch (XPathFactoryConfigurationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Returns the texts of the nodes that are found, or what a function computes. */
    public List<Object> values(Markup page) {
        try {
            XPathExpression own = idle.poll();
            XPathExpression taken = own == null ? newExpression() : own;
            XPathEvaluationResult<?> result = taken.evaluateExpression(page.nodes());
            List<Object> values = values(result.value());
            idle.offer(taken);
            return values;
        } catch (XPathExpressionException notOfThisPage) {
            return List.of(); // a function was asked of what is none of its arguments
        }
    }

    private static List<Object> values(Object result) {
        if (result instanceof XPathNodes nodes) {
            var values = new ArrayList<Object>();
            for (Node node : nodes) {
                values.add(node.getNodeType() == Node.ATTRIBUTE_NODE ? node.getNodeValue() : node.getTextContent());
            }
            return values;
        }
        return List.of(result instanceof Double number && number == number.longValue() ? number.longValue() : result);
    }
}
