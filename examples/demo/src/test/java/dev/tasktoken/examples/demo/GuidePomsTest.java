package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The POMs that guides have their readers write: they name the versions that this build tests. */
class GuidePomsTest {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([\\w.-]+)}");

    @ParameterizedTest
    @CsvSource({"docs/getting-started.md, tasktoken-lambda-adapter", "docs/workers.md, tasktoken-sqs-adapter"})
    void asksForWhatThisBuildIsMadeOf(String guide, String adapter) throws Exception {
        Map<String, String> versions = versionsOfThisBuild();
        Element pom = xml(DocumentFile.of(guide).blocks("xml").get(0));
        Map<String, String> asked = versions(pom, "dependency");
        Map<String, String> plugins = versions(pom, "plugin");

        assertThat(asked).containsKeys("tasktoken-bom", adapter, "slf4j-simple");
        assertThat(versions).containsAllEntriesOf(withVersion(asked));
        assertThat(plugins).containsOnlyKeys("maven-compiler-plugin", "maven-surefire-plugin", "maven-shade-plugin");
        assertThat(versions).containsAllEntriesOf(plugins);
        assertThat(managed()).containsAll(withoutVersion(asked));
    }

    /** The artifacts that the BOM names. */
    private static List<String> managed() throws Exception {
        return List.copyOf(versions(project("bom/pom.xml"), "dependency").keySet());
    }

    private static Map<String, String> versionsOfThisBuild() throws Exception {
        Element parent = project("pom.xml");
        Map<String, String> properties = new HashMap<>();
        NodeList values = ((Element) parent.getElementsByTagName("properties").item(0)).getChildNodes();
        for (int i = 0; i < values.getLength(); i++) {
            properties.put(values.item(i).getNodeName(), values.item(i).getTextContent());
        }
        Map<String, String> versions = new HashMap<>();
        versions.put("tasktoken-bom", properties.get("revision"));
        versions.putAll(versions(parent, "plugin"));
        versions.putAll(versions(parent, "dependency"));
        versions.replaceAll((artifact, version) -> resolved(version, properties));
        versions.put("junit-jupiter", properties.get("junit.version")); // by its BOM
        versions.put("jackson-datatype-jsr310", properties.get("jackson.version")); // by its BOM
        return versions;
    }

    private static String resolved(String version, Map<String, String> properties) {
        return PROPERTY.matcher(version)
                .replaceAll(property ->
                        String.valueOf(properties.get(property.group(1))).replace("$", ""));
    }

    /** The version that each artifact of a kind has, empty if none. */
    private static Map<String, String> versions(Element pom, String kind) {
        Map<String, String> versions = new HashMap<>();
        NodeList elements = pom.getElementsByTagName(kind);
        for (int i = 0; i < elements.getLength(); i++) {
            Map<String, String> children = new HashMap<>();
            NodeList nodes = elements.item(i).getChildNodes();
            for (int j = 0; j < nodes.getLength(); j++) {
                Node node = nodes.item(j);
                children.put(node.getNodeName(), node.getTextContent());
            }
            versions.put(children.getOrDefault("artifactId", ""), children.getOrDefault("version", ""));
        }
        return versions;
    }

    private static Map<String, String> withVersion(Map<String, String> asked) {
        Map<String, String> versions = new HashMap<>(asked);
        versions.values().removeIf(String::isEmpty);
        return versions;
    }

    private static List<String> withoutVersion(Map<String, String> asked) {
        return asked.keySet().stream()
                .filter(artifact -> String.valueOf(asked.get(artifact)).isEmpty())
                .toList();
    }

    private static Element project(String path) throws Exception {
        return xml(Files.readString(ProjectFiles.ROOT.resolve(path)));
    }

    private static Element xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(text)))
                .getDocumentElement();
    }
}
