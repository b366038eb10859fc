package dev.perf.docs;

import static dev.perf.http.Http.*;

import dev.perf.http.HttpRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The snippets about bodies in http.md. */
final class Bodies {

    private Bodies() {}

    // tag::bodies[]
    static final HttpRequest TEXT = post("/notes").body("Dear #{name}", "text/plain; charset=ISO-8859-1");

    static final HttpRequest BYTES = http("logo").put("/logo").body(new byte[] {1, 2, 3}, "image/png");

    static final HttpRequest FILE = http("photo")
            .put("/photos/#{id}")
            .bodyFile(Path.of("photos", "#{id}.jpg"), "image/jpeg"); // read while it is sent, anew for each request

    static final HttpRequest FIELDS = post("/search")
            .formField("tag", "new")
            .formField("tag", "#{tag}") // names may repeat, and keep their order
            .formField("page", "1");

    static final HttpRequest UPLOAD = http("upload")
            .post("/upload")
            .multipart(
                    part("title", "#{title}"),
                    part("meta", "{\"owner\": #{id}}").contentType("application/json"),
                    filePart("image", Path.of("photos", "#{id}.jpg")).contentType("image/jpeg"),
                    filePart("list", "list-#{id}.csv", "a;b".getBytes(StandardCharsets.UTF_8)))
            .expectContinue(); // asks before it sends the body

    static final HttpRequest STREAM = http("import")
            .post("/import")
            .body(streamed(session -> report(session.text("id"))).contentType("text/csv"));
    // end::bodies[]

    // tag::responses[]
    static final HttpRequest VERIFIED = http("download")
            .get("/files/#{id}")
            .check(bodyLength().is(104_857_600), checksum("SHA-256").is("#{sha256}")); // nothing is kept

    static final HttpRequest SAVED = http("invoice").get("/invoices/#{id}.pdf").saveTo("target/invoices/#{id}.pdf");

    static final HttpRequest COUNTED = http("export")
            .get("/export")
            .streamTo((body, session) -> session.set(
                    "lines",
                    new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))
                            .lines()
                            .count()));
    // end::responses[]

    private static InputStream report(String id) throws IOException {
        return Files.newInputStream(Path.of("reports", id + ".csv"));
    }
}
