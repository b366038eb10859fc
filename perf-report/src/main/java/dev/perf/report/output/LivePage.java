package dev.perf.report.output;

import static dev.perf.source.Given.given;

import dev.perf.report.internal.live.LiveSettings;
import dev.perf.report.internal.web.Listening;

/**
 * Serves a page that shows the run while it goes on, and lets who has its token change the load: {@code livePage().port(8089)}.
 * Immutable.
 */
public final class LivePage extends Configured {

    private final LiveSettings settings;

    LivePage(LiveSettings settings) {
        super(settings);
        this.settings = settings;
    }

    /** Listens at that port; at a free one, which the run tells, unless set. One that is taken is a mistake of the test. */
    public LivePage port(int port) {
        return new LivePage(settings.at(new Listening(settings.listening().host(), port)));
    }

    /**
     * Listens at that address of this machine; at {@code 127.0.0.1}, where nobody else gets, unless set. Whoever reaches it
     * can look at the run; to change its load takes the token that is in the address that the run tells.
     */
    public LivePage host(String host) {
        return new LivePage(settings.at(
                new Listening(given(host, "host"), settings.listening().port())));
    }
}
