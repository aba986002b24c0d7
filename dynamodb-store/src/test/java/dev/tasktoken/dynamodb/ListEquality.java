package dev.tasktoken.dynamodb;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** dynalite 4.0.0 finds no two lists equal, as DynamoDB does. This compares their members one by one. */
final class ListEquality implements ExecutionInterceptor {
    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        return context.request() instanceof UpdateItemRequest update
                        && update.expressionAttributeValues().containsKey(":tokens")
                        && update.expressionAttributeValues().get(":tokens").hasL()
                ? byMember(update)
                : context.request();
    }

    private static UpdateItemRequest byMember(UpdateItemRequest update) {
        Map<String, AttributeValue> values = new HashMap<>(update.expressionAttributeValues());
        List<AttributeValue> members =
                Objects.requireNonNull(values.remove(":tokens")).l();
        values.put(":size", AttributeValue.fromN("" + members.size()));
        IntStream.range(0, members.size()).forEach(n -> values.put(":member" + n, members.get(n)));
        String equal = IntStream.range(0, members.size())
                .mapToObj(n -> " AND #tokens[" + n + "] = :member" + n)
                .collect(Collectors.joining());
        return update.toBuilder()
                .expressionAttributeValues(values)
                .conditionExpression(
                        update.conditionExpression().replace("#tokens = :tokens", "size(#tokens) = :size" + equal))
                .build();
    }
}
