package dev.tasktoken.examples.inbox;

import dev.tasktoken.pages.ApprovalInbox;
import dev.tasktoken.pages.ApprovalPage;
import dev.tasktoken.pages.ServletRequests;
import dev.tasktoken.pending.CallbackLinks;
import dev.tasktoken.pending.PendingTasks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.HexFormat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** The inbox for people who log in, and the page of mailed links. */
@Controller
public class InboxController {
    private final ApprovalInbox inbox;
    private final ApprovalPage page;

    InboxController(PendingTasks pending, CallbackLinks links, @Value("${expenses.form-key}") String key) {
        inbox = ApprovalInbox.builder(pending, Expenses::question)
                .formKey(HexFormat.of().parseHex(key)) // 32 random bytes
                .style(Expenses.style())
                .build();
        page = ApprovalPage.builder(links, pending, Expenses::question)
                .style(Expenses.style())
                .build();
    }

    @RequestMapping("/inbox")
    void inbox(HttpServletRequest request, HttpServletResponse response, Principal login) throws IOException {
        ServletRequests.answer(request, response, call -> inbox.handle(call, Expenses.approver(login.getName())));
    }

    @RequestMapping("/decide")
    void decide(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServletRequests.answer(request, response, page::handle);
    }
}
