package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.distributed.internal.agent.AgentProcess;
import dev.perf.fleet.Fleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What docs/kubernetes starts agents with, and lets through. */
class KubernetesManifestsTest {

    private static final Path FOLDER = Path.of("..", "docs", "kubernetes");
    private static final Pattern ARGUMENT = Pattern.compile("\\s+- (--\\S+|agent)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\((\\w+)\\)");

    @ParameterizedTest
    @ValueSource(strings = {"agents.yaml", "agents-job.yaml"})
    void agentsKnowTheirArguments(String file) throws IOException {
        List<String> agent = arguments(file).stream()
                .dropWhile(argument -> !argument.equals("agent"))
                .map(KubernetesManifestsTest::inPod)
                .toList();

        assertThat(agent).as("arguments of the agent in " + file).hasSizeGreaterThan(4);
        CommandLine.ParseResult parsed = new CommandLine(new PerfCommand()).parseArgs(agent.toArray(String[]::new));
        assertThat(parsed.subcommand().commandSpec().userObject()).isInstanceOf(AgentCommand.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"agents-job.yaml", "coordinator-job.yaml"})
    void coordinatorsKnowTheirFleets(String file) throws IOException {
        String fleet = arguments(file).stream()
                .filter(argument -> argument.startsWith("--fleet="))
                .findFirst()
                .orElseThrow();

        assertThat(Fleet.parse(inPod(fleet.substring("--fleet=".length()))).agents())
                .isEqualTo(3);
    }

    @Test
    void theImageStartsWithWhatTheCommandKnows() throws IOException {
        Matcher command = Pattern.compile("(?m)^CMD \\[\"(.*)\"]$").matcher(text("Dockerfile"));

        assertThat(command.find()).isTrue();
        assertThat(new CommandLine(new PerfCommand())
                        .parseArgs(command.group(1))
                        .isUsageHelpRequested())
                .isTrue();
    }

    @Test
    void thePolicyLetsThroughAllPortsOfTheCluster() throws IOException {
        Matcher ports = Pattern.compile("port: (\\d+)\\s+endPort: (\\d+)").matcher(text("network-policy.yaml"));
        int ranges = 0;
        while (ports.find()) {
            ranges++;
            assertThat(Integer.parseInt(ports.group(1))).isLessThanOrEqualTo(AgentProcess.FIRST_PORT);
            assertThat(Integer.parseInt(ports.group(2)))
                    .isGreaterThanOrEqualTo(AgentProcess.FIRST_PORT + AgentProcess.MORE_PORTS);
            for (String file : List.of("agents.yaml", "agents-job.yaml", "coordinator-job.yaml")) {
                Matcher listening = Pattern.compile("containerPort: (\\d+)").matcher(text(file));
                assertThat(listening.find()).as(file + " has a port").isTrue();
                assertThat(Integer.parseInt(listening.group(1)))
                        .isBetween(Integer.parseInt(ports.group(1)), Integer.parseInt(ports.group(2)));
            }
        }
        assertThat(ranges).as("in, and out").isEqualTo(2);
    }

    @Test
    void agentsListenWhereTheirServiceSays() throws IOException {
        assertThat(arguments("agents.yaml").stream().map(KubernetesManifestsTest::inPod))
                .contains("--listen=10.0.0.1:7800");
        assertThat(text("agents.yaml")).contains("port: 7800").contains("containerPort: 7800");
    }

    private static List<String> arguments(String file) throws IOException {
        try (Stream<String> lines = Files.lines(FOLDER.resolve(file))) {
            return lines.map(ARGUMENT::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .toList();
        }
    }

    private static String text(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file));
    }

    /** Puts in for variables what a pod has. */
    private static String inPod(String argument) {
        return VARIABLE.matcher(argument)
                .replaceAll(variable -> variable.group(1).endsWith("_IP") ? "10.0.0.1" : "some-name");
    }
}
