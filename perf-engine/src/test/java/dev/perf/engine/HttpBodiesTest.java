package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.body;
import static dev.perf.http.Http.bodyBytes;
import static dev.perf.http.Http.bodyLength;
import static dev.perf.http.Http.checksum;
import static dev.perf.http.Http.filePart;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.part;
import static dev.perf.http.Http.retry;
import static dev.perf.http.Http.status;
import static dev.perf.http.Http.streamed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.luben.zstd.Zstd;
import dev.perf.http.HttpRequest;
import dev.perf.http.Transport;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Step;
import dev.perf.spi.RunOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of requests and responses, as a scenario sends and takes them. */
class HttpBodiesTest {

    private static final byte[] TEXT = "hello, body ".repeat(1000).getBytes(StandardCharsets.UTF_8);

    private final MockWebServer server = new MockWebServer();

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RunResult once(Transport transport, Step... steps) throws InterruptedException {
        return once(transport, 16 << 20, steps);
    }

    /** Runs exactly one iteration. */
    private RunResult once(Transport transport, int maxBodyBytes, Step... steps) throws InterruptedException {
        var test = loadTest("http")
                .http(http -> http.baseUrl("http://localhost:" + server.getPort())
                        .transport(transport)
                        .maxBodyBytes(maxBodyBytes))
                .run(
                        scenario("one")
                                .exec("data", user -> {
                                    user.session().set("id", 7);
                                    user.session().set("name", "gr\u00fcn & \"blau\"");
                                    user.session().set("evil", "../../etc/passwd");
                                })
                                .exec(steps),
                        arrivals(perSecond(10)).during(Duration.ofMillis(100)));
        return new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();
    }

    private void answer() {
        server.enqueue(new MockResponse.Builder().build());
    }

    private void answer(byte[] body, String... headers) {
        var response = new MockResponse.Builder().body(new Buffer().write(body));
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        server.enqueue(response.build());
    }

    private static List<String> messages(RunResult result) {
        return result.errors().stream().map(ErrorResult::message).toList();
    }

    private static List<String> kinds(RunResult result) {
        return result.errors().stream().map(ErrorResult::kind).toList();
    }

    private List<String> problems(HttpRequest request) {
        InvalidPlanException mistakes = catchThrowableOfType(
                InvalidPlanException.class,
                () -> loadTest("mistaken")
                        .run(scenario("s").exec(request), arrivals(perSecond(1)).during(Duration.ofSeconds(1)))
                        .run(RunOptions.DEFAULTS.withoutReport()));
        return mistakes.problems().stream().map(Problem::message).toList();
    }

    // --- request bodies

    @ParameterizedTest
    @EnumSource
    void sendsBytesAsTheyAre(Transport transport) throws Exception {
        byte[] bytes = {0, 1, 2, (byte) 0xff};
        answer();
        RunResult result = once(transport, http("r").put("/").body(bytes, "image/x-raw"));
        assertThat(result.errors()).isEmpty();
        RecordedRequest request = server.takeRequest();
        assertThat(request.getBody().toByteArray()).isEqualTo(bytes);
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("image/x-raw");
        assertThat(request.getHeaders().get("Content-Length")).isEqualTo("4");
    }

    @ParameterizedTest
    @EnumSource
    void sendsATextInTheCharsetOfItsType(Transport transport) throws Exception {
        answer();
        answer();
        once(
                transport,
                http("latin").post("/").body("#{name}", "text/plain; Charset=\"ISO-8859-1\""),
                http("utf").post("/").body("#{name}", "text/plain"));
        assertThat(server.takeRequest().getBody().toByteArray())
                .isEqualTo("gr\u00fcn & \"blau\"".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(server.takeRequest().getBody().utf8()).isEqualTo("gr\u00fcn & \"blau\"");
    }

    @ParameterizedTest
    @EnumSource
    void sendsAFileAnewForEachRequest(Transport transport) throws Exception {
        Path file = Files.write(folder.resolve("upload-7.bin"), TEXT);
        answer();
        answer();
        RunResult result = once(
                transport,
                http("fixed").post("/").bodyFile(file),
                exec("rewrite", user -> Files.writeString(file, "short")),
                http("by name").post("/").bodyFile(folder.resolve("upload-#{id}.bin"), "text/plain"));
        assertThat(result.errors()).isEmpty();
        RecordedRequest first = server.takeRequest();
        assertThat(first.getBody().toByteArray()).isEqualTo(TEXT);
        assertThat(first.getHeaders().get("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(first.getHeaders().get("Content-Length")).isEqualTo(String.valueOf(TEXT.length));
        RecordedRequest second = server.takeRequest();
        assertThat(second.getBody().utf8()).isEqualTo("short");
        assertThat(second.getHeaders().get("Content-Type")).isEqualTo("text/plain");
    }

    @ParameterizedTest
    @EnumSource
    void countsAFileThatIsGoneWithoutSendingAnything(Transport transport) throws Exception {
        RunResult result = once(transport, http("r").post("/").bodyFile(folder.resolve("#{id}.gone")));
        assertThat(kinds(result)).containsExactly("request");
        assertThat(messages(result))
                .containsExactly("there is no file \"" + folder.resolve("7.gone") + "\" to send; give another path");
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void sendsAMultipartForm(Transport transport) throws Exception {
        Path file = Files.writeString(folder.resolve("pic.png"), "PNG");
        for (boolean withFile : new boolean[] {true, false}) {
            answer();
            HttpRequest request = http("r")
                    .post("/")
                    .multipart(
                            part("title", "#{name}"),
                            part("n\"1", "1").contentType("text/plain; charset=UTF-8"),
                            withFile ? filePart("image", file) : part("image", "none"),
                            filePart("data", "a.bin", new byte[] {1, 2}).fileName("\"#{id}\".bin"));
            RunResult result = once(transport, request);
            assertThat(result.errors()).isEmpty();
            RecordedRequest sent = server.takeRequest();
            String type = sent.getHeaders().get("Content-Type");
            assertThat(type).matches("multipart/form-data; boundary=perf-[0-9a-f-]{36}");
            String line = "--" + type.substring(type.indexOf('=') + 1);
            assertThat(sent.getBody().utf8())
                    .isEqualTo(line + "\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n"
                            + "gr\u00fcn & \"blau\"\r\n" + line
                            + "\r\nContent-Disposition: form-data; name=\"n%221\"\r\n"
                            + "Content-Type: text/plain; charset=UTF-8\r\n\r\n1\r\n" + line
                            + (withFile
                                    ? "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"pic.png\"\r\n"
                                            + "Content-Type: application/octet-stream\r\n\r\nPNG\r\n"
                                    : "\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nnone\r\n")
                            + line
                            + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"%227%22.bin\"\r\n"
                            + "Content-Type: application/octet-stream\r\n\r\n\u0001\u0002\r\n" + line + "--\r\n");
            assertThat(sent.getHeaders().get("Content-Length"))
                    .isEqualTo(String.valueOf(sent.getBody().size()));
        }
    }

    @Test
    void drawsAnotherBoundaryForEachRequest() {
        assertThat(http("a").post("/").multipart(part("a", "b")).body())
                .isNotEqualTo(http("a").post("/").multipart(part("a", "b")).body());
    }

    @ParameterizedTest
    @EnumSource
    void streamsFromTheUsersSource(Transport transport) throws Exception {
        answer();
        answer();
        RunResult result = once(
                transport,
                http("chunks")
                        .post("/")
                        .body(streamed(session -> new ByteArrayInputStream(
                                        ("id=" + session.get("id")).getBytes(StandardCharsets.UTF_8)))
                                .contentType("text/plain")),
                http("length")
                        .post("/")
                        .body(streamed(session -> new ByteArrayInputStream(TEXT))
                                .length(TEXT.length)));
        assertThat(result.errors()).isEmpty();
        RecordedRequest chunks = server.takeRequest();
        assertThat(chunks.getBody().utf8()).isEqualTo("id=7");
        assertThat(chunks.getHeaders().get("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(chunks.getHeaders().get("Content-Type")).isEqualTo("text/plain");
        RecordedRequest length = server.takeRequest();
        assertThat(length.getBody().toByteArray()).isEqualTo(TEXT);
        assertThat(length.getHeaders().get("Content-Length")).isEqualTo(String.valueOf(TEXT.length));
    }

    @ParameterizedTest
    @EnumSource
    void countsASourceThatThrows(Transport transport) throws Exception {
        answer();
        RunResult result = once(transport, http("r").post("/").body(streamed(session -> {
            throw new Exception("no idea");
        })));
        assertThat(kinds(result)).containsExactly("request_body");
        assertThat(messages(result).getFirst()).endsWith(": the request's body threw java.lang.Exception: no idea");
    }

    @ParameterizedTest
    @EnumSource
    void sendsABodyAgainWhereARedirectKeepsIt(Transport transport) throws Exception {
        AtomicInteger opened = new AtomicInteger();
        server.enqueue(new MockResponse.Builder()
                .code(307)
                .addHeader("Location", "/there")
                .build());
        answer();
        RunResult result = once(transport, http("r").post("/here").body(streamed(session -> {
            opened.incrementAndGet();
            return new ByteArrayInputStream(TEXT);
        })));
        assertThat(result.errors()).isEmpty();
        assertThat(opened).hasValue(2);
        server.takeRequest();
        RecordedRequest second = server.takeRequest();
        assertThat(second.getMethod()).isEqualTo("POST");
        assertThat(second.getBody().toByteArray()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource
    void failsARedirectThatWouldNeedABodySentOnce(Transport transport) throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(308)
                .addHeader("Location", "/there")
                .build());
        RunResult result = once(
                transport,
                http("r")
                        .post("/here")
                        .body(streamed(session -> new ByteArrayInputStream(TEXT))
                                .once()));
        assertThat(kinds(result)).containsExactly("request_body");
        assertThat(messages(result).getFirst()).contains("can be read only once");
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutTheContentTypeWhereARedirectDropsTheBody(Transport transport) throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "/there")
                .build());
        answer();
        answer();
        RunResult result = once(
                transport,
                http("r").post("/here").body("#{id}", "text/plain").header("Content-Language", "#{id}"),
                http("get").get("/own").header("Content-Type", "text/own"));
        assertThat(result.errors()).isEmpty();
        assertThat(server.takeRequest().getHeaders().get("Content-Type")).isEqualTo("text/plain");
        RecordedRequest second = server.takeRequest();
        assertThat(second.getMethod()).isEqualTo("GET");
        assertThat(second.getHeaders().get("Content-Type")).isNull();
        assertThat(second.getHeaders().get("Content-Language")).isNull();
        assertThat(second.getHeaders().get("User-Agent")).startsWith("perf/");
        assertThat(server.takeRequest().getHeaders().get("Content-Type")).isEqualTo("text/own");
    }

    @ParameterizedTest
    @EnumSource
    void keepsOrderAndRepeatedNamesOfAForm(Transport transport) throws Exception {
        answer();
        answer();
        once(
                transport,
                http("form")
                        .post("/")
                        .formField("b", "#{name}")
                        .formField("a", "1")
                        .formField("b", "2")
                        .formField("k#{id}", ""),
                http("latin").post("/").form(Map.of("n", "\u00fc")).formCharset(StandardCharsets.ISO_8859_1));
        RecordedRequest form = server.takeRequest();
        assertThat(form.getBody().utf8()).isEqualTo("b=gr%C3%BCn+%26+%22blau%22&a=1&b=2&k7=");
        assertThat(form.getHeaders().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        RecordedRequest latin = server.takeRequest();
        assertThat(latin.getBody().utf8()).isEqualTo("n=%FC");
        assertThat(latin.getHeaders().get("Content-Type"))
                .isEqualTo("application/x-www-form-urlencoded; charset=ISO-8859-1");
    }

    @ParameterizedTest
    @EnumSource
    void buildsQueriesFromSeveralValuesAndTemplates(Transport transport) throws Exception {
        answer();
        once(
                transport,
                http("q")
                        .get("/list[1]?a=[]#top")
                        .queryParam("tag", "x", "y&z", "#{id}")
                        .queryParam("k#{id}", "#{name}")
                        .queryParams(Map.of("last", "\u20ac")));
        assertThat(server.takeRequest().getTarget())
                .isEqualTo("/list%5B1%5D?a=%5B%5D&tag=x&tag=y%26z&tag=7&k7=gr%C3%BCn+%26+%22blau%22&last=%E2%82%AC");
    }

    // --- expect

    /** Not over JDK, whose client and MockWebServer may both wait for the other; BodyContract has its part. */
    @ParameterizedTest
    @EnumSource(names = "SOCKET")
    void asksAgainWithoutExpectationWhereItIsRefused(Transport transport) throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(417)
                .addHeader("Connection", "close")
                .build());
        answer();
        AtomicInteger taken = new AtomicInteger();
        RunResult result = once(
                transport,
                http("r").post("/").body("hello", "text/plain").expectContinue().streamTo((body, session) -> {
                    taken.incrementAndGet();
                }));
        assertThat(result.errors()).isEmpty();
        assertThat(result.request("r").statuses()).isEqualTo(Map.of(417, 1L, 200, 1L));
        assertThat(server.takeRequest().getHeaders().get("Expect")).isEqualToIgnoringCase("100-continue");
        RecordedRequest second = server.takeRequest();
        assertThat(second.getHeaders().get("Expect")).isNull();
        assertThat(second.getBody().utf8()).isEqualTo("hello");
        assertThat(taken).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void takesTheHeaderForTheExpectation(Transport transport) throws Exception {
        server.enqueue(new MockResponse.Builder().add100Continue().build());
        RunResult result = once(
                transport,
                http("r")
                        .post("/")
                        .body("hello", "text/plain")
                        .header("Expect", "100-Continue")
                        .expectContinue());
        assertThat(result.errors()).isEmpty();
        assertThat(server.takeRequest().getHeaders().values("Expect"))
                .singleElement()
                .asString()
                .isEqualToIgnoringCase("100-continue");
    }

    // --- response bodies

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] deflate(byte[] bytes, boolean raw) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream deflate = new DeflaterOutputStream(packed, new Deflater(6, raw))) {
            deflate.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] twice(byte[] bytes) {
        byte[] twice = Arrays.copyOf(bytes, bytes.length * 2);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        return twice;
    }

    /** "hello brotli" as the brotli command packs it. */
    private static final byte[] BROTLI = Base64.getDecoder().decode("iwWAaGVsbG8gYnJvdGxpAw==");

    private static byte[] packed(String coding) throws IOException {
        return switch (coding) {
            case "gzip", "X-GZip" -> gzip(TEXT);
            case "deflate" -> deflate(TEXT, false);
            case "gzip, deflate" -> deflate(gzip(TEXT), false);
            case "deflate,gzip" -> gzip(deflate(TEXT, true));
            case "zstd" -> Zstd.compress(TEXT);
            case "identity" -> TEXT;
            default -> throw new IllegalArgumentException(coding);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "X-GZip", "deflate", "gzip, deflate", "deflate,gzip", "zstd", "identity"})
    void unpacksWhatIsKeptAndWhatIsStreamed(String coding) throws Exception {
        for (Transport transport : Transport.values()) {
            answer(packed(coding), "Content-Encoding", coding);
            answer(packed(coding), "Content-Encoding", coding);
            AtomicReference<byte[]> kept = new AtomicReference<>();
            AtomicReference<byte[]> streamed = new AtomicReference<>();
            RunResult result = once(
                    transport,
                    http("kept")
                            .get("/")
                            .check(
                                    body().contains("hello, body"),
                                    bodyLength().is(TEXT.length),
                                    checksum("sha-1").is(sha("SHA-1", TEXT)),
                                    bodyBytes().satisfies("is noted", bytes -> {
                                        kept.set((byte[]) bytes);
                                        return true;
                                    })),
                    http("streamed")
                            .get("/")
                            .streamTo((body, session) -> streamed.set(body.readAllBytes()))
                            .check(
                                    bodyLength().is(TEXT.length),
                                    checksum("crc32").is(crc(TEXT))));
            assertThat(result.errors()).isEmpty();
            assertThat(kept.get()).isEqualTo(TEXT);
            assertThat(streamed.get()).isEqualTo(TEXT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void unpacksBrotli(Transport transport) throws Exception {
        answer(BROTLI, "Content-Encoding", "br");
        RunResult result = once(transport, http("r").get("/").check(body().is("hello brotli")));
        assertThat(result.errors()).isEmpty();
        assertThat(server.takeRequest().getHeaders().get("Accept-Encoding")).isEqualTo("gzip, deflate, br, zstd");
    }

    @ParameterizedTest
    @EnumSource
    void unpacksGzipOfSeveralMembers(Transport transport) throws Exception {
        byte[] members = twice(gzip(TEXT));
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .chunkedBody(new Buffer().write(members), 7)
                .build());
        answer(members, "Content-Encoding", "gzip");
        RunResult result = once(
                transport,
                http("streamed").get("/").check(checksum("MD5").is(sha("MD5", twice(TEXT)))),
                http("kept")
                        .get("/")
                        .check(body().satisfies(
                                        "is whole", text -> text.toString().length() == 2 * TEXT.length)));
        assertThat(result.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "zstd"})
    void countsAPackedBodyThatIsCutShort(String coding) throws Exception {
        byte[] whole = packed(coding);
        for (Transport transport : Transport.values()) {
            for (int length : new int[] {1, whole.length / 2, whole.length - 1}) {
                answer(Arrays.copyOf(whole, length), "Content-Encoding", coding);
                answer(Arrays.copyOf(whole, length), "Content-Encoding", coding);
                answer(Arrays.copyOf(whole, length), "Content-Encoding", coding);
                RunResult result = once(
                        transport,
                        http("kept").get("/").check(body().exists()),
                        http("streamed").get("/").check(bodyLength().exists()),
                        http("unread").get("/"));
                assertThat(kinds(result)).containsExactlyInAnyOrder("protocol", "protocol");
                assertThat(messages(result))
                        .allMatch(message ->
                                message.contains("body is not valid " + coding + " as its content-encoding says: "));
                assertThat(result.request("unread").failed()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesACodingItCannotUnpack(Transport transport) throws Exception {
        answer(TEXT, "Content-Encoding", "compress");
        RunResult result = once(transport, http("r").get("/").streamTo((body, session) -> body.read()));
        assertThat(messages(result).getFirst())
                .endsWith("content-encoding \"compress\" was not asked for; supported are gzip, deflate, br, zstd");
    }

    @ParameterizedTest
    @EnumSource
    void boundsWhatAPackedBodyMayGrowTo(Transport transport) throws Exception {
        byte[] bomb = gzip(gzip(new byte[64 << 20]));
        answer(bomb, "Content-Encoding", "gzip, gzip");
        answer(bomb, "Content-Encoding", "gzip, gzip");
        RunResult result = once(
                transport,
                1 << 20,
                http("kept").get("/").check(body().exists()),
                http("streamed").get("/").streamTo((body, session) -> body.readAllBytes()));
        assertThat(kinds(result)).containsExactlyInAnyOrder("limit", "limit");
        assertThat(messages(result))
                .anyMatch(message ->
                        message.equals("body is longer than 1048576 bytes when unpacked; raise maxBodyBytes"))
                .anyMatch(message -> message.endsWith(
                        ": body is more than 200 times as long unpacked as it came; raise maxBodyBytes"));
    }

    @ParameterizedTest
    @EnumSource
    void streamsMoreThanMayBeKept(Transport transport) throws Exception {
        byte[] large = new byte[3 << 20];
        answer(large);
        answer(large);
        RunResult result = once(
                transport,
                1 << 20,
                http("streamed").get("/").check(checksum("SHA-256").is(sha("SHA-256", large))),
                http("kept").get("/").check(body().exists(), bodyLength().exists()));
        assertThat(kinds(result)).containsExactly("limit");
        assertThat(result.request("streamed").failed()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void savesBodiesUnderSafeNames(Transport transport) throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(302)
                .addHeader("Location", "/there")
                .body("moved")
                .build());
        answer(gzip(TEXT), "Content-Encoding", "gzip");
        answer("{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
        RunResult result = once(
                transport,
                http("one").get("/").saveTo(folder + "/new/#{id}/#{evil}.txt"),
                http("two")
                        .get("/")
                        .saveTo(folder + "/json")
                        .check(jsonPath("$.a").is(1))
                        .save("sum", checksum("CRC32")));
        assertThat(result.errors()).isEmpty();
        assertThat(folder.resolve("new/7/.._.._etc_passwd.txt")).hasBinaryContent(TEXT);
        assertThat(folder.resolve("json")).hasContent("{\"a\": 1}");
        assertThat(filesIn(folder.resolve("new/7"))).containsExactly(".._.._etc_passwd.txt");
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoFileOfABodyThatIsNotWhole(Transport transport) throws Exception {
        answer(Arrays.copyOf(gzip(TEXT), 50), "Content-Encoding", "gzip");
        RunResult result = once(transport, http("r").get("/").saveTo(folder + "/half"));
        assertThat(kinds(result)).containsExactly("protocol");
        assertThat(filesIn(folder)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void saysWhyABodyCannotBeSaved(Transport transport) throws Exception {
        Files.writeString(folder.resolve("file"), "");
        answer(TEXT);
        RunResult result = once(transport, http("r").get("/").saveTo(folder + "/file/below"));
        assertThat(kinds(result)).containsExactly("response_body");
        assertThat(messages(result).getFirst())
                .contains(": the body cannot be saved to \"" + folder + "/file/below\": ")
                .endsWith("; check saveTo and the folder's rights");
    }

    @ParameterizedTest
    @EnumSource
    void callsTheConsumerOnTheUsersThreadWithItsSession(Transport transport) throws Exception {
        answer(TEXT);
        AtomicReference<Thread> consumer = new AtomicReference<>();
        AtomicReference<Thread> user = new AtomicReference<>();
        AtomicReference<Object> first = new AtomicReference<>();
        RunResult result = once(
                transport,
                exec("thread", one -> user.set(Thread.currentThread())),
                http("r").get("/").streamTo((body, session) -> {
                    consumer.set(Thread.currentThread());
                    session.set("first", (char) body.read());
                }),
                exec("first", one -> first.set(one.session().get("first"))));
        assertThat(result.errors()).isEmpty();
        assertThat(consumer.get()).isSameAs(user.get());
        assertThat(first.get()).isEqualTo('h');
    }

    @ParameterizedTest
    @EnumSource
    void countsAConsumerThatThrows(Transport transport) throws Exception {
        answer(TEXT);
        answer(TEXT);
        RunResult result = once(
                transport,
                http("r")
                        .get("/")
                        .streamTo((body, session) -> {
                            throw new Exception("not mine");
                        })
                        .check(status().is(200)),
                http("next").get("/"));
        assertThat(kinds(result)).containsExactly("response_body");
        assertThat(messages(result).getFirst()).endsWith(": streamTo threw Exception: not mine");
        assertThat(result.request("next").failed()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void discardsBodiesForALambdaStepToo(Transport transport) throws Exception {
        answer(TEXT);
        answer(TEXT);
        answer(TEXT);
        List<String> seen = new CopyOnWriteArrayList<>();
        RunResult result = once(transport, exec("send", user -> {
            seen.add(user.send(http("a").get("/").discardBody()).body());
            seen.add(user.send(http("b").get("/").discardBody().check(body().contains("hello")))
                    .body());
            seen.add(String.valueOf(
                    user.send(http("c").get("/").check(bodyLength().is(TEXT.length)))
                            .bodyBytes()
                            .length));
        }));
        assertThat(result.errors()).isEmpty();
        assertThat(seen).containsExactly("", new String(TEXT, StandardCharsets.UTF_8), String.valueOf(TEXT.length));
    }

    private static String sha(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    private static String crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return "%08x".formatted(crc.getValue());
    }

    // --- with what else a request does

    @ParameterizedTest
    @EnumSource
    void triesOnlyAgainWhatCanBeSentAgain(Transport transport) throws Exception {
        server.enqueue(new MockResponse.Builder().code(503).build());
        answer();
        server.enqueue(new MockResponse.Builder().code(503).build());
        RunResult result = once(
                transport,
                http("again")
                        .put("/")
                        .body(streamed(session -> new ByteArrayInputStream(TEXT)))
                        .retry(retry(2).backOff(Duration.ZERO, Duration.ZERO)),
                http("once")
                        .put("/")
                        .body(streamed(session -> new ByteArrayInputStream(TEXT))
                                .once())
                        .retry(retry(2).backOff(Duration.ZERO, Duration.ZERO)));
        assertThat(result.request("again").statuses()).isEqualTo(Map.of(503, 1L, 200, 1L));
        assertThat(result.request("once").statuses()).isEqualTo(Map.of(503, 1L));
        server.takeRequest();
        assertThat(server.takeRequest().getBody().toByteArray()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource
    void sendsABodyAgainAfterAChallenge(Transport transport) throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(401)
                .addHeader("WWW-Authenticate", "Digest realm=\"shop\", nonce=\"1\", qop=\"auth\"")
                .build());
        answer();
        RunResult result = once(
                transport,
                http("r")
                        .post("/")
                        .body(streamed(session -> new ByteArrayInputStream(TEXT)))
                        .digestAuth("u", "p"));
        assertThat(result.errors()).isEmpty();
        server.takeRequest();
        RecordedRequest second = server.takeRequest();
        assertThat(second.getHeaders().get("Authorization")).startsWith("Digest ");
        assertThat(second.getBody().toByteArray()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource
    void refusesToSignWhatIsNotYetKnown(Transport transport) throws Exception {
        RunResult result = once(
                transport,
                http("r")
                        .post("/")
                        .body(streamed(session -> new ByteArrayInputStream(TEXT)))
                        .sign(request -> Map.of("X-Length", String.valueOf(request.body().length))));
        assertThat(kinds(result)).containsExactly("sign");
        assertThat(messages(result).getFirst())
                .endsWith("the body is streamed, so its bytes are not known before they are sent");
        assertThat(server.getRequestCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void streamsWhatIsInTheCache(Transport transport) throws Exception {
        for (int i = 0; i < 2; i++) {
            answer(TEXT, "Cache-Control", "max-age=1000");
        }
        HttpRequest get = http("r").get("/");
        RunResult result = once(
                transport,
                get.cache(),
                get.cache().discardBody(),
                get.check(checksum("CRC32").is(crc(TEXT))));
        assertThat(result.errors()).isEmpty();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    // --- mistakes

    @Test
    void findsMistakesBeforeTheFirstRequest() {
        Path gone = folder.resolve("gone.bin");
        assertThat(problems(http("r").post("http://localhost/").bodyFile(gone)))
                .containsExactly("there is no file \"" + gone + "\" to send; give another path");
        assertThat(problems(http("r").post("http://localhost/").bodyFile(folder)))
                .containsExactly("\"" + folder + "\" must be a file that can be read; give another path");
        assertThat(problems(http("r")
                        .post("http://localhost/")
                        .multipart(part("a", "b"))
                        .header("content-type", "multipart/form-data")))
                .containsExactly(
                        "header \"Content-Type\" would hide the boundary of the multipart body; remove the header");
        assertThat(problems(http("r").get("http://localhost/").cache().saveTo("x")))
                .containsExactly("cache() and saveTo, streamTo, checksum or bodyLength exclude each other, for what is"
                        + " stored does not arrive; remove one");
        assertThat(problems(http("r").post("http://localhost/").multipart()))
                .containsExactly("multipart body has no part; add part(name, value)");
        assertThat(problems(http("r").post("http://localhost/").body("x", "text/plain; charset=klingon")))
                .containsExactly(
                        "content type \"text/plain; charset=klingon\" names a charset that this JDK does not know");
        assertThat(problems(http("r")
                        .get("http://localhost/")
                        .check(checksum("SHA-0").is("1"))))
                .singleElement()
                .asString()
                .startsWith("checksum \"SHA-0\" is not known to this JDK; take CRC32, or one of [")
                .contains("SHA-256");
    }
}
