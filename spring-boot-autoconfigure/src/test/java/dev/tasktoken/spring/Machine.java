package dev.tasktoken.spring;

import dev.tasktoken.testkit.LocalExecution;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;

/** State machines of one state that sends its input to a queue and waits. */
final class Machine {
    private static final String DEFINITION = """
            {"StartAt": "Pay", "States": {"Pay": {
              "Type": "Task",
              "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
              "Parameters": {
                "QueueUrl": "%s",
                "MessageBody": {%s "taskToken.$": "$$.Task.Token"}
              },
              "End": true}}}""";

    private Machine() {}

    /** Sends each member of the input. */
    static String definition(String queueUrl, Map<String, Object> input) {
        String members = input.keySet().stream()
                .map(name -> "\"%s.$\": \"$.%s\",".formatted(name, name))
                .collect(Collectors.joining());
        return DEFINITION.formatted(queueUrl, members);
    }

    static StartedExecution start(ApplicationContext context, String queue, Map<String, Object> input) {
        return context.getBean(LocalStepFunctions.class)
                .run(definition("https://sqs.us-east-1.amazonaws.com/123456789012/" + queue, input), input);
    }

    static LocalExecution run(ApplicationContext context, String queue, Map<String, Object> input) {
        return start(context, queue, input).await();
    }
}
