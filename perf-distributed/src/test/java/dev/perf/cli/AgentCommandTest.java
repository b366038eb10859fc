package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentCommandTest {

    @RegisterExtension
    private final CaughtOutput output = new CaughtOutput();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "--insecure | give either --join with the address of the coordinator, or --listen with one to be"
                        + " called at",
                "--join a:1 --listen b:2 --insecure | give either --join with the address of the coordinator, or"
                        + " --listen with one to be called at",
                "--join localhost:7700 | give --security with the folder that perf fleet init made for this agent, or"
                        + " --insecure to try it on this machine alone",
                "--join localhost:7700 --insecure --security x | --security and --insecure exclude each other",
                "--join localhost --insecure | address \"localhost\" must have the form host:port, such as"
                        + " 10.0.0.7:7800",
                "--join a:1 --insecure --capacity 0/s | Invalid value for option '--capacity': rate \"0/s\" must be a"
                        + " positive number, alone or with /s, /min or /h",
                "--join a:1 --insecure --max-tests 0 | Invalid value for option '--max-tests': must be a whole number,"
                        + " at least 1, got \"0\"",
            })
    void saysWhatIsWrongInOneLine(String options, String message) {
        assertThat(PerfCommand.run(("agent " + options).split(" "))).isEqualTo(2);
        assertThat(output.err().lines().findFirst()).contains(message);
    }

    @Test
    void agentsOfOneMachineHaveNamesOfTheirOwn() {
        assertThat(AgentCommand.name("load1", null)).isEqualTo("load1");
        assertThat(AgentCommand.name("load1", "10.0.0.7:7800")).isEqualTo("load1");
        assertThat(AgentCommand.name("load1", "[::1]:7801")).isEqualTo("load1-7801");
    }

    @Test
    void whoListensAtAllAddressesIsKnownByTheNameOfItsMachine() {
        assertThat(AgentCommand.address("load1", null)).isEqualTo("load1");
        assertThat(AgentCommand.address("load1", "10.0.0.7:7801")).isEqualTo("10.0.0.7:7801");
        assertThat(AgentCommand.address("load1", "0.0.0.0:7801")).isEqualTo("load1:7801");
        assertThat(AgentCommand.address("load1", "[::]:7801")).isEqualTo("load1:7801");
    }
}
