package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static java.time.Duration.*;

import dev.perf.scenario.Scenario;
import java.nio.file.Path;

/** The snippet of writing-scenarios.md about what users do in the background. */
final class Background {

    private Background() {}

    // tag::background[]
    static final Scenario AUTHOR = scenario("author")
            .exec(inBackground(
                    "upload",
                    http("video").post("/videos").bodyFile(Path.of("video.mp4")).save("video", jsonPath("$.id")),
                    pollUntil(
                            session -> session.text("state").equals("ready"),
                            http("state").get("/videos/#{video}").save("state", jsonPath("$.state")))))
            .exec(http("rules").get("/rules"), pause(ofSeconds(5)), http("tags").get("/tags")) // meanwhile
            .exec(join("upload").atMost(ofSeconds(90)))
            .exec(http("publish").post("/videos/#{video}/publish"));
    // end::background[]
}
