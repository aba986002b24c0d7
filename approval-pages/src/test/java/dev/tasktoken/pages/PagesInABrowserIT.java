package dev.tasktoken.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/**
 * The pages in a real browser: {@code mvnw -Pbrowser}. Skipped, loudly, where there is no Chromium with its driver.
 * {@code -Dpictures=docs/images} renews the pictures of the documentation.
 */
@Tag("browser")
class PagesInABrowserIT {
    private static final Path PICTURES =
            Path.of("..").resolve(System.getProperty("pictures", "approval-pages/target/pictures"));
    private static final Path REPORT = Path.of("target/axe.txt");
    private static final List<Look> LOOKS =
            List.of(Look.DESK, Look.DARK, Look.PHONE, Look.DARK_PHONE, Look.ZOOMED, Look.FORCED, Look.BARE);

    private static Optional<Browser> started = Optional.empty();
    private static final List<String> report = new ArrayList<>();

    private Browser browser;
    private Purchasing purchasing;

    @BeforeAll
    static void startBrowser() throws IOException {
        started = Browser.start();
        if (started.isEmpty()) {
            System.err.println("SKIPPED: the pages were not looked at, because there is no chromium, no chromedriver,"
                    + " or no axe-core (npm ci in approval-pages/src/test/browser)");
        }
        assumeTrue(started.isPresent(), "no Chromium with its driver and axe-core");
    }

    @AfterAll
    static void stopBrowser() throws IOException {
        if (started.isPresent()) {
            started.get().close();
            Files.write(REPORT, report);
        }
    }

    @BeforeEach
    void open() {
        browser = started.orElseThrow();
        purchasing = new Purchasing();
        browser.speak("en");
        browser.look(Look.DESK);
    }

    @AfterEach
    void close() {
        purchasing.close();
    }

    /** Looks at the page that is open in every way, and has axe look at it, too. */
    private void isAccessible(String page) {
        for (Look look : LOOKS) {
            browser.look(look);
            List<String> violations = browser.violations();
            report.add(page + " | " + look.name() + " | " + violations.size() + " violations " + violations);
            assertThat(violations).as(page + ", " + look.name()).isEmpty();
            assertThat(browser.scrollsSideways())
                    .as(page + ", " + look.name() + " scrolls sideways")
                    .isFalse();
        }
        browser.look(Look.DESK);
    }

    private void takePicture(String name, Look look) throws IOException {
        browser.look(look);
        Picture.write(browser.picture(), PICTURES.resolve("approval-" + name + ".png"));
    }

    @Test
    void theInbox() throws IOException {
        browser.open(purchasing.inbox(""));
        takePicture("inbox", Look.DESK);
        takePicture("inbox-dark", Look.DARK);
        takePicture("inbox-phone", Look.PHONE);

        isAccessible("inbox");
        browser.open(purchasing.inbox("?q=nothing"));
        isAccessible("inbox, nothing found");
        browser.open(purchasing.inbox("?view=decided"));
        isAccessible("inbox, decided");
        browser.open(purchasing.inbox("?task=req-1036"));
        takePicture("record", Look.DESK);
        isAccessible("inbox, a decided task");
        browser.open(purchasing.inbox("?task=unknown"));
        isAccessible("inbox, no such task");
    }

    @Test
    void theQuestionAndItsAnswer() throws IOException {
        browser.open(purchasing.link("req-1041"));
        takePicture("phone", Look.PHONE);
        isAccessible("question");
        browser.clickUnchecked("button.danger");
        isAccessible("question, a comment is missing");
        browser.open(purchasing.link("req-1041"));
        browser.type("#comment", "Please order from the framework contract.");
        takePicture("page", Look.DESK);
        browser.click("button.danger");
        assertThat(browser.title()).isEqualTo("Thank you");
        isAccessible("decided");
        browser.open(purchasing.link("req-1041"));
        takePicture("decided", Look.DESK);
        assertThat(browser.text()).contains("dana.scott@example.com", "Please order from the framework contract.");
        isAccessible("decided before");
    }

    @Test
    void theQuestionToSeveralPeople() {
        browser.open(purchasing.link("inv-2026-1187"));
        assertThat(browser.text()).contains("tom.okafor@example.com", "2 approvals");
        isAccessible("question, with votes");
        browser.open(purchasing.inbox("?task=req-1044"));
        isAccessible("question in the inbox");
    }

    @Test
    void anApprovalIsTakenBackByTheKeyboard() {
        purchasing.anotherInvoice();
        browser.open(purchasing.link("inv-2026-1192"));
        browser.click("button.first");
        browser.open(purchasing.link("inv-2026-1192"));
        isAccessible("question, approved by the reader");
        browser.press(Keys.TAB); // skip
        browser.press(Keys.ENTER);
        assertThat(browser.press(Keys.TAB)).isEqualTo("Withdraw my approval");
        assertThat(browser.showsFocus()).isTrue();
        browser.press(Keys.SPACE);

        assertThat(browser.title()).isEqualTo("Your approval is withdrawn");
        isAccessible("approval withdrawn");
    }

    @Test
    void linksThatDecideNothing() throws IOException {
        browser.open(purchasing.expiredLink("req-1041"));
        takePicture("expired", Look.DESK);
        isAccessible("expired");
        browser.open(purchasing.forgedLink("req-1041"));
        takePicture("forged", Look.DESK);
        isAccessible("forged");
    }

    @Test
    void otherLanguages() throws IOException {
        browser.speak("de");
        browser.open(purchasing.link("antrag-77"));
        takePicture("german", Look.DARK_PHONE);
        isAccessible("question, in German");
        browser.open(purchasing.inbox(""));
        isAccessible("inbox, in German");
        browser.speak("ja");
        browser.open(purchasing.inbox(""));
        isAccessible("inbox, in Japanese");
    }

    /** The path that docs/approval-pages.md describes. */
    @Test
    void theKeyboardIsEnough() {
        browser.open(purchasing.inbox(""));
        List<String> path = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            path.add(browser.press(Keys.TAB));
            assertThat(browser.showsFocus())
                    .as(browser.focus() + " shows its focus")
                    .isTrue();
        }
        assertThat(path)
                .containsExactly(
                        "Skip to the content",
                        "Waiting",
                        "Decided",
                        "q",
                        "Search",
                        "Oldest first",
                        "Next deadline",
                        "Approve 12 chairs for the Berlin office, 1,480 EUR?",
                        "Release version 4.2 to production?");

        browser.press(Keys.ENTER);
        assertThat(browser.title()).isEqualTo("Release version 4.2 to production?");
        browser.press(Keys.TAB); // skip
        browser.press(Keys.ENTER);
        assertThat(browser.press(Keys.TAB)).isEqualTo("comment");
        browser.press("Tests are green.");
        assertThat(browser.press(Keys.TAB)).isEqualTo("Approve");
        assertThat(browser.showsFocus()).isTrue();
        assertThat(browser.press(Keys.TAB)).isEqualTo("Reject");
        browser.press(Keys.chord(Keys.SHIFT, Keys.TAB));
        browser.press(Keys.SPACE);

        assertThat(browser.title()).isEqualTo("Thank you");
        assertThat(browser.text()).contains("Tests are green.", "dana.scott@example.com");
    }
}
