package dev.tasktoken.spring;

import dev.tasktoken.pages.ApprovalPage;
import dev.tasktoken.pages.ServletRequests;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** The page behind a link, which is its own permission. */
@Controller
final class LinkController {
    private final ApprovalPage page;

    LinkController(ApprovalPage page) {
        this.page = page;
    }

    @RequestMapping("${tasktoken.pages.link-path:/decide}")
    void decide(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServletRequests.answer(request, response, page::handle);
    }
}
