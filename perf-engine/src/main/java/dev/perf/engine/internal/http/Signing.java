package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.http.Field;
import dev.perf.http.RequestSigner;
import dev.perf.http.UnsignedRequest;
import dev.perf.scenario.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lets the user's own code add headers to a request that is complete otherwise. */
final class Signing {

    private Signing() {}

    /** The user's code could not sign; the message says why. */
    static final class SigningException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SigningException(String message, Throwable cause) {
            super(message, cause, false, false);
        }
    }

    /**
     * Adds what {@code signer} returns to {@code wire}.
     *
     * @throws SigningException if it throws, or returns what is no header
     */
    static void sign(RequestSigner signer, WireRequest wire, Target target, Session session)
            throws InterruptedException {
        try {
            Map<String, String> signature = signer.sign(new View(wire, target, session));
            if (signature != null) {
                signature.forEach(wire::header);
            }
        } catch (InterruptedException stop) {
            throw stop;
        } catch (Exception thrown) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw new SigningException("the signer threw " + thrown, thrown);
        }
    }

    private record View(WireRequest wire, Target target, Session session) implements UnsignedRequest {
        @Override
        public String method() {
            return wire.method();
        }

        @Override
        public String url() {
            return target.origin() + target.path();
        }

        @Override
        public List<Field> headers() {
            var headers = new ArrayList<Field>();
            wire.forEachHeader((name, value) -> headers.add(new Field(name, value)));
            return headers;
        }

        @Override
        public @Nullable String header(String name) {
            return headers().stream()
                    .filter(field -> field.name().equalsIgnoreCase(name))
                    .map(Field::value)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public byte[] body() {
            return wire.bodyBytes();
        }
    }
}
