package dev.tasktoken.testkit.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tasktoken.testkit.internal.activities.Activities;
import dev.tasktoken.testkit.internal.activities.Activity;
import dev.tasktoken.testkit.internal.activities.Assignment;
import dev.tasktoken.testkit.internal.values.Arns;
import dev.tasktoken.testkit.internal.values.Json;
import dev.tasktoken.testkit.internal.values.ServiceErrorException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The operations on activities. Guarded by the engine's lock. */
public final class ActivityOperations {
    private static final RequestMember ARN = RequestMember.text("activityArn", 1, 256);

    /** How many workers may poll one activity at once (API reference, GetActivityTask). */
    private static final int MOST_POLLS = 1000;

    private final Activities activities;

    public ActivityOperations(Activities activities) {
        this.activities = activities;
    }

    public List<ApiOperation> operations() {
        List<RequestMember> created =
                List.of(RequestMember.text("name", 1, 80), RequestMember.object("encryptionConfiguration"));
        return List.of(
                new ApiOperation("CreateActivity", created, this::create),
                new ApiOperation("DescribeActivity", List.of(ARN), request -> describe(require(request))),
                new ApiOperation("ListActivities", ResultPage.members(1024), this::list),
                new ApiOperation("DeleteActivity", List.of(ARN), this::delete));
    }

    /** GetActivityTask, whose answer waits for a task. */
    public DeferredOperation poll() {
        return new DeferredOperation(
                "GetActivityTask",
                List.of(ARN, RequestMember.text("workerName", 1, 80).optional()),
                this::poll);
    }

    private ObjectNode create(ApiRequest request) {
        String name = ResourceName.require(request.text("name"));
        ObjectNode encryption = request.object("encryptionConfiguration")
                .orElseGet(() -> Json.object().put("type", "AWS_OWNED_KEY"));
        Activity activity = activities.create(name, encryption);
        if (!activity.encryption().equals(encryption)) {
            throw new ServiceErrorException(
                    "ActivityAlreadyExists", "Activity Already Exists: '" + activity.arn() + "'");
        }
        return Json.object().put("activityArn", activity.arn()).set("creationDate", Json.timestamp(activity.created()));
    }

    private ObjectNode list(ApiRequest request) {
        return ResultPage.of(activities.list(), request, "activities")
                .answer("activities", ActivityOperations::summary);
    }

    /** Deletes what exists; that there is nothing is no error (recorded). */
    private ObjectNode delete(ApiRequest request) {
        activities.delete(Arns.require(request.text("activityArn"), "activity"));
        return Json.object();
    }

    /** Without a task within a minute the answer names none (API reference). */
    private CompletableFuture<ObjectNode> poll(ApiRequest request) {
        Activity activity = require(request);
        if (activity.polls() >= MOST_POLLS) {
            throw new ServiceErrorException(
                    "ActivityWorkerLimitExceeded", "Activity Worker Limit Exceeded: '" + activity.arn() + "'");
        }
        CompletableFuture<Optional<Assignment>> found = activity.poll(request.optionalText("workerName"));
        CompletableFuture<ObjectNode> answer = found.thenApply(
                assignment -> assignment.map(ActivityOperations::answer).orElseGet(Json::object));
        var unused = answer.whenComplete((body, cancelled) -> found.cancel(false));
        return answer;
    }

    private static ObjectNode answer(Assignment assignment) {
        return Json.object().put("taskToken", assignment.taskToken()).put("input", assignment.input());
    }

    private static ObjectNode describe(Activity activity) {
        return summary(activity).set("encryptionConfiguration", activity.encryption());
    }

    private static ObjectNode summary(Activity activity) {
        return Json.object()
                .put("activityArn", activity.arn())
                .put("name", activity.name())
                .set("creationDate", Json.timestamp(activity.created()));
    }

    private Activity require(ApiRequest request) {
        String arn = Arns.require(request.text("activityArn"), "activity");
        return activities
                .find(arn)
                .orElseThrow(() ->
                        new ServiceErrorException("ActivityDoesNotExist", "Activity Does Not Exist: '" + arn + "'"));
    }
}
