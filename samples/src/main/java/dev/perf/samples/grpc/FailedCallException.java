package dev.perf.samples.grpc;

import io.grpc.Status;

/** A call that ended with a status other than OK; the message begins with its code. */
final class FailedCallException extends Exception {

    private static final long serialVersionUID = 1;

    /** The description of a missed deadline has times in it: left out, so that equal failures are counted together. */
    FailedCallException(Status status) {
        super(
                status.getCode() == Status.Code.DEADLINE_EXCEEDED || status.getDescription() == null
                        ? status.getCode().name()
                        : status.getCode() + ": " + status.getDescription(),
                status.getCause());
    }
}
