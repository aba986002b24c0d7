package dev.tasktoken.spring;

import dev.tasktoken.pages.ApprovalInbox;
import dev.tasktoken.pages.ApprovalPage;
import dev.tasktoken.pages.PageStyle;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.PendingTasks;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures a controller for the inbox of pending tasks, and one for the page behind a link if there is a bean of type
 * {@link CallbackLinks}. Only with {@code tasktoken.pages.enabled}, in a web application of Spring MVC. What the pages
 * say, and who may decide, is the application's: {@link DecisionPages}.
 */
@AutoConfiguration(after = TaskTokenPendingAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "tasktoken.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(TaskTokenPagesAutoConfiguration.ENABLED)
public final class TaskTokenPagesAutoConfiguration {
    static final String ENABLED = "tasktoken.pages.enabled";
    private static final String FORM_KEY = "tasktoken.pages.form-key";

    TaskTokenPagesAutoConfiguration() {}

    /** The pages, where their module is. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ApprovalInbox.class)
    static class Pages {
        private final PendingTasks pending;
        private final DecisionPages pages;
        private final TaskTokenProperties.Pages properties;
        private final PageStyle style;

        Pages(
                ObjectProvider<PendingTasks> pending,
                ObjectProvider<DecisionPages> pages,
                ObjectProvider<PageStyle> style,
                TaskTokenProperties properties) {
            this.pending = needed(
                    pending.getIfAvailable(),
                    "needs PendingTasks, and there is no store of tokens",
                    "Set tasktoken.pending.store, or define a bean of type TokenStore or PendingTasks.");
            this.pages = needed(
                    pages.getIfAvailable(),
                    "needs a bean of type DecisionPages",
                    "Define a bean that implements dev.tasktoken.spring.DecisionPages: it says what a page asks and offers,"
                            + " and who may decide.");
            this.properties = properties.pages();
            this.style = style.getIfAvailable(this::styleByProperties);
            requireRoles(this.properties.roles());
        }

        @Bean
        @ConditionalOnMissingBean
        ApprovalInbox tasktokenApprovalInbox() {
            return ApprovalInbox.builder(pending, pages::question)
                    .formKey(formKey(properties.formKey()))
                    .style(style)
                    .build();
        }

        @Bean
        InboxController tasktokenInboxController(ApprovalInbox inbox) {
            return new InboxController(inbox, pages, properties.roles());
        }

        @Bean
        @ConditionalOnBean(CallbackLinks.class)
        @ConditionalOnMissingBean
        ApprovalPage tasktokenApprovalPage(CallbackLinks links) {
            return ApprovalPage.builder(links, pending, pages::question)
                    .style(style)
                    .build();
        }

        @Bean
        @ConditionalOnBean(ApprovalPage.class)
        LinkController tasktokenLinkController(ApprovalPage page) {
            return new LinkController(page);
        }

        /** Else each request of a person who has them would fail. */
        private static void requireRoles(Set<String> roles) {
            UnusableSettingException.set(
                    "tasktoken.pages.roles", roles.toArray(String[]::new), DecidedBy.person("start")::withRoles);
        }

        private PageStyle styleByProperties() {
            PageStyle.Builder builder = PageStyle.builder();
            PropertyMapper map = PropertyMapper.get();
            map.from(properties.brand()).to(builder::brand);
            map.from(properties.zone()).to(builder::zone);
            UnusableSettingException.set("tasktoken.pages.colour", properties.colour(), builder::colour);
            return builder.build();
        }
    }

    /** Says that the module is missing. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("dev.tasktoken.pages.ApprovalInbox")
    static class WithoutModule {
        WithoutModule() {
            throw new UnusableSettingException(
                    ENABLED + "=true",
                    "needs the module tasktoken-approval-pages",
                    "Add the dependency dev.tasktoken:tasktoken-approval-pages.");
        }
    }

    private static <T> T needed(@Nullable T bean, String problem, String action) {
        if (bean == null) {
            throw new UnusableSettingException(ENABLED + "=true", problem, action);
        }
        return bean;
    }

    /** Shows nothing of the key: it is a secret. */
    private static byte[] formKey(@Nullable String hex) {
        String key = hex == null ? "" : hex.strip();
        if (!key.matches("([0-9a-fA-F]{2}){" + ApprovalInbox.MIN_KEY_LENGTH + ",}")) {
            throw new UnusableSettingException(
                    FORM_KEY,
                    key.isEmpty()
                            ? "is not set"
                            : "is not a key of " + ApprovalInbox.MIN_KEY_LENGTH
                                    + " bytes or more in hexadecimal digits",
                    "Set it to " + 2 * ApprovalInbox.MIN_KEY_LENGTH + " random hexadecimal digits, the same in all"
                            + " processes that serve the inbox, from where you keep secrets: openssl rand -hex "
                            + ApprovalInbox.MIN_KEY_LENGTH + " prints some.");
        }
        return HexFormat.of().parseHex(key);
    }
}
