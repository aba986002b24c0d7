package dev.tasktoken.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what a property needs that is not there. */
final class SettingFailureAnalyzer extends AbstractFailureAnalyzer<UnusableSettingException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, UnusableSettingException failure) {
        return new FailureAnalysis(failure.getMessage() + ".", failure.action(), failure);
    }
}
