package dev.tasktoken.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.TaskToken;
import dev.tasktoken.TokenResponder;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TaskCall;
import dev.tasktoken.testkit.TestTokens;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** The pages of an application on Tomcat, behind Spring Security, as browsers see them. */
class DecisionPagesIT {
    private static final RecordingResponder STEP_FUNCTIONS = RecordingResponder.create();
    private static ConfigurableApplicationContext application;
    private static PendingTasks pending;
    private static URI address;
    private static int parked;

    private final String id = "expense-" + ++parked;
    private final int answeredBefore = STEP_FUNCTIONS.answers().size();
    private PersonsBrowser ann;
    private PersonsBrowser mara;

    /** With the pages of the guide, on which only people of finance decide, and not about their own expenses. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ComponentScan(
            basePackages = "com.example.payments",
            useDefaultFilters = false,
            includeFilters = @Filter(type = FilterType.REGEX, pattern = ".*\\.Expenses"))
    static class Application {
        @Bean
        CallbackLinks links() {
            return CallbackLinks.builder(URI.create("https://expenses.example.com/decide"))
                    .signingKey("1", new byte[32])
                    .action("approve")
                    .build();
        }

        @Bean
        SecurityFilterChain login(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/decide")
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .csrf(csrf -> csrf.ignoringRequestMatchers("/inbox", "/decide")) // they have tokens of their own
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        InMemoryUserDetailsManager people() {
            return new InMemoryUserDetailsManager(person("ann", "finance", "travel"), person("mara", "sales"));
        }

        private static UserDetails person(String name, String... roles) {
            return User.withUsername(name).password("{noop}secret").roles(roles).build();
        }
    }

    @BeforeAll
    static void start() {
        SpringApplication spring = new SpringApplication(Application.class);
        spring.addInitializers(context ->
                ((GenericApplicationContext) context).registerBean(TokenResponder.class, STEP_FUNCTIONS::responder));
        application = spring.run(
                "--server.port=0",
                "--spring.cloud.aws.region.static=us-east-1",
                "--spring.cloud.aws.credentials.access-key=local",
                "--spring.cloud.aws.credentials.secret-key=local",
                "--tasktoken.pending.store=memory",
                "--tasktoken.pages.enabled=true",
                "--tasktoken.pages.form-key=" + "5a".repeat(32),
                "--tasktoken.pages.roles=finance",
                "--tasktoken.pages.brand=Nordlicht Expenses");
        pending = application.getBean(PendingTasks.class);
        address = URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port"));
    }

    @BeforeEach
    void open() {
        ann = new PersonsBrowser(address);
        mara = new PersonsBrowser(address);
        pending.park(
                id,
                TaskToken.of(TestTokens.numbered(parked)),
                PendingTaskInfo.builder()
                        .summary("Pay 12 chairs, 1,480 EUR?")
                        .requester("mara")
                        .build());
    }

    private List<TaskCall> answers() {
        List<TaskCall> all = STEP_FUNCTIONS.answers();
        return all.subList(answeredBefore, all.size());
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void aPersonListsOpensAndApproves() throws Exception {
        ann.logIn("ann", "secret");

        String list = ann.get("/inbox").body();
        String page = ann.get("/inbox?task=" + id).body();
        HttpResponse<String> pressed = ann.post("/inbox?task=" + id, PersonsBrowser.form(page) + "&choice=approve");
        HttpResponse<String> second = ann.post("/inbox?task=" + id, PersonsBrowser.form(page) + "&choice=approve");

        assertThat(list).contains("Pay 12 chairs, 1,480 EUR?", "Nordlicht Expenses", "ann");
        assertThat(pressed.statusCode()).isEqualTo(200);
        assertThat(pressed.body()).contains("The expense is approved.");
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(answers())
                .singleElement()
                .satisfies(answer -> assertThat(answer.output()).hasValue("{\"approved\":true}"));
        assertThat(pending.find(id).orElseThrow().decided().orElseThrow().by().orElseThrow())
                .isEqualTo(DecidedBy.person("ann").withRoles("finance"));
    }

    @Test
    void lookingDecidesNothing() throws Exception {
        ann.logIn("ann", "secret");
        String page = ann.get("/inbox?task=" + id).body();

        ann.get("/inbox?task=" + id + "&choice=approve&" + PersonsBrowser.form(page));
        HttpResponse<String> head =
                ann.send("HEAD", "/inbox?task=" + id + "&choice=approve&" + PersonsBrowser.form(page), "");
        ann.get("/decide?link=" + signed());

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(answers()).isEmpty();
    }

    @Test
    void whoHasNotLoggedInIsSentToTheLogin() throws Exception {
        assertThat(ann.get("/inbox").headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
        assertThat(ann.post("/inbox?task=" + id, "choice=approve").statusCode()).isEqualTo(302);
        assertThat(answers()).isEmpty();
    }

    /** Her form would be genuine, but the requester does not decide. */
    @Test
    void whoMayNotDecideIsRefused() throws Exception {
        mara.logIn("mara", "secret");
        ann.logIn("ann", "secret");
        String page = ann.get("/inbox?task=" + id).body();

        HttpResponse<String> own = mara.get("/inbox?task=" + id);
        HttpResponse<String> taken =
                mara.post("/inbox?task=" + id + "&person=ann", PersonsBrowser.form(page) + "&choice=approve");

        assertThat(own.body()).doesNotContain("value=\"approve\"");
        assertThat(taken.statusCode()).isEqualTo(403);
        assertThat(answers()).isEmpty();
    }

    @Test
    void theLinkIsItsOwnPermission() throws Exception {
        HttpResponse<String> asked = ann.get("/decide?link=" + signed());
        HttpResponse<String> pressed = ann.post("/decide?link=" + signed(), "choice=approve");
        HttpResponse<String> forged = ann.get("/decide?link=" + signed() + "x");

        assertThat(asked.body()).contains("Pay 12 chairs, 1,480 EUR?");
        assertThat(pressed.statusCode()).isEqualTo(200);
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(answers()).hasSize(1);
    }

    private String signed() {
        String query = application
                .getBean(CallbackLinks.class)
                .create(id, pending.find(id).orElseThrow().attempt(), "approve")
                .getRawQuery();
        return query.substring(query.indexOf('=') + 1);
    }
}
