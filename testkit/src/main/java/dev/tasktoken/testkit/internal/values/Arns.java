package dev.tasktoken.testkit.internal.values;

/** The names things have in one account and Region. */
public record Arns(String region, String accountId) {
    public String stateMachine(String name) {
        return "arn:aws:states:" + region + ":" + accountId + ":stateMachine:" + name;
    }

    public String execution(String machine, String name) {
        return "arn:aws:states:" + region + ":" + accountId + ":execution:" + machine + ":" + name;
    }

    public String activity(String name) {
        return "arn:aws:states:" + region + ":" + accountId + ":activity:" + name;
    }

    public String topic(String name) {
        return "arn:aws:sns:" + region + ":" + accountId + ":" + name;
    }

    public String eventBus(String name) {
        return "arn:aws:events:" + region + ":" + accountId + ":event-bus/" + name;
    }

    public String ecs(String resource) {
        return "arn:aws:ecs:" + region + ":" + accountId + ":" + resource;
    }

    public String batch(String resource) {
        return "arn:aws:batch:" + region + ":" + accountId + ":" + resource;
    }

    public String function(String name) {
        return "arn:aws:lambda:" + region + ":" + accountId + ":function:" + name;
    }

    /** Refuses a text that is no ARN of this kind at all; whether the thing exists is asked later. */
    public static String require(String arn, String kind) {
        if (!isOf(kind, arn)) {
            throw new ServiceErrorException("InvalidArn", "Invalid Arn: 'Invalid ARN prefix'");
        }
        return arn;
    }

    /** Whether a text is an ARN of this kind. */
    public static boolean isOf(String kind, String arn) {
        String[] parts = arn.split(":", 7);
        return parts.length == 7 && parts[0].equals("arn") && parts[2].equals("states") && parts[5].equals(kind);
    }
}
