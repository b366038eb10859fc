package dev.perf.engine.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.RunEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunNewsTest {

    @Test
    void eventsOfEachTypeAreReadAsTheyWereWritten() throws Exception {
        List<RunEvent> events = Arrays.stream(RunEvent.Type.values())
                .map(type -> new RunEvent(Duration.ofMillis(1_500), type, "text of " + type, "agent-1"))
                .toList();
        var news = new RunNews(events, null, null, null, null, null);
        var out = new ByteOutput();

        news.write(out);

        assertThat(RunNews.read(new ByteInput(out.toBytes()))).isEqualTo(news);
    }

    @Test
    void newTypesOfEventsComeLastForJournalsHoldTheirPlaces() {
        assertThat(RunEvent.Type.values())
                .containsExactly(
                        RunEvent.Type.MARK,
                        RunEvent.Type.RATE,
                        RunEvent.Type.USERS,
                        RunEvent.Type.PAUSE,
                        RunEvent.Type.RESUME,
                        RunEvent.Type.STOP,
                        RunEvent.Type.ABORT,
                        RunEvent.Type.AGENT_LOST,
                        RunEvent.Type.AGENT_JOINED,
                        RunEvent.Type.SHARE);
    }
}
