package dev.tasktoken.testkit.internal.deliveries;

import static dev.tasktoken.testkit.internal.deliveries.ShapeText.TOKEN;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.json;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.quoted;
import static dev.tasktoken.testkit.internal.deliveries.ShapeText.refused;

import dev.tasktoken.AmbiguousTokenException;
import dev.tasktoken.InvalidTaskTokenException;
import dev.tasktoken.TaskTokenException;
import dev.tasktoken.TokenNotFoundException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Messages of nested workflows, in which a parent's token stands where the reader looks, and the task's own where it
 * does not: none may be answered. Here {@code <A>} is the task's own token and {@code <B>} the parent's.
 */
public final class ParentShapes {
    private static final String PARENT = "'order':{'taskToken':'<B>'}";
    private static final String CONTEXT = "{'Execution':{'Id':'e-1'},'Task':{'Token':'%s'}}";

    private static final String PATH_IN_LINK = "https://x.example/approve?t=$$.Task.Token";

    private ParentShapes() {}

    public static List<MessageShape> all() {
        List<MessageShape> shapes = new ArrayList<>(attributes());
        Stream.of(deliberate(), slips(), unknownNames(), hidden())
                .flatMap(List::stream)
                .forEach(shape -> {
                    shapes.add(shape);
                    shapes.add(wrapped(shape, "in a notification", WrappedShapes.notification(shape.body(), "{}")));
                    shapes.add(wrapped(shape, "in an event", WrappedShapes.event(shape.body())));
                });
        return List.copyOf(shapes);
    }

    private static List<MessageShape> attributes() {
        String parent = json("{'taskToken':'<B>','x':1}");
        String nested = json("{" + PARENT + "}");
        return List.of(
                attribute("own attribute against the parent's own key", parent, "TaskToken", TOKEN),
                attribute("attribute of unknown name against the parent's own key", parent, "resumeWith", TOKEN),
                attribute("attribute of unknown name against a container", nested, "resumeWith", TOKEN),
                attribute("link in an attribute against the parent's own key", parent, "link", link(TOKEN)),
                attribute("path in an attribute against the parent's own key", parent, "resume", "$$.Task.Token"),
                attribute("path in a link in an attribute against the parent's own key", parent, "link", PATH_IN_LINK),
                attribute("path in a link in an attribute against a container", nested, "link", PATH_IN_LINK),
                attribute("empty attribute against the parent's own key", parent, "TaskToken", ""),
                refused(
                        "empty attribute against a container",
                        nested,
                        Map.of("TaskToken", ""),
                        TokenNotFoundException.class),
                refused(
                        "path in an attribute against a container",
                        nested,
                        Map.of("resume", "{% $states.context.Task.Token %}"),
                        InvalidTaskTokenException.class),
                ambiguousRaw(
                        "own attribute of a notification against the parent's own key",
                        WrappedShapes.notification(parent, json("{'TaskToken':{'Type':'String','Value':'<A>'}}"))),
                ambiguousRaw(
                        "own binary attribute of a notification against the parent's own key",
                        WrappedShapes.notification(parent, json("{'TaskToken':{'Type':'Binary','Value':'QUJD'}}"))),
                ambiguousRaw(
                        "unknown key of a notification against a container",
                        WrappedShapes.notification(nested, "{}").replaceFirst("\\{", json("{'resumeWith':'<A>',"))),
                ambiguousRaw(
                        "subject of a notification against the parent's own key",
                        WrappedShapes.notification(parent, "{}").replaceFirst("\\{", json("{'Subject':'<A>',"))),
                ambiguousRaw(
                        "Token of a notification against the parent's own key",
                        WrappedShapes.notification(parent, "{}").replaceFirst("\\{", json("{'Token':'<A>',"))),
                ambiguousRaw(
                        "attribute as a text of a notification against the parent's own key",
                        WrappedShapes.notification(parent, json("{'resumeWith':'<A>'}"))),
                ambiguousRaw(
                        "attribute of unknown name of a notification against the parent's own key",
                        WrappedShapes.notification(parent, json("{'resumeWith':{'Type':'String','Value':'<A>'}}"))));
    }

    private static List<MessageShape> deliberate() {
        return List.of(
                ambiguous("weak own key against the parent's strong one", "{'token':'<A>','taskToken':'<B>'}"),
                ambiguous(
                        "parent's weak own key against a strong name in a list",
                        "{'token':'<B>','all':[{'taskToken':'<A>'}]}"),
                ambiguousRaw(
                        "parent's weak own key against a strong name in a deep JSON text",
                        json("{'token':'<B>','a':{'b':{'c':{'body':") + quoted(json("{'taskToken':'<A>'}")) + "}}}}"),
                ambiguous(
                        "parent's weak own key against a strong name nine containers down",
                        "{'token':'<B>','a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'taskToken':'<A>'}}}}}}}}}}"),
                ambiguous(
                        "own context object against the parent's own key",
                        "{'taskToken':'<B>','Context':" + CONTEXT.formatted("<A>") + "}"),
                ambiguous(
                        "parent's context object against a strong name in a container",
                        "{'Context':" + CONTEXT.formatted("<B>") + ",'data':{'taskToken':'<A>'}}"),
                ambiguous(
                        "parent's context object against a weak name in a container",
                        "{'Context':" + CONTEXT.formatted("<B>") + ",'data':{'token':'<A>'}}"),
                ambiguous(
                        "parent's context object against an unknown name",
                        "{'Context':" + CONTEXT.formatted("<B>") + ",'resumeWith':'<A>'}"),
                ambiguous("parent's name against an unknown name", "{'parentTaskToken':'<B>','resumeWith':'<A>'}"),
                ambiguous("parent's name against a container", "{'parentTaskToken':'<B>','order':{'taskToken':'<A>'}}"),
                ambiguous(
                        "two context objects",
                        "{'Context':" + CONTEXT.formatted("<B>") + ",'MyContext':" + CONTEXT.formatted("<A>") + "}"));
    }

    private static List<MessageShape> slips() {
        return List.of(
                refused(
                        "key TaskToken.$ against a container",
                        json("{'TaskToken.$':'$$.Task.Token'," + PARENT + "}"),
                        TokenNotFoundException.class),
                ambiguous("key TaskToken.$ against the parent's own key", "{'TaskToken.$':'$.x','taskToken':'<B>'}"),
                invalid("path under an unknown name", "{'resume':'$$.Task.Token'," + PARENT + "}"),
                invalid("path without braces", "{'resume':'$states.context.Task.Token'," + PARENT + "}"),
                invalid("path in braces", "{'resume':'{% $states.context.Task.Token %}'," + PARENT + "}"),
                invalid("path in lower case", "{'resume':'$$.task.token'," + PARENT + "}"),
                invalid("path of the input", "{'resume':'$.Task.Token'," + PARENT + "}"),
                ambiguous(
                        "function of the path beside the parent's own key",
                        "{'resume':'States.JsonToString($$.Task)','taskToken':'<B>'}"),
                ambiguous("path beside the parent's own key", "{'resume':'$$.Task.Token','taskToken':'<B>'}"),
                ambiguous("path in a list", "{'args':['--task-token','$$.Task.Token']," + PARENT + "}"),
                ambiguous("path in braces in a list", "{'args':['{% $states.context.Task.Token %}']," + PARENT + "}"),
                ambiguous("path in a link", "{'url':'https://x.example/?t=$$.Task.Token'," + PARENT + "}"),
                invalid("path beside the container", "{'meta':{'taskToken':'$$.Task.Token'}," + PARENT + "}"),
                refused(
                        "null beside the container",
                        json("{'meta':{'taskToken':null}," + PARENT + "}"),
                        TokenNotFoundException.class),
                invalid("empty text beside the container", "{'meta':{'taskToken':''}," + PARENT + "}"),
                refused(
                        "null above the container",
                        json("{'taskToken':null," + PARENT + "}"),
                        TokenNotFoundException.class));
    }

    private static List<MessageShape> unknownNames() {
        return List.of(
                ambiguous("unknown name against a container", "{'resumeWith':'<A>'," + PARENT + "}"),
                ambiguous("unknown name against a weak container", "{'resumeWith':'<A>','order':{'token':'<B>'}}"),
                ambiguous("unknown name deeper than the container", "{" + PARENT + ",'a':{'b':{'resumeWith':'<A>'}}}"),
                ambiguous("nearer container of the parent", "{" + PARENT + ",'a':{'b':{'taskToken':'<A>'}}}"),
                ambiguous("weak name deeper than the container", "{" + PARENT + ",'a':{'b':{'token':'<A>'}}}"),
                ambiguous("list against a container", "{'tokens':['<A>']," + PARENT + "}"),
                ambiguous("named in a list against a container", "{'all':[{'taskToken':'<A>'}]," + PARENT + "}"),
                ambiguous("argument list against a container", "{'args':['--task-token','<A>']," + PARENT + "}"),
                ambiguous("argument against a container", "{'args':['--task-token=<A>']," + PARENT + "}"),
                ambiguous(
                        "names and values against a container",
                        "{'env':[{'Name':'TASK_TOKEN','Value':'<A>'}]," + PARENT + "}"),
                ambiguous("link against a container", "{'url':'" + link(TOKEN) + "'," + PARENT + "}"),
                ambiguous(
                        "link that is not encoded against a container",
                        "{'url':'https://x.example/approve?t=<A>'," + PARENT + "}"),
                ambiguous("sentence against a container", "{'text':'Answer <A>, please.'," + PARENT + "}"),
                ambiguous("token of a URL's alphabet", "{'resume':'" + urlSafe(TOKEN) + "'," + PARENT + "}"));
    }

    private static List<MessageShape> hidden() {
        String resume = json("{'resumeWith':'<A>'}");
        return List.of(
                ambiguousRaw("JSON text against a container", "{\"body\":" + quoted(resume) + json("," + PARENT + "}")),
                ambiguousRaw(
                        "JSON text in a list against a container",
                        "{\"all\":[" + quoted(resume) + json("]," + PARENT + "}")),
                ambiguousRaw(
                        "JSON text too deep to be opened",
                        "{\"a\":{\"b\":{\"c\":{\"body\":" + quoted(json("{'taskToken':'<A>'}"))
                                + json("}}}," + PARENT + "}")),
                ambiguousRaw(
                        "JSON text in JSON text in JSON text",
                        "{\"body\":" + nested(json("{'taskToken':'<A>'}"), 6) + json("," + PARENT + "}")),
                ambiguous(
                        "base64 of JSON against a container",
                        "{'data':'"
                                + Base64.getEncoder()
                                        .encodeToString(resume.replace("{", "{\"pad\":\"" + "x ".repeat(800) + "\",")
                                                .getBytes(StandardCharsets.UTF_8))
                                + "'," + PARENT + "}"),
                ambiguous(
                        "token in lines against a container",
                        "{'resume':'" + TOKEN.replaceAll(".{76}", "$0\\\\r\\\\n") + "'," + PARENT + "}"),
                ambiguous("token as a key against a container", "{'waiting':{'<A>':true}," + PARENT + "}"),
                ambiguous(
                        "token nine containers down against a container",
                        "{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'a':{'taskToken':'<A>'}}}}}}}}}," + PARENT + "}"),
                ambiguous("unknown name with a unicode escape", "{'resume\\u0057ith':'<A>'," + PARENT + "}"),
                ambiguous("container twice", "{'order':{'taskToken':'<A>'},'order':{'taskToken':'<B>'}}"));
    }

    private static String nested(String text, int times) {
        String nested = text;
        for (int i = 1; i < times; i++) {
            nested = "{\"b\":" + quoted(nested) + "}";
        }
        return quoted(nested);
    }

    private static String link(String token) {
        return "https://x.example/approve?t=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
    }

    private static String urlSafe(String token) {
        return token.replace('+', '-').replace('/', '_').replace("=", "");
    }

    private static MessageShape wrapped(MessageShape shape, String how, String body) {
        Class<? extends TaskTokenException> reason = ((MessageShape.Refused) shape.expected()).reason();
        return refused(shape.name() + ", " + how, body, reason);
    }

    private static MessageShape attribute(String name, String body, String attribute, String value) {
        return refused(name, body, Map.of(attribute, value), AmbiguousTokenException.class);
    }

    private static MessageShape invalid(String name, String template) {
        return refused(name, json(template), InvalidTaskTokenException.class);
    }

    private static MessageShape ambiguous(String name, String template) {
        return ambiguousRaw(name, json(template));
    }

    private static MessageShape ambiguousRaw(String name, String body) {
        return refused(name, body, AmbiguousTokenException.class);
    }
}
