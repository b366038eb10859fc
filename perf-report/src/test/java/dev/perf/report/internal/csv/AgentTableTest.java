package dev.perf.report.internal.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.AgentRuns;
import dev.perf.report.internal.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentTableTest {

    @TempDir
    Path folder;

    @Test
    void hasARowForEachAgent() throws IOException {
        Path file = folder.resolve("agents.csv");

        new AgentTable().write(AgentRuns.threeAgents(), file);

        assertThat(Files.readAllLines(file))
                .hasSize(5)
                .startsWith(
                        "Name,Address,Labels,State,Share,Capacity/s,Joined Seconds,Request Count,Failure Count,Median"
                                + " Response Time,95%,99%,Max Response Time,Iterations Started,Iterations"
                                + " Interrupted,Generator,Start Late,Clock Offset,Clock Uncertainty,Java,OS,Lost,Lost"
                                + " Seconds,Last Heard Seconds,Taken Over Seconds,Iterations Missing,Iterations Cut"
                                + " Off,Load Missing Seconds")
                .anyMatch(line -> line.startsWith("agent-2,10.0.0.54:7800,zone=a,LOST,0.333333,500,0,6066,0,32.")
                        && line.endsWith(",12,GOOD,1.34,12,0.3,25.0.3 Temurin,Linux 6.8,its process was"
                                + " killed,121,120,122,420,12,1.6"))
                .anyMatch(line -> line.startsWith("agent-4,") && line.endsWith("25.0.3 Temurin,Linux 6.8,,,,,,,"));
    }

    @Test
    void namesAreNoFormulas() throws IOException {
        Path file = folder.resolve("agents.csv");

        new AgentTable().write(AgentRuns.hostileAgents(), file);

        assertThat(Files.readAllLines(file).get(1)).startsWith("'=cmd");
    }

    @Test
    void aRunOfOneProcessHasNone() throws IOException {
        Path file = Files.writeString(folder.resolve("agents.csv"), "of the run before");

        new AgentTable().write(Results.passing(), file);

        assertThat(file).doesNotExist();
    }
}
