package dev.tasktoken.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.Tokens;
import dev.tasktoken.delivery.CallbackReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where each integration's parameters have the token; {@code {}} stands for it, {@code <>} for another. */
class SentParametersTest {
    private static final String A = Tokens.number(1);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        sqs:sendMessage | {'MessageBody':{'taskToken':'{}','n':1}}
        sqs:sendMessage | {'MessageBody':'{\\"taskToken\\":\\"{}\\"}'}
        sqs:sendMessage | {'MessageBody':'text','MessageAttributes':{'TaskToken':{'DataType':'String','StringValue':'{}'}}}
        aws-sdk:sqs:sendMessage | {'MessageBody':'{\\"taskToken\\":\\"{}\\"}'}
        sns:publish | {'Message':{'taskToken':'{}'}}
        sns:publish | {'Message':'text','MessageAttributes':{'TaskToken':{'DataType':'String','StringValue':'{}'}}}
        sns:publish | {'MessageStructure':'json','Message':{'default':'see there','sqs':'{\\"taskToken\\":\\"{}\\"}'}}
        sns:publish | {'MessageStructure':'json','Message':'{\\"taskToken\\":\\"{}\\"}'}
        lambda:invoke | {'FunctionName':'f','Payload':{'taskToken':'{}'}}
        lambda:invoke | {'FunctionName':'f','Payload':{'token':'{}'},'Qualifier':'live'}
        events:putEvents | {'Entries':[{'Detail':{'taskToken':'{}'},'DetailType':'t'}]}
        events:putEvents | {'Entries':[{'Detail':{'n':1}},{'Detail':{'taskToken':'{}'}}]}
        aws-sdk:eventbridge:putEvents | {'Entries':[{'Detail':'{\\"taskToken\\":\\"{}\\"}'}]}
        states:startExecution | {'Input':{'childTaskToken':'{}'},'StateMachineArn':'arn'}
        aws-sdk:sfn:startExecution | {'Input':'{\\"taskToken\\":\\"{}\\"}'}
        ecs:runTask | {'Overrides':{'ContainerOverrides':[{'Environment':[{'Name':'A','Value':'b'},{'Name':'TASK_TOKEN','Value':'{}'}]}]}}
        ecs:runTask | {'Overrides':{'ContainerOverrides':[{'Name':'sidecar'},{'Command':['run','--verbose','--task-token','{}']}]}}
        ecs:runTask | {'Overrides':{'ContainerOverrides':[{'Command':['--task-token={}']}]}}
        aws-sdk:batch:submitJob | {'ContainerOverrides':{'Environment':[{'Name':'SFN_TASK_TOKEN','Value':'{}'}]}}
        apigateway:invoke | {'Headers':{'TaskToken':['{}'],'Accept':['a','b']},'RequestBody':{'n':1}}
        apigateway:invoke | {'QueryParameters':{'taskToken':'{}'}}
        apigateway:invoke | {'RequestBody':{'taskToken':'{}'}}
        aws-sdk:dynamodb:putItem | {'Item':{'id':{'S':'1'},'taskToken':{'S':'{}'}}}
        aws-sdk:dynamodb:updateItem | {'UpdateExpression':'SET n = :n, #t = :tok','ExpressionAttributeNames':{'#t':'task_token'},'ExpressionAttributeValues':{':n':{'N':'1'},':tok':{'S':'{}'}}}
        aws-sdk:dynamodb:updateItem | {'UpdateExpression':'SET gate_1_task_token=:tok','ExpressionAttributeValues':{':tok':{'S':'{}'}}}
        aws-sdk:s3:putObject | {'Bucket':'b','Key':'k','Body':{'taskToken':'{}'}}
        """)
    void hasTheTokenWhereItsReceiverFindsIt(String resource, String parameters) {
        TokenSearch.Found found = found(resource, parameters);

        assertThat(found.problem()).isEmpty();
        assertThat(found.token().value()).isEqualTo(A);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        sqs:sendMessage | {'MessageBody':'Approve: https://example.com?TaskToken={} by Friday'} | JSON
        sqs:sendMessage | {'MessageBody':{'taskToken':'{}','externalSfnTaskToken':'<>'}} | could be
        sqs:sendMessage | {'QueueUrl':'q'} | token
        events:putEvents | {'Entries':[]} | sent nothing
        events:putEvents | {'Entries':[{'Detail':{'taskToken':'{}'}},{'Detail':{'taskToken':'<>'}}]} | different tokens
        ecs:runTask | {'Overrides':{'ContainerOverrides':[{'Environment':[{'Name':'TOKEN_ID','Value':'{}'}]}]}} | token
        ecs:runTask | {'Overrides':{'ContainerOverrides':[{'Command':['{}','--task-token','--last']}]}} | token
        aws-sdk:dynamodb:updateItem | {'UpdateExpression':'REMOVE task_token'} | token
        aws-sdk:dynamodb:putItem | {'TableName':'t'} | token
        lambda:invoke | {'Payload':{'input':{'taskToken':'{}'}}} | token
        events:putEvents | {'Entries':[{'Detail':{'resume':'{}'}},{'Detail':{'order':{'taskToken':'<>'}}}]} | another place
        ecs:runTask | {'Overrides':{'ContainerOverrides':[{'Environment':[{'Name':'RESUME','Value':'{}'}]},{'Environment':[{'Name':'PARENT_TASK_TOKEN','Value':'<>'}]}]}} | another place
        ecs:runTask | {'Overrides':{'ContainerOverrides':[{'Command':['work','{}'],'Environment':[{'Name':'TOKEN','Value':'<>'}]}]}} | another place
        ecs:runTask | {'Overrides':{'ContainerOverrides':[{'Environment':[{'Name':'TASK_TOKEN','Value':'{}'},{'Name':'TASK_TOKEN','Value':'<>'}]}]}} | twice
        ecs:runTask | {'Overrides':{'ContainerOverrides':[{'Command':['--task-token','{}','--task-token','<>']}]}} | twice
        sqs:sendMessage | {'MessageBody':{'taskToken':'{}','taskToken':'<>'}} | twice
        lambda:invoke | {'Payload':{'order':{'resume':'{}'},'order':{'taskToken':'<>'}}} | twice
        sqs:sendMessage | {'MessageBody':{'resume':'{}'},'MessageBody':{'taskToken':'<>'}} | twice
        batch:submitJob | {'Parameters':{'taskToken':'{}'},'ContainerOverrides':{'Environment':[{'Name':'PARENT_TASK_TOKEN','Value':'<>'}]}} | another place
        apigateway:invoke | {'Path':'/callbacks/{}','RequestBody':{'order':{'taskToken':'<>'}}} | another place
        apigateway:invoke | {'Headers':{'taskToken':'{}'},'QueryParameters':{'taskToken':'<>'}} | twice
        lambda:invoke | {'ClientContext':'{}','Payload':{'order':{'taskToken':'<>'}}} | another place
        sns:publish | {'MessageStructure':'json','Message':{'default':'{}','email':'{\\"order\\":{\\"taskToken\\":\\"<>\\"}}'}} | another place
        aws-sdk:dynamodb:updateItem | {'Key':{'taskToken':{'S':'{}'}},'UpdateExpression':'SET parentTaskToken = :p','ExpressionAttributeValues':{':p':{'S':'<>'}}} | another place
        aws-sdk:dynamodb:updateItem | {'UpdateExpression':'SET taskToken = if_not_exists(taskToken, :t), parentTaskToken = :p','ExpressionAttributeValues':{':t':{'S':'{}'},':p':{'S':'<>'}}} | another place
        aws-sdk:dynamodb:updateItem | {'UpdateExpression':'SET resume = :t, orders.taskToken = :p','ExpressionAttributeValues':{':t':{'S':'{}'},':p':{'S':'<>'}}} | token
        """)
    void whatCannotBeToldIsSaidAndNeverGuessed(String resource, String parameters, String reason) {
        TokenSearch.Found found = found(resource, parameters);

        assertThat(found.problem().orElseThrow()).contains(reason).doesNotContain(Tokens.PREFIX);
    }

    @Test
    void aVariableOfAnotherNameIsFoundByTheCallersReader() {
        CallbackReader reader =
                CallbackReader.builder().tokenInAttribute("TOKEN_ID").build();
        String sent = "{'Overrides':{'ContainerOverrides':[{'Environment':[{'Name':'TOKEN_ID','Value':'{}'}]}]}}";

        assertThat(new TokenSearch(reader).in(task("ecs:runTask", sent)).token().value())
                .isEqualTo(A);
    }

    private static TokenSearch.Found found(String resource, String parameters) {
        return new TokenSearch(CallbackReader.standard()).in(task(resource, parameters));
    }

    private static ScheduledTask task(String resource, String parameters) {
        String sent = parameters.replace('\'', '"').replace("{}", A).replace("<>", Tokens.number(2));
        return new ScheduledTask(1, Events.START, OpenTask.Kind.CALLBACK, resource, null, null, sent, null);
    }

    /** A proxy may keep the first of two headers of one name, or the last. */
    @ParameterizedTest
    @CsvSource({"taskToken, 1, 1", "X, 400, 1", "X, 1, 400"})
    void whatMayBeATokenIsNotSentTwiceWithDifferentValues(String name, int first, int second) {
        SentMessage.Builder message = new SentMessage.Builder("{}").attribute(name, null, "a".repeat(first));

        assertThatThrownBy(() -> message.attribute(name, null, "b".repeat(second)))
                .isInstanceOf(AmbiguousTokenException.class)
                .hasMessageContaining(name);
    }

    @Test
    void whatIsNoTokenMayBeSentTwice() {
        assertThatCode(() -> new SentMessage.Builder("{}")
                        .attribute("X", null, "a".repeat(399))
                        .attribute("X", null, "b".repeat(399))
                        .attribute("X", null, null)
                        .attribute("taskToken", null, A)
                        .attribute("taskToken", null, A))
                .doesNotThrowAnyException();
    }
}
