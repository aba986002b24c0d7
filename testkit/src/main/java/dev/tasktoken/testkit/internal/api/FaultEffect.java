package dev.tasktoken.testkit.internal.api;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a fault does to a call. */
public sealed interface FaultEffect {

    /** The call is on its way for longer. Several add up, and come before everything else. */
    public record Latency(Duration atLeast, Duration atMost) implements FaultEffect {
        /** A time between the two, by a number from 0 to 1. */
        public Duration at(double fraction) {
            long span = TimeUnit.NANOSECONDS.convert(atMost.minus(atLeast));
            return atLeast.plusNanos((long) (span * fraction));
        }

        @Override
        public String toString() {
            return "latency " + atLeast + (atLeast.equals(atMost) ? "" : " to " + atMost);
        }
    }

    /** What happens to the call once it has arrived; a call meets one of these. */
    public sealed interface Ending extends FaultEffect {
        void end(ApiCall call);
    }

    /** No fault. */
    record Undisturbed() implements Ending {
        @Override
        public void end(ApiCall call) {
            call.run(call::answer);
        }
    }

    /** The service refuses the call before it reads the request. */
    public record Refusal(int status, String code, String message) implements Ending {
        @Override
        public void end(ApiCall call) {
            call.answer(ApiResponse.error(status, code, message));
        }

        @Override
        public String toString() {
            return code;
        }
    }

    /** The connection is cut before the call took effect. */
    public record CutBefore() implements Ending {
        @Override
        public void end(ApiCall call) {
            call.cut();
        }

        @Override
        public String toString() {
            return "cut before";
        }
    }

    /** The call takes effect, and then the connection is cut. */
    public record CutAfter() implements Ending {
        @Override
        public void end(ApiCall call) {
            call.run(response -> call.cut());
        }

        @Override
        public String toString() {
            return "cut after";
        }
    }

    /** The call takes effect at once; its answer takes its time. */
    public record SlowAnswer(Duration delay) implements Ending {
        @Override
        public void end(ApiCall call) {
            call.run(response -> call.schedule(delay, () -> call.answer(response)));
        }

        @Override
        public String toString() {
            return "slow answer " + delay;
        }
    }

    /** The call takes effect; the connection stays open, and nothing comes. */
    public record NoAnswer() implements Ending {
        @Override
        public void end(ApiCall call) {
            call.run(response -> {});
        }

        @Override
        public String toString() {
            return "no answer";
        }
    }
}
