package dev.tasktoken.testkit.internal.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.integrations.IntegrationCall;
import dev.tasktoken.testkit.internal.definitions.TaskLimits;
import dev.tasktoken.testkit.internal.definitions.TaskResource;
import dev.tasktoken.testkit.internal.definitions.TaskRun;
import dev.tasktoken.testkit.internal.expressions.AslObject;
import dev.tasktoken.testkit.internal.expressions.JsonataExpression;
import dev.tasktoken.testkit.internal.expressions.PayloadTemplateReader;
import dev.tasktoken.testkit.internal.expressions.QueryLanguage;
import dev.tasktoken.testkit.internal.values.BoundedLog;
import dev.tasktoken.testkit.internal.values.DataLimit;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.SimilarName;
import dev.tasktoken.testkit.internal.values.StateFailure;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** An integration as the Resource of a Task state: called, waiting for a token, or waiting for a job's end. */
record ServiceCall(Integration integration, IntegrationPattern pattern, BoundedLog<IntegrationCall> log)
        implements TaskResource {
    @Override
    public boolean waitsForToken() {
        return pattern == IntegrationPattern.CALLBACK;
    }

    @Override
    public boolean hasToken() {
        return pattern != IntegrationPattern.REQUEST_RESPONSE;
    }

    @Override
    public void start(TaskRun task, JsonNode parameters) {
        task.started();
        IntegrationName name = new IntegrationName(integration.service(), integration.operation(), pattern);
        log.add(new IntegrationCall(name.toString(), parameters));
        Callable<Job> call = () -> checked(job(parameters));
        if (integration.runsFunction()) {
            task.callFunction(call, job -> goOn(task, job));
        } else {
            task.call(call, job -> goOn(task, job));
        }
    }

    private Job job(JsonNode parameters) throws Exception {
        try {
            if (integration instanceof JobIntegration jobs) {
                return jobs.start(parameters, pattern);
            }
            JsonNode response = integration.call(parameters);
            return () -> response;
        } catch (Exception e) {
            throw CallFailure.of(integration.service(), e);
        }
    }

    /** A response that is the task's result has its limit. */
    private Job checked(Job job) {
        if (pattern == IntegrationPattern.REQUEST_RESPONSE) {
            DataLimit.checkResult(job.response(), integration.service());
        }
        return job;
    }

    private void end(TaskRun task, JsonNode result) {
        try {
            task.succeeded(DataLimit.checkResult(result, integration.service()));
        } catch (StateFailure failure) {
            task.failed(failure.error());
        }
    }

    private void goOn(TaskRun task, Job job) {
        switch (pattern) {
            case REQUEST_RESPONSE -> {
                if (integration.respondsLater()) {
                    awaitEnd(task, job);
                } else {
                    task.succeeded(job.response());
                    job.begin(ServiceCall::ignore, ServiceCall::ignore);
                }
            }
            case CALLBACK -> {
                task.submitted(job.response());
                job.begin(ServiceCall::ignore, ServiceCall::ignore);
            }
            case JOB, JOB_2 -> {
                task.submitted(job.response());
                awaitEnd(task, job);
            }
        }
    }

    private void awaitEnd(TaskRun task, Job job) {
        task.onStop(job::stop);
        job.begin(result -> end(task, result), task::failed);
    }

    private static <T> void ignore(T end) {
        // The task does not wait for it.
    }

    @Override
    public String event(String end) {
        return "Task" + end;
    }

    @Override
    public ObjectNode details() {
        return Json.object()
                .put("resourceType", integration.service())
                .put("resource", integration.operation() + pattern.suffix());
    }

    @Override
    public ObjectNode scheduled(JsonNode parameters, TaskLimits.Resolved limits, String region) {
        ObjectNode details =
                details().put("region", region).put("parameters", Json.write(integration.shown(parameters, pattern)));
        limits.timeoutSeconds().ifPresent(seconds -> details.put("timeoutInSeconds", seconds));
        limits.heartbeatSeconds().ifPresent(seconds -> details.put("heartbeatInSeconds", seconds));
        return details;
    }

    /** Refuses parameters that the integration does not know, and their absence where it needs them. */
    @Override
    public void checkParameters(AslObject asl) {
        String field = asl.language() == QueryLanguage.JSONATA ? "Arguments" : "Parameters";
        JsonNode parameters = asl.value(field).orElseGet(Json::object);
        if (JsonataExpression.isExpression(parameters)) {
            return;
        }
        Set<String> names = new TreeSet<>();
        parameters.fieldNames().forEachRemaining(key -> names.add(PayloadTemplateReader.name(asl, key)));
        for (String required : new TreeSet<>(integration.requiredParameters())) {
            if (!names.remove(required)) {
                asl.report("The field '" + required + "' is required but was missing", field);
            }
        }
        names.removeAll(integration.optionalParameters());
        for (String unknown : integration.takesAnyParameters() ? Set.<String>of() : names) {
            asl.report("The field '" + unknown + "' is not supported by Step Functions" + suggestion(unknown), field);
        }
    }

    private String suggestion(String unknown) {
        Set<String> known = new TreeSet<>(integration.requiredParameters());
        known.addAll(integration.optionalParameters());
        return SimilarName.suggestion(unknown, known);
    }
}
