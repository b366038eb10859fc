package dev.perf.samples.lines;

import dev.perf.protocol.Client;
import dev.perf.protocol.Compilation;
import dev.perf.protocol.Protocol;
import dev.perf.protocol.Reply;
import dev.perf.protocol.Sender;
import dev.perf.scenario.Request;
import dev.perf.scenario.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

// tag::protocol[]
/** Compiles and sends lines. */
final class LineProtocol implements Protocol {

    private static final Duration LONGEST = Duration.ofDays(1);

    @Override
    @SuppressWarnings("unchecked") // a LineRequest is a Request<String>
    public <R> @Nullable Sender<R> compile(Request<R> request, Compilation context) {
        return request instanceof LineRequest line ? (Sender<R>) compile(line, context) : null;
    }

    private static Sender<String> compile(LineRequest request, Compilation context) {
        if (request.port() < 1 || request.port() > 65_535) {
            context.problem("port must be from 1 to 65535, got " + request.port());
        }
        if (!request.timeout().isPositive() || request.timeout().compareTo(LONGEST) > 0) {
            context.problem("timeout must be positive and at most a day, got " + request.timeout());
        }
        if (request.key() != null) {
            context.produces(request.key());
        }
        String expected = request.expected();
        return new LineSender(
                request, context.template(request.text()), context.template(expected == null ? "" : expected));
    }

    private record LineSender(LineRequest request, Function<Session, String> text, Function<Session, String> expected)
            implements Sender<String> {

        @Override
        public Reply<String> send(Client client) throws Exception {
            String line = text.apply(client.session());
            String wanted = expected.apply(client.session());
            LineConnection connection = client.keep(
                    request.host() + ":" + request.port(),
                    () -> LineConnection.open(request.host(), request.port(), request.timeout()));
            client.connected();
            String answer;
            try {
                answer = connection.exchange(line, () -> client.left(request.timeout()));
            } catch (IOException broken) {
                client.release(request.host() + ":" + request.port());
                throw broken;
            }
            if (request.key() != null) {
                client.session().set(request.key(), answer);
            }
            Reply<String> reply = answer.startsWith(wanted)
                    ? Reply.ok(answer)
                    : Reply.failed(answer, "answer", "expected a line that begins with " + wanted + ", got " + answer);
            return reply.bytes(line.length() + 1, answer.length() + 1);
        }

        @Override
        public String unanswered(String reason) {
            return "";
        }
    }
}
// end::protocol[]
