package dev.perf.engine.internal.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.fleet.Fleet;
import dev.perf.plan.TestFile.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --users             | --users needs a value
        --users=0           | --users 0: must be a whole number, at least 1
        --users=many        | --users many: must be a whole number, at least 1
        --rate=-1           | --rate -1: must be a positive number, alone or with /s, /min or /h
        --rate=5/day        | --rate 5/day: must be a positive number, alone or with /s, /min or /h
        --rate=NaN          | --rate NaN: must be a positive number, alone or with /s, /min or /h
        --duration=5        | --duration 5: must be a positive time such as 30s, 5m or 1h30m
        --duration=0s       | --duration 0s: must be a positive time such as 30s, 5m or 1h30m
        --shape=huge        | --shape huge: must be one of smoke, load, stress, spike, soak, breakpoint
        --set=users         | --set users: must have the form KEY=VALUE, such as http.requestTimeout=5s
        --set==5            | --set =5: must have the form KEY=VALUE, such as http.requestTimeout=5s
        --config=           | --config : needs a value
        --profile=          | --profile : needs a value
        --csv=              | --csv : needs a value
        --settings=x        | unknown flag --settings; --help lists the flags
        --tag=a             | --tag a: must have the form KEY=VALUE
        --tag==b            | --tag =b: must have the form KEY=VALUE
        --baseline=no.json  | --baseline no.json: there is no file no.json
        --baseline=src      | --baseline src: the folder src has no summary.json
        --threshold=checks  | --threshold checks: threshold "checks" at 6: expected ":" after metric "checks", got the end; a threshold reads metric: aggregate operator limit, such as response_time: p(95) < 500ms
        --fleet=local:0     | --fleet: fleet "local:0" at 6: the number of agents must be a whole number from 1 to 1000, got "0"
        --seed=x            | --seed x: must be a whole number
        --user=1            | unknown flag --user; did you mean --users? --help lists the flags
        --nonsense          | unknown flag --nonsense; --help lists the flags
        --quiet=true        | --quiet=true: --quiet takes no value; write it alone
        --trace-failure=1   | --trace-failure=1: --trace-failure takes no value; write it alone
        --debug=            | --debug= names no scenario; write --debug alone for all of them
        --debg              | unknown flag --debg; did you mean --debug? --help lists the flags
        shop                | "shop" is no flag; --help lists them
        """)
    void refusesABadCommandLine(String argument, String message) {
        assertThatThrownBy(() -> Flags.parse(List.of(argument)))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @Test
    void aFleetIsReadAsItIsWritten() {
        assertThat(Flags.parse(List.of()).fleet).isNull();
        assertThat(Flags.parse(List.of("--fleet", "local:3?late=no")).fleet)
                .isEqualTo(Fleet.local(3).withoutLateAgents());
    }

    @Test
    void aFleetAndDebuggingExcludeEachOther() {
        assertThatThrownBy(() -> Flags.parse(List.of("--fleet=local:3", "--debug")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--fleet and --debug exclude each other, for one user does its steps here, without load;"
                        + " remove one");
    }

    @Test
    void keepsTheFlagsThatChangeThePlanForThoseWhoMakeItElsewhere() {
        Flags flags = Flags.parse(List.of(
                "--users=5",
                "--quiet",
                "--fleet",
                "local:3",
                "--report=reports",
                "--scenario",
                "shop",
                "--scenario=admin",
                "--tag",
                "a=b",
                "--seed",
                "7",
                "--out",
                "json"));

        assertThat(flags.changes)
                .containsExactly(
                        "--users", "5", "--scenario", "shop", "--scenario", "admin", "--tag", "a=b", "--seed", "7");
    }

    @Test
    void agentsAreToldWhatAFileHasSaid() {
        List<String> changing = PlanFlags.changing(
                List.of("--settings", "--users: 5", "--quiet", "--config=shop.yaml", "--users", "5"));

        assertThat(changing).containsExactly("--settings", "--users: 5", "--users", "5");
        assertThat(Flags.parse(changing, Flags.FOR_AGENTS).settingsOfFile).isEqualTo("--users: 5");
        assertThat(Flags.parse(changing, Flags.FOR_AGENTS).users).isEqualTo(5);
    }

    @Test
    void tellsHowOneScenarioIsDebugged() {
        assertThatThrownBy(() -> Flags.parse(List.of("--debug", "shop")))
                .isInstanceOf(UsageException.class)
                .hasMessage("\"shop\" is no flag; write --debug=shop for one scenario");
    }

    @Test
    void theLivePageMayHaveAPort() {
        assertThat(Flags.parse(List.of()).live).isNull();
        assertThat(Flags.parse(List.of("--live")).live).isEmpty();
        assertThat(Flags.parse(List.of("--live=8089", "--live")).live).isEqualTo("8089");
        assertThatThrownBy(() -> Flags.parse(List.of("--live=")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--live= names no port; write --live alone for a free one");
        assertThatThrownBy(() -> Flags.parse(List.of("--live", "8089")))
                .isInstanceOf(UsageException.class)
                .hasMessage("\"8089\" is no flag; write --live=8089 for a port");
    }

    @Test
    void refusesATraceThatNobodyCouldRead() {
        assertThatThrownBy(() -> Flags.parse(List.of("--trace-failure", "--no-report")))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--trace-failure and --no-report exclude each other, for the trace is written into the report;"
                                + " remove one");
    }

    @Test
    void refusesPartsOfAReportThatThereIsNot() {
        assertThatThrownBy(() -> Flags.parse(List.of("--no-report", "--html", "page.html")))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--html and --no-report exclude each other, for it copies a part of the report; remove one");
        assertThatThrownBy(() -> Flags.parse(List.of("--csv", "shop", "--no-report")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--csv and --no-report exclude each other, for it copies a part of the report; remove one");
        assertThat(Flags.parse(List.of("--csv", "shop", "--no-report", "--report", "reports")).csv)
                .isEqualTo(Path.of("shop"));
    }

    @Test
    void valuesThatAreSetOverAFileKeepTheirOrderAndTheirEqualsSigns() {
        assertThat(Flags.parse(List.of("--set", "users=5", "--set=headers.X=a=b", "--set", "users=")).settings)
                .containsExactly(new Setting("users", "5"), new Setting("headers.X", "a=b"), new Setting("users", ""));
    }

    @Test
    void aHistoryIsAFolder(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("history.jsonl"), "");

        assertThat(Flags.parse(List.of("--history", folder.toString())).history).isEqualTo(folder);
        assertThat(Flags.parse(List.of("--history=" + folder.resolve("new"))).history)
                .isEqualTo(folder.resolve("new"));
        assertThatThrownBy(() -> Flags.parse(List.of("--history", file.toString())))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--history " + file + ": is a file; name the folder that history.jsonl is in, or is to be in");
    }
}
