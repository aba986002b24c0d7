package dev.tasktoken.pages;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Chromium without a window, driven by chromedriver. Both are the machine's own: nothing is downloaded. */
final class Browser implements AutoCloseable {
    private static final Path AXE = Path.of("src/test/browser/node_modules/axe-core/axe.min.js");

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path chromium, Path chromedriver) throws IOException {
        profile = Files.createTempDirectory("tasktoken-browser");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
        if (System.getProperty("user.name").equals("root")) {
            options.addArguments("--no-sandbox"); // Chromium has no sandbox for root
        }
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.toFile())
                        .build(),
                options);
        cdp("Network.enable", Map.of());
    }

    /** Empty where a browser, its driver, or axe is missing. */
    static Optional<Browser> start() throws IOException {
        Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = program("chromedriver");
        return chromium.isEmpty() || chromedriver.isEmpty() || !Files.exists(AXE)
                ? Optional.empty()
                : Optional.of(new Browser(chromium.get(), chromedriver.get()));
    }

    private static Optional<Path> program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":", -1)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void look(Look look) {
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", look.width(), "height", 800, "deviceScaleFactor", look.zoom(), "mobile", false));
        cdp(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"),
                                Map.of("name", "prefers-color-scheme", "value", look.isDark() ? "dark" : "light"),
                                Map.of("name", "forced-colors", "value", look.isForced() ? "active" : "none"))));
        driver.executeScript(
                "for (const style of document.querySelectorAll('style')) style.media = arguments[0] ? 'not all' : ''",
                look.isBare());
    }

    void speak(String language) {
        cdp("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", language)));
    }

    void open(String address) {
        driver.get(address);
    }

    void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    void type(String selector, String text) {
        driver.findElement(By.cssSelector(selector)).sendKeys(text);
    }

    /** Submits although the browser would ask for the comment first, as an old browser does. */
    void clickUnchecked(String selector) {
        driver.executeScript("document.querySelector('form.decide').noValidate = true");
        click(selector);
    }

    /** Presses a key where the focus is, and returns what has the focus then: its text, or its name. */
    String press(Keys key) {
        driver.switchTo().activeElement().sendKeys(key);
        return focus();
    }

    String press(CharSequence text) {
        driver.switchTo().activeElement().sendKeys(text);
        return focus();
    }

    String focus() {
        WebElement focused = driver.switchTo().activeElement();
        return focused.getText().isEmpty() ? String.valueOf(focused.getDomAttribute("id")) : focused.getText();
    }

    /** Whether what has the focus, or what is drawn over it, has an outline of two pixels or more. */
    boolean showsFocus() {
        return Boolean.TRUE.equals(driver.executeScript("const e = document.activeElement;"
                + "return [getComputedStyle(e), getComputedStyle(e, '::after')]"
                + ".some(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2)"));
    }

    String title() {
        return String.valueOf(driver.executeScript("return document.querySelector('h1').innerText"));
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    boolean scrollsSideways() {
        return Boolean.TRUE.equals(driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
    }

    /** All rules of axe, of WCAG 2.2 AA and of good practice. Returns what is violated, one line each. */
    @SuppressWarnings("unchecked")
    List<String> violations() {
        try {
            driver.executeScript("if (!window.axe) { " + Files.readString(AXE) + " }");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (List<String>) requireNonNull(driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
                + ".then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))),"
                + " e => done(['axe failed: ' + e]))"));
    }

    byte[] picture() {
        Map<String, Object> clip = Map.of(
                "x",
                0,
                "y",
                0,
                "scale",
                1,
                "width",
                number("innerWidth"),
                "height",
                number("document.body.scrollHeight"));
        Object data = driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip))
                .get("data");
        return Base64.getDecoder().decode(String.valueOf(data));
    }

    private long number(String script) {
        return ((Number) requireNonNull(driver.executeScript("return Math.ceil(" + script + ")"))).longValue();
    }

    private void cdp(String command, Map<String, Object> parameters) {
        driver.executeCdpCommand(command, parameters);
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
    }
}
