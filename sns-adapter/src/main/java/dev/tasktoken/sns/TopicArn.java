package dev.tasktoken.sns;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a topic, which tells its Region. */
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

    /** The ARN if it is one, and else nothing of what somebody sent in its place. */
    static String printable(String text) {
        return SHAPE.matcher(text).matches() ? text : "(not an ARN)";
    }
}
