/**
 * A gRPC service under load, by the blocking stubs that grpc-java generates.
 */
@NullMarked
package dev.perf.samples.grpc;

import org.jspecify.annotations.NullMarked;
