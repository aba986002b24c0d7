package dev.tasktoken.examples.deploy;

import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** CloudFormation's tags, {@code !Ref} and the others, as the objects that they are short for. */
final class ShortForms extends SafeConstructor {
    ShortForms(LoaderOptions options) {
        super(options);
        yamlMultiConstructors.put("!", new LongForm());
    }

    private final class LongForm extends AbstractConstruct {
        @Override
        public Object construct(Node node) {
            String name = node.getTag().getValue().substring(1);
            return switch (name) {
                case "Ref", "Condition" -> Map.of(name, value(node));
                case "GetAtt" ->
                    Map.of("Fn::GetAtt", List.of(value(node).toString().split("\\.", 2)));
                default -> Map.of("Fn::" + name, value(node));
            };
        }

        private Object value(Node node) {
            if (node instanceof ScalarNode scalar) {
                return constructScalar(scalar);
            }
            return node instanceof SequenceNode sequence
                    ? constructSequence(sequence)
                    : constructMapping((MappingNode) node);
        }
    }
}
