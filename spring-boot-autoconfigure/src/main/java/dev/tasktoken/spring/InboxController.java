package dev.tasktoken.spring;

import dev.tasktoken.pages.ApprovalInbox;
import dev.tasktoken.pages.Approver;
import dev.tasktoken.pages.ServletRequests;
import dev.tasktoken.pending.DecidedBy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** The inbox. Who looks at it is the principal of the request, and never a parameter. */
@Controller
final class InboxController {
    private final ApprovalInbox inbox;
    private final DecisionPages pages;
    private final Set<String> roles;

    InboxController(ApprovalInbox inbox, DecisionPages pages, Set<String> roles) {
        this.inbox = inbox;
        this.pages = pages;
        this.roles = roles;
    }

    @RequestMapping("${tasktoken.pages.inbox-path:/inbox}")
    void inbox(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Principal login = request.getUserPrincipal();
        if (login == null || login.getName() == null || login.getName().isBlank()) {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        String[] held = roles.stream().filter(request::isUserInRole).toArray(String[]::new);
        Approver approver = pages.approver(DecidedBy.person(login.getName()).withRoles(held));
        ServletRequests.answer(request, response, call -> inbox.handle(call, approver));
    }
}
