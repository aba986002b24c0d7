package dev.tasktoken.pages;

import dev.tasktoken.TaskToken;
import dev.tasktoken.pending.ApprovalPolicy;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.DecidedBy;
import dev.tasktoken.pending.Decision;
import dev.tasktoken.pending.PendingTask;
import dev.tasktoken.pending.PendingTaskInfo;
import dev.tasktoken.pending.PendingTasks;
import dev.tasktoken.pending.TokenStore;
import dev.tasktoken.testkit.RecordingResponder;
import dev.tasktoken.testkit.TestTokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A department whose tasks wait, with its inbox and its page, at one moment. */
final class Purchasing implements AutoCloseable {
    private static final String DANA = "dana.scott@example.com";
    private static final String LOGO = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#1d4f91"/>\
            <path d="M9 22V10l14 12V10" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" \
            stroke-linejoin="round"/></svg>""";

    private Instant now = Instant.parse("2026-11-27T09:30:00Z");
    private final PendingTasks pending = PendingTasks.builder(
                    RecordingResponder.create().responder(), TokenStore.inMemory(() -> now))
            .clock(() -> now)
            .build();
    private final PageStyle style = PageStyle.builder()
            .brand("Nordlicht Purchasing")
            .logo(LOGO.getBytes(StandardCharsets.UTF_8), "image/svg+xml")
            .zone(ZoneId.of("Europe/Berlin"))
            .clock(() -> now)
            .build();
    private final ApprovalInbox inbox = ApprovalInbox.builder(pending, Purchasing::asked)
            .style(style)
            .formKey(new byte[32])
            .build();
    private final Approver dana = new Approver(DecidedBy.person(DANA), task -> true, task -> true);
    private final PageServer server;
    private final CallbackLinks links;
    private int parked;

    Purchasing() {
        server = new PageServer(
                request -> request.parameter("link").isEmpty() ? inbox.handle(request, dana) : page().handle(request));
        links = CallbackLinks.builder(server.address())
                .signingKey("k1", new byte[32])
                .action(ApprovalPage.ALL_CHOICES)
                .clock(() -> now)
                .build();
        fill();
    }

    private ApprovalPage page() {
        return ApprovalPage.builder(links, pending, Purchasing::asked)
                .style(style)
                .build();
    }

    private static Question asked(PendingTask task) {
        boolean isGerman = task.id().startsWith("antrag");
        return Question.of(task.context().summary().orElse(task.id()))
                .choice(Choice.of(
                                "approve",
                                isGerman ? "Genehmigen" : "Approve",
                                new Decision.Success("{\"approved\":true}"))
                        .asksComment()
                        .done(
                                isGerman
                                        ? "Der Antrag ist genehmigt."
                                        : "The request is approved, and the order goes out."))
                .choice(Choice.of(
                                "reject",
                                isGerman ? "Ablehnen" : "Reject",
                                why -> new Decision.Failure("Rejected", why))
                        .requiresComment()
                        .dangerous());
    }

    private void fill() {
        decided("req-1036", "Order 25 desk lamps, 1,975 EUR?", "Too dear: please ask a second supplier first.");
        decided("req-1037", "Extend the licence of the drawing program?", "");
        waiting(
                "req-1041",
                Duration.ofHours(50),
                "Approve 12 chairs for the Berlin office, 1,480 EUR?",
                info("mara.lindqvist@example.com", Duration.ofHours(7))
                        .label("Supplier", "ACME Office Furniture")
                        .label("CostCentre", "4711 Berlin")
                        .label("PaymentTerms", "30 days net"));
        waiting(
                "release-4.2",
                Duration.ofHours(26),
                "Release version 4.2 to production?",
                info("build@example.com", Duration.ofHours(30))
                        .label("Service", "checkout")
                        .label("Changes", "18 commits"));
        waiting(
                "req-1044",
                Duration.ofHours(5),
                "Grant Jonas Weber read access to the payroll reports?",
                info("jonas.weber@example.com", Duration.ofDays(5)).label("System", "payroll"));
        waiting(
                "inv-2026-1187",
                Duration.ofMinutes(40),
                "Pay invoice 2026-1187 of Nordlicht GmbH, 12,400 EUR?",
                info("accounts@example.com", Duration.ofDays(6))
                        .label("Due", "5 December 2026")
                        .policy(ApprovalPolicy.approvals(2)));
        pending.decide(
                "inv-2026-1187",
                attempt("inv-2026-1187"),
                new Decision.Success("{}"),
                DecidedBy.person("tom.okafor@example.com").withComment("Matches the delivery note."));
        waiting(
                "antrag-77",
                Duration.ofMinutes(3),
                "Donaudampfschifffahrtsgesellschaftskapitänsmützenbestellung genehmigen?",
                info("einkauf@example.com", Duration.ofDays(9))
                        .label("Kostenstelle", "4711 Berlin")
                        .label("Aktenzeichen", "AZ-2026/11-" + "0".repeat(40) + "42"));
    }

    /** A task that two people must approve, beside those of the pictures. */
    void anotherInvoice() {
        waiting(
                "inv-2026-1192",
                Duration.ofMinutes(1),
                "Pay invoice 2026-1192 of Nordlicht GmbH, 310 EUR?",
                info("accounts@example.com", Duration.ofDays(6)).policy(ApprovalPolicy.approvals(2)));
    }

    private PendingTaskInfo.Builder info(String requester, Duration left) {
        return PendingTaskInfo.builder().requester(requester).until(now.plus(left));
    }

    private void waiting(String id, Duration age, String summary, PendingTaskInfo.Builder info) {
        Instant present = now;
        now = present.minus(age);
        pending.park(
                id,
                TaskToken.of(TestTokens.numbered(++parked)),
                info.summary(summary).build());
        now = present;
    }

    private void decided(String id, String summary, String objection) {
        waiting(id, Duration.ofDays(3), summary, info("mara.lindqvist@example.com", Duration.ofDays(4)));
        Decision decision = objection.isEmpty()
                ? new Decision.Success("{\"approved\":true}")
                : new Decision.Failure("Rejected", objection);
        DecidedBy dana = DecidedBy.person(DANA);
        pending.decide(id, attempt(id), decision, objection.isEmpty() ? dana : dana.withComment(objection));
    }

    private String attempt(String id) {
        return pending.find(id).orElseThrow().attempt();
    }

    String inbox(String query) {
        return server.address() + query;
    }

    String link(String id) {
        return links.create(id, attempt(id), ApprovalPage.ALL_CHOICES, DANA).toString();
    }

    String expiredLink(String id) {
        Instant longAgo = now.minus(Duration.ofDays(9));
        return CallbackLinks.builder(URI.create(server.address().toString()))
                .signingKey("k1", new byte[32])
                .action(ApprovalPage.ALL_CHOICES)
                .clock(() -> longAgo)
                .build()
                .create(id, attempt(id), ApprovalPage.ALL_CHOICES)
                .toString();
    }

    String forgedLink(String id) {
        String link = link(id);
        return link.substring(0, link.length() - 2) + "xx";
    }

    @Override
    public void close() {
        server.close();
    }
}
