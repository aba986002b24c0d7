package dev.tasktoken.testkit.lint;

import static dev.tasktoken.testkit.lint.Machines.json;
import static dev.tasktoken.testkit.lint.Machines.jsonataMachine;
import static dev.tasktoken.testkit.lint.Machines.machine;
import static dev.tasktoken.testkit.lint.Machines.task;
import static dev.tasktoken.testkit.lint.Machines.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tasktoken.testkit.TestTokens;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileDefinitionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "''                            | The text is empty",
                "[1]                           | not a JSON object",
                "{\"States\": []}              | no States",
                "{\"States\": {}} {}           | more text behind the definition (line 1",
                "{\"States\": {\"A\": {}, }}   | (line 1, column 22)",
                "{\"States\": {\"A\": nope}}   | not JSON (line 1",
                "{\"States\": {\"A\": ${A}${B}}} | (line 1, column 22)",
                "{\"A\": 1, \"A\": 2}          | The key 'A' occurs twice",
            })
    void saysWhyATextIsNoDefinition(String text, String problem) {
        assertThat(unreadable(text.equals("''") ? "" : text)).contains(problem);
    }

    @Test
    void linesAndColumnsAreThoseOfTheTextWithItsPlaceholders() {
        String text = "{\n  \"TimeoutSeconds\": ${Timeout}, \"Comment\" 1\n}";

        assertThat(unreadable(text)).contains("(line 2, column 43)");
    }

    @Test
    void quotesNothingOfWhatIsNoDefinition() {
        String token = TestTokens.numbered(1);

        assertThat(unreadable(token)).doesNotContain(TestTokens.PREFIX);
        assertThat(unreadable("{\"States\": " + token + "}")).doesNotContain(TestTokens.PREFIX);
        assertThat(unreadable("{\"a\": \"" + token)).doesNotContain(TestTokens.PREFIX);
    }

    @Test
    void showsLittleOfANameThatIsTooLongToBeOne() {
        String body = "{'" + TestTokens.numbered(1) + "x.$':'$$.Task.Tokens'}";

        List<LintFinding> findings =
                CallbackLint.check(machine(task(Machines.SQS, "'Parameters':{'MessageBody':" + body + "}")));

        assertThat(findings).extracting(LintFinding::rule).contains("no-such-path");
        assertThat(findings.toString()).doesNotContain(TestTokens.PREFIX);
    }

    @Test
    void refusesWhatTheServiceWouldForItsLength() {
        assertThat(unreadable(" ".repeat(DefinitionText.LONGEST) + "{}")).contains("at most 1048576");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"States\":{\"S\":{\"Iterator\":", "${", "\"", "{\"a\":${x},"})
    void isNotBroughtDownByNesting(String opening) {
        String text = opening.repeat(DefinitionText.LONGEST / opening.length());

        assertThat(unreadable(text)).isNotEmpty();
    }

    @Test
    void goesAsDeepAsItCanRead() {
        String open = "{\"States\":{\"S\":{\"Type\":\"Map\",\"ItemProcessor\":";
        String inner = "{\"States\":{\"S\":" + "{" + json(waiting("'Comment':''")) + "}}}";

        List<LintFinding> findings = CallbackLint.check(open.repeat(300) + inner + "}}}".repeat(300));

        assertThat(findings).isEmpty();
    }

    @Test
    void readsMessagesAsDeepAsItCanRead() {
        String body = "{'a':".repeat(900) + "{'taskToken.$':'$$.Task.Token'}" + "}".repeat(900);

        List<LintFinding> findings =
                CallbackLint.check(machine(task(Machines.SQS, "'Parameters':{'MessageBody':" + body + "}")));

        assertThat(findings).extracting(LintFinding::rule).containsExactly("token-not-found");
    }

    @Test
    void readsAMegabyteOfStates() {
        StringBuilder states = new StringBuilder("{\"States\":{");
        int count = 0;
        while (states.length() < DefinitionText.LONGEST - 400) {
            states.append(count == 0 ? "" : ",").append("\"S").append(count++).append("\":{");
            states.append(json("'Type':'Task','Resource':'" + Machines.SQS + "','Parameters':{}}"));
        }

        List<LintFinding> findings = CallbackLint.check(states + "}}");

        assertThat(findings).hasSize(2 * count);
    }

    @ParameterizedTest
    @ValueSource(strings = {".a", "['a']", ".a[0]", "(", "States.Format(", "\\u005c", "'", ",", "{}", " "})
    void readsPathsOfAnyLength(String part) {
        String text = part.repeat(900_000 / part.length());

        for (String start :
                List.of("$$", "$$.Task.Token", "States.Format('{}', $$.Task.Token", "States.Array($$.Task.Token")) {
            String body = "{\"taskToken.$\":\"" + start + text + "\"}";
            String definition = machine(task(Machines.SQS, "'Parameters':{'MessageBody':0}"))
                    .replace("0}", body + "}");
            assertThat(CallbackLint.check(definition)).hasSizeLessThan(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{`a`:", "$f(", "-", "a.", " ", "($f := function($x) { $f($x) }; $f(1));"})
    void readsExpressionsOfAnyLength(String part) {
        String text = part.repeat(20_000 / part.length());
        String arguments = "'Arguments':{'MessageBody':'{% $states.context.Task.Token & " + text + " %}'}";

        assertThat(CallbackLint.check(jsonataMachine(task(Machines.SQS, arguments))))
                .isEmpty();
    }

    @Test
    void endsExpressionsThatDoNotEnd() {
        String endless = "($f := function($x) { $f($x + 1) }; $f(1) & $states.context.Task.Token)";
        String arguments = "'Arguments':{'MessageBody':'{% " + endless + " %}'}";

        assertThat(CallbackLint.check(jsonataMachine(task(Machines.SQS, arguments))))
                .isEmpty();
    }

    @Test
    void showsNamesOnOneLineWithoutWhatATerminalObeys() {
        String name = "S\\u001b[31m\\n\\u202e" + "x".repeat(200);
        String definition = "{\"States\":{\"" + name + "\":{\"Type\":\"Task\",\"Resource\":\"" + Machines.SQS + "\"}}}";

        assertThat(CallbackLint.check(definition))
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.state())
                        .startsWith("S?[31m??xxx")
                        .endsWith("...")
                        .hasSizeLessThan(100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'States':{'S':{'Type':7,'Resource':[],'Parameters':'x'}}}",
                "{'States':{'S':{'Type':'Task','Resource':null}}}",
                "{'States':{'S':{'Type':'Task','Resource':'x','Catch':7,'Retry':{'a':1}}}}",
                "{'States':{'S':{'Type':'Task','Resource':'x','Catch':[7,{'ErrorEquals':7},{'ErrorEquals':[7]}]}}}",
                "{'States':{'S':{'Type':'Parallel','Branches':7}}}",
                "{'States':{'S':{'Type':'Parallel','Branches':[7,{'States':7}]}}}",
                "{'States':{'S':{'Type':'Map','Iterator':[],'ItemProcessor':{'ProcessorConfig':7}}}}",
                "{'QueryLanguage':7,'States':{'S':{'Type':'Succeed'}}}"
            })
    void passesOverWhatHasAnotherType(String definition) {
        assertThat(CallbackLint.check(json(definition)))
                .allSatisfy(finding -> assertThat(finding.rule()).isEqualTo("malformed-state"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"callback-pattern", "external-system", "order-approval", "payment", "three-integrations"})
    void neverThrowsForADefinitionThatWasDamaged(String system) throws IOException {
        String definition = SystemsLintTest.definition(system);
        Random random = new Random(1);

        for (int i = 0; i < 500; i++) {
            int at = random.nextInt(definition.length());
            int cut = Math.min(definition.length(), at + random.nextInt(4));
            String put = String.valueOf("{}[]\",:$.\\% ${7".charAt(random.nextInt(15)));
            String damaged = definition.substring(0, at) + put + definition.substring(cut);

            assertThat(CallbackLint.check(damaged)).doesNotContainNull();
        }
    }

    private static String unreadable(String text) {
        List<LintFinding> findings = CallbackLint.check(text);

        assertThat(findings).singleElement().extracting(LintFinding::rule).isEqualTo("unreadable");
        return findings.get(0).message();
    }
}
