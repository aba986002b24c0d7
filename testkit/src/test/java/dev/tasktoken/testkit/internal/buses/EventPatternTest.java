package dev.tasktoken.testkit.internal.buses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tasktoken.testkit.internal.values.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventPatternTest {
    private static final JsonNode EVENT = json("{'source':'shop','detail-type':'Order placed','resources':['a','b'],"
            + "'detail':{'id':'0001','cents':1999,'note':null,'express':true,'lines':[{'sku':'x'},{'sku':'y'}]}}");

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"')).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source':['shop']}",
                "{'source':['other','shop'],'detail':{'id':['0001']}}",
                "{'detail':{'cents':[1999.0]}}",
                "{'detail':{'note':[null],'express':[true]}}",
                "{'resources':['b']}",
                "{'detail':{'lines':{'sku':['y']}}}",
                "{'source':[{'prefix':'sh'}]}",
                "{'source':[{'prefix':{'equals-ignore-case':'SH'}}]}",
                "{'source':[{'suffix':'op'}]}",
                "{'source':[{'equals-ignore-case':'SHOP'}]}",
                "{'detail-type':[{'wildcard':'Order *'}]}",
                "{'source':[{'anything-but':'other'}]}",
                "{'source':[{'anything-but':['other',{'prefix':'x'}]}]}",
                "{'detail':{'id':[{'exists':true}],'gone':[{'exists':false}]}}",
                "{'detail':{'cents':[{'numeric':['>',1000,'<=',1999]}]}}",
                "{'detail':{'cents':[{'numeric':['=',1999]}]}}",
                "{'$or':[{'source':['other']},{'detail':{'id':['0001']}}]}"
            })
    void anEventMatches(String pattern) {
        assertThat(EventPattern.read(json(pattern))).accepts(EVENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'source':['Shop']}",
                "{'source':['shop'],'detail':{'id':['0002']}}",
                "{'source':[{'prefix':'op'}]}",
                "{'source':[{'anything-but':'shop'}]}",
                "{'detail':{'gone':[{'anything-but':'x'}]}}",
                "{'detail':{'gone':[null]}}",
                "{'detail':{'id':[{'exists':false}]}}",
                "{'detail':{'id':[{'numeric':['>',0]}]}}",
                "{'detail':{'cents':[{'numeric':['>=',2000]}]}}",
                "{'detail':{'cents':[{'numeric':['<',1999]}]}}",
                "{'detail-type':[{'wildcard':'Order'}]}",
                "{'source':{'inner':['x']}}",
                "{'$or':[{'source':['other']}]}"
            })
    void anEventDoesNotMatch(String pattern) {
        assertThat(EventPattern.read(json(pattern))).rejects(EVENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{'source':'shop'}",
                "{'source':[]}",
                "{'source':[['shop']]}",
                "{'source':[{'cidr':'10.0.0.0/24'}]}",
                "{'source':[{'prefix':1}]}",
                "{'source':[{'numeric':['~',1]}]}",
                "{'source':[{'numeric':['>','1']}]}",
                "{'source':[{'prefix':'a','suffix':'b'}]}"
            })
    void aPatternThatCannotBeIsRefused(String pattern) {
        assertThatThrownBy(() -> EventPattern.read(json(pattern))).isInstanceOf(IllegalArgumentException.class);
    }
}
