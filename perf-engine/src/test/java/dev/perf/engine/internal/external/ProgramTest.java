package dev.perf.engine.internal.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.external.ExternalTool;
import dev.perf.engine.external.ExternalToolException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "programs are told by their names there")
class ProgramTest {

    @TempDir
    private Path folder;

    @Test
    void theFirstProgramOfThatNameIsTaken() throws IOException {
        Path text = Files.createDirectory(folder.resolve("text"));
        Files.writeString(text.resolve("k6"), "no program");
        Path first = program(folder.resolve("first"));
        Path second = program(folder.resolve("second"));
        String path = String.join(
                File.pathSeparator,
                text.toString(),
                "",
                first.getParent().toString(),
                second.getParent().toString());

        assertThat(Program.find(ExternalTool.K6, "k6", path)).isEqualTo(first);
        assertThat(Program.find(ExternalTool.K6, second.toString(), path)).isEqualTo(second);
    }

    @Test
    void aProgramThatIsNotThereIsToldWithHowToInstallIt() {
        assertThatThrownBy(() -> Program.find(ExternalTool.AB, "ab", folder.toString()))
                .isInstanceOf(ExternalToolException.class)
                .hasMessage("ApacheBench is not installed: there is no program ab in the folders of PATH; install"
                        + " apache2-utils (Debian, Ubuntu) or httpd-tools (Fedora, Red Hat), or name the program with"
                        + " --command");
        assertThatThrownBy(() -> Program.find(ExternalTool.K6, folder + "/k6", ""))
                .hasMessage("k6 is not installed: there is no program " + folder + "/k6; install k6 as"
                        + " https://grafana.com/docs/k6/latest/set-up/install-k6/ says, or name the program with"
                        + " --command");
        assertThatThrownBy(() -> Program.find(ExternalTool.LOCUST, "locust", ""))
                .hasMessage(
                        "Locust is not installed: there is no program locust in the folders of PATH; install it with"
                                + " pip install locust, or python3-locust (Debian, Ubuntu), or name the program with"
                                + " --command");
        assertThatThrownBy(() -> Program.find(ExternalTool.JMETER, "jmeter", ""))
                .hasMessage(
                        "JMeter is not installed: there is no program jmeter in the folders of PATH; unpack JMeter 5"
                            + " from https://jmeter.apache.org/download_jmeter.cgi and add its folder bin to PATH, or"
                            + " name the program with --command");
    }

    private static Path program(Path folder) throws IOException {
        Path file = Files.writeString(Files.createDirectory(folder).resolve("k6"), "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
