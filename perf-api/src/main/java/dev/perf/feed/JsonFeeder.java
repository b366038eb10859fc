package dev.perf.feed;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;

/** A feeder over an array of objects in a JSON file. */
public final class JsonFeeder extends Feeder {

    private final Source.Json json;

    JsonFeeder(Source.Json json, SourceLocation location) {
        super(json, location);
        this.json = json;
    }

    /**
     * Takes the array at {@code path} of the document, rather than the document itself.
     *
     * @param path names from the root, such as {@code $.users} or {@code $.data.users}
     */
    public JsonFeeder at(String path) {
        return new JsonFeeder(new Source.Json(json.path(), given(path, "path")), location());
    }
}
