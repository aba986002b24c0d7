package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.pages.ApprovalInbox;
import dev.tasktoken.pages.ApprovalPage;
import dev.tasktoken.pages.Approver;
import dev.tasktoken.pages.Question;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.PendingTask;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TaskTokenPagesAutoConfigurationTest {
    private static final String KEY = "5a".repeat(32);

    /** Everybody may decide. */
    static class Pages implements DecisionPages {
        @Override
        public Question question(PendingTask task) {
            return Question.of(task.id());
        }

        @Override
        public Approver approver(DecidedBy person) {
            return new Approver(person, task -> true, task -> true);
        }
    }

    private static WebApplicationContextRunner web() {
        return new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        JacksonAutoConfiguration.class,
                        TaskTokenClientAutoConfiguration.class,
                        TaskTokenAutoConfiguration.class,
                        TaskTokenPendingAutoConfiguration.class,
                        TaskTokenPagesAutoConfiguration.class))
                .withSystemProperties("aws.region=us-east-1")
                .withPropertyValues("tasktoken.pending.store=memory");
    }

    private static WebApplicationContextRunner enabled() {
        return web().withPropertyValues("tasktoken.pages.enabled=true", "tasktoken.pages.form-key=" + KEY);
    }

    @Test
    void isOffByDefault() {
        web().withBean(Pages.class)
                .run(context -> assertThat(context)
                        .doesNotHaveBean(ApprovalInbox.class)
                        .doesNotHaveBean(InboxController.class));
    }

    @Test
    void isOffWhereNothingIsServed() {
        Contexts.local()
                .withConfiguration(AutoConfigurations.of(TaskTokenPagesAutoConfiguration.class))
                .withPropertyValues("tasktoken.pages.enabled=true")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ApprovalInbox.class));
    }

    @Test
    void servesTheInboxWithoutLinks() {
        enabled()
                .withBean(Pages.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(InboxController.class)
                        .doesNotHaveBean(ApprovalPage.class)
                        .doesNotHaveBean(LinkController.class));
    }

    @Test
    void servesThePageBehindALink() {
        enabled()
                .withBean(Pages.class)
                .withBean(
                        CallbackLinks.class,
                        () -> CallbackLinks.builder(URI.create("https://example.com/decide"))
                                .signingKey("1", new byte[32])
                                .action("approve")
                                .build())
                .run(context ->
                        assertThat(context).hasSingleBean(ApprovalPage.class).hasSingleBean(LinkController.class));
    }

    @Test
    void refusesWhoHasNotLoggedIn() {
        enabled().withBean(Pages.class).run(context -> {
            MockHttpServletRequest request = new MockHttpServletRequest("GET", "/inbox");
            request.addParameter("person", "ann");
            request.addHeader("Authorization", "ann");
            MockHttpServletResponse response = new MockHttpServletResponse();

            context.getBean(InboxController.class).inbox(request, response);

            assertThat(response.getStatus()).isEqualTo(401);
            assertThat(response.getContentAsString()).isEmpty();
        });
    }

    @Test
    void namesTheMissingModule() {
        enabled()
                .withClassLoader(new FilteredClassLoader(ApprovalInbox.class))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("tasktoken.pages.enabled=true needs the module tasktoken-approval-pages"));
    }

    @Test
    void namesTheMissingStore() {
        enabled()
                .withBean(Pages.class)
                .withPropertyValues("tasktoken.pending.store=")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage(
                                "tasktoken.pages.enabled=true needs PendingTasks, and there is no store of tokens"));
    }

    @Test
    void namesTheMissingBean() {
        enabled()
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("tasktoken.pages.enabled=true needs a bean of type DecisionPages"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not set",
        "5a5a5a5a, is not a key of 32 bytes or more in hexadecimal digits",
        "correct horse battery staple correct horse battery staple correct horse, is not a key of 32 bytes or more in"
                + " hexadecimal digits"
    })
    void refusesABadKeyWithoutShowingIt(String key, String problem) {
        enabled()
                .withBean(Pages.class)
                .withPropertyValues("tasktoken.pages.form-key=" + key)
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessage("tasktoken.pages.form-key " + problem));
    }

    @Test
    void theKeyIsNotInThePropertiesText() {
        enabled()
                .withBean(Pages.class)
                .run(context -> assertThat(context.getBean(TaskTokenProperties.class))
                        .asString()
                        .doesNotContain(KEY));
    }

    @Test
    void refusesAColourThatNobodyCanRead() {
        enabled()
                .withBean(Pages.class)
                .withPropertyValues("tasktoken.pages.colour=#ffff00")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("tasktoken.pages.colour cannot be used: white text on #ffff00"));
    }

    /** Else each request of a person with all of them would fail. */
    @Test
    void refusesMoreRolesThanAPersonMayHave() {
        refusedRoles(IntStream.rangeClosed(0, 20).mapToObj(i -> "role-" + i).collect(Collectors.joining(",")));
    }

    @Test
    void refusesARoleWhoseNameIsTooLong() {
        refusedRoles("finance," + "x".repeat(257));
    }

    private static void refusedRoles(String roles) {
        enabled()
                .withBean(Pages.class)
                .withPropertyValues("tasktoken.pages.roles=" + roles)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("tasktoken.pages.roles cannot be used"));
    }
}
