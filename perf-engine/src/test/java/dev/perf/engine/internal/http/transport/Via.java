package dev.perf.engine.internal.http.transport;

/** Both transports, for tests that do the same over each. */
enum Via {
    SOCKET {
        @Override
        Transport open(TransportSettings settings) {
            return new SocketTransport(settings);
        }
    },
    JDK {
        @Override
        Transport open(TransportSettings settings) {
            return new JdkTransport(settings, HttpVersion.HTTP_1_1);
        }
    };

    abstract Transport open(TransportSettings settings);
}
