package dev.tasktoken;

import dev.tasktoken.service.AnswerService;
import dev.tasktoken.service.Refusal;
import dev.tasktoken.service.WorkKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Stands in for the service of Lambda's durable functions; whatever is not scripted is accepted. */
public final class FakeCallbacks implements AnswerService<CallbackId, String> {
    public final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Deque<Refusal> script = new ArrayDeque<>();
    private boolean closed;

    /** What a scripted call throws. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Refusal refusal;

        private Refused(Refusal refusal) {
            this.refusal = refusal;
        }
    }

    /** A responder over this service, as the durable adapter has one. */
    public Responder<PausedCallback> responder() {
        return new Answering(new Settings(), this);
    }

    private static final class Settings extends Responder.Builder<Settings> {}

    private static final class Answering extends Responder<PausedCallback> {
        private Answering(Settings settings, FakeCallbacks service) {
            super(settings.sleeper(wait -> {}), service);
        }
    }

    public FakeCallbacks says(Refusal... refusals) {
        script.addAll(List.of(refusals));
        return this;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public WorkKind kind() {
        return WorkKind.CALLBACK;
    }

    @Override
    public Class<CallbackId> idType() {
        return CallbackId.class;
    }

    @Override
    public String succeed(CallbackId id, String output) {
        return called("success " + id.value() + " " + output);
    }

    @Override
    public String fail(CallbackId id, String error, String cause) {
        return called("failure " + id.value() + " " + error + " " + cause);
    }

    @Override
    public String heartbeat(CallbackId id) {
        return called("heartbeat " + id.value());
    }

    private String called(String call) {
        calls.add(call);
        Refusal refusal = script.poll();
        if (refusal != null) {
            throw new Refused(refusal);
        }
        return "";
    }

    @Override
    public Refusal refusal(RuntimeException thrown, WorkKind.Call call) {
        return thrown instanceof Refused refused ? refused.refusal : Refusal.of(Refusal.Meaning.NOT_DELIVERED);
    }

    @Override
    public void close() {
        closed = true;
    }
}
