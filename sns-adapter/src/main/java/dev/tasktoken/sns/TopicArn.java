package dev.tasktoken.sns;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ARN of a topic, and the Region in it. */
record TopicArn(String text, String region) {
    private static final Pattern SHAPE =
            Pattern.compile("arn:aws[a-z-]*:sns:([a-z0-9-]{1,50}):[0-9]{12}:[A-Za-z0-9_-]{1,256}(\\.fifo)?");

    static TopicArn parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not the ARN of an SNS topic: " + text);
        }
        return new TopicArn(text, matcher.group(1));
    }

    /** Returns the ARN for an exception message. Returns a placeholder if the text is not an ARN. */
    static String printable(String text) {
        return SHAPE.matcher(text).matches() ? text : "(not an ARN)";
    }
}
