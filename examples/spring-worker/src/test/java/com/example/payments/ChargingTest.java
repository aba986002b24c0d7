package com.example.payments;

import static dev.tasktoken.testkit.StepFunctionsAssertions.assertThat;

import dev.tasktoken.spring.test.TaskTokenTest;
import dev.tasktoken.testkit.LocalStepFunctions;
import dev.tasktoken.testkit.StartedExecution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@TaskTokenTest
class ChargingTest {
    @Test
    void chargesTheOrder(@Autowired LocalStepFunctions stepFunctions) throws Exception {
        StartedExecution execution = run(stepFunctions, Map.of("orderId", "order-1", "cents", 999));

        assertThat(execution).succeeded().withTextAt("/orderId", "order-1");
    }

    @Test
    void refusesAnOrderWithoutAnAmount(@Autowired LocalStepFunctions stepFunctions) throws Exception {
        StartedExecution execution = run(stepFunctions, Map.of("orderId", "order-2", "cents", 0));

        assertThat(execution).failed().withError("NothingToCharge");
    }

    private static StartedExecution run(LocalStepFunctions stepFunctions, Map<String, Object> order) throws Exception {
        String definition = Files.readString(Path.of("src/test/resources/charge.asl.json"));
        return stepFunctions.run(definition, order);
    }
}
