package dev.tasktoken.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tasktoken.history.OpenTask;
import dev.tasktoken.resend.NotResendableException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any parameters that a history may hold, of calls that can be made again. The first field says of which service. */
class ResentParametersFuzzTest {
    private static final List<String> CALLS =
            List.of("sqs sendMessage", "sns publish", "lambda invoke", "aws-sdk:sqs sendMessage", "ecs runTask");

    static Stream<byte[]> seeds() {
        return Stream.of(
                Input.joined(
                        "0",
                        "{\"QueueUrl\":\"https://q.fifo\",\"MessageBody\":{\"taskToken\":\"<A>\"},"
                                + "\"MessageGroupId\":\"g\",\"MessageDeduplicationId\":\"<B>\",\"DelaySeconds\":5}"),
                Input.joined(
                        "0",
                        "{\"QueueUrl\":\"https://q\",\"MessageBody\":1.50,\"MessageAttributes\":{\"taskToken\":"
                                + "{\"DataType\":\"String\",\"StringValue\":\"<A>\",\"BinaryValue\":\"AQI=\"}}}"),
                Input.joined(
                        "1",
                        "{\"TopicArn\":\"arn:t.fifo\",\"Message\":\"<A>\",\"MessageStructure\":\"json\","
                                + "\"Subject\":\"s\",\"PhoneNumber\":\"1\",\"<A>\":\"<B>\"}"),
                Input.joined(
                        "2",
                        "{\"FunctionName\":\"f\",\"Payload\":{\"taskToken\":\"<A>\"},\"Qualifier\":\"1\","
                                + "\"InvocationType\":\"Event\",\"ClientContext\":\"e30=\",\"LogType\":\"Tail\"}"));
    }

    @MethodSource("seeds")
    @DictionaryFile(resourcePath = "deliveries.dict")
    @FuzzTest
    void refusesWhatItCannotSendAgain(byte[] raw) {
        Input input = Input.of(raw);
        String call = CALLS.get(Math.floorMod(input.text(0).hashCode() - '0', CALLS.size()));

        for (OpenTask task : new OneHistory(call, input.text(1)).tasks()) {
            SentAgain services = new SentAgain();
            try {
                services.resender().resend(task); // its target may be anything
            } catch (NotResendableException e) {
                Outcome.requireNoToken(e);
            }
        }
    }
}
