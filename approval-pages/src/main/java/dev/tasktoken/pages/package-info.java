/**
 * The pages where people decide about pending tasks: one page behind a signed link, and an inbox. Start at
 * {@link dev.tasktoken.pages.ApprovalPage}; for people who log in, at {@link dev.tasktoken.pages.ApprovalInbox}.
 *
 * <p>A page takes a {@link dev.tasktoken.pages.WebRequest} and returns a {@link dev.tasktoken.pages.WebResponse}. The
 * fronts {@link dev.tasktoken.pages.ApiEvents}, {@link dev.tasktoken.pages.ServletRequests} and
 * {@link dev.tasktoken.pages.HttpExchanges} translate for Lambda, servlets and the JDK's HTTP server.
 */
@NullMarked
package dev.tasktoken.pages;

import org.jspecify.annotations.NullMarked;
