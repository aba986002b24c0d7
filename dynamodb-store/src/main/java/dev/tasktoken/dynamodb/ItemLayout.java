package dev.tasktoken.dynamodb;

import dev.tasktoken.PreparedAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where an item of somebody else's table has its key, its tokens, its status and, once it was decided, its decision.
 *
 * @param status the name of the status attribute; empty if there is none
 * @param waiting the status of an item that may be decided; empty if any may
 */
record ItemLayout(
        Function<String, Map<String, AttributeValue>> key,
        String token,
        String decision,
        Optional<String> status,
        Optional<String> waiting,
        String succeeded,
        String failed) {
    String statusAfter(PreparedAnswer answer) {
        return answer instanceof PreparedAnswer.Success ? succeeded : failed;
    }
}
