package dev.perf.engine.internal.foreign;

import dev.perf.engine.internal.script.CompileContext;
import dev.perf.engine.internal.script.CompiledRequest;
import dev.perf.engine.internal.script.Protocol;
import dev.perf.engine.internal.template.Template;
import dev.perf.protocol.Compilation;
import dev.perf.protocol.ProtocolProvider;
import dev.perf.protocol.Sender;
import dev.perf.scenario.Request;
import dev.perf.scenario.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A protocol that somebody else has brought, for one run. */
public final class ForeignProtocol implements Protocol {

    private final dev.perf.protocol.Protocol protocol;
    private final int index;

    private ForeignProtocol(dev.perf.protocol.Protocol protocol, int index) {
        this.protocol = protocol;
        this.index = index;
    }

    /**
     * Opens all protocols on the class path.
     *
     * @param first index of the first of them among the protocols of the run
     */
    public static List<Protocol> openAll(int first) {
        var found = new ArrayList<Protocol>();
        for (ProtocolProvider provider : ServiceLoader.load(ProtocolProvider.class)) {
            found.add(new ForeignProtocol(provider.open(), first + found.size()));
        }
        return found;
    }

    @Override
    public @Nullable CompiledRequest<?> compile(Request<?> request, CompileContext context) {
        return compileFor(request, context);
    }

    private <R> @Nullable CompiledRequest<R> compileFor(Request<R> request, CompileContext context) {
        Sender<R> sender = protocol.compile(request, new Compilation() {
            @Override
            public Function<Session, String> template(String text) {
                Template template = context.template(text, request.location());
                return template::fill;
            }

            @Override
            public void problem(String message) {
                context.problem(request.location(), message);
            }

            @Override
            public void produces(String key) {
                context.produces(key, request.location());
            }
        });
        return sender == null ? null : new ForeignRequest<>(request.name(), sender, index, context);
    }

    @Override
    public UserState newUserState(boolean lasting, Session session) {
        return new ForeignState();
    }

    @Override
    public void close() {
        protocol.close();
    }
}
