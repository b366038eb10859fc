package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class AgentsCommandTest {

    @RegisterExtension
    private final CaughtOutput output = new CaughtOutput();

    @Test
    void listsAgentsThatAreThere() {
        assertThat(PerfCommand.run("agents", "--fleet", "local:2")).isZero();
        assertThat(output.out().lines().map(line -> line.split(" ")[0])).containsExactly("NAME", "local-1", "local-2");
    }

    @Test
    void saysWhoIsMissingAndWhy() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String address = "127.0.0.1:" + port;

        assertThat(PerfCommand.run("agents", "--fleet", address + "?join-timeout=1s"))
                .isEqualTo(1);

        assertThat(output.out()).startsWith("no agent is there").contains(address + " does not come: ");
        assertThat(output.err())
                .contains("1 agent was expected within 1 s, none is there; " + address + " does not come: ");
    }

    @Test
    void saysWhatIsWrongInOneLine() {
        assertThat(PerfCommand.run("agents", "--fleet", "local:x")).isEqualTo(2);
        assertThat(output.err().lines().findFirst().orElseThrow()).startsWith("--fleet: fleet \"local:x\" at ");
        assertThat(PerfCommand.run("agents")).isEqualTo(2);
        assertThat(output.err()).contains("Missing required option: '--fleet=SPEC'");
    }
}
