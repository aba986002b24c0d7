package dev.tasktoken.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A {@code pom.xml}, as it is written: nothing inherited, no property replaced. */
record Pom(Document document) {

    static Pom read(Path file) {
        try {
            // A Document without namespaces, so that paths need no prefixes.
            return new Pom(
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("unreadable: " + file, e);
        }
    }

    /** The elements at a path. */
    Stream<Element> elements(String path) {
        try {
            NodeList nodes =
                    (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
            return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast);
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    List<String> texts(String path) {
        return elements(path).map(element -> element.getTextContent().strip()).toList();
    }

    /** The text of the one element at a path. */
    String text(String path) {
        List<String> texts = texts(path);
        if (texts.size() != 1) {
            throw new IllegalStateException(document.getDocumentURI() + " has " + texts.size() + " of " + path);
        }
        return texts.get(0);
    }
}
