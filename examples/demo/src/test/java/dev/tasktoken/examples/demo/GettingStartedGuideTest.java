package dev.tasktoken.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * docs/getting-started.md: the files that it has its reader make are the ones that are compiled and run here
 * (ShippingTest and ShippingQueueTest among them), to the last line, and its POM asks for what this build is made of.
 */
class GettingStartedGuideTest {
    private static final Pattern FILE = Pattern.compile("`src/(?:main|test)/java/(\\w+)\\.java`");
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([\\w.-]+)}");

    @Test
    void theFilesAreTheOnesThatRunHere() throws IOException {
        DocumentFile guide = DocumentFile.of("docs/getting-started.md");
        List<String> blocks = guide.blocks("java");
        List<String> names = FILE.matcher(guide.text())
                .results()
                .map((MatchResult file) -> file.group(1))
                .toList();

        assertThat(names).hasSameSizeAs(blocks).contains("ShippingTest", "ShippingQueueTest");
        for (int i = 0; i < names.size(); i++) {
            assertThat(ProjectFiles.testSource(names.get(i)))
                    .contains("package dev.tasktoken.examples.guide;\n\n" + blocks.get(i));
        }
    }

    @Test
    void theFirstCommandIsReadmes() throws IOException {
        String first =
                DocumentFile.of("docs/getting-started.md").blocks("sh").get(0).strip();

        assertThat(first).startsWith("./mvnw ");
        assertThat(DocumentFile.of("README.md").text()).contains("`" + first + "`");
    }

    @Test
    void theDefinitionIsTheOneThatTheTestLoads() throws IOException {
        DocumentFile guide = DocumentFile.of("docs/getting-started.md");
        String path = "src/test/resources/shipping.asl.json";

        assertThat(guide.blocks("json"))
                .containsExactly(Files.readString(
                        ProjectFiles.ROOT.resolve("examples/demo").resolve(path)));
        assertThat(guide.text()).contains("`" + path + "` is the workflow");
        assertThat(guide.blocks("java").get(2)).contains("Path.of(\"" + path + "\")");
    }

    @Test
    void thePomAsksForWhatThisBuildIsMadeOf() throws Exception {
        Map<String, String> versions = versionsOfThisBuild();
        Element pom =
                xml(DocumentFile.of("docs/getting-started.md").blocks("xml").get(0));
        Map<String, String> asked = versions(pom, "dependency");
        Map<String, String> plugins = versions(pom, "plugin");

        assertThat(asked).containsKeys("tasktoken-bom", "tasktoken-lambda-adapter", "tasktoken-testkit");
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
