package dev.tasktoken.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with a listener method. */
final class ListenerFailureAnalyzer extends AbstractFailureAnalyzer<InvalidListenerException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, InvalidListenerException failure) {
        return new FailureAnalysis(
                failure.getMessage() + ".",
                "Correct the method or its annotation. A listener method has one parameter for the payload and, if it"
                        + " needs it, one of type CallbackTask; each listener has a queue and an id of its own.",
                failure);
    }
}
